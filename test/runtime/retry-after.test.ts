import { describe, expect, it } from "vitest";
import { parseHttpDate } from "../../src/runtime/retry/http-date.js";
import { retryAfterMs } from "../../src/runtime/retry/retry-after.js";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);
const hint = (headers: Record<string, string>, status = 429) =>
  retryAfterMs(new Headers(headers), status, now);

describe("the server's hint", () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ "retry-after": "5" }, 5_000],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "Thu, 01 Jan 2026 12:00:09 GMT" }, 9_000],
    [{ "retry-after": "Thursday, 01-Jan-26 12:00:09 GMT" }, 9_000],
    [{ "retry-after": "Thu Jan  1 12:00:09 2026" }, 9_000],
    [{ "retry-after": "Thu, 01 Jan 2026 11:59:00 GMT" }, undefined],
    [{ "retry-after": "1e3" }, undefined],
    [{ "retry-after": "-1" }, undefined],
    [{ "retry-after": "5 seconds" }, undefined],
    [{ "retry-after": "2026-01-01T12:00:09Z" }, undefined],
    [{ "retry-after": "" }, undefined],
    [{ "retry-after-ms": "250", "retry-after": "5" }, 250],
    [{ "x-ratelimit-retry-after": "3" }, 3_000],
    [{ ratelimit: '"default";r=0;t=12' }, 12_000],
    [{ ratelimit: '"burst";r=5;t=1, "daily";r=0;t=30' }, 30_000],
    [{ ratelimit: "limit=100, remaining=0, reset=50" }, 50_000],
    [{ "ratelimit-reset": "8" }, 8_000],
    [{ "x-ratelimit-reset": "8", "x-ratelimit-remaining": "0" }, 8_000],
    [{ "x-ratelimit-reset": String(now / 1000 + 10) }, 10_000],
    [{ "x-ratelimit-reset": String(now + 10) }, 10],
    [{ "x-ratelimit-reset": String(now / 1000 - 10) }, undefined],
    [{}, undefined],
  ])("%j asks for %s ms", (headers, expected) => {
    expect(hint(headers)).toBe(expected);
  });

  it("does not take rate limits for a wait while something remains", () => {
    expect(hint({ ratelimit: '"default";r=3;t=12' }, 500)).toBeUndefined();
    expect(hint({ "x-ratelimit-reset": "8", "x-ratelimit-remaining": "4" }, 500)).toBeUndefined();
    expect(hint({ "x-ratelimit-reset": "8", "x-ratelimit-remaining": "0" }, 500)).toBe(8_000);
  });
});

describe("HTTP dates", () => {
  it("reads two-digit years as RFC 9110 says", () => {
    expect(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", now)).toBe(
      Date.UTC(1994, 10, 6, 8, 49, 37),
    );
    expect(parseHttpDate("Sunday, 06-Nov-70 08:49:37 GMT", now)).toBe(
      Date.UTC(2070, 10, 6, 8, 49, 37),
    );
  });

  it.each([
    "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 anF 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET",
    "now",
  ])("does not read %s", (text) => expect(parseHttpDate(text, now)).toBeUndefined());
});
