/** What findings mean for a version, and whether a document's version says so. */
import semver from "semver";
import type { Audience, DiffFinding, Level, Verdict, Verdicts, VersionCheck } from "./types.js";

const verdictByLevel: Readonly<Record<Level, Verdict>> = {
  breaking: "major",
  compatible: "minor",
  note: "patch",
};

const order: readonly Verdict[] = ["none", "patch", "minor", "major"];

const atLeast = (verdict: Verdict, other: Verdict): boolean =>
  order.indexOf(verdict) >= order.indexOf(other);

/** Level of a finding for an audience; undefined where it does not concern it. */
export const levelFor = (finding: DiffFinding, audience: Audience): Level | undefined =>
  audience === "both" ? finding.level : finding[audience];

const verdictOf = (findings: readonly DiffFinding[], audience: Audience): Verdict =>
  findings
    .flatMap((finding) => levelFor(finding, audience) ?? [])
    .map((level) => verdictByLevel[level])
    .reduce<Verdict>((worst, verdict) => (atLeast(verdict, worst) ? verdict : worst), "none");

/** Verdicts over all findings that are not waived. */
export const verdictsOf = (findings: readonly DiffFinding[]): Verdicts => {
  const counted = findings.filter(({ waived }) => waived === undefined);
  return {
    both: verdictOf(counted, "both"),
    types: verdictOf(counted, "types"),
    wire: verdictOf(counted, "wire"),
  };
};

/** The next version that tells a verdict; below 1.0.0 a minor step tells breaking changes (semver.org, item 4). */
const nextVersion = (from: semver.SemVer, verdict: Verdict): string => {
  if (verdict === "none") return from.version;
  const isEarly = from.major === 0;
  const step = isEarly && verdict !== "patch" ? (verdict === "major" ? "minor" : "patch") : verdict;
  return new semver.SemVer(from.version).inc(step).version;
};

/** A pre-release of a version tells as much as the version itself. */
const released = ({ major, minor, patch }: semver.SemVer): string => `${major}.${minor}.${patch}`;

/** Compares the step of the versions with the verdict. */
export const checkVersion = (old: string, now: string, verdict: Verdict): VersionCheck => {
  const [before, after] = [semver.parse(old), semver.parse(now)];
  if (before === null || after === null) return { old, new: now };
  const needed = nextVersion(before, verdict);
  return { old, new: now, enough: semver.gte(released(after), needed), needed };
};
