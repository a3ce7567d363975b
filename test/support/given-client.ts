/** A client of a small made-up API over a scripted transport and a manual clock. */
import {
  ApiClient,
  type ApiDescription,
  type ClientOptions,
  type Operation,
  type OperationArguments,
  runtimeErrors,
} from "../../src/runtime/index.js";
import { createManualClock, type ManualClock } from "./manual-clock.js";
import { type ScriptedTransport, type Step, scriptTransport } from "./scripted-transport.js";

/** The API that tests talk to. */
export const description: ApiDescription = {
  name: "test",
  servers: ["https://api.test/v1"],
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer" },
    basic: { type: "http", scheme: "basic" },
    headerKey: { type: "apiKey", in: "header", name: "X-API-Key" },
    queryKey: { type: "apiKey", in: "query", name: "api_key" },
    cookieKey: { type: "apiKey", in: "cookie", name: "session" },
    certificate: { type: "mutualTLS" },
  },
  errors: runtimeErrors,
};

/** An operation with defaults for what a test does not care about. */
export function operation<Args = OperationArguments, Result = unknown, Errors = unknown>(
  parts: Partial<Operation> = {},
): Operation<Args, Result, Errors> {
  const { method = "GET", path = "/things" } = parts;
  const base: Operation = {
    id: "things",
    method,
    path,
    security: [],
    idempotent: method !== "POST" && method !== "PATCH",
    ...parts,
  };
  // Types of arguments and results are only carried.
  return base as Operation<Args, Result, Errors>;
}

/** A client and everything around it. */
export interface GivenClient extends ScriptedTransport {
  readonly client: ApiClient;
  readonly clock: ManualClock;
}

/** A client whose transport answers the steps; jitter is at its middle. */
export function givenClient(steps: readonly Step[], options: ClientOptions = {}): GivenClient {
  const clock = createManualClock();
  const transport = scriptTransport(steps, clock);
  const client = new ApiClient(description, {
    fetch: transport.fetch,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { ...transport, client, clock };
}

/** The reason of a promise that must reject. */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (error: unknown) => error,
  );
}
