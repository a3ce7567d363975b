/** Turns what people give as `auth` into providers by security scheme. */
import type { Credentials, SchemeProvider, SecretProviders } from "../call-state.js";
import type { SecurityScheme } from "../operation.js";
import type { AuthProvider } from "../options.js";

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
  toProvider: SecretProviders,
): Credentials | string {
  if (isProvider(auth)) return { provider: () => auth, isOfClient };
  const providers = new Map<string, SchemeProvider>();
  for (const [name, credential] of Object.entries(auth)) {
    const scheme = schemes[name];
    if (credential === undefined || credential === null || credential === "") continue;
    if (scheme === undefined)
      return `auth names "${name}", the document knows ${list(Object.keys(schemes))}`;
    const provider = isProvider(credential) ? credential : toProvider(scheme, credential);
    if (provider === undefined)
      return `auth.${name} is neither a provider nor a secret for its scheme`;
    providers.set(name, provider);
  }
  return { provider: (scheme) => providers.get(scheme), isOfClient };
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

function list(names: readonly string[]): string {
  return names.length > 0 ? names.map((name) => `"${name}"`).join(", ") : "no security schemes";
}
