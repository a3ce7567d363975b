// Proof Key for Code Exchange (RFC 7636).
import { createHash } from "node:crypto";

export type ChallengeMethod = "plain" | "S256";

/** base64url(SHA-256(verifier)) without padding: section 4.2. */
export function pkceChallenge(verifier: string): string {
  return createHash("sha256").update(verifier, "ascii").digest("base64url");
}

/** A verifier has 43 to 128 unreserved characters: section 4.1. */
export function isPkceMatch(
  verifier: string,
  challenge: string,
  method: ChallengeMethod = "plain",
): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return challenge === (method === "S256" ? pkceChallenge(verifier) : verifier);
}
