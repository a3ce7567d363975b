/** What `clientwright generate` prints: findings, what became of each API, differences. */

import type { Diagnostic } from "../diagnostics.js";
import type { DescribedChange, Difference, Hunk } from "../difference.js";
import type { GenerateResult } from "../generate-api.js";
import {
  type Colours,
  coloursFor,
  countDiagnostics,
  formatDiagnostic,
  fromHere,
  type Output,
  plural,
  printable,
} from "./output.js";

/** `shop  client  written: 2 changed`. */
export const summary = ({ api, status, output, changes }: GenerateResult): string => {
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  const counts = (["added", "changed", "removed"] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`)
    .join(", ");
  const said = {
    unchanged: "is up to date",
    written: `written: ${counts}`,
    stale: `is out of date: ${counts}`,
    failed: "not written",
  }[status];
  return `${api}  ${fromHere(output)}  ${said}`;
};

/** Warnings shown of one API, and of one rule where it has many; the rest are counted. */
const shownWarnings = { all: 20, ofRule: 3 } as const;

/** Warnings by rule. What is said of one place is read before what is said of a thousand. */
const warningsByRule = (warnings: readonly Diagnostic[]): Diagnostic[][] => {
  const byRule = new Map<string, Diagnostic[]>();
  for (const one of warnings) {
    const known = byRule.get(one.rule);
    if (known === undefined) byRule.set(one.rule, [one]);
    else known.push(one);
  }
  return [...byRule.values()].sort((a, b) => a.length - b.length);
};

/** Prints findings as talk: all errors, and the first warnings of each rule. */
export const printDiagnostics = (diagnostics: readonly Diagnostic[], output: Output): void => {
  const colours = coloursFor(process.stderr, process.env);
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  for (const one of diagnostics.filter(isError)) output.say(formatDiagnostic(one, colours));
  const warnings = diagnostics.filter((one) => !isError(one));
  const isFew = warnings.length <= shownWarnings.all;
  let room: number = shownWarnings.all;
  for (const ofRule of isFew ? [warnings] : warningsByRule(warnings)) {
    const [first] = ofRule;
    const shown = ofRule.slice(0, isFew ? room : Math.min(room, shownWarnings.ofRule));
    for (const one of shown) output.say(formatDiagnostic(one, colours));
    room -= shown.length;
    const hidden = ofRule.length - shown.length;
    if (hidden > 0) output.say(`... and ${plural(hidden, "more warning")} of ${first?.rule}`);
  }
  if (!isFew) output.say(`${plural(warnings.length, "warning")}; --json has them all.`);
};

/** Bounds of what `--check` prints of one API: nobody reads more. */
const shown = { files: 50, filesWithHunks: 10, hunks: 3, lines: 40 } as const;

const paintLine = (line: string, colours: Colours): string => {
  const paint = { "+": colours.green, "-": colours.red }[line.charAt(0)];
  return paint === undefined ? printable(line) : paint(printable(line));
};

const formatHunks = (hunks: readonly Hunk[], colours: Colours): string[] => {
  const lines = hunks.slice(0, shown.hunks).flatMap(({ header, lines: changed }) => {
    const hidden = changed.length - shown.lines;
    return [
      colours.cyan(header),
      ...changed.slice(0, shown.lines).map((line) => paintLine(line, colours)),
      ...(hidden > 0 ? [`... ${plural(hidden, "more line")}`] : []),
    ];
  });
  const hidden = hunks.length - shown.hunks;
  return hidden > 0 ? [...lines, `... ${plural(hidden, "more place")}; --json has all`] : lines;
};

const formatCounts = ({ addedLines, removedLines }: Difference): string =>
  [
    ...(addedLines > 0 ? [`+${addedLines}`] : []),
    ...(removedLines > 0 ? [`-${removedLines}`] : []),
  ].join(" ");

/** Lines about files that would change, with the first differences. */
export const formatChanges = (
  changes: readonly (Omit<DescribedChange, "difference"> & Partial<DescribedChange>)[],
  colours: Colours,
): string[] => {
  let withHunks = 0;
  const lines = changes.slice(0, shown.files).flatMap(({ kind, path, difference }) => {
    if (difference === undefined) return [`${kind}  ${fromHere(path)}`];
    const line = `${kind}  ${fromHere(path)}  ${formatCounts(difference)}`;
    const { hunks } = difference;
    if (hunks === undefined) return [kind === "changed" ? `${line}  rewritten` : line];
    withHunks += 1;
    return withHunks > shown.filesWithHunks ? [line] : [line, ...formatHunks(hunks, colours)];
  });
  const hidden = changes.length - shown.files;
  return hidden > 0 ? [...lines, `... and ${plural(hidden, "more file")}`] : lines;
};

/** Prints what became of one API. */
export const printResult = (result: GenerateResult, output: Output): void => {
  printDiagnostics(result.diagnostics, output);
  if (result.status === "stale")
    for (const line of formatChanges(result.changes, coloursFor(process.stdout, process.env)))
      output.result(line);
  for (const operation of result.skipped) output.say(`skipped  ${operation}`);
  const counts = countDiagnostics(result.diagnostics);
  output.result(counts === "" ? summary(result) : `${summary(result)}  (${counts})`);
};

const plainResult = ({ changes, output, inputs: _, ...rest }: GenerateResult): object => ({
  ...rest,
  output: fromHere(output),
  changes: changes.map(({ path, ...change }) => ({ ...change, path: fromHere(path) })),
});

/** Results as `--json` prints them. */
export const asJson = (results: readonly GenerateResult[]): string =>
  JSON.stringify({ apis: results.map(plainResult) }, null, 2);

/** One result, on one line. */
export const asJsonLine = (result: GenerateResult): string => JSON.stringify(plainResult(result));
