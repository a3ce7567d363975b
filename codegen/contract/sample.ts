/** Samples of schemas: the document's examples first, then the plainest value that fits. */
import { isDeepStrictEqual } from "node:util";
import { isNode, type Node } from "../document.js";
import { withDiscriminator } from "./discriminator.js";
import { type FlatSchema, flatten, mergeFlat, UnsampledError } from "./flat-schema.js";
import { type NumberRules, sampleNumber } from "./sample-number.js";
import { sampleObject } from "./sample-object.js";
import { type StringRules, sampleString } from "./sample-string.js";
import { hasRoom, mostValues, type SampleOptions, type Walk } from "./sample-walk.js";

export { UnsampledError } from "./flat-schema.js";
export type { SampleOptions } from "./sample-walk.js";

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const numberIn = (schema: Node, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === "number" ? value : undefined;
};

const stringRules = (schema: Node): StringRules => ({
  format: typeof schema.format === "string" ? schema.format : undefined,
  patterns: listOf(schema.patterns).map(String),
  minLength: numberIn(schema, "minLength") ?? 0,
  maxLength: numberIn(schema, "maxLength") ?? Number.POSITIVE_INFINITY,
});

const sampleText = (schema: Node, { index, options }: Walk): string => {
  const rules = stringRules(schema);
  const text = sampleString(rules, index);
  if (text !== undefined) return text;
  if (options.approximate === true) return "sample";
  throw new UnsampledError(
    `pattern ${rules.patterns.join(" and ")} needs an example in the document`,
  );
};

const limits = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
] as const;

const sampleNumeric = (schema: Node, { index }: Walk, isInteger: boolean): number => {
  const rules: NumberRules = {
    isInteger,
    ...Object.fromEntries(
      limits.flatMap((key) => {
        const limit = numberIn(schema, key);
        return limit === undefined ? [] : [[key, limit]];
      }),
    ),
  };
  const value = sampleNumber(rules, index);
  if (value === undefined) throw new UnsampledError("no number fits the limits");
  return value;
};

const sampleArray = (schema: Node, walk: Walk): unknown[] => {
  const prefix = listOf(schema.prefixItems);
  const least = numberIn(schema, "minItems") ?? 0;
  const usual = hasRoom(walk) ? Math.max(1, prefix.length) : 0;
  const contained = schema.contains === undefined ? 0 : (numberIn(schema, "minContains") ?? 1);
  const wanted = Math.max(least, contained, usual);
  const length = Math.min(wanted, numberIn(schema, "maxItems") ?? wanted);
  const items: unknown[] = [];
  const sampleItem = (index: number): unknown => {
    const place = items.length;
    const own = prefix[place] ?? schema.items ?? true;
    const item = place < contained ? { allOf: [own, schema.contains] } : own;
    return sampleSchemaIn(item, { ...walk, index });
  };
  try {
    for (let index = 0; items.length < length && index < length * 4; index += 1) {
      const item = sampleItem(index);
      const isKnown =
        schema.uniqueItems === true && items.some((one) => isDeepStrictEqual(one, item));
      if (!isKnown) items.push(item);
    }
  } catch (error) {
    // Items that contain their own list end in an empty one.
    if (!(error instanceof UnsampledError) || least > 0) throw error;
    return [];
  }
  return items;
};

type Sampler = (schema: Node, walk: Walk) => unknown;

const samplers: Readonly<Record<string, Sampler>> = {
  string: sampleText,
  number: (schema, walk) => sampleNumeric(schema, walk, false),
  integer: (schema, walk) => sampleNumeric(schema, walk, true),
  boolean: (_schema, { index }) => index % 2 === 0,
  null: () => null,
  array: sampleArray,
  object: (schema, walk) => sampleObject(schema, walk, sampleSchemaIn),
};

