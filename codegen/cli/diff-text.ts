/** Findings of `clientwright diff` as lines of a terminal. */
import { groupFindings } from "../diff/groups.js";
import type { DiffFinding, Spot, Subject } from "../diff/types.js";
import { type Colours, printable } from "./output.js";

const paints = { breaking: "red", compatible: "yellow", note: "dim" } as const;

const title = (subject: Subject, colours: Colours): string => {
  const bold = (text: string): string => colours.bold(printable(text));
  switch (subject.kind) {
    case "client":
      return bold(subject.name);
    case "operation":
      return `${bold(subject.call)}  ${printable(subject.line)}`;
    case "model":
      return `model ${bold(subject.name)}`;
    case "component":
      return `shared ${bold(subject.name)}`;
  }
};

/** Names shown of the operations that a change concerns; the rest are counted. */
const shownUsers = 3;

const usersOf = (names: readonly string[]): string => {
  if (names.length === 0) return "";
  const more = names.length - shownUsers;
  const shown = names.slice(0, shownUsers).map(printable).join(", ");
  return `  used by ${shown}${more > 0 ? ` and ${more} more` : ""}`;
};

const formatSpot = (spot: Spot | undefined): string | undefined =>
  spot?.place === undefined
    ? undefined
    : `${spot.place.file}:${spot.place.line}:${spot.place.column}`;

/** The place where the change can be undone: the new one, if it is there. */
const placeOf = ({ old, new: now }: DiffFinding): string =>
  printable(formatSpot(now) ?? formatSpot(old) ?? "");

/** Whom a change breaks, where it is one audience only. */
const audienceOf = ({ types, wire, level }: DiffFinding): string => {
  if (level !== "breaking" || types === wire) return "";
  return types === "breaking" ? " (types)" : " (wire)";
};

const linesOf = (finding: DiffFinding, colours: Colours): string[] => {
  const { level, message, advice, rule, waived } = finding;
  const paint = waived === undefined ? colours[paints[level]] : colours.dim;
  const head = `  ${paint(waived === undefined ? level : "waived")}${audienceOf(finding)}`;
  const place = placeOf(finding);
  return [
    `${head}  ${printable(message)}  ${colours.dim(rule)}`,
    ...(advice === undefined || waived !== undefined ? [] : [`    ${advice}`]),
    ...(waived === undefined ? [] : [`    ${printable(waived)}`]),
    ...(place === "" ? [] : [`    ${colours.dim(place)}`]),
  ];
};

/** Findings by subject, with an empty line before each. */
export const findingLines = (findings: readonly DiffFinding[], colours: Colours): string[] =>
  groupFindings(findings).flatMap(({ subject, usedBy, findings: own }) => [
    "",
    `${title(subject, colours)}${colours.dim(usersOf(usedBy))}`,
    ...own.flatMap((finding) => linesOf(finding, colours)),
  ]);
