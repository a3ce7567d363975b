/** Compares what a method is called with, besides its body: path values and parameters. */
import { isDeepStrictEqual } from "node:util";
import type { Path } from "../diagnostics.js";
import type { ParameterNode } from "../document.js";
import { namesIn } from "../load/template.js";
import { answerKind, mediaOf } from "../model/media-types.js";
import { collectParameters, isIgnored } from "../model/parameters.js";
import type { Operation } from "../model/types.js";
import type { Comparison } from "./comparison.js";
import { type LocatedSchema, schemaAt } from "./schema-view.js";
import { compareSchemas } from "./schemas.js";
import { type Entry, partAt, type Side } from "./side.js";
import type { Subject } from "./types.js";
import { listOf } from "./walk.js";
import { sayOtherWords } from "./words.js";

interface Pair {
  readonly old: Entry;
  readonly new: Entry;
}

/** A parameter of one side. */
interface Given {
  readonly node: ParameterNode;
  /** Where the operation names it. */
  readonly at: Path;
  /** Where it is described. */
  readonly described: Path;
  readonly schema: LocatedSchema | undefined;
  readonly isJson: boolean;
}

const groups = ["query", "querystring", "header", "cookie"] as const;

/** Names of headers are the same in any case (RFC 9110, section 5.1). */
const keyOf = ({ name, in: location }: ParameterNode): string =>
  `${location} ${location === "header" ? name.toLowerCase() : name}`;

const parametersOf = (side: Side, entry: Entry, location: string): Map<string, Given> => {
  const context = { operation: entry.raw, resolve: side.resolve };
  const kept = collectParameters(context).filter(
    (one) => one.node.in === location && !isIgnored(one, context),
  );
  return new Map(
    kept.map(({ node, at }) => {
      const described = partAt(side, at).at;
      const [media] = mediaOf(node.content, side.resolve);
      const path: Path = media === undefined ? ["schema"] : ["content", media.type, "schema"];
      const schema = schemaAt(side, [...described, ...path]);
      return [
        keyOf(node),
        {
          node,
          at,
          described,
          schema: schema.value === undefined ? undefined : schema,
          isJson: media !== undefined && answerKind(media, side.resolve) === "json",
        },
      ];
    }),
  );
};

const isBoth = (one: Given | undefined, other: Given | undefined): boolean =>
  one !== undefined && other !== undefined;

/** Compares what one parameter says of its value. */
const compareGiven = (
  old: Given,
  now: Given,
  part: string,
  subject: Subject,
  comparison: Comparison,
): void => {
  const at = { part, old: old.described, new: now.described };
  const [was, is] = [old.node.deprecated === true, now.node.deprecated === true];
  if (is && !was)
    comparison.report("deprecated", subject, { ...at, message: `\`${part}\` is deprecated.` });
  if (was && !is) {
    const message = `\`${part}\` is not deprecated any more.`;
    comparison.report("undeprecated", subject, { ...at, message });
  }
  if (sayOtherWords(old.node, now.node)) {
    const message = `\`${part}\` is described in other words.`;
    comparison.report("description-changed", subject, { ...at, message });
  }
  if (old.schema !== undefined && now.schema !== undefined) {
    const schemas = { old: old.schema, new: now.schema };
    compareSchemas(comparison, schemas, { direction: "request", subject, part });
  }
};

const compareRequired = (
  old: Given,
  now: Given,
  part: string,
  subject: Subject,
  comparison: Comparison,
): void => {
  const at = { part, old: old.described, new: now.described };
  const [was, is] = [old.node.required === true, now.node.required === true];
  if (is && !was) {
    const message = `\`${part}\` must be given.`;
    comparison.report("argument-required", subject, { ...at, message });
  }
  if (was && !is) {
    const message = `\`${part}\` need not be given.`;
    comparison.report("argument-optional", subject, { ...at, message });
  }
};

const compareGroup = (
  location: (typeof groups)[number],
  pair: Pair,
  subject: Subject,
  comparison: Comparison,
): void => {
  const old = parametersOf(comparison.old, pair.old, location);
  const now = parametersOf(comparison.new, pair.new, location);
  for (const [key, given] of old) {
    const part = `${location}.${given.node.name}`;
    const other = now.get(key);
    if (other === undefined) {
      const message = `\`${part}\` is gone.`;
      comparison.report("argument-removed", subject, { part, old: given.at, message });
      continue;
    }
    compareRequired(given, other, part, subject, comparison);
    compareGiven(given, other, part, subject, comparison);
  }
  for (const [key, given] of now) {
    if (isBoth(given, old.get(key))) continue;
    const part = `${location}.${given.node.name}`;
    const isRequired = given.node.required === true;
    comparison.report(isRequired ? "argument-added-required" : "argument-added", subject, {
      part,
      new: given.at,
      message: `\`${part}\` is new${isRequired ? ", and must be given" : ""}.`,
    });
  }
};

