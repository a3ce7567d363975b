/** Which credentials a client sends. */
import { apiKey, bearer } from "../auth/index.js";
import { type AuthProvider, ClientwrightError, type SecretValue } from "../runtime/index.js";
import type { Credentials } from "./client-options.js";
import { tracktionErrors } from "./error-family.js";
import type { TracktionClientOptions } from "./options.js";

/** The same credentials for every operation that needs any, as the guide's clients send them. */
export function everywhere(provider: AuthProvider): Readonly<Record<string, AuthProvider>> {
  return {
    bearerApiKey: provider,
    bearerJwt: provider,
    apiKeyHeader: provider,
    oauth2: provider,
  };
}

/** The API key, in the header that the options name; undefined without a key. */
export function keyProvider(options: TracktionClientOptions): AuthProvider | undefined {
  const { apiKey: value, apiKeyHeader } = options;
  if (value === undefined) return undefined;
  return adopted(() =>
    apiKeyHeader === "x-api-key"
      ? apiKey({ in: "header", name: "X-API-Key", value })
      : bearer(value),
  );
}

/** Credentials of a plain client. */
export function keyCredentials(options: TracktionClientOptions): Credentials {
  const provider = keyProvider(options);
  return provider === undefined ? false : everywhere(provider);
}

/** A token that is asked for anew for each attempt, or stays the same. */
export function tokenCredentials(token: SecretValue): Credentials {
  return everywhere(adopted(() => bearer(token)));
}

/** What `make` makes; its refusal as an error of this client. */
export function adopted<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof ClientwrightError
      ? tracktionErrors.create(error.message, error.init)
      : error;
  }
}
