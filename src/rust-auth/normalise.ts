/** Turns what servers really answer into the documented models: the client's `normalise` option. */
import type { ClientOptions } from "../runtime/index.js";
import { toObject, toTokensAnswer, toUserAnswer, UnexpectedShape } from "./answers.js";
import { AuthError } from "./errors.js";

const mappings: Readonly<Record<string, (answer: unknown) => unknown>> = {
  register: toTokensAnswer,
  login: toTokensAnswer,
  refreshToken: toTokensAnswer,
  getCurrentUser: toUserAnswer,
  updateProfile: toUserAnswer,
};

/**
 * Fills in names and checks shapes of successes. Every JSON answer of this API is an object; one that is not, or that
 * lacks what its model needs, is an `AuthError` with the status of the answer. [RA-120]
 */
export const normalise: NonNullable<ClientOptions["normalise"]> = (body, answer) => {
  const { operation, response } = answer;
  // What is not read as JSON, and what no document describes, stays as it is.
  if (!response.ok || operation.answer !== undefined) return body;
  try {
    return (mappings[operation.id] ?? toObject)(body);
  } catch (cause) {
    if (!(cause instanceof UnexpectedShape)) throw cause;
    const message = `Unexpected response: ${cause.message}`;
    throw new AuthError(message, { kind: "parse", answerStatus: response.status, cause, body });
  }
};
