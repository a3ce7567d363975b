/** Deleting: what counts as done, though the server did not say so. */
import type { DeleteResult, DeleteWhen } from "../../generated/ndi-cloud/models.js";
import { type CallOptions, ClientwrightError } from "../runtime/index.js";
import { checkWhen } from "./checks.js";
import type { Deletion } from "./models.js";
import { withRetryRule } from "./retry.js";

/** When and how strictly to delete. */
export interface DeleteOptions {
  /** `now`, or after a time such as `24h`; until then it can be brought back. Default: `7d`. [NDI-155] */
  readonly when?: DeleteWhen;
  /** Throws where the gateway gave up waiting, instead of taking that for accepted. Default: false. */
  readonly strict?: boolean;
}

/**
 * Deletes. The gateway waits half a minute, and the server goes on after it: 504 counts as accepted. A repetition that
 * finds nothing left had its effect the first time. [NDI-055]
 */
export async function deleted(
  { when = "7d", strict = false }: DeleteOptions,
  options: CallOptions | undefined,
  send: (when: DeleteWhen, options: CallOptions | undefined) => Promise<DeleteResult | undefined>,
): Promise<Deletion> {
  checkWhen(when);
  // There is no need to ask again what counts as accepted.
  const settings = strict
    ? options
    : withRetryRule(options, {
        shouldRetry: ({ error }) => (error.status === 504 ? false : undefined),
      });
  try {
    return { message: "Deleted", ...(await send(when, settings)) };
  } catch (error) {
    if (!(error instanceof ClientwrightError)) throw error;
    if (!strict && error.status === 504) {
      return { message: "The server did not confirm it in time", unconfirmed: true };
    }
    if (error.status === 404 && wasTried(error))
      return { message: "Deleted by an earlier attempt" };
    throw error;
  }
}

/** Whether an attempt before the last may have reached the server. */
function wasTried({ attempts }: ClientwrightError): boolean {
  return attempts.slice(0, -1).some(({ status = 504 }) => status >= 500);
}
