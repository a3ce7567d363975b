/** Compares what operations answer: successes and errors. */
import { isDeepStrictEqual } from "node:util";
import type { Path } from "../diagnostics.js";
import { collectAnswers, errorsOf, type RawAnswer, successesOf } from "../model/answers.js";
import { answerKind, essence, type Media, mediaOf } from "../model/media-types.js";
import type { Comparison } from "./comparison.js";
import { schemaAt } from "./schema-view.js";
import { compareSchemas } from "./schemas.js";
import { type Entry, partAt, type Side } from "./side.js";
import type { Subject } from "./types.js";
import { listOf } from "./walk.js";
import { sayOtherWords } from "./words.js";

interface Pair {
  readonly old: Entry;
  readonly new: Entry;
}

/** One answer of one side. */
interface Given {
  readonly status: string;
  readonly raw: RawAnswer;
  readonly at: Path;
  /** Media types by their names without parameters. */
  readonly media: ReadonlyMap<string, Media>;
  /** How it is read, e.g. `json`; `none` where it is empty. */
  readonly kinds: ReadonlySet<string>;
}

const toGiven = (side: Side, entry: Entry, raw: RawAnswer): Given => {
  const { at } = partAt(side, [...entry.raw.at, "responses", raw.status]);
  const isEmpty = raw.status === "204" || raw.status === "205" || entry.raw.verb === "HEAD";
  const media = isEmpty ? [] : mediaOf(raw.node.content, side.resolve);
  const kinds = new Set<string>(media.map((one) => answerKind(one, side.resolve)));
  return {
    status: raw.status.toUpperCase(),
    raw,
    at,
    media: new Map(media.map((one) => [essence(one.type), one])),
    kinds: kinds.size === 0 ? new Set(["none"]) : kinds,
  };
};

/** Media types of both answers that say the same: those of one name, else the only ones of one kind. */
const pairMedia = (old: Given, now: Given, comparison: Comparison): [Media, Media][] => {
  const same = [...old.media].flatMap(([name, media]): [Media, Media][] => {
    const other = now.media.get(name);
    return other === undefined ? [] : [[media, other]];
  });
  if (same.length > 0) return same;
  const [[first] = [], [second] = []] = [[...old.media.values()], [...now.media.values()]];
  if (first === undefined || second === undefined) return [];
  const kinds = [
    answerKind(first, comparison.old.resolve),
    answerKind(second, comparison.new.resolve),
  ];
  return kinds[0] === kinds[1] ? [[first, second]] : [];
};

const compareMedia = (
  old: Given,
  now: Given,
  part: string,
  subject: Subject,
  comparison: Comparison,
): void => {
  const at = { part, old: old.at, new: now.at };
  const removed = [...old.media.keys()].filter((name) => !now.media.has(name));
  const added = [...now.media.keys()].filter((name) => !old.media.has(name));
  if (removed.length > 0) {
    const message = `\`${part}\` is not offered as ${listOf(removed)} any more.`;
    comparison.report("answer-media-removed", subject, { ...at, message });
  }
  if (added.length > 0) {
    const message = `\`${part}\` is offered as ${listOf(added)}.`;
    comparison.report("answer-media-added", subject, { ...at, message });
  }
};

const compareContent = (
  old: Given,
  now: Given,
  part: string,
  subject: Subject,
  comparison: Comparison,
): void => {
  const at = { part, old: old.at, new: now.at };
  if (sayOtherWords(old.raw.node, now.raw.node)) {
    const message = `\`${part}\` is described in other words.`;
    comparison.report("description-changed", subject, { ...at, message });
  }
  if (!isDeepStrictEqual(old.kinds, now.kinds)) {
    const show = ({ kinds }: Given): string => [...kinds].join(" or ");
    const message = `\`${part}\` is read as ${show(now)}, and was read as ${show(old)}.`;
    comparison.report("answer-kind-changed", subject, { ...at, message });
    return;
  }
  compareMedia(old, now, part, subject, comparison);
  for (const [before, after] of pairMedia(old, now, comparison)) {
    const kind = answerKind(after, comparison.new.resolve);
    // Texts and bytes are handed over as they are, whatever their schemas say.
    if (kind === "text" || kind === "binary") continue;
    const key = (media: Media) => (media.node.itemSchema === undefined ? "schema" : "itemSchema");
    const schemas = {
      old: schemaAt(comparison.old, [...old.at, "content", before.type, key(before)]),
      new: schemaAt(comparison.new, [...now.at, "content", after.type, key(after)]),
    };
    compareSchemas(comparison, schemas, { direction: "answer", subject, part });
  }
};

