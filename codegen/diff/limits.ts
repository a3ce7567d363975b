/** Compares what a type does not show: formats, bounds, patterns and conditions. */
import { isDeepStrictEqual } from "node:util";
import { isNode } from "../document.js";
import type { Change } from "./comparison.js";
import type { SchemaView } from "./schema-view.js";
import { listOf, named, tell, type Views, type Walk } from "./walk.js";

const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"] as const;
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"] as const;
/** Keywords whose values are not compared by size: another one may refuse what was allowed. */
const others = [
  "pattern",
  "multipleOf",
  "uniqueItems",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "patternProperties",
  "dependentRequired",
  "dependentSchemas",
  "contentEncoding",
] as const;

const said = ({ parts }: SchemaView, keyword: string): unknown[] =>
  parts.flatMap(({ value }) => {
    const own: unknown = isNode(value) ? value[keyword] : undefined;
    return own === undefined || own === false ? [] : [own];
  });

const bound = (view: SchemaView, keyword: string, pick: (...all: number[]) => number): number => {
  const numbers = said(view, keyword).filter((value): value is number => typeof value === "number");
  // Without a bound the one that bounds nothing.
  return numbers.length === 0 ? -pick(-Infinity, Infinity) : pick(...numbers);
};

interface Limits {
  readonly tighter: string[];
  readonly looser: string[];
}

const compareBounds = (views: Views): Limits => {
  const limits: Limits = { tighter: [], looser: [] };
  const add = (keyword: string, change: number): void => {
    if (change > 0) limits.tighter.push(keyword);
    if (change < 0) limits.looser.push(keyword);
  };
  const sign = (a: number, b: number): number => (a === b ? 0 : a > b ? 1 : -1);
  for (const keyword of lower)
    add(keyword, sign(bound(views.new, keyword, Math.max), bound(views.old, keyword, Math.max)));
  for (const keyword of upper)
    add(keyword, sign(bound(views.old, keyword, Math.min), bound(views.new, keyword, Math.min)));
  for (const keyword of others) {
    const [old, now] = [said(views.old, keyword), said(views.new, keyword)];
    if (!isDeepStrictEqual(old, now)) add(keyword, now.length === 0 ? -1 : 1);
  }
  return limits;
};

const compareFormats = (views: Views, walk: Walk): void => {
  const format = (view: SchemaView): unknown =>
    // Of bytes, the type says it already.
    view.types?.has("bytes") === true ? undefined : said(view, "format")[0];
  const [old, now] = [format(views.old), format(views.new)];
  if (old === now) return;
  const at = { old: views.old.at, new: views.new.at };
  const show = (one: unknown): string => (one === undefined ? "no format" : `format \`${one}\``);
  const message = `${named(walk)} has ${show(now)}, and had ${show(old)}.`;
  if (walk.direction === "request") {
    const isWider = now === undefined || (old === "int32" && now === "int64");
    tell(walk, isWider ? "request-format-widened" : "request-format-narrowed", message, at);
    return;
  }
  if (old === undefined) {
    tell(walk, "answer-format-added", message, at);
    return;
  }
  // JavaScript has one kind of numbers, whatever size they have elsewhere.
  const isNumber = views.new.types?.has("integer") === true || views.new.types?.has("number");
  const levels: Change["levels"] = { types: "note", wire: "note" };
  tell(walk, "answer-format-changed", message, { ...at, ...(isNumber === true && { levels }) });
};

/** Compares formats and limits. */
export const compareLimits = (views: Views, walk: Walk): void => {
  compareFormats(views, walk);
  const { tighter, looser } = compareBounds(views);
  const at = { old: views.old.at, new: views.new.at };
  if (walk.direction === "answer") {
    const changed = [...tighter, ...looser];
    if (changed.length > 0)
      tell(walk, "answer-limit-changed", `${named(walk)} has another ${listOf(changed)}.`, at);
    return;
  }
  if (tighter.length > 0) {
    const message = `${named(walk)} is limited more by ${listOf(tighter)}.`;
    tell(walk, "request-limit-tightened", message, at);
  }
  if (looser.length > 0) {
    const message = `${named(walk)} is limited less by ${listOf(looser)}.`;
    tell(walk, "request-limit-loosened", message, at);
  }
};
