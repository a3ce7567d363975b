/** Samples of schemas: the document's examples first, then the plainest value that fits. */
import { isNode, type Node } from "../document.js";
import { atPointer, child } from "./openapi.js";
import { sampleString } from "./sample-string.js";

/** What a sample is for. */
export interface SampleOptions {
  /** Makes the value of a binary string. Default: binary strings are strings. */
  readonly binary?: () => unknown;
  /** Whether properties that only answers have are left out. Default: true. */
  readonly forRequest?: boolean;
}

/** A schema that no sample could be made of; the document has to give an example. */
export class UnsampledError extends Error {
  override readonly name = "UnsampledError";
}

interface Walk {
  readonly document: Node;
  readonly options: SampleOptions;
  /** References being followed: a property that leads back to one is left out. */
  readonly trail: readonly string[];
  /** Tells the items of one array apart. */
  readonly index: number;
}

const numberOf = (value: unknown, fallback: number): number =>
  typeof value === "number" ? value : fallback;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

/** Whether a schema describes bytes (OpenAPI 3.1, section 4.8.14.2, and `format: binary` of 3.0). */
export const isBinary = (schema: Node): boolean =>
  schema.format === "binary" ||
  (schema.contentMediaType !== undefined && schema.contentEncoding === undefined);

const givenValue = (schema: Node, index: number): { readonly value: unknown } | undefined => {
  const { examples, enum: values } = schema;
  if (Array.isArray(examples) && examples.length > 0)
    return { value: examples[index % examples.length] };
  if (schema.example !== undefined) return { value: schema.example };
  if ("const" in schema) return { value: schema.const };
  if (schema.default !== undefined) return { value: schema.default };
  if (Array.isArray(values) && values.length > 0) return { value: values[index % values.length] };
  return undefined;
};

const sampleText = (schema: Node, { options, index }: Walk): unknown => {
  if (options.binary !== undefined && isBinary(schema)) return options.binary();
  const text = sampleString(
    {
      format: textOf(schema.format),
      pattern: textOf(schema.pattern),
      minLength: numberOf(schema.minLength, 0),
      maxLength: numberOf(schema.maxLength, Number.POSITIVE_INFINITY),
    },
    index,
  );
  if (text === undefined)
    throw new UnsampledError(`pattern ${schema.pattern} needs an example in the document`);
  return text;
};

const sampleNumber = (schema: Node, { index }: Walk): number => {
  const step = numberOf(schema.multipleOf, 1);
  const above = numberOf(schema.exclusiveMinimum, Number.NEGATIVE_INFINITY);
  const least = Math.max(numberOf(schema.minimum, Number.NEGATIVE_INFINITY), above);
  const below = numberOf(schema.exclusiveMaximum, Number.POSITIVE_INFINITY);
  const most = Math.min(numberOf(schema.maximum, Number.POSITIVE_INFINITY), below);
  const first = Math.max(least, Math.min(1, most));
  const rounded = Math.ceil(first / step) * step;
  const value = (rounded === above ? rounded + step : rounded) + index * step;
  if (value <= most && value !== below) return value;
  return schema.type === "integer" ? most : (least + most) / 2;
};

const sampleArray = (schema: Node, walk: Walk): unknown[] => {
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const wanted = Math.max(numberOf(schema.minItems, 1), prefix.length);
  const length = Math.min(wanted, numberOf(schema.maxItems, wanted));
  const sampleItem = (_: unknown, index: number): unknown =>
    sampleAny(prefix[index] ?? schema.items ?? true, { ...walk, index });
  try {
    return Array.from({ length }, sampleItem);
  } catch (error) {
    // Items that contain their own list end in an empty one.
    if (error instanceof UnsampledError && numberOf(schema.minItems, 0) === 0) return [];
    throw error;
  }
};

const sampleProperty = (schema: unknown, isRequired: boolean, walk: Walk): unknown => {
  try {
    return sampleAny(schema, walk);
  } catch (error) {
    // What is optional and cannot be sampled is left out.
    if (error instanceof UnsampledError && !isRequired) return undefined;
    throw error;
  }
};

const isLeftOut = (document: Node, schema: unknown, options: SampleOptions): boolean => {
  if (!isNode(schema) || options.forRequest === false) return false;
  const reference = textOf(schema.$ref);
  const target = reference === undefined ? schema : atPointer(document, reference.slice(1));
  return schema.readOnly === true || (isNode(target) && target.readOnly === true);
};

const sampleObject = (schema: Node, walk: Walk): Node => {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const sample: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(child(schema, "properties"))) {
    if (isLeftOut(walk.document, property, walk.options)) continue;
    const value = sampleProperty(property, required.includes(name), { ...walk, index: 0 });
    if (value !== undefined) sample[name] = value;
  }
  const rest = schema.additionalProperties;
  const wanted = Math.max(numberOf(schema.minProperties, 0), isNode(rest) ? 1 : 0);
  for (let index = Object.keys(sample).length; index < wanted; index += 1)
    sample[`key${index + 1}`] = sampleAny(rest ?? true, { ...walk, index });
  return sample;
};

