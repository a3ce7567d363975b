/** What docs/commands/diff.md says of the rules is what the code does. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../../codegen/cli/program.js";
import { rules } from "../../../codegen/diff/rules.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const page = readFileSync(join(root, "docs/commands/diff.md"), "utf8");

describe("docs/commands/diff.md", () => {
  it("has each rule with its levels, in the order of the code", () => {
    const written = page.split("\n").filter((line) => /^\| `[a-z-]+` \| \S+ \| \S+ \| /.test(line));
    const wanted = Object.entries(rules).map(
      ([name, { types, wire, meaning }]) =>
        `| \`${name}\` | ${types ?? "-"} | ${wire ?? "-"} | ${meaning} |`,
    );
    expect(written).toEqual(wanted);
  });

  it("has each option of the command", () => {
    const command = createProgram().commands.find((one) => one.name() === "diff");
    const options = (command?.options ?? []).flatMap(({ long }) => (long == null ? [] : [long]));
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});
