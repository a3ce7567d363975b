/** Claims of tokens, read without trust. */
import { describe, expect, it } from "vitest";
import { readJwtClaims, readJwtExpiry } from "../../src/auth/index.js";

const encoded = (text: string): string => Buffer.from(text).toString("base64url");
const token = (claims: unknown): string => `e30.${encoded(JSON.stringify(claims))}.c2ln`;

describe("claims", () => {
  it("are read from any payload, whatever its length and letters", () => {
    for (const name of ["a", "ab", "abc", "Zoë ☕ 鍵", "?>?>~~"]) {
      expect(readJwtClaims(token({ name }))).toEqual({ name });
    }
  });

  it("are read from a payload that is padded", () => {
    const padded = Buffer.from('{"a":1}').toString("base64").replace(/\+/g, "-");
    expect(padded).toMatch(/=$/);
    expect(readJwtClaims(`e30.${padded}.c2ln`)).toEqual({ a: 1 });
  });

  it.each([
    ["two parts", "e30.e30"],
    ["four parts", `${token({})}.x`],
    ["nothing", ""],
    ["a payload that is no base64url", "e30.!!.c2ln"],
    ["a payload of an impossible length", "e30.aaaaa.c2ln"],
    ["a payload that is no JSON", `e30.${encoded("{")}.c2ln`],
    ["a payload that is no object", `e30.${encoded("[1]")}.c2ln`],
    ["a payload that is not UTF-8", "e30.gICA.c2ln"],
  ])("are not found in %s", (_name, text) => {
    expect(readJwtClaims(text)).toBeUndefined();
    expect(readJwtExpiry(text)).toEqual({ kind: "unreadable" });
  });
});

describe("the end of a token", () => {
  it.each([
    ["seconds", { exp: 1_700_000_000 }, { kind: "at", ms: 1_700_000_000_000 }],
    ["a fraction of one", { exp: 1.5 }, { kind: "at", ms: 1_500 }],
    ["nothing", {}, { kind: "never" }],
    ["zero", { exp: 0 }, { kind: "never" }],
    ["text", { exp: "tomorrow" }, { kind: "unreadable" }],
  ])("is told by %s", (_name, claims, expiry) => {
    expect(readJwtExpiry(token(claims))).toEqual(expiry);
  });
});
