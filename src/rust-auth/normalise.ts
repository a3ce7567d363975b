/** Turns what servers really answer into the documented models: the client's `normalise` option. */
import { type ClientOptions, isRecord } from "../runtime/index.js";
import { toObject, toTokensAnswer, toUserAnswer, UnexpectedShape } from "./answers.js";
import { AuthError } from "./errors.js";

const mappings: Readonly<Record<string, (answer: unknown) => unknown>> = {
  register: toTokensAnswer,
  login: toTokensAnswer,
  refreshToken: toTokensAnswer,
  getCurrentUser: toUserAnswer,
  updateProfile: toUserAnswer,
};

/** What stands in the answer of an operation unless it was refused with a status of success (RFC 6749 asks for 400). */
const grants: Readonly<Record<string, string>> = {
  oauth2Token: "access_token",
  oauth2Introspect: "active",
  oauth2DeviceAuthorization: "device_code",
};

/**
 * Fills in names and checks shapes of successes. Every JSON answer of this API is an object; one that is not, or that
 * lacks what its model needs, is an `AuthError` with the status of the answer; so is a refusal that has the status of a
 * success. [RA-120, RA-209]
 */
export const normalise: NonNullable<ClientOptions["normalise"]> = (body, answer) => {
  const { operation, response } = answer;
  // What is not read as JSON, and what no document describes, stays as it is.
  if (!response.ok || operation.answer !== undefined) return body;
  if (isRefusal(operation.id, body)) {
    const { status, headers } = response;
    throw new AuthError(undefined, { kind: "answer", status, headers, body });
  }
  try {
    return (mappings[operation.id] ?? toObject)(body);
  } catch (cause) {
    if (!(cause instanceof UnexpectedShape)) throw cause;
    const message = `Unexpected response: ${cause.message}`;
    throw new AuthError(message, { kind: "parse", answerStatus: response.status, cause, body });
  }
};

function isRefusal(id: string, body: unknown): boolean {
  if (!isRecord(body)) return false;
  const granted = grants[id];
  if (granted !== undefined) return typeof body.error === "string" && body[granted] === undefined;
  // An envelope; the answers to administrators' actions, which have a `success` as well, are none.
  return body.success === false && "data" in body;
}
