/** How a failed call is told, and what to do about it. */
import type { CallFailure } from "../../../node/cli/index.js";
import { AuthError } from "../../errors.js";
import { isLoginNeeded } from "./session.js";

/** Reads an error of the client; undefined for any other. */
export function readCallFailure(error: unknown): CallFailure | undefined {
  if (!(error instanceof AuthError)) return undefined;
  const { name, message, statusCode, code, details } = error;
  const report = {
    name,
    message,
    ...(statusCode !== undefined && { status: statusCode }),
    ...(code !== undefined && { code }),
    details,
  };
  const hint = hintFor(error);
  return { report, ...(hint !== undefined && { hint }) };
}

function hintFor(error: AuthError): string | undefined {
  const { statusCode, code = "" } = error;
  const operation = error.operation?.id;
  if (isLoginNeeded(error)) return "Sign in with rust-auth-cli login; see rust-auth-cli --help";
  if (statusCode === 401 && operation === "login")
    return "The password is wrong, there is no such account, or it is not active or not confirmed";
  if (statusCode === 404 && operation === "changePassword")
    return "This service cannot change passwords: use forgot-password and reset-password";
  if (/CERT|TLS|SSL/i.test(code))
    return "For development with a certificate that nobody trusts there is --insecure";
  return undefined;
}
