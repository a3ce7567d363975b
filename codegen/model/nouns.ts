/** What operations are about, by their operationIds: for documents whose paths and tags do not say. */
import type { RawOperation } from "./context.js";
import { isDoing } from "./conventions.js";
import { singular, wordsOf } from "./words.js";

/** Words of an operationId behind what is done: `DescribeTableBackups` is about `Table`, `Backups`. */
const objectOf = ({ node }: RawOperation): readonly string[] => {
  const [, ...rest] = wordsOf(node.operationId || "");
  const start = rest.findIndex((word) => !isDoing(word));
  return start < 0 ? [] : rest.slice(start);
};

const isPrefix = (prefix: readonly string[], words: readonly string[]): boolean =>
  prefix.length <= words.length &&
  prefix.every((word, index) => singular(word) === singular(words[index] ?? ""));

const keyOf = (words: readonly string[]): string => words.map(singular).join(" ");

/** Nouns that at least two operations are about, shortest first, in the singular where that is used. */
const sharedNouns = (all: readonly (readonly string[])[]): (readonly string[])[] => {
  const byKey = new Map<string, (readonly string[])[]>();
  for (const words of all) {
    const key = keyOf(words);
    if (key !== "") byKey.set(key, [...(byKey.get(key) ?? []), words]);
  }
  const length = (words: readonly string[]): number => words.join("").length;
  return [...byKey.values()]
    .filter((spellings) => spellings.length > 1)
    .map((spellings) => spellings.reduce((a, b) => (length(b) < length(a) ? b : a)))
    .sort((a, b) => a.length - b.length);
};

/**
 * Groups operations by the shortest noun that begins what they are about: `table` for `DescribeTable` and
 * `UpdateTableReplicas`, if more operations are about tables alone. `known` are words that a group has already.
 */
export const byNoun = (
  operations: readonly RawOperation[],
  known: readonly string[] = [],
): Map<string, RawOperation[]> => {
  const objects = operations.map((operation) => {
    const words = objectOf(operation);
    return isPrefix(known, words) ? words.slice(known.length) : words;
  });
  const nouns = sharedNouns(objects);
  const groups = new Map<string, RawOperation[]>();
  operations.forEach((operation, index) => {
    const noun = nouns.find((words) => isPrefix(words, objects[index] ?? []))?.join(" ");
    if (noun !== undefined) groups.set(noun, [...(groups.get(noun) ?? []), operation]);
  });
  return groups;
};