const compareFormats = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const [old, now] = [pair.old.operation.formats ?? {}, pair.new.operation.formats ?? {}];
  for (const location of ["path", "query", "header", "cookie"] as const) {
    const before = parametersOf(comparison.old, pair.old, location);
    const after = parametersOf(comparison.new, pair.new, location);
    for (const [key, given] of before) {
      const other = after.get(key);
      if (other === undefined) continue;
      const [was, is] = [old[location]?.[given.node.name], now[location]?.[other.node.name]];
      if (isDeepStrictEqual(was, is)) continue;
      const part = `${location}.${other.node.name}`;
      comparison.report("argument-format-changed", subject, {
        part,
        old: given.described,
        new: other.described,
        message: `\`${part}\` is written in another way.`,
      });
    }
  }
};

const reportOrder = (
  names: { readonly old: readonly string[]; readonly new: readonly string[] },
  pair: Pair,
  subject: Subject,
  comparison: Comparison,
): void => {
  const isMoved =
    names.old.length === names.new.length &&
    names.old.every((name) => names.new.includes(name)) &&
    names.old.some((name, index) => name !== names.new[index]);
  if (!isMoved) return;
  comparison.report("path-values-reordered", subject, {
    old: pair.old.raw.at,
    new: pair.new.raw.at,
    message: `The values of the path are ${listOf(names.new)}, in this order.`,
  });
};

/** Values of a path are told apart by name, and by place where a name is only on one side. */
const compareValues = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const old = namesIn(pair.old.operation.path);
  const now = namesIn(pair.new.operation.path);
  reportOrder({ old, new: now }, pair, subject, comparison);
  const gone = old.filter((name) => !now.includes(name));
  const added = now.filter((name) => !old.includes(name));
  const renamed = new Map(
    old.length === now.length ? gone.map((name, index) => [name, added[index] ?? name]) : [],
  );
  const before = parametersOf(comparison.old, pair.old, "path");
  const after = parametersOf(comparison.new, pair.new, "path");
  for (const name of old) {
    const other = renamed.get(name) ?? name;
    const [given, partner] = [before.get(`path ${name}`), after.get(`path ${other}`)];
    const part = `path.${other}`;
    const at = { part, old: given?.at, new: partner?.at };
    if (partner === undefined) {
      const message = `\`path.${name}\` is gone.`;
      comparison.report("path-value-removed", subject, { ...at, part: `path.${name}`, message });
      continue;
    }
    if (name !== other) {
      const message = `\`path.${name}\` is \`${part}\` now.`;
      comparison.report("path-value-renamed", subject, { ...at, message });
    }
    if (given !== undefined) compareGiven(given, partner, part, subject, comparison);
  }
  for (const name of added) {
    if ([...renamed.values()].includes(name)) continue;
    const part = `path.${name}`;
    const message = `\`${part}\` is new.`;
    comparison.report("path-value-added", subject, {
      part,
      new: after.get(`path ${name}`)?.at,
      message,
    });
  }
};

/** Arguments of a method after its path values, in the order of its signature. */
const signature = ({ arguments: all }: Operation): string[] => [
  ...all.map(({ group }) => group),
  "options",
];

/** An optional argument that is new moves those behind it, and nobody who calls is told of it otherwise. */
const compareOrder = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const [old, now] = [signature(pair.old.operation), signature(pair.new.operation)];
  const isOptional = (group: string): boolean =>
    pair.new.operation.arguments.some((one) => one.group === group && !one.required);
  const kept = now.filter((group) => old.includes(group) || isOptional(group));
  const left = old.filter((group) => now.includes(group));
  const moved = left.filter((group, index) => kept[index] !== group);
  if (moved.length === 0) return;
  comparison.report("arguments-moved", subject, {
    old: pair.old.raw.at,
    new: pair.new.raw.at,
    message: `The arguments are ${listOf(now)}, in this order; they were ${listOf(old)}.`,
  });
};

/** Compares everything that a method is called with, its body's content left out. */
export const compareArguments = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  compareValues(pair, subject, comparison);
  for (const location of groups) compareGroup(location, pair, subject, comparison);
  compareFormats(pair, subject, comparison);
  compareOrder(pair, subject, comparison);
};