const samplers: Readonly<Record<string, (schema: Node, walk: Walk) => unknown>> = {
  string: sampleText,
  number: sampleNumber,
  integer: sampleNumber,
  boolean: () => true,
  null: () => null,
  array: sampleArray,
  object: sampleObject,
};

const typeOf = (schema: Node): string => {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.find((name) => name !== "null") ?? "null";
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return "object";
  return schema.items === undefined ? "string" : "array";
};

/** The first alternative that can be sampled; `null` only when there is nothing else. */
const sampleAlternative = (alternatives: readonly unknown[], walk: Walk): unknown => {
  const isNull = (schema: unknown): boolean => isNode(schema) && schema.type === "null";
  const ordered = [...alternatives].sort((a, b) => Number(isNull(a)) - Number(isNull(b)));
  let failure: unknown;
  for (const alternative of ordered) {
    try {
      return sampleAny(alternative, walk);
    } catch (error) {
      if (!(error instanceof UnsampledError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new UnsampledError("no alternative can be sampled");
};

/** `allOf`: objects are laid over each other, anything else is its first sample. */
const sampleAll = (parts: readonly unknown[], walk: Walk): unknown => {
  const samples = parts.map((part) => sampleAny(part, walk));
  return samples.every(isNode) ? Object.assign({}, ...samples) : samples[0];
};

const listOf = (schema: Node, key: string): readonly unknown[] | undefined => {
  const value = schema[key];
  return Array.isArray(value) && value.length > 0 ? value : undefined;
};

const sampleComposed = (schema: Node, walk: Walk): { readonly value: unknown } | undefined => {
  const all = listOf(schema, "allOf");
  const alternatives = listOf(schema, "oneOf") ?? listOf(schema, "anyOf");
  if (all === undefined && alternatives === undefined) return undefined;
  const samples: unknown[] = [];
  if (schema.properties !== undefined) samples.push(sampleObject(schema, walk));
  if (all !== undefined) samples.push(sampleAll(all, walk));
  if (alternatives !== undefined) samples.push(sampleAlternative(alternatives, walk));
  return { value: samples.every(isNode) ? Object.assign({}, ...samples) : samples[0] };
};

const sampleReference = (reference: string, schema: Node, walk: Walk): unknown => {
  if (walk.trail.includes(reference)) throw new UnsampledError(`${reference} contains itself`);
  const target = atPointer(walk.document, decodeURIComponent(reference.slice(1)));
  const given = givenValue(schema, walk.index);
  if (given !== undefined) return given.value;
  return sampleAny(target, { ...walk, trail: [...walk.trail, reference] });
};

const sampleAny = (schema: unknown, walk: Walk): unknown => {
  if (!isNode(schema)) return "sample";
  const wantsBytes = walk.options.binary !== undefined && isBinary(schema);
  const given = wantsBytes ? undefined : givenValue(schema, walk.index);
  if (given !== undefined) return given.value;
  const reference = textOf(schema.$ref);
  if (reference !== undefined) return sampleReference(reference, schema, walk);
  const composed = sampleComposed(schema, walk);
  if (composed !== undefined) return composed.value;
  return (samplers[typeOf(schema)] ?? sampleText)(schema, walk);
};

/**
 * A value that fits a schema of the document.
 * @throws UnsampledError when the schema needs an example to be sampled.
 */
export const sampleSchema = (
  document: Node,
  schema: unknown,
  options: SampleOptions = {},
): unknown => sampleAny(schema, { document, options, trail: [], index: 0 });

/** The examples of a parameter, header or media type by name (OpenAPI 3.1, section 4.8.14). */
export const examplesOf = (
  document: Node,
  { example, examples }: Node,
): ReadonlyMap<string, unknown> => {
  const values = new Map<string, unknown>();
  if (example !== undefined) values.set("example", example);
  for (const [name, entry] of Object.entries(isNode(examples) ? examples : {})) {
    const reference = isNode(entry) ? textOf(entry.$ref) : undefined;
    const target = reference === undefined ? entry : atPointer(document, reference.slice(1));
    if (isNode(target) && "value" in target) values.set(name, target.value);
  }
  return values;
};

/** One example: the named one, or the first. */
export const exampleOf = (
  document: Node,
  node: Node,
  name?: string,
): { readonly value: unknown } | undefined => {
  const examples = examplesOf(document, node);
  const [first] = examples.keys();
  const chosen = name ?? first;
  return chosen !== undefined && examples.has(chosen) ? { value: examples.get(chosen) } : undefined;
};
