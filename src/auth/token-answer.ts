/** Reads what token endpoints answer. Pure. */
import { AuthError } from "../runtime/index.js";
import type { TokenGrant } from "./tokens.js";

/** A successful answer (RFC 6749, section 5.1); undefined when it holds no access token. */
export function readTokenAnswer(body: unknown): TokenGrant | undefined {
  if (!isRecord(body)) return undefined;
  const { access_token, refresh_token, expires_in, token_type } = body;
  if (typeof access_token !== "string" || access_token === "") return undefined;
  // RFC 6749, section 7.1: a token of a type that is not understood must not be used.
  if (typeof token_type === "string" && token_type.toLowerCase() !== "bearer") {
    throw new AuthError("The token endpoint granted a token that is not a bearer token");
  }
  const seconds = Number(expires_in);
  return {
    accessToken: access_token,
    ...(typeof refresh_token === "string" && refresh_token ? { refreshToken: refresh_token } : {}),
    ...(seconds > 0 ? { expiresInMs: seconds * 1000 } : {}),
  };
}

/** A refusal (RFC 6749, section 5.2). */
export function readTokenRefusal(body: unknown): {
  readonly code: string | undefined;
  readonly description: string | undefined;
} {
  const { error, error_description } = isRecord(body) ? body : {};
  return {
    code: typeof error === "string" ? error : undefined,
    description: typeof error_description === "string" ? error_description : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
