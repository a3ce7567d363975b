/** Turns what people give as `auth` into providers by security scheme. */
import type { Credentials, SchemeProvider } from "../call-state.js";
import type { SecurityScheme } from "../operation.js";
import type { AuthProvider, BasicCredentials, SecretValue } from "../options.js";
import { addCookies } from "../serialize/headers.js";

/** Nobody satisfies anything. */
export const noCredentials: Credentials = { provider: () => undefined, isOfClient: true };

/**
 * Credentials out of the `auth` option. Answers a text instead when it cannot be understood.
 * @param isOfClient Whether they belong to the client, and so to its server only.
 */
export function createCredentials(
  auth: object,
  schemes: Readonly<Record<string, SecurityScheme>>,
  isOfClient: boolean,
): Credentials | string {
  if (isProvider(auth)) return { provider: () => auth, isOfClient };
  const providers = new Map<string, SchemeProvider>();
  for (const [name, credential] of Object.entries(auth)) {
    const scheme = schemes[name];
    if (credential === undefined || credential === null || credential === "") continue;
    if (scheme === undefined)
      return `auth names "${name}", the document knows ${list(Object.keys(schemes))}`;
    if (isProvider(credential)) providers.set(name, credential);
    else if (isSecret(credential)) providers.set(name, createSecretProvider(scheme, credential));
    else return `auth.${name} is neither a secret nor a provider`;
  }
  return { provider: (scheme) => providers.get(scheme), isOfClient };
}

/** A provider that sends one secret the way a security scheme says. */
export function createSecretProvider(
  scheme: SecurityScheme,
  secret: SecretValue | BasicCredentials,
): SchemeProvider {
  const value = typeof secret === "object" ? basicValue(secret) : secret;
  const read = (): string | Promise<string> => (typeof value === "string" ? value : value());
  if (scheme.type !== "apiKey")
    return headerProvider("authorization", prefixOf(scheme, secret), read);
  if (scheme.in === "header") return headerProvider(scheme.name.toLowerCase(), "", read);
  if (scheme.in === "cookie") return headerProvider("cookie", `${scheme.name}=`, read);
  return {
    query: async () => ({ [scheme.name]: await read() }),
    authenticate: async (request) => {
      const url = new URL(request.url);
      url.searchParams.set(scheme.name, await read());
      return new Request(url, request);
    },
  };
}

function headerProvider(
  name: string,
  prefix: string,
  read: () => string | Promise<string>,
): SchemeProvider {
  const headers = ():
    | Readonly<Record<string, string>>
    | Promise<Readonly<Record<string, string>>> => {
    const value = read();
    return typeof value === "string"
      ? { [name]: prefix + value }
      : value.then((text) => ({ [name]: prefix + text }));
  };
  return {
    headers,
    authenticate: async (request) => {
      const signed = new Request(request);
      const added = { ...(await headers()) };
      if (name === "cookie")
        addCookies(added, [signed.headers.get("cookie") ?? ""].filter(Boolean));
      for (const [key, value] of Object.entries(added)) signed.headers.set(key, value);
      return signed;
    },
  };
}

function prefixOf(scheme: SecurityScheme, secret: SecretValue | BasicCredentials): string {
  if (typeof secret === "object" || (scheme.type === "http" && /^basic$/i.test(scheme.scheme)))
    return "Basic ";
  return scheme.type === "http" && !/^bearer$/i.test(scheme.scheme)
    ? `${scheme.scheme} `
    : "Bearer ";
}

/** RFC 7617, section 2.1: UTF-8, then Base64. */
function basicValue({ username, password }: BasicCredentials): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return btoa(String.fromCharCode(...bytes));
}

/** Whether a value is a provider rather than credentials by scheme name. */
export function isProvider(value: unknown): value is AuthProvider {
  return (
    typeof value === "object" &&
    value !== null &&
    "authenticate" in value &&
    typeof value.authenticate === "function"
  );
}

function isSecret(value: unknown): value is SecretValue | BasicCredentials {
  if (typeof value === "object" && value !== null)
    return "username" in value && "password" in value;
  return typeof value === "string" || typeof value === "function";
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.map((name) => `"${name}"`).join(", ") : "no security schemes";
}
