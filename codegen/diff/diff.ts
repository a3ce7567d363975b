/** Compares two versions of a document as callers of its client see them. */
import { compareClients } from "./client.js";
import { createComparison, subjectKey } from "./comparison.js";
import { matchOperations, matchRenamed } from "./match.js";
import { compareModels } from "./models.js";
import { compareOperations } from "./operations.js";
import { compareLevels } from "./rules.js";
import type { Side } from "./side.js";
import type { DiffFinding, DiffResult, Spot, Subject } from "./types.js";
import { checkVersion, verdictsOf } from "./verdict.js";

const kinds: readonly Subject["kind"][] = ["client", "operation", "component", "model"];

/** Places of subjects in the result: the new document's order, with what is gone behind it. */
const createOrder = (old: Side, now: Side): ((subject: Subject) => number) => {
  const names = [now, old].flatMap(({ entries, api }) => [
    ...entries.map(({ operation }) => `operation ${operation.id}`),
    ...api.models.map(({ wireName }) => `model ${wireName}`),
  ]);
  const places = new Map<string, number>();
  for (const name of names) if (!places.has(name)) places.set(name, places.size);
  return (subject) => places.get(subjectKey(subject)) ?? names.length;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sortFindings = (
  findings: readonly DiffFinding[],
  order: (subject: Subject) => number,
): DiffFinding[] =>
  [...findings].sort(
    (a, b) =>
      kinds.indexOf(a.subject.kind) - kinds.indexOf(b.subject.kind) ||
      order(a.subject) - order(b.subject) ||
      compareText(a.subject.name, b.subject.name) ||
      compareLevels(a.level, b.level),
  );

const placeSpots = async (
  side: Side,
  spots: readonly (Spot | undefined)[],
): Promise<Map<string, Spot>> => {
  const pointers = [
    ...new Set(spots.flatMap((spot) => (spot === undefined ? [] : [spot.pointer]))),
  ];
  const located = await side.locate(pointers);
  return new Map(
    pointers.flatMap((pointer, index): [string, Spot][] => {
      const spot = located[index];
      return spot === undefined ? [] : [[pointer, spot]];
    }),
  );
};

const withPlaces = async (
  findings: readonly DiffFinding[],
  old: Side,
  now: Side,
): Promise<DiffFinding[]> => {
  const before = await placeSpots(
    old,
    findings.map((finding) => finding.old),
  );
  const after = await placeSpots(
    now,
    findings.map((finding) => finding.new),
  );
  return findings.map((finding) => {
    const [oldSpot, newSpot] = [
      before.get(finding.old?.pointer ?? ""),
      after.get(finding.new?.pointer ?? ""),
    ];
    return {
      ...finding,
      ...(oldSpot !== undefined && { old: oldSpot }),
      ...(newSpot !== undefined && { new: newSpot }),
    };
  });
};

/** Compares two sides. Nothing of it is waived yet. */
export const compareSides = async (api: string, old: Side, now: Side): Promise<DiffResult> => {
  const renamed = matchRenamed(old, now);
  const comparison = createComparison(old, now, renamed);
  compareClients(comparison);
  compareOperations(matchOperations(old, now), comparison);
  compareModels(comparison, renamed);
  const used = comparison.findings.map((finding): DiffFinding => {
    const { kind } = finding.subject;
    const usedBy =
      kind === "model" || kind === "component" ? comparison.usersOf(finding.subject) : [];
    return usedBy.length === 0 ? finding : { ...finding, usedBy };
  });
  const findings = await withPlaces(sortFindings(used, createOrder(old, now)), old, now);
  const version = ({ document }: Side): string => String(document.info.version);
  const verdicts = verdictsOf(findings);
  return {
    api,
    old: { label: old.label, version: version(old) },
    new: { label: now.label, version: version(now) },
    findings,
    verdicts,
    version: checkVersion(version(old), version(now), verdicts.both),
  };
};
