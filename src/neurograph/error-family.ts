/** Makes the guide's errors out of answers and failures, with what the body says. */

import {
  ClientwrightError,
  createErrorFamily,
  type ErrorFamily,
  type ErrorInit,
  type JsonRecord,
  summaryOf,
} from "../runtime/index.js";
import { readErrorBody } from "./error-body.js";
import {
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  ConnectionError,
  NeuroGraphError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./errors.js";

const classes: ErrorFamily = /* @__PURE__ */ createErrorFamily({
  base: NeuroGraphError,
  statuses: {
    401: AuthenticationError,
    403: AuthorizationError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
    "5XX": ServerError,
  },
  kinds: { connection: ConnectionError, timeout: TimeoutError, auth: AuthenticationError },
});

/**
 * The errors of NeuroGraph clients. The message of a failed answer is the server's sentence, its
 * text, or the status text; the class depends on the status, never on the code.
 */
export const neuroGraphErrors: ErrorFamily = {
  base: NeuroGraphError,
  create: (message, init) =>
    init.kind === "answer" ? fromAnswer(message, init) : classes.create(message, init),
};

function fromAnswer(fallback: string, init: ErrorInit): NeuroGraphError {
  const { message, code, details } = readErrorBody(init.body);
  // The status text of an answer that says nothing itself.
  const said = message ?? summaryOf(fallback, init);
  const retryAfterMs = init.retryAfterMs ?? waitIn(details);
  const error = classes.create(said, { ...init, code, details, retryAfterMs });
  // All classes above extend it.
  return error as NeuroGraphError;
}

/** An error of another family as one of ours; anything else stays what it is. */
export function adopt(error: unknown): unknown {
  if (error instanceof NeuroGraphError || !(error instanceof ClientwrightError)) return error;
  return neuroGraphErrors.create(error.message, { ...initOf(error), cause: error });
}

/** What it takes to make an error again. */
export function initOf(error: ClientwrightError): ErrorInit {
  // Own properties of an error are those of its init (see ClientwrightError).
  const own = Object.getOwnPropertyNames(error).filter((name) => !builtIn.has(name));
  const fields = own.map((name) => [name, Reflect.get(error, name)]);
  return { ...Object.fromEntries(fields), kind: error.kind };
}

const builtIn: ReadonlySet<string> = new Set(["message", "stack", "name"]);

function waitIn({ retry_after: seconds }: JsonRecord): number | undefined {
  return typeof seconds === "number" && seconds >= 0 ? seconds * 1000 : undefined;
}
