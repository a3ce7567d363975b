/** Plain secrets that are sent as one header. */
import type { SchemeProvider, SecretProviders } from "../call-state.js";
import { AuthError } from "../errors/auth-error.js";
import type { SecretValue } from "../options.js";

/** Bearer tokens (also of OAuth 2 and OpenID Connect) and API keys in a header. */
export const headerSecret: SecretProviders = (scheme, secret) => {
  if (!isSecretValue(secret)) return undefined;
  if (scheme.type === "apiKey") {
    return scheme.in === "header" ? headerProvider(scheme.name, "", secret) : undefined;
  }
  const isOther = scheme.type === "http" && !/^bearer$/i.test(scheme.scheme);
  return isOther ? undefined : headerProvider("authorization", "Bearer ", secret);
};

/** A provider that sets one header, with a secret that is read for every attempt. */
export function headerProvider(name: string, prefix: string, secret: SecretValue): SchemeProvider {
  const header = (value: string): Readonly<Record<string, string>> => ({ [name]: prefix + value });
  return {
    headers: () => {
      const value = readSecret(secret);
      return typeof value === "string" ? header(value) : value.then(header);
    },
  };
}

/**
 * The secret for one attempt; a promise only if its function answers one.
 * @throws {AuthError} when the function answers none: a variable that is not set, mostly.
 */
export function readSecret(secret: SecretValue): string | Promise<string> {
  if (typeof secret === "string") return secret;
  const value = secret();
  return value instanceof Promise ? value.then(checked) : checked(value);
}

function checked(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new AuthError("the function that answers the secret answered none");
}

/** Whether a value is a text, or a function that answers one. */
export function isSecretValue(value: unknown): value is SecretValue {
  return typeof value === "string" || typeof value === "function";
}
