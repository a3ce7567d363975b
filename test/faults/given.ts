/** What tests of faults share: a client of a made-up API over a scripted `fetch` and a clock moved by hand. */
import { inspect } from "node:util";
import {
  ApiClient,
  type ApiDescription,
  type ClientOptions,
  type Logger,
  type Operation,
  type OperationArguments,
  runtimeErrors,
} from "clientwright/runtime";
import {
  type FakeFetch,
  fakeFetch,
  type ManualClock,
  manualClock,
  type Script,
} from "clientwright/testing";

/** The API that tests talk to. */
export const description: ApiDescription = {
  name: "things",
  servers: ["https://api.test/v1"],
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer" },
    basic: { type: "http", scheme: "basic" },
    headerKey: { type: "apiKey", in: "header", name: "X-Access" },
    queryKey: { type: "apiKey", in: "query", name: "sesame" },
    cookieKey: { type: "apiKey", in: "cookie", name: "session" },
  },
  errors: runtimeErrors,
};

/** An operation with defaults for what a test does not care about. */
export const operation = <Args = OperationArguments, Result = unknown>(
  parts: Partial<Operation> = {},
): Operation<Args, Result> => {
  const { method = "GET" } = parts;
  const base: Operation = {
    id: "things",
    method,
    path: "/things",
    security: [],
    idempotent: method !== "POST" && method !== "PATCH",
    ...parts,
  };
  // Types of arguments and results are only carried.
  return base as Operation<Args, Result>;
};

export interface Given {
  readonly client: ApiClient<object>;
  readonly fetch: FakeFetch;
  readonly clock: ManualClock;
}

/** A client whose `fetch` plays a script; jitter is at its middle. */
export const given = (script: Script, options: Partial<ClientOptions> = {}): Given => {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const client = new ApiClient<object>(description, {
    fetch,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { client, fetch, clock };
};

/** The reason of a promise that must reject. */
export const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );

/** The outcome of a promise, once every timer that it waits for has fired. */
export const outcome = async <T>(
  clock: ManualClock,
  promise: Promise<T>,
): Promise<PromiseSettledResult<T>> => {
  let isOver = false;
  const settled = Promise.allSettled([promise]).finally(() => {
    isOver = true;
  });
  // Large bodies take their time on some platforms: there may be no timer yet when the clock looks.
  while (!isOver) await clock.runAll();
  const [result] = await settled;
  return result;
};

/** The reason of a promise that must reject, once every timer has fired. */
export const failureAfterAll = async (
  clock: ManualClock,
  promise: Promise<unknown>,
): Promise<unknown> => {
  const result = await outcome(clock, promise);
  if (result.status === "rejected") return result.reason;
  throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
};

/** Everything that consoles, loggers, crash reporters and message ports would make of a value. */
export const printed = (value: unknown): string =>
  [
    String(value),
    value instanceof Error ? value.stack : "",
    inspect(value, { depth: 20 }),
    JSON.stringify(value),
    inspect(structuredClone(value), { depth: 20 }),
  ].join("\n");

/** A logger that keeps every line with its fields. */
export const keepingLogger = (): Logger & { readonly text: () => string } => {
  const lines: string[] = [];
  const keep = (message: string, fields?: unknown): void => {
    lines.push(message, inspect(fields, { depth: 20 }));
  };
  return { debug: keep, info: keep, warn: keep, error: keep, text: () => lines.join("\n") };
};
