/** Findings as Markdown, for comments on pull requests. */
import { countFindings, describeVerdict, describeVersion, groupFindings } from "./groups.js";
import type { DiffFinding, DiffResult, Subject } from "./types.js";

/** Comments of more characters than this are refused in many places. */
const longest = 60_000;

/** A name in code quotes that it cannot break out of. */
const code = (text: string): string => {
  const plain = text.replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const runs = [...plain.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const isPadded = plain.startsWith("`") || plain.endsWith("`");
  return isPadded ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
};

/** Text of ours with names of the document in back quotes: everything outside of them is taken literally. */
const prose = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    // A run of back quotes would be a fence of another kind.
    .replace(/`{2,}/g, (run) => `\`${"'".repeat(run.length - 1)}`)
    .split(/(`[^`]*`)/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replace(/[\\`*_{}[\]()#+!<>|@~&]/g, "\\$&"),
    )
    .join("");

const title = (subject: Subject): string => {
  switch (subject.kind) {
    case "client":
      return code(subject.name);
    case "operation":
      return `${code(subject.call)} ${code(subject.line)}`;
    case "model":
      return `Model ${code(subject.name)}`;
    case "component":
      return `Shared ${code(subject.name)}`;
  }
};

const marks = { breaking: "**breaking**", compatible: "compatible", note: "note" } as const;

const placeOf = ({ old, new: now }: DiffFinding): string => {
  const place = now?.place ?? old?.place;
  return place === undefined ? "" : ` (${code(`${place.file}:${place.line}`)})`;
};

const line = (finding: DiffFinding): string => {
  const { level, message, advice, rule, waived } = finding;
  const text = `${marks[level]}: ${prose(message)}${advice === undefined ? "" : ` ${prose(advice)}`}`;
  const shown = waived === undefined ? text : `~~${text}~~ waived: ${prose(waived)}`;
  return `- ${shown}${placeOf(finding)} ${code(rule)}`;
};

const section = (name: string, findings: readonly DiffFinding[], isOpen: boolean): string[] => {
  if (findings.length === 0) return [];
  const groups = groupFindings(findings).flatMap(({ subject, findings: own }) => [
    `${title(subject)}`,
    "",
    ...own.map(line),
    "",
  ]);
  return isOpen
    ? [`#### ${name}`, "", ...groups]
    : [`<details><summary>${name} (${findings.length})</summary>`, "", ...groups, "</details>", ""];
};

const apiLines = (result: DiffResult): string[] => {
  const { api, old, new: now, findings } = result;
  const open = findings.filter(({ waived }) => waived === undefined);
  const of = (level: DiffFinding["level"]): DiffFinding[] =>
    open.filter((finding) => finding.level === level);
  const version = describeVersion(result);
  return [
    `### ${code(api)}: ${describeVerdict(result)}`,
    "",
    `${code(old.label)} → ${code(now.label)}: ${countFindings(result)}${version === undefined ? "" : `; ${prose(version)}`}.`,
    "",
    ...section("Breaking", of("breaking"), true),
    ...section("Compatible", of("compatible"), false),
    ...section("Notes", of("note"), false),
    ...section(
      "Waived",
      findings.filter(({ waived }) => waived !== undefined),
      false,
    ),
  ];
};

/** Results as one Markdown text; what is too long for a comment is cut at a line. */
export const toMarkdown = (results: readonly DiffResult[]): string => {
  const lines = results.flatMap(apiLines);
  const kept: string[] = [];
  let length = 0;
  for (const one of lines) {
    length += one.length + 1;
    if (length > longest) {
      const rest = lines.length - kept.length;
      return [...kept, "", `... and ${rest} more lines; \`--json\` has everything.`].join("\n");
    }
    kept.push(one);
  }
  return kept.join("\n").trimEnd();
};
