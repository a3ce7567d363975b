/** What a token says of itself. */
import { describe, expect, it } from "vitest";
import {
  DEFAULT_TOKEN_TTL_SECONDS,
  decodeToken,
  getTokenExpiration,
  isTokenExpired,
  maskToken,
  NdiValidationError,
  tokenSecondsLeft,
} from "../../src/ndi-cloud/index.js";
import { tokenOf } from "./support/answers.js";

const header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const usual = `${header}.eyJzdWIiOiIwZDZiN2Q2ZS03ZjlkLTRhM2MtOWI3ZS0xYzJkM2U0ZjVhNmIiLCJlbWFpbCI6InJlc2VhcmNoZXJAZXhhbXBsZS5vcmciLCJ0b2tlbl91c2UiOiJpZCIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjoxNzY3MjI5MjAwfQ.mOBUiJ1vWX_dj-nVWKcxgdGnqSRU3MCLmunjh9V7KjI`;
const umlauts = `${header}.eyJzdWIiOiJ1LTIiLCJlbWFpbCI6Inpvw6subcO8bGxlckBleGFtcGxlLm9yZyIsImNvZ25pdG86dXNlcm5hbWUiOiJ1LTIiLCJ0b2tlbl91c2UiOiJpZCIsImlhdCI6NDEwMjQ0NDgwMCwiZXhwIjo0MTAyNDQ4NDAwfQ.afVts8aeiE2KNNT117fBrj7HUQvBavhFAeY7WbaeDaY`;
const endless = `${header}.eyJzdWIiOiJ1LTMiLCJlbWFpbCI6Im5vZXhwQGV4YW1wbGUub3JnIn0.NSGIO7euwQCIs2QzRKP2KEegQYPhyvaLyn3ZdI34-xg`;

describe("a token", () => {
  it("tells its end, whatever its padding and its letters [NDI-005, NDI-121]", () => {
    expect(getTokenExpiration(usual).toISOString()).toBe("2026-01-01T01:00:00.000Z");
    expect(getTokenExpiration(umlauts).toISOString()).toBe("2100-01-01T01:00:00.000Z");
    expect(decodeToken(umlauts).email).toBe("zoë.müller@example.org");
  });

  it("is over at the very second that it names [NDI-122]", () => {
    expect(isTokenExpired(usual, new Date("2026-01-01T00:59:59Z"))).toBe(false);
    expect(isTokenExpired(usual, new Date("2026-01-01T01:00:00Z"))).toBe(true);
    expect(isTokenExpired(umlauts)).toBe(false);
  });

  it("counts as over when it is empty, no token, or does not say [NDI-122]", () => {
    for (const token of ["", "not.a-jwt", "a.b.c.d", `${header}.%%%.x`, endless])
      expect(isTokenExpired(token)).toBe(true);
  });

  it("has no end to tell when it does not say, or is none [NDI-121]", () => {
    expect(decodeToken(endless).email).toBe("noexp@example.org");
    expect(() => getTokenExpiration(endless)).toThrow(NdiValidationError);
    expect(() => getTokenExpiration("not.a-jwt")).toThrow(NdiValidationError);
  });

  it("has seconds left, never less than none [NDI-123]", () => {
    expect(tokenSecondsLeft(usual, Date.parse("2026-01-01T00:30:00Z"))).toBe(1_800);
    expect(tokenSecondsLeft(usual, Date.parse("2026-01-01T02:00:00Z"))).toBe(0);
    expect(tokenSecondsLeft(endless)).toBe(0);
  });

  it("lasts an hour where nothing else is known [NDI-120]", () => {
    expect(DEFAULT_TOKEN_TTL_SECONDS).toBe(3_600);
  });

  it("is known by its beginning, and a short one not at all", () => {
    expect(maskToken(usual)).toBe("eyJhbGci...");
    expect(maskToken("short")).toBe("***");
  });

  it("does not quote itself in errors", () => {
    const secret = tokenOf({ email: "a@b.example" });
    expect(() => getTokenExpiration(secret)).not.toThrow(secret);
  });
});
