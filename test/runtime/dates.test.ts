/** Reading of wire timestamps. */
import { describe, expect, it } from "vitest";
import { toDate } from "../../src/runtime/dates.js";

describe("toDate", () => {
  it.each([
    ["without a zone as UTC", "2025-12-29T11:03:22.104551", "2025-12-29T11:03:22.104Z"],
    ["without a fraction as UTC", "2025-12-29T11:03:22", "2025-12-29T11:03:22.000Z"],
    ["with Z", "2026-01-05T08:01:00Z", "2026-01-05T08:01:00.000Z"],
    ["with Z and microseconds", "2026-01-05T08:04:00.120000Z", "2026-01-05T08:04:00.120Z"],
    ["with an offset", "2026-01-05T10:01:00+02:00", "2026-01-05T08:01:00.000Z"],
    ["with a blank for the T", "2026-01-05 08:01:00.5", "2026-01-05T08:01:00.500Z"],
    ["of a day alone", "2026-01-05", "2026-01-05T00:00:00.000Z"],
  ])("reads a time %s [NG-034, NG-035]", (_case, text, iso) => {
    expect(toDate(text).toISOString()).toBe(iso);
  });

  it("reads a number as Unix seconds", () => {
    expect(toDate(1_767_600_060).toISOString()).toBe("2026-01-05T08:01:00.000Z");
  });

  it.each([null, undefined])("leaves %s undefined", (nothing) => {
    expect(toDate(nothing)).toBeUndefined();
  });

  it("refuses text that is no date", () => {
    expect(() => toDate("soon")).toThrow(new RangeError("not a date: soon"));
  });
});
