/** Splits a resource that would not fit one readable file, by the paths of its operations. */
import type { Context, RawOperation } from "./context.js";
import type { Group } from "./grouping.js";
import { byNoun } from "./nouns.js";
import { kebab, wordsOf } from "./words.js";

/** Operations that fit a file of some 400 lines. */
export const operationsPerFile = 10;

const isParameter = (segment: string): boolean => segment.includes("{");

const segmentsOf = ({ template }: RawOperation): string[] =>
  template
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (isParameter(segment) ? "{}" : segment));

/** How many leading segments all the paths share. */
const sharedLength = (paths: readonly (readonly string[])[]): number => {
  const [first = []] = paths;
  const end = first.findIndex((segment, index) => paths.some((path) => path[index] !== segment));
  return end < 0 ? first.length : end;
};

/** Operations by what tells them apart; those that stay are in none. */
type Parts = ReadonlyMap<string, readonly RawOperation[]>;

const divide = ({ operations, segments }: Group): Parts => {
  const shared = sharedLength(operations.map(segmentsOf));
  // A segment called as the resource itself says nothing new: /repos of "repos".
  const own = new Set(segments.map((name) => kebab(wordsOf(name))));
  const parts = new Map<string, RawOperation[]>();
  for (const operation of operations) {
    const segment = segmentsOf(operation)
      .slice(shared)
      .find((part) => part !== "{}" && !own.has(kebab(wordsOf(part))));
    if (segment !== undefined && wordsOf(segment).length > 0)
      parts.set(segment, [...(parts.get(segment) ?? []), operation]);
  }
  return parts;
};

/** A part of one operation stays: `payments.search.search()` is nothing that anybody looks for. */
const partsToMove = (parts: Parts): Set<string> =>
  new Set([...parts].filter(([, part]) => part.length > 1).map(([segment]) => segment));

const nameOfLast = (group: Group): string => kebab(wordsOf(group.segments.at(-1) ?? ""));

/** What a segment says beyond the resource: `archive` of `conversations.archive` in `conversations`. */
const ownName = (group: Group, segment: string): string => {
  const known = group.segments.flatMap(wordsOf);
  const words = wordsOf(segment);
  const repeats = words.length > known.length && known.every((word, at) => words[at] === word);
  return repeats ? words.slice(known.length).join(" ") : segment;
};

const childFor = (group: Group, name: string): Group => {
  const segment = ownName(group, name);
  const known = group.children.find((child) => nameOfLast(child) === kebab(wordsOf(segment)));
  if (known !== undefined) return known;
  const child: Group = { segments: [...group.segments, segment], operations: [], children: [] };
  group.children.push(child);
  return child;
};

const moveOut = (group: Group, segment: string, operations: readonly RawOperation[]): void => {
  const stays = group.operations.filter((operation) => !operations.includes(operation));
  group.operations.splice(0, group.operations.length, ...stays);
  childFor(group, segment).operations.push(...operations);
};

/** Moves what can be moved; answers whether that made the group smaller. */
const moveParts = (group: Group): boolean => {
  const before = group.operations.length;
  const byPath = divide(group);
  // Where paths say nothing, names may.
  const parts =
    byPath.size > 0 ? byPath : byNoun(group.operations, group.segments.flatMap(wordsOf));
  const moved = partsToMove(parts);
  for (const [segment, operations] of parts) {
    if (moved.has(segment)) moveOut(group, segment, operations);
  }
  return group.operations.length < before;
};

const divideGroup = (group: Group): void => {
  while (group.operations.length > operationsPerFile && moveParts(group));
  for (const child of group.children) divideGroup(child);
};

/** Moves operations into sub-resources until each file is of a readable size; answers whether it did. */
export const splitLargeGroup = (group: Group): boolean => {
  const before = group.operations.length;
  divideGroup(group);
  return group.operations.length < before;
};

const nameOf = ({ segments, operations }: Group): string =>
  `${segments.join(".")} (${operations.length})`;

const flatten = (groups: readonly Group[]): Group[] =>
  groups.flatMap((group) => [group, ...flatten(group.children)]);

/**
 * Tells which resources were split without being asked, and which are too large for one file still. Only the
 * author of a configuration can do something about it.
 */
export const reportSizes = (
  split: readonly Group[],
  roots: readonly Group[],
  { additions, findings }: Context,
): void => {
  if (additions.key === undefined) return;
  const advice = "Say `resource` on operations to decide for yourself.";
  if (split.length > 0) {
    const names = split.map(({ segments }) => segments.join(".")).join(", ");
    const message = `Resources of more than ${operationsPerFile} operations were split by paths: ${names}.`;
    findings.warn({ rule: "resource-size", at: ["paths"], message, advice });
  }
  const large = flatten(roots).filter(({ operations }) => operations.length > operationsPerFile);
  if (large.length > 0) {
    const names = large.map(nameOf).join(", ");
    const message = `Resources of more than ${operationsPerFile} operations make long files: ${names}.`;
    findings.warn({ rule: "resource-size", at: ["paths"], message, advice });
  }
};
