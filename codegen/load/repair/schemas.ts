/** Keywords of schemas that contradict or repeat themselves. */
import type { Node } from "../../document.js";
import { setField } from "./draft.js";
import type { Change, Draft } from "./repair.js";

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;

/** The items of a list, each once; objects are taken as they are. */
const distinct = (values: readonly unknown[]): unknown[] => {
  const seen = new Set<unknown>();
  return values.filter((value) => {
    if (!isScalar(value)) return true;
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
};

const repairList = function* (schema: Node, key: "enum" | "required"): Generator<Change> {
  const values: unknown = schema[key];
  if (!Array.isArray(values)) return;
  if (new Set(values).size === values.length) return;
  const kept = distinct(values);
  yield { in: schema, key, message: `"${key}" has values more than once; each is taken once.` };
  setField(schema, key, kept);
};

const repairEmptyEnum = function* (schema: Node): Generator<Change> {
  if (!Array.isArray(schema.enum) || schema.enum.length > 0) return;
  yield {
    in: schema,
    key: "enum",
    message: "No value at all is allowed by an empty list of values; the client takes any value.",
  };
  Reflect.deleteProperty(schema, "enum");
};

/** Values of an enumeration that the type does not allow: one of the two is wrong, and the type says more. */
const repairObjectEnum = function* (schema: Node): Generator<Change> {
  if (schema.type !== "object" || !Array.isArray(schema.enum) || !schema.enum.every(isScalar))
    return;
  yield {
    in: schema,
    key: "enum",
    message: 'None of the values of "enum" is an object; the client takes any object.',
  };
  Reflect.deleteProperty(schema, "enum");
};

/** `items` say something of lists alone (JSON Schema 2020-12, section 10.3.1.2). */
const repairItems = function* (schema: Node): Generator<Change> {
  if (schema.type !== "object" || schema.items === undefined) return;
  yield {
    in: schema,
    key: "items",
    message: 'An object has no "items"; they are left out.',
    advice: "Write `type: array` for a list.",
  };
  Reflect.deleteProperty(schema, "items");
};

const compositions = ["allOf", "anyOf", "oneOf", "prefixItems"] as const;

/** `true` and `false` as objects that say the same, which goes without saying (2020-12, section 4.3.2). */
const repairBooleans = function* (schema: Node): Generator<Change> {
  for (const key of compositions) {
    const parts: unknown = schema[key];
    if (!Array.isArray(parts)) continue;
    for (const [index, part] of parts.entries()) {
      if (typeof part !== "boolean") continue;
      yield { in: parts, key: index };
      setField(parts, index, part ? {} : { not: {} });
    }
  }
};

const hasRepeats = (values: unknown): boolean =>
  Array.isArray(values) && new Set(values).size < values.length;

/** Whether any repair may concern a schema: hardly any, so that it is asked first. */
const isConcerned = (schema: Node): boolean => {
  const { type, items } = schema;
  if (schema.enum !== undefined && (type === "object" || !isSoundEnum(schema.enum))) return true;
  if (hasRepeats(schema.required) || (type === "object" && items !== undefined)) return true;
  return compositions.some((key) => {
    const parts: unknown = schema[key];
    return Array.isArray(parts) && parts.some((part) => typeof part === "boolean");
  });
};

const isSoundEnum = (values: unknown): boolean =>
  Array.isArray(values) && values.length > 0 && !hasRepeats(values);

export const repairSchemas = function* ({ survey }: Draft): Generator<Change> {
  for (const schema of survey().schemas) {
    if (!isConcerned(schema)) continue;
    yield* repairList(schema, "enum");
    yield* repairList(schema, "required");
    yield* repairEmptyEnum(schema);
    yield* repairObjectEnum(schema);
    yield* repairItems(schema);
    yield* repairBooleans(schema);
  }
};
