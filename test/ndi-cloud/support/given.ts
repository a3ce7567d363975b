/** Clients over a scripted transport and a clock that leaps over every wait. */
import {
  NdiCloudClient,
  type NdiCloudClientOptions,
  NdiError,
} from "../../../src/ndi-cloud/index.js";
import type { Logger } from "../../../src/runtime/index.js";
import { type FakeFetch, fakeFetch, type Script } from "../../../src/testing/index.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";
import { adasToken, ids } from "./answers.js";

/** A client, and what it did. */
export interface Given {
  readonly client: NdiCloudClient;
  readonly fetch: FakeFetch;
  readonly clock: LeapingClock;
  readonly env: Record<string, string | undefined>;
  /** Lines of the log, as one text. */
  readonly logged: () => string;
  /** `METHOD /path?query` of every request, without the version. */
  readonly sent: () => string[];
  /** `Authorization` of every request, in order. */
  readonly bearers: () => (string | undefined)[];
}

/** A client whose requests are answered by the script. It is nobody's unless the options say so. */
export function given(script: Script, options: NdiCloudClientOptions = {}): Given {
  const clock = createLeapingClock();
  const fetch = fakeFetch(script, { clock });
  const env = options.env ?? {};
  const lines: string[] = [];
  const write = (...parts: unknown[]): void => void lines.push(JSON.stringify(parts));
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const client = new NdiCloudClient({ fetch, clock, logger, random: () => 0, ...options, env });
  return {
    client,
    fetch,
    clock,
    env,
    logged: () => lines.join("\n"),
    sent: () => fetch.lines.map((line) => line.replace(" /v1", " ")),
    bearers: () => fetch.requests.map(({ headers }) => headers.authorization),
  };
}

/** A client with Ada's token and organization. */
export function givenAda(script: Script, options: NdiCloudClientOptions = {}): Given {
  return given(script, { token: adasToken(), organizationId: ids.organization, ...options });
}

/** The error that a promise rejects with; the test fails if it is none of ours. */
export async function rejection(promise: PromiseLike<unknown>): Promise<NdiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NdiError) return error;
  throw new Error(`no NdiError, but ${String(error)}`);
}

/** All that an iterator yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
