/** Options out of environment variables, for programs that ask for it: no constructor reads them. [RA-163] */
import { refusal } from "./client-options.js";
import type { AuthClientOptions } from "./options.js";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Server of programs whose environment names none. [RA-160] */
const defaultBaseUrl = "https://auth.example.com/api";

/**
 * Options out of `AUTH_SERVICE_URL`, `AUTH_TIMEOUT` (whole seconds; default: 10) and `AUTH_VERIFY_SSL` (only `true`,
 * in any case, checks certificates; default: `true`). Explicit options win; what they say is not looked up.
 * [RA-160, RA-161, RA-162, RA-218]
 *
 * @throws {AuthError} when `AUTH_TIMEOUT` is not a number of seconds above 0.
 */
export function optionsFrom(
  environment: Environment,
  explicit: AuthClientOptions,
): AuthClientOptions {
  const { AUTH_SERVICE_URL, AUTH_TIMEOUT = "10", AUTH_VERIFY_SSL = "true" } = environment;
  return {
    ...explicit,
    baseUrl: explicit.baseUrl ?? AUTH_SERVICE_URL ?? defaultBaseUrl,
    timeoutMs: explicit.timeoutMs ?? millisecondsOf(AUTH_TIMEOUT),
    verifySsl: explicit.verifySsl ?? AUTH_VERIFY_SSL.toLowerCase() === "true",
  };
}

/** The environment of the process, where the platform has one. */
export function platformEnvironment(): Environment {
  // `process` exists in Node, Bun and Deno.
  const host = globalThis as { readonly process?: { readonly env?: Environment } };
  return host.process?.env ?? {};
}

function millisecondsOf(seconds: string): number {
  if (/^\s*\d+\s*$/.test(seconds) && Number(seconds) > 0) return Number(seconds) * 1000;
  throw refusal(`AUTH_TIMEOUT must be a whole number of seconds above 0, not "${seconds}"`);
}