/** What schemas without a type are meant to describe, by their keywords. */
const kinds: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  [
    "object",
    ["properties", "additionalProperties", "required", "minProperties", "patternProperties"],
  ],
  ["array", ["items", "prefixItems", "minItems", "contains"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

const typesOf = (schema: Node): readonly string[] => {
  const { type } = schema;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.map(String);
  const meant = kinds.find(([, keywords]) => keywords.some((key) => schema[key] !== undefined));
  return [meant?.[0] ?? "string"];
};

const isOfType = (value: unknown, type: string): boolean => {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isNode(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
};

/** A rough check of a document's example: only a validator knows all of it. */
const fitsRoughly = (schema: Node, value: unknown): boolean => {
  if (schema.type !== undefined && !typesOf(schema).some((type) => isOfType(value, type)))
    return false;
  const allowed = schema.enum;
  if (Array.isArray(allowed) && !allowed.some((one) => isDeepStrictEqual(one, value))) return false;
  return "const" in schema ? isDeepStrictEqual(schema.const, value) : true;
};

const givenValue = (schema: Node, { index, options }: Walk): { value: unknown } | undefined => {
  const examples = listOf(schema.examples);
  const [nth, shown] = [examples[index % Math.max(examples.length, 1)], schema.example];
  const given = options.useExamples === false ? [] : [nth, shown, schema.default];
  const value = given.find((one) => one !== undefined && fitsRoughly(schema, one));
  if (value !== undefined) return { value };
  if ("const" in schema) return { value: schema.const };
  const values = listOf(schema.enum).filter((one) => fitsRoughly(schema, one));
  if (values.length > 0) {
    const present = values.filter((one) => one !== null);
    const chosen = present.length > 0 ? present : values;
    return { value: chosen[index % chosen.length] };
  }
  if (Array.isArray(schema.enum)) throw new UnsampledError("no value of the enumeration fits");
  return undefined;
};

const sampleTyped = (schema: Node, walk: Walk): unknown => {
  const types = typesOf(schema);
  const [first] = types.filter((type) => type !== "null");
  if (types.length === 0) throw new UnsampledError("no type fits every part of the schema");
  if (first === undefined) return null;
  try {
    return (samplers[first] ?? sampleText)(schema, walk);
  } catch (error) {
    if (error instanceof UnsampledError && types.includes("null")) return null;
    throw error;
  }
};

const isNull = (schema: unknown): boolean => isNode(schema) && schema.type === "null";

/** The alternatives in the order in which they are tried: `null` only when there is nothing else. */
const inOrder = (alternatives: readonly unknown[], turn: number): readonly unknown[] => {
  const shift = turn % alternatives.length;
  const turned = [...alternatives.slice(shift), ...alternatives.slice(0, shift)];
  return turned.sort((a, b) => Number(isNull(a)) - Number(isNull(b)));
};

/** The first choice of alternatives that can be sampled. */
const sampleFlat = (flat: FlatSchema, walk: Walk): unknown => {
  const given = givenValue(flat.keywords, walk);
  if (given !== undefined) return given.value;
  const [alternatives, ...others] = flat.alternatives;
  if (alternatives === undefined) {
    const trail = new Set([...walk.trail, ...flat.references]);
    const inner = { ...walk, trail, depth: walk.depth + 1 };
    return sampleTyped(withDiscriminator(walk.document, flat.keywords, flat.references), inner);
  }
  const base = { ...flat, alternatives: others };
  const here = new Set(flat.references);
  let failure: unknown;
  for (const alternative of inOrder(alternatives, walk.options.turn ?? 0)) {
    try {
      const chosen = flatten(walk.document, alternative, walk.trail, here);
      return sampleFlat(mergeFlat(base, chosen), walk);
    } catch (error) {
      if (!(error instanceof UnsampledError)) throw error;
      failure ??= error;
    }
  }
  throw failure;
};

/** A sample of a schema that is met on the way. */
const sampleSchemaIn = (schema: unknown, walk: Walk): unknown => {
  walk.made.count += 1;
  if (walk.made.count > mostValues) throw new UnsampledError("the schema is too large to sample");
  const isCycle = isNode(schema) && typeof schema.$ref === "string" && walk.trail.has(schema.$ref);
  if (isCycle && walk.options.approximate === true) return {};
  return sampleFlat(flatten(walk.document, schema, walk.trail), walk);
};

/**
 * A value made after a schema of the document.
 * @throws UnsampledError when the schema needs an example to be sampled.
 */
export const sampleSchema = (
  document: Node,
  schema: unknown,
  options: SampleOptions = {},
): unknown =>
  sampleSchemaIn(schema, {
    document,
    options,
    trail: new Set(),
    index: 0,
    depth: 0,
    made: { count: 0 },
  });
