/** Schemas as one level: references followed, `allOf` joined, alternatives side by side. */
import { isNode, type Node } from "../document.js";
import { mergeSchemas } from "./merge-schemas.js";
import { atPointer } from "./openapi.js";

/** A schema that no sample could be made of; the document has to give an example. */
export class UnsampledError extends Error {
  override readonly name = "UnsampledError";
}

/** A schema of which nothing is left to follow but its alternatives. */
export interface FlatSchema {
  /**
   * Its keywords, without references and compositions. `patterns` are all that hold, `closed` the
   * names that each part without additional properties knows.
   */
  readonly keywords: Node;
  /** One list for each `oneOf` and `anyOf` that holds. */
  readonly alternatives: readonly (readonly unknown[])[];
  /** References that were followed, in their order. */
  readonly references: readonly string[];
}

const pointerOf = (reference: string): string => {
  const pointer = reference.slice(1);
  try {
    return decodeURIComponent(pointer);
  } catch {
    // A percent sign that encodes nothing.
    return pointer;
  }
};

const filled = (value: unknown): readonly (readonly unknown[])[] =>
  Array.isArray(value) && value.length > 0 ? [value] : [];

/** A schema's own keywords, the ones that may occur more than once as lists. */
const ownKeywords = (schema: Node): Node => {
  const { $ref: _ref, allOf: _all, oneOf: _one, anyOf: _any, pattern, ...own } = schema;
  const isClosed = own.additionalProperties === false && !isNode(own.patternProperties);
  return {
    ...own,
    ...(typeof pattern === "string" && { patterns: [pattern] }),
    ...(isClosed && { closed: [Object.keys(isNode(own.properties) ? own.properties : {})] }),
  };
};

const none: FlatSchema = { keywords: {}, alternatives: [], references: [] };

/** Two schemas that both hold, as one. */
export const mergeFlat = (a: FlatSchema, b: FlatSchema): FlatSchema => ({
  keywords: mergeSchemas(a.keywords, b.keywords),
  alternatives: [...a.alternatives, ...b.alternatives],
  references: [...new Set([...a.references, ...b.references])],
});

/**
 * A schema as one level. A reference that leads back to itself at the same place says nothing new.
 * @throws UnsampledError for a schema that allows no value, and for a reference in `trail`.
 */
export const flatten = (
  document: Node,
  schema: unknown,
  trail: ReadonlySet<string> = new Set(),
  here: ReadonlySet<string> = new Set(),
): FlatSchema => {
  if (schema === false) throw new UnsampledError("the schema allows no value");
  if (!isNode(schema)) return none;
  let flat: FlatSchema = {
    keywords: ownKeywords(schema),
    alternatives: [...filled(schema.oneOf), ...filled(schema.anyOf)],
    references: [],
  };
  const { $ref: reference } = schema;
  if (typeof reference === "string" && !here.has(reference)) {
    if (trail.has(reference)) throw new UnsampledError(`${reference} contains itself`);
    const target = atPointer(document, pointerOf(reference));
    const inner = flatten(document, target, trail, new Set([...here, reference]));
    flat = mergeFlat(mergeFlat(flat, { ...none, references: [reference] }), inner);
  }
  const seen = new Set([...here, ...flat.references]);
  for (const part of filled(schema.allOf)[0] ?? [])
    flat = mergeFlat(flat, flatten(document, part, trail, seen));
  return flat;
};
