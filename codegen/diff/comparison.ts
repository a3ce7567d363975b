/** What every part of a comparison is given: both sides, and where to report what differs. */
import { type Path, pointerTo } from "../diagnostics.js";
import { valueAt } from "../document.js";
import { type RuleName, rules, worse } from "./rules.js";
import type { Side } from "./side.js";
import type { DiffFinding, Level, Subject } from "./types.js";

/** Whether callers send a value or read it. */
export type Direction = "request" | "answer";

/** One change, as a check reports it. */
export interface Change {
  readonly message: string;
  readonly part?: string;
  readonly old?: Path | undefined;
  readonly new?: Path | undefined;
  /** Levels of this change, where they are not the rule's; undefined: that audience sees nothing of it. */
  readonly levels?: { readonly types: Level | undefined; readonly wire: Level | undefined };
}

/** Two models that are the same one, and who uses it in which direction. */
export interface ModelUse {
  readonly old: string;
  readonly new: string;
  readonly direction: Direction;
}

export interface Comparison {
  readonly old: Side;
  readonly new: Side;
  readonly findings: readonly DiffFinding[];
  report(rule: RuleName, subject: Subject, change: Change): void;
  /** Notes that a subject uses a model; answers false where they are not the same model. */
  use(old: string, now: string, direction: Direction, subject: Subject): boolean;
  /** Notes that a model of the old side was compared as a part of a subject. */
  touch(model: string, subject: Subject): void;
  isTouched(model: string): boolean;
  /** Models that were used and not taken yet. */
  takeModels(): ModelUse[];
  /** Names of operations that a subject concerns. */
  usersOf(subject: Subject): string[];
}

/** Tells subjects apart. */
export const subjectKey = ({ kind, name }: Subject): string => `${kind} ${name}`;

const shared = new Set(["parameters", "responses", "requestBodies", "headers"]);

/** The component that a path is in, where it is one that several operations may use. */
const ownerAt = (path: Path | undefined): Subject | undefined => {
  const [components, kind, name] = path ?? [];
  if (components !== "components" || name === undefined) return undefined;
  if (kind === "schemas") return { kind: "model", name: String(name) };
  return shared.has(String(kind)) ? { kind: "component", name: `${kind}/${name}` } : undefined;
};

/** A place within a model as parts are written, e.g. `items[].name`. */
const partWithin = (path: Path): string => {
  let part = "";
  for (let index = 3; index < path.length; index++) {
    const segment = path[index];
    if (segment === "items") part += "[]";
    else if (segment === "additionalProperties") part += "[*]";
    else if (segment === "properties") part += `.${path[++index]}`;
  }
  return part.replace(/^\./, "");
};

const toFinding = (rule: RuleName, subject: Subject, change: Change): DiffFinding | undefined => {
  const { types, wire } = change.levels ?? rules[rule];
  const level = worse(types, wire);
  if (level === undefined) return undefined;
  const { advice } = rules[rule];
  return {
    rule,
    level,
    ...(types !== undefined && { types }),
    ...(wire !== undefined && { wire }),
    subject,
    ...(change.part !== undefined && change.part !== "" && { part: change.part }),
    message: change.message,
    ...(advice !== undefined && level !== "note" && { advice }),
    ...(change.old !== undefined && { old: { pointer: pointerTo(change.old) } }),
    ...(change.new !== undefined && { new: { pointer: pointerTo(change.new) } }),
  };
};

/** Whether a part that only one side has would have its place in the same model of the other. */
const isMissing = ({ document }: Side, path: Path): boolean =>
  valueAt(document, path.slice(0, 3)) !== undefined && valueAt(document, path) === undefined;

/** What is described once and used in several places is reported once, where it is described. */
const createOwners = (old: Side, now: Side, renamed: ReadonlyMap<string, string>) => {
  const isSame = (before: Subject, after: Subject): boolean =>
    subjectKey(before) === subjectKey(after) ||
    (before.kind === "model" && after.kind === "model" && renamed.get(before.name) === after.name);
  const ownerOf = (change: Change): Subject | undefined => {
    const [before, after] = [ownerAt(change.old), ownerAt(change.new)];
    if (change.old !== undefined && change.new !== undefined)
      return before !== undefined && after !== undefined && isSame(before, after)
        ? after
        : undefined;
    if (change.new !== undefined) return isMissing(old, change.new) ? after : undefined;
    return change.old !== undefined && isMissing(now, change.old) ? before : undefined;
  };
  return (subject: Subject, change: Change): { subject: Subject; change: Change } => {
    const owner = ownerOf(change);
    if (owner === undefined || subjectKey(owner) === subjectKey(subject))
      return { subject, change };
    if (owner.kind !== "model") return { subject: owner, change };
    const part = partWithin(change.new ?? change.old ?? []);
    const shown = part === "" ? "The value" : `\`${part}\``;
    const message = change.message.replace(`\`${change.part ?? ""}\``, () => shown);
    return { subject: owner, change: { ...change, part, message } };
  };
};

/** `renamed` has the new names of models whose schema is found under another one. */
export const createComparison = (
  old: Side,
  now: Side,
  renamed: ReadonlyMap<string, string>,
): Comparison => {
  const findings = new Map<string, DiffFinding>();
  const pending: ModelUse[] = [];
  const known = new Set<string>();
  const touched = new Set<string>();
  const ownerOf = createOwners(old, now, renamed);
  const users = new Map<string, Map<string, Subject>>();
  const addUser = (used: Subject, user: Subject): void => {
    const key = subjectKey(used);
    const own = users.get(key) ?? new Map<string, Subject>();
    own.set(subjectKey(user), user);
    users.set(key, own);
  };
  const usersOf = (subject: Subject): string[] => {
    const seen = new Set<string>();
    const names = new Set<string>();
    const visit = (one: Subject): void => {
      if (seen.has(subjectKey(one))) return;
      seen.add(subjectKey(one));
      if (one.kind === "operation") names.add(one.name);
      for (const user of users.get(subjectKey(one))?.values() ?? []) visit(user);
    };
    visit(subject);
    return [...names];
  };
  return {
    old,
    new: now,
    get findings() {
      return [...findings.values()];
    },
    report: (rule, from, reported) => {
      const { subject, change } = ownerOf(from, reported);
      if (subject !== from) addUser(subject, from);
      const finding = toFinding(rule, subject, change);
      if (finding === undefined) return;
      const places = [finding.old?.pointer, finding.new?.pointer];
      // Several parts of an operation may be described in one place.
      const isShared = subject.kind === "component";
      const key = JSON.stringify([rule, subjectKey(subject), isShared ? "" : change.part, places]);
      if (!findings.has(key)) findings.set(key, finding);
    },
    use: (before, after, direction, subject) => {
      if (before !== after && renamed.get(before) !== after) return false;
      addUser({ kind: "model", name: after }, subject);
      const key = `${direction} ${before}`;
      if (!known.has(key)) pending.push({ old: before, new: after, direction });
      known.add(key);
      return true;
    },
    touch: (model, subject) => {
      touched.add(model);
      const used: Subject = { kind: "model", name: renamed.get(model) ?? model };
      if (subjectKey(used) !== subjectKey(subject)) addUser(used, subject);
    },
    isTouched: (model) => touched.has(model),
    takeModels: () => pending.splice(0),
    usersOf,
  };
};
