/** Compares what single values may be: their type, `null`, and lists of values. */
import type { SchemaView } from "./schema-view.js";
import { listOf, named, tell, type Views, type Walk } from "./walk.js";

/** TypeScript has one type of numbers. */
const inTypes = (types: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined =>
  types === undefined
    ? undefined
    : new Set([...types].map((type) => (type === "integer" ? "number" : type)));

const show = (types: ReadonlySet<string> | undefined): string =>
  types === undefined ? "any type" : `\`${[...types].join(" | ")}\``;

const covers = (
  wide: ReadonlySet<string> | undefined,
  narrow: ReadonlySet<string> | undefined,
): boolean =>
  wide === undefined || (narrow !== undefined && [...narrow].every((type) => wide.has(type)));

const compareNumbers = (views: Views, walk: Walk): void => {
  const isWhole = ({ types }: SchemaView): boolean =>
    types?.has("integer") === true && !types.has("number");
  const [was, is] = [isWhole(views.old), isWhole(views.new)];
  const at = { old: views.old.at, new: views.new.at };
  if (walk.direction === "request" && is && !was)
    tell(walk, "request-number-narrowed", `${named(walk)} must be a whole number.`, at);
  if (walk.direction === "answer" && was && !is)
    tell(walk, "answer-number-widened", `${named(walk)} need not be a whole number.`, at);
};

/** Compares whether `null` is a value. */
export const compareNull = (views: Views, walk: Walk): void => {
  const { direction } = walk;
  const [was, is] = [views.old.nullable, views.new.nullable];
  if (was === is) return;
  const at = { old: views.old.at, new: views.new.at };
  if (direction === "request") {
    if (is) tell(walk, "request-null-allowed", `${named(walk)} may be \`null\`.`, at);
    else tell(walk, "request-null-refused", `${named(walk)} must not be \`null\`.`, at);
    return;
  }
  if (is) tell(walk, "answer-null-added", `${named(walk)} may be \`null\`.`, at);
  else tell(walk, "answer-null-removed", `${named(walk)} is never \`null\`.`, at);
};

/** Compares types; answers whether the values can be compared further. */
export const compareTypes = (views: Views, walk: Walk): boolean => {
  const { direction } = walk;
  const [old, now] = [inTypes(views.old.types), inTypes(views.new.types)];
  const at = { old: views.old.at, new: views.new.at };
  const message = `${named(walk)} is of ${show(now)}, and was of ${show(old)}.`;
  const [isWider, isNarrower] = [covers(now, old), covers(old, now)];
  if (!isWider && !isNarrower) {
    tell(walk, `${direction}-type-changed`, message, at);
    return false;
  }
  if (!isNarrower) tell(walk, `${direction}-type-widened`, message, at);
  else if (!isWider) tell(walk, `${direction}-type-narrowed`, message, at);
  else compareNumbers(views, walk);
  compareNull(views, walk);
  return true;
};

/** Compares lists of values. */
export const compareValues = (views: Views, walk: Walk): void => {
  const { direction } = walk;
  const [old, now] = [views.old.values, views.new.values];
  const at = { old: views.old.at, new: views.new.at };
  if (old === undefined && now === undefined) return;
  if (old === undefined || now === undefined) {
    const isLimited = old === undefined;
    const message = isLimited
      ? `${named(walk)} is one of ${listOf(now ?? [])}.`
      : `${named(walk)} is not one of a list any more.`;
    tell(
      walk,
      isLimited ? `${direction}-values-limited` : `${direction}-values-freed`,
      message,
      at,
    );
    return;
  }
  const removed = old.filter((value) => !now.includes(value));
  const added = now.filter((value) => !old.includes(value));
  if (removed.length > 0) {
    const message = `${named(walk)} is not ${listOf(removed)} any more.`;
    tell(walk, `${direction}-value-removed`, message, at);
  }
  if (added.length > 0)
    tell(walk, `${direction}-value-added`, `${named(walk)} may be ${listOf(added)}.`, at);
};
