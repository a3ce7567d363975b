import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deepestNesting, largestFile, mostFiles, mostValues } from "../../codegen/load/limits.js";
import { repairs } from "../../codegen/load/repair/repairs.js";

const page = readFileSync(new URL("../../docs/foreign-documents.md", import.meta.url), "utf8");

describe("the page on documents that others wrote", () => {
  it("has every repair in its table, in their order, and no other", () => {
    const rules = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, rule]) => rule);
    // Some run again after those that bring new parts to light.
    const known = new Set(repairs.map(({ rule }) => rule));
    expect([...new Set(rules)]).toEqual(["repeated-key", ...known]);
  });

  it("has the limits that are", () => {
    const numbers = [
      `${largestFile / 1024 / 1024} MB`,
      `${deepestNesting} deep`,
      `${mostValues / 1_000_000} million`,
      `${mostFiles.toLocaleString("en")} files`,
    ];
    for (const number of numbers) expect(page).toContain(number);
  });
});
