/** Each rule of `clientwright diff`, by a change that it tells, and by the same change backwards. */
import { describe, expect, it } from "vitest";
import { ruleNames } from "../../../codegen/diff/rules.js";
import { cases } from "./cases.js";
import { found } from "./support.js";

describe("the rules", () => {
  it.each(cases)("tell $title", async ({ old, new: now, there, back, additions }) => {
    expect(await found(old, now, additions)).toEqual(there);
    expect(await found(now, old, additions)).toEqual(back);
  });

  it.each(cases)("find nothing without a change: $title", async ({ old, new: now, additions }) => {
    expect(await found(old, old, additions)).toEqual([]);
    expect(await found(now, now, additions)).toEqual([]);
  });

  it("are all told by some change", () => {
    const told = new Set(
      cases.flatMap(({ there, back }) => [...there, ...back].map((one) => one.split(" ")[1])),
    );
    expect(ruleNames.filter((name) => !told.has(name))).toEqual([]);
  });
});
