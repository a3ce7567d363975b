/** Differences between files on disk and what would be generated, for people to read. */
import { readFileSync } from "node:fs";
import type { Change, PlacedFile } from "./write.js";

/** A run of changed lines with lines around it. */
export interface Hunk {
  /** `@@ -1,4 +1,5 @@`, as unified differences have it. */
  readonly header: string;
  /** Lines with a space, `-` or `+` before them. */
  readonly lines: readonly string[];
}

/** What would become of the lines of one file. */
export interface Difference {
  readonly addedLines: number;
  readonly removedLines: number;
  /** Where a file is changed; undefined where the whole of it is, or nearly. */
  readonly hunks?: readonly Hunk[];
}

/** A change, and what it does to the file. */
export interface DescribedChange extends Change {
  readonly difference: Difference;
}

/** Edits that a comparison looks for; files that are further apart are called rewritten. */
const maxEdits = 5_000;

const countLines = (text: string): number => text.split("\n").length - Number(text.endsWith("\n"));

const compareTexts = async (before: string, after: string): Promise<Difference> => {
  // Loaded when there is something to compare.
  const { structuredPatch } = await import("diff");
  const options = { context: 3, maxEditLength: maxEdits };
  const patch = structuredPatch("", "", before, after, "", "", options);
  if (patch === undefined)
    return { addedLines: countLines(after), removedLines: countLines(before) };
  const hunks = patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    header: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    lines,
  }));
  const count = (mark: string): number =>
    hunks.flatMap(({ lines }) => lines).filter((line) => line.startsWith(mark)).length;
  return { addedLines: count("+"), removedLines: count("-"), hunks };
};

const differenceOf = async (
  { kind, path }: Change,
  texts: ReadonlyMap<string, string>,
): Promise<Difference> => {
  const after = texts.get(path) ?? "";
  if (kind === "added") return { addedLines: countLines(after), removedLines: 0 };
  const before = readFileSync(path, "utf8");
  if (kind === "removed") return { addedLines: 0, removedLines: countLines(before) };
  return compareTexts(before, after);
};

/** Adds to changes what they would do to the lines of their files. */
export const describeChanges = (
  changes: readonly Change[],
  files: readonly PlacedFile[],
): Promise<DescribedChange[]> => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return Promise.all(
    changes.map(async (change) => ({ ...change, difference: await differenceOf(change, texts) })),
  );
};
