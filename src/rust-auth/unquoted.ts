/** Keeps what was sent in a body out of errors: servers quote what they refuse. */
import { scrub } from "../runtime/index.js";
import { AuthError } from "./errors.js";

/** Shorter values would hit ordinary words. */
const shortest = 4;

/** The call's outcome; the error of an answer is made again without the secrets that the call sent. */
export async function unquoted<T>(call: Promise<T>, sent: readonly string[]): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const secrets = sent.filter((secret) => secret.length >= shortest);
    if (!(error instanceof AuthError) || error.kind !== "answer" || secrets.length === 0)
      throw error;
    const known = error.init.secrets ?? [];
    const safe = new AuthError(error.message, { ...error.init, secrets: [...known, ...secrets] });
    if (error.stack !== undefined) safe.stack = scrub(error.stack, secrets);
    throw safe;
  }
}
