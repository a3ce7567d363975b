/** Sees to it that what a call rejects with belongs to its API's family. */
import type { Call } from "../call-state.js";
import { scrub } from "../log/redact.js";
import { UnsendableError } from "../serialize/unsendable.js";
import { aboutRequest } from "./about-request.js";
import { ClientwrightError } from "./clientwright-error.js";
import type { ErrorInit } from "./error-init.js";

/** The error to reject with: errors of serialisers and of other families are exchanged, foreign ones left alone. */
export function adoptError(call: Call, error: unknown): unknown {
  if (error instanceof UnsendableError)
    return unsendable(call, error.path, error.message, error.code);
  if (error instanceof URIError)
    return unsendable(call, "path or query", "is not well-formed text", "surrogate");
  if (!(error instanceof ClientwrightError) || isOfFamily(call, error)) return error;
  return remakeError(call, error);
}

/** The same error as one of the call: of its family, with its attempts and without its secrets. */
export function remakeError(call: Call, error: ClientwrightError): ClientwrightError {
  const about = aboutRequest(call);
  const secrets = [...(about.secrets ?? []), ...(error.init.secrets ?? [])];
  const init: ErrorInit = {
    ...about,
    ...error.init,
    attempts: call.attempts,
    secrets,
  };
  const adopted = call.core.errors.create(error.message, init);
  if (error.stack !== undefined) adopted.stack = scrub(error.stack, secrets);
  return adopted;
}

/** By descent: the data alone would make every connection error a member. */
function isOfFamily(call: Call, error: ClientwrightError): boolean {
  return Object.prototype.isPrototypeOf.call(call.core.errors.base.prototype, error);
}

function unsendable(call: Call, path: string, message: string, code: string): ClientwrightError {
  return call.error(`${path} ${message}`, {
    kind: "validation",
    issues: [{ path, message, code }],
  });
}