/** Whether an answer says nothing that another one of the same side does not say. */
const isRepeated = (given: Given, all: readonly Given[]): boolean =>
  all.some(
    (other) => other !== given && isDeepStrictEqual(other.raw.node.content, given.raw.node.content),
  );

const compareSuccesses = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const all = (side: Side, entry: Entry): Given[] => {
    const answers = collectAnswers({ operation: entry.raw, resolve: side.resolve });
    return successesOf(answers).map((raw) => toGiven(side, entry, raw));
  };
  const old = all(comparison.old, pair.old);
  const now = all(comparison.new, pair.new);
  const gone = old.filter(({ status }) => !now.some((other) => other.status === status));
  const added = now.filter(({ status }) => !old.some((other) => other.status === status));
  for (const given of old) {
    const other = now.find(({ status }) => status === given.status);
    if (other !== undefined) compareContent(given, other, "answer", subject, comparison);
  }
  const [first, second] = [gone[0], added[0]];
  if (first !== undefined && second !== undefined) {
    const message = `The status is ${second.status}, and was ${first.status}.`;
    const at = { part: "answer", old: first.at, new: second.at };
    comparison.report("success-status-changed", subject, { ...at, message });
    compareContent(first, second, "answer", subject, comparison);
  }
  const extra = first !== undefined && second !== undefined ? 1 : 0;
  for (const given of gone.slice(extra)) {
    const message = `There is no answer ${given.status} any more.`;
    comparison.report("success-removed", subject, { part: "answer", old: given.at, message });
  }
  for (const given of added.slice(extra)) {
    const message = `There is an answer ${given.status}.`;
    const at = { part: "answer", new: given.at };
    // Something that was documented by its status alone, or not at all, has no type that could change.
    const isHarmless = old.length === 0 || isRepeated(given, now);
    comparison.report(isHarmless ? "success-status-changed" : "success-added", subject, {
      ...at,
      message,
    });
  }
};

const compareThrown = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const classes = ({ operation }: Entry): Map<string, string> =>
    new Map(operation.thrown.map(({ status, className }) => [status, className]));
  const [old, now] = [classes(pair.old), classes(pair.new)];
  for (const [status, className] of now) {
    const before = old.get(status);
    if (before === undefined || before === className) continue;
    comparison.report("error-class-changed", subject, {
      part: status,
      old: pair.old.raw.at,
      new: pair.new.raw.at,
      message: `Status ${status} is thrown as \`${className}\`, and was as \`${before}\`.`,
    });
  }
};

const compareErrors = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const all = (side: Side, entry: Entry): Map<string, Given> => {
    const answers = collectAnswers({ operation: entry.raw, resolve: side.resolve });
    const errors = errorsOf(answers).map((raw) => toGiven(side, entry, raw));
    return new Map(errors.map((given) => [given.status, given]));
  };
  const old = all(comparison.old, pair.old);
  const now = all(comparison.new, pair.new);
  for (const [status, given] of old) {
    const other = now.get(status);
    if (other !== undefined) {
      compareContent(given, other, status, subject, comparison);
      continue;
    }
    const message = `Status ${status} is not documented any more.`;
    comparison.report("error-removed", subject, { part: status, old: given.at, message });
  }
  for (const [status, given] of now) {
    if (old.has(status)) continue;
    const message = `Status ${status} is documented.`;
    comparison.report("error-added", subject, { part: status, new: given.at, message });
  }
};

/** Compares successes and errors of an operation. */
export const compareAnswers = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  compareSuccesses(pair, subject, comparison);
  compareErrors(pair, subject, comparison);
  compareThrown(pair, subject, comparison);
};
