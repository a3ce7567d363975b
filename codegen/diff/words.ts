/** What documents say to people: descriptions, examples, deprecations; and defaults, which servers act by. */
import { isDeepStrictEqual } from "node:util";
import { isNode, type SchemaNode } from "../document.js";
import type { Change } from "./comparison.js";
import { named, tell, type Views, type Walk } from "./walk.js";

const wordKeys = [
  "title",
  "summary",
  "description",
  "example",
  "examples",
  "externalDocs",
] as const;

/** Whether two parts of documents say other words to people. */
export const sayOtherWords = (old: unknown, now: unknown): boolean =>
  isNode(old) && isNode(now) && wordKeys.some((key) => !isDeepStrictEqual(old[key], now[key]));

/** Words of the alternatives of a schema; those without any are left out. */
const optionWords = (node: SchemaNode): unknown =>
  [...(node.oneOf ?? []), ...(node.anyOf ?? [])]
    .map((option) => (isNode(option) ? wordKeys.map((key) => option[key]) : []))
    .filter((words) => words.some((word) => word !== undefined));

/** Whether words differ where alternatives are seen as one list of types or values. */
const haveOtherOptionWords = ({ old, new: now }: Views): boolean => {
  const [before] = old.parts;
  const [after] = now.parts;
  if (before === undefined || after === undefined) return false;
  if (old.unions.length > 0 || now.unions.length > 0) return false;
  const [was, is] = [optionWords(before.value), optionWords(after.value)];
  return !isDeepStrictEqual(was, is);
};

const show = (value: unknown): string =>
  value === undefined ? "none" : `\`${JSON.stringify(value)}\``;

/** Compares words, deprecation and default of a value's own schema. */
export const compareWords = (views: Views, walk: Walk): void => {
  const [old] = views.old.parts;
  const [now] = views.new.parts;
  if (old === undefined || now === undefined) return;
  const at = { old: old.at, new: now.at };
  const wasDeprecated = old.value.deprecated === true;
  const isDeprecated = now.value.deprecated === true;
  if (isDeprecated && !wasDeprecated) tell(walk, "deprecated", `${named(walk)} is deprecated.`, at);
  if (wasDeprecated && !isDeprecated)
    tell(walk, "undeprecated", `${named(walk)} is not deprecated any more.`, at);
  if (!isDeepStrictEqual(old.value.default, now.value.default)) {
    const message = `The default of ${named(walk)} is ${show(now.value.default)}, and was ${show(old.value.default)}.`;
    const levels: Change["levels"] = { types: "note", wire: "note" };
    tell(walk, "default-changed", message, {
      ...at,
      // What a default says of an answer, nobody acts by.
      ...(walk.direction === "answer" && { levels }),
    });
  }
  if (sayOtherWords(old.value, now.value) || haveOtherOptionWords(views))
    tell(walk, "description-changed", `${named(walk)} is described in other words.`, at);
};
