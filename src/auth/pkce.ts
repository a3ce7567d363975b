/** Proof keys for authorisation codes (PKCE, RFC 7636). */
import { ConfigError } from "../runtime/index.js";
import { base64Url, bytesOf } from "./encoding.js";

/** A verifier to keep, and its challenge to send. */
export interface PkcePair {
  /** Secret; goes with the code to the token endpoint as `code_verifier`. */
  readonly verifier: string;
  /** Goes with the authorisation request as `code_challenge`. */
  readonly challenge: string;
  /** Goes with it as `code_challenge_method`. */
  readonly method: "S256";
}

/**
 * A new pair, or that of a verifier: its challenge is the SHA-256 of its ASCII text (RFC 7636, section 4.2).
 *
 * @param verifier 43 to 128 letters, digits, `-`, `.`, `_` or `~`. Default: 43 random ones (section 4.1).
 * @throws {ConfigError} for any other verifier.
 */
export async function createPkcePair(verifier: string = randomVerifier()): Promise<PkcePair> {
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) {
    throw new ConfigError("A PKCE verifier has 43 to 128 letters, digits, -, ., _ or ~");
  }
  const digest = await crypto.subtle.digest("SHA-256", bytesOf(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)), method: "S256" };
}

function randomVerifier(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}
