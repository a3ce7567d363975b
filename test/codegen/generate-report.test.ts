import { describe, expect, it } from "vitest";
import { printDiagnostics } from "../../codegen/cli/generate-report.js";
import type { Output } from "../../codegen/cli/output.js";
import type { Diagnostic } from "../../codegen/diagnostics.js";

const said = (counts: Readonly<Record<string, number>>): string[] => {
  const diagnostics = Object.entries(counts).flatMap(([rule, count]): Diagnostic[] =>
    Array.from({ length: count }, (_, index) => {
      return { severity: "warning", rule, pointer: `#/${index}`, message: "Mind." };
    }),
  );
  const lines: string[] = [];
  const output: Output = {
    result: () => {},
    say: (line) => lines.push(line),
    progress: () => {},
    done: () => {},
  };
  printDiagnostics(diagnostics, output);
  return lines;
};

describe("warnings of one document", () => {
  it("are all printed where they fit a screen", () => {
    expect(said({ names: 20 })).toHaveLength(20);
  });

  it("are grouped by rule where they do not, rare ones first", () => {
    const lines = said({ reference: 2000, names: 4, schema: 1 });
    expect(lines.map((line) => line.split("  ").at(-1))).toEqual([
      ...["schema", "names", "names", "names", "... and 1 more warning of names"],
      ...["reference", "reference", "reference", "... and 1997 more warnings of reference"],
      "2005 warnings; --json has them all.",
    ]);
  });

  it("never fill more than a screen", () => {
    const counts = Object.fromEntries([..."abcdefghijkl"].map((rule) => [rule, 9]));
    expect(said(counts)).toHaveLength(20 + 12 + 1);
  });
});
