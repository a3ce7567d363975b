/** Compares operations: which there are, and what one of them is called, does and asks for. */
import { isDeepStrictEqual } from "node:util";
import type { Pages } from "clientwright/runtime";
import { compareAnswers } from "./answers.js";
import { compareArguments } from "./arguments.js";
import { compareBodies } from "./bodies.js";
import type { Comparison } from "./comparison.js";
import type { Matched } from "./match.js";
import { compareSecurity } from "./security.js";
import type { Entry } from "./side.js";
import type { Subject } from "./types.js";
import { sayOtherWords } from "./words.js";

/** One operation of both sides. */
export interface EntryPair {
  readonly old: Entry;
  readonly new: Entry;
}

/** An operation as the subject of findings. */
export const subjectOfEntry = ({ operation, call }: Entry): Subject => ({
  kind: "operation",
  name: operation.id,
  call,
  line: `${operation.verb} ${operation.path}`,
});

const compareNames = (pair: EntryPair, subject: Subject, comparison: Comparison): void => {
  const at = { old: pair.old.raw.at, new: pair.new.raw.at };
  const [old, now] = [pair.old, pair.new];
  const changes = [
    ...(old.call === now.call ? [] : [`\`${old.call}\` is \`${now.call}\``]),
    ...(old.operation.constant === now.operation.constant
      ? []
      : [`the value \`${old.operation.constant}\` is \`${now.operation.constant}\``]),
  ];
  if (changes.length > 0) {
    const message = `${changes.join(", and ")} now.`;
    comparison.report("method-renamed", subject, { ...at, message });
  }
  if (!isDeepStrictEqual([...old.scope].sort(), [...now.scope].sort())) {
    const list = now.scope.map((name) => `\`${name}\``).join(", ") || "none";
    const message = `The resource is chosen by other values: ${list}.`;
    comparison.report("scope-changed", subject, { ...at, message });
  }
};

const withoutNames = (path: string): string => path.replace(/\{[^{}]*\}/g, "{}");

const compareRoute = (pair: EntryPair, subject: Subject, comparison: Comparison): void => {
  const at = { old: pair.old.raw.at, new: pair.new.raw.at };
  const [old, now] = [pair.old.operation, pair.new.operation];
  if (withoutNames(old.path) !== withoutNames(now.path)) {
    const message = `The path is \`${now.path}\`, and was \`${old.path}\`.`;
    comparison.report("path-changed", subject, { ...at, message });
  }
  if (old.verb !== now.verb) {
    const message = `The verb is \`${now.verb}\`, and was \`${old.verb}\`.`;
    comparison.report("verb-changed", subject, { ...at, message });
  }
  if (old.server !== now.server) {
    const shown = (url: string | undefined): string =>
      url === undefined ? "the API's" : `\`${url}\``;
    const message = `The server is ${shown(now.server)}, and was ${shown(old.server)}.`;
    comparison.report("server-changed", subject, { ...at, message });
  }
};

const compareProse = (pair: EntryPair, subject: Subject, comparison: Comparison): void => {
  const at = { old: pair.old.raw.at, new: pair.new.raw.at };
  const [old, now] = [pair.old.operation, pair.new.operation];
  const [was, is] = [old.documentation.deprecated, now.documentation.deprecated];
  if (is && !was)
    comparison.report("operation-deprecated", subject, { ...at, message: "It is deprecated." });
  if (was && !is)
    comparison.report("undeprecated", subject, {
      ...at,
      message: "It is not deprecated any more.",
    });
  if (sayOtherWords(pair.old.raw.node, pair.new.raw.node)) {
    const message = "It is described in other words.";
    comparison.report("description-changed", subject, { ...at, message });
  }
  const settings = (one: typeof old): unknown => [one.retry, one.idempotencyKey];
  if (!isDeepStrictEqual(settings(old), settings(now))) {
    const message = "What is done after a failure is not the same.";
    comparison.report("retry-changed", subject, { ...at, message });
  }
};

/** What turns pages, without what only services know of a list. */
const turns = (pages: Pages): unknown => {
  const { sizes: _sizes, repeats: _repeats, ...rest } = { sizes: 0, repeats: 0, ...pages };
  return rest;
};

const comparePages = (pair: EntryPair, subject: Subject, comparison: Comparison): void => {
  const at = { old: pair.old.raw.at, new: pair.new.raw.at };
  const [old, now] = [pair.old.operation.list, pair.new.operation.list];
  if (old === undefined && now !== undefined)
    comparison.report("pages-added", subject, { ...at, message: "It answers pages of a list." });
  else if (old !== undefined && now === undefined) {
    const message = "It does not answer pages of a list any more.";
    comparison.report("pages-removed", subject, { ...at, message });
  } else if (
    old !== undefined &&
    now !== undefined &&
    !isDeepStrictEqual(turns(old.pages), turns(now.pages))
  ) {
    const message = `Pages are turned by \`${now.pages.style}\`, and with other names than before.`;
    comparison.report("pages-changed", subject, { ...at, message });
  }
};

const comparePair = (pair: EntryPair, comparison: Comparison): void => {
  const subject = subjectOfEntry(pair.new);
  compareNames(pair, subject, comparison);
  compareRoute(pair, subject, comparison);
  compareArguments(pair, subject, comparison);
  compareBodies(pair, subject, comparison);
  compareAnswers(pair, subject, comparison);
  comparePages(pair, subject, comparison);
  compareSecurity(pair, subject, comparison);
  compareProse(pair, subject, comparison);
};

/** Compares all operations. */
export const compareOperations = (matched: Matched, comparison: Comparison): void => {
  for (const entry of matched.removed)
    comparison.report("operation-removed", subjectOfEntry(entry), {
      old: entry.raw.at,
      message: `\`${entry.call}\` is gone.`,
    });
  for (const pair of matched.pairs) comparePair(pair, comparison);
  for (const entry of matched.added)
    comparison.report("operation-added", subjectOfEntry(entry), {
      new: entry.raw.at,
      message: `\`${entry.call}\` is new.`,
    });
};
