/** Options out of environment variables. */
import { tracktionErrors } from "./error-family.js";

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says. */
export interface EnvironmentOptions {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly hmacSecret?: string;
}

/**
 * `TRACKTION_API_KEY`, `TRACKTION_BASE_URL` and `TRACKTION_HMAC_SECRET`; empty ones count as unset.
 *
 * @throws {TracktionApiError} when there is no key.
 */
export function environmentOptions(env: Environment = processEnvironment()): EnvironmentOptions {
  const apiKey = env.TRACKTION_API_KEY;
  if (!apiKey) {
    const message = "Please set TRACKTION_API_KEY environment variable";
    throw tracktionErrors.create(message, { kind: "config" });
  }
  const { TRACKTION_BASE_URL: baseUrl, TRACKTION_HMAC_SECRET: hmacSecret } = env;
  return { apiKey, ...(baseUrl && { baseUrl }), ...(hmacSecret && { hmacSecret }) };
}

/** `process` is there in Node, Bun and Deno. */
function processEnvironment(): Environment {
  return (globalThis as { readonly process?: { readonly env?: Environment } }).process?.env ?? {};
}
