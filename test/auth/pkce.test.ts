/** Proof keys for authorisation codes (RFC 7636). */
import { describe, expect, it } from "vitest";
import { createPkcePair } from "../../src/auth/index.js";
import { ConfigError } from "../../src/runtime/index.js";

describe("a pair of proof keys", () => {
  it.each([
    // RFC 7636, appendix B.
    ["dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"],
    [
      "toolkit-vector.verifier_0123456789~abcdefghijklmnop",
      "5g5LhDA8Z-pDArmO1R9icu0qi-XCgkrnLEMZ8RUkaME",
    ],
  ])("has the challenge of its verifier [RA-210]", async (verifier, challenge) => {
    expect(await createPkcePair(verifier)).toEqual({ verifier, challenge, method: "S256" });
  });

  it("is new each time, and as long as it must be", async () => {
    const pairs = await Promise.all(Array.from({ length: 50 }, () => createPkcePair()));
    for (const { verifier, challenge } of pairs) {
      expect(verifier).toMatch(/^[\w-]{43}$/);
      expect(challenge).toMatch(/^[\w-]{43}$/);
    }
    expect(new Set(pairs.map(({ verifier }) => verifier)).size).toBe(50);
  });

  it.each(["", "a".repeat(42), "a".repeat(129), `${"a".repeat(43)} `, `${"a".repeat(43)}+`])(
    "has no verifier that the RFC forbids: %j",
    async (verifier) => {
      await expect(createPkcePair(verifier)).rejects.toThrow(ConfigError);
    },
  );
});
