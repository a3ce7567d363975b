/** Reads secrets that people pass, and refuses those that could not be sent, without quoting them. */
import { AuthError, ConfigError, type SecretValue } from "../runtime/index.js";

/** What a header value may hold (RFC 9110, section 5.5): no control characters but the tab. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/** Whether a secret can be sent as it is. */
export function isSendable(secret: string): boolean {
  return faultOf(secret) === undefined;
}

/** Checks a fixed secret at once, so that a missing environment variable is found at the start. */
export function assertSecret(value: SecretValue, what: string): void {
  if (typeof value === "function") return;
  const fault = faultOf(value);
  if (fault) throw new ConfigError(`${what} ${fault}`);
}

/** The secret for one attempt; a promise only if its function answers one. */
export function readSecret(value: SecretValue, what: string): string | Promise<string> {
  if (typeof value === "string") return value;
  const answer = value();
  return answer instanceof Promise
    ? answer.then((secret) => checked(secret, what))
    : checked(answer, what);
}

/** Passes on the result of `use`, in the same turn where the secret is there already. */
export function withSecret<T>(
  value: SecretValue,
  what: string,
  use: (secret: string) => T,
): T | Promise<T> {
  const secret = readSecret(value, what);
  return typeof secret === "string" ? use(secret) : secret.then(use);
}

function checked(secret: unknown, what: string): string {
  const fault = faultOf(secret);
  if (fault) throw new AuthError(`${what} ${fault}`);
  return secret as string; // `faultOf` finds fault with everything else.
}

function faultOf(secret: unknown): string | undefined {
  if (typeof secret !== "string") return "is not a string";
  if (secret === "") return "is empty";
  if (secret.trim() !== secret) return "begins or ends with white space";
  if (unsendable.test(secret)) return "contains characters that cannot be sent in a header";
  return undefined;
}
