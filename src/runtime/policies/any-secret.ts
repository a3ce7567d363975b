/** Plain secrets for every security scheme that a secret can satisfy. */
import type { SecretProviders } from "../call-state.js";
import type { BasicCredentials, SecretValue } from "../options.js";
import { headerProvider, headerSecret, isSecretValue, readSecret } from "./header-secret.js";

/** Besides what goes into one header: keys in query or cookies, user name and password, other HTTP schemes. */
export const anySecret: SecretProviders = (scheme, secret) => {
  if (isBasic(secret)) return headerProvider("authorization", "Basic ", basicValue(secret));
  if (!isSecretValue(secret)) return undefined;
  if (scheme.type === "apiKey" && scheme.in === "cookie") {
    return headerProvider("cookie", `${scheme.name}=`, cookieValue(secret));
  }
  if (scheme.type === "apiKey" && scheme.in === "query") {
    return { query: async () => ({ [scheme.name]: await readSecret(secret) }) };
  }
  const provider = headerSecret(scheme, secret);
  if (provider !== undefined || scheme.type !== "http") return provider;
  // Schemes are written as registered; documents often have them in lower case.
  const name = /^basic$/i.test(scheme.scheme) ? "Basic" : scheme.scheme;
  return headerProvider("authorization", `${name} `, secret);
};

/** Characters that would end a cookie's value are percent-encoded (RFC 6265, section 4.1.1). */
function cookieValue(secret: SecretValue): SecretValue {
  const safe = (text: string): string => text.replace(/[\s",;\\]/g, encodeURIComponent);
  if (typeof secret === "string") return safe(secret);
  return () => {
    const value = readSecret(secret);
    return typeof value === "string" ? safe(value) : value.then(safe);
  };
}

function isBasic(value: unknown): value is BasicCredentials {
  return typeof value === "object" && value !== null && "username" in value && "password" in value;
}

/** RFC 7617, section 2.1: UTF-8, then Base64. */
function basicValue({ username, password }: BasicCredentials): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return btoa(String.fromCharCode(...bytes));
}
