/** The guide's way to see a call end: four facts in place of an exception. */
import { ClientwrightError } from "../runtime/index.js";
import { adoptError } from "./error-family.js";
import { NdiError } from "./errors.js";
import { lastResponse } from "./exchange.js";

/** A call that has ended. [NDI-112] */
export type NdiResult<T> = NdiSuccess<T> | NdiFailure;

/** A call that succeeded. */
export interface NdiSuccess<T> {
  readonly success: true;
  readonly data: T;
  /** The last answer, its body read; undefined when none was needed. */
  readonly response: Response | undefined;
  readonly url: string | undefined;
  readonly error?: never;
}

/** A call that failed. [NDI-114, NDI-172] */
export interface NdiFailure {
  readonly success: false;
  /** The body of the answer as it was parsed; the message where no answer came, or an empty one. */
  readonly data: unknown;
  /** The answer; undefined when none came. */
  readonly response: Response | undefined;
  /** Address that was asked; undefined when nothing was sent. */
  readonly url: string | undefined;
  readonly error: Error;
}

/**
 * Waits for a call of this client, and never rejects.
 *
 * ```ts
 * const { success, data, response, url } = await toResult(client.datasets.get(id));
 * ```
 */
export async function toResult<T>(promise: PromiseLike<T>): Promise<NdiResult<T>> {
  try {
    const data = await promise;
    const response = await lastResponse(promise);
    return { success: true, data, response, url: response?.url || undefined };
  } catch (thrown) {
    return failure(thrown, await lastResponse(promise));
  }
}

/** What a call that failed comes to. */
function failure(thrown: unknown, response: Response | undefined): NdiFailure {
  const adopted = adoptError(thrown);
  const error = adopted instanceof Error ? adopted : new NdiError(String(adopted));
  const isKnown = error instanceof ClientwrightError;
  const body = isKnown ? error.body : undefined;
  const url = (isKnown ? error.url : undefined) ?? (response?.url || undefined);
  return { success: false, data: body ?? error.message, response, url, error };
}
