/** Splits a resource that would not fit one readable file, by the paths of its operations. */
import type { Context, RawOperation } from "./context.js";
import type { Group } from "./grouping.js";
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

interface Division {
  /** Operations that stay. */
  readonly own: RawOperation[];
  /** Operations by the path segment that tells them apart. */
  readonly parts: Map<string, RawOperation[]>;
}

const divide = ({ operations, segments }: Group): Division => {
  const shared = sharedLength(operations.map(segmentsOf));
  // A segment called as the resource itself says nothing new: /repos of "repos".
  const own = new Set(segments.map((name) => kebab(wordsOf(name))));
  const staying: RawOperation[] = [];
  const parts = new Map<string, RawOperation[]>();
  for (const operation of operations) {
    const segment = segmentsOf(operation)
      .slice(shared)
      .find((part) => part !== "{}" && !own.has(kebab(wordsOf(part))));
    if (segment === undefined || wordsOf(segment).length === 0) staying.push(operation);
    else parts.set(segment, [...(parts.get(segment) ?? []), operation]);
  }
  return { own: staying, parts };
};

/** The largest parts move out first, until what stays fits; a part of one operation stays if it can. */
const partsToMove = ({ own, parts }: Division): Set<string> => {
  const bySize = [...parts].sort(([, a], [, b]) => b.length - a.length);
  const moved = new Set(bySize.filter(([, part]) => part.length > 1).map(([segment]) => segment));
  let staying =
    own.length +
    bySize.filter(([segment]) => !moved.has(segment)).flatMap(([, part]) => part).length;
  for (const [segment, part] of bySize) {
    if (staying <= operationsPerFile) break;
    if (moved.has(segment)) continue;
    moved.add(segment);
    staying -= part.length;
  }
  return moved;
};

const nameOfLast = (group: Group): string => kebab(wordsOf(group.segments.at(-1) ?? ""));

const childFor = (group: Group, segment: string): Group => {
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
  const division = divide(group);
  const moved = partsToMove(division);
  for (const [segment, operations] of division.parts) {
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

/** Tells which resources were split without being asked, and which are too large for one file still. */
export const reportSizes = (
  split: readonly Group[],
  roots: readonly Group[],
  { findings }: Context,
): void => {
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
