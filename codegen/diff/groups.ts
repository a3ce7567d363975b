/** Findings as people read them: by subject, and counted. */
import { subjectKey } from "./comparison.js";
import type { DiffFinding, DiffResult, Level, Subject } from "./types.js";

/** What was found of one subject. */
export interface FindingGroup {
  readonly subject: Subject;
  readonly usedBy: readonly string[];
  readonly findings: readonly DiffFinding[];
}

/** Groups findings by subject; their order stays. */
export const groupFindings = (findings: readonly DiffFinding[]): FindingGroup[] => {
  const groups = new Map<string, { subject: Subject; usedBy: string[]; findings: DiffFinding[] }>();
  for (const finding of findings) {
    const key = subjectKey(finding.subject);
    const group = groups.get(key) ?? {
      subject: finding.subject,
      usedBy: [...(finding.usedBy ?? [])],
      findings: [],
    };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
};

const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** `2 breaking, 1 compatible, 3 notes, 1 waived`; `no changes` where there are none. */
export const countFindings = ({ findings }: DiffResult): string => {
  const open = findings.filter(({ waived }) => waived === undefined);
  const count = (level: Level): number => open.filter((one) => one.level === level).length;
  const waived = findings.length - open.length;
  const counts = [
    ...(count("breaking") > 0 ? [`${count("breaking")} breaking`] : []),
    ...(count("compatible") > 0 ? [`${count("compatible")} compatible`] : []),
    ...(count("note") > 0 ? [plural(count("note"), "note", "notes")] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  return counts.join(", ") || "no changes";
};

/** `major (types minor, wire major)`. */
export const describeVerdict = ({ verdicts }: DiffResult): string => {
  const { both, types, wire } = verdicts;
  return types === wire ? both : `${both} (types ${types}, wire ${wire})`;
};

/** What the versions of the documents say; undefined where they follow no semantic versioning. */
export const describeVersion = ({ version }: DiffResult): string | undefined => {
  const { enough, old, new: now, needed } = version;
  if (enough === undefined) return undefined;
  if (enough) return `version ${old} -> ${now} is enough`;
  return `version ${old} -> ${now} is not enough: ${needed} or later`;
};
