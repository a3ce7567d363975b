/** A schema as one value is seen: `allOf` joined, references followed, `null` told apart. Knows 3.1 only. */
import { type Path, pointerTo } from "../diagnostics.js";
import { isReference, type SchemaNode } from "../document.js";
import { isBinary, type Schema } from "../model/schemas.js";
import { type Located, partAt, type Side } from "./side.js";

export type LocatedSchema = Located<Schema>;

/** A property of an object. */
export interface Property {
  /** Each place that describes it; a value satisfies them all. */
  readonly schemas: readonly LocatedSchema[];
  /** Whether the server asks for it, or promises it. */
  readonly required: boolean;
  /** Whether it has a default, which makes it always there where it is read. */
  readonly hasDefault: boolean;
}

/** What a schema allows. */
export interface SchemaView {
  readonly at: Path;
  /** Every schema that it is made of, itself first. */
  readonly parts: readonly Located<SchemaNode>[];
  /** Undefined: any. `bytes` are strings that hold a file. */
  readonly types: ReadonlySet<string> | undefined;
  readonly nullable: boolean;
  /** JSON of each listed value, `null` left out; undefined: none is listed. */
  readonly values: readonly string[] | undefined;
  readonly properties: ReadonlyMap<string, Property>;
  /** Whether unlisted properties can be read and written in types. */
  readonly indexed: boolean;
  /** Whether the server refuses unlisted properties. */
  readonly closed: boolean;
  /** What unlisted properties are like. */
  readonly extra: LocatedSchema | undefined;
  readonly items: LocatedSchema | undefined;
  readonly tuple: readonly LocatedSchema[] | undefined;
  /** Alternatives of `oneOf` and `anyOf`, one list for each; `null` left out. */
  readonly unions: readonly (readonly LocatedSchema[])[];
}

const isNull = (schema: Schema): boolean =>
  typeof schema === "object" &&
  (schema.type === "null" ||
    (Array.isArray(schema.type) && schema.type.length === 1 && schema.type[0] === "null") ||
    schema.const === null ||
    (Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === null));

/** The schema that a path leads to. */
export const schemaAt = (side: Side, at: Path): LocatedSchema => {
  const found = partAt(side, at);
  // `load/structure.ts` has checked what stands in the place of a schema.
  return { at: found.at, value: found.value as Schema };
};

const child = (side: Side, { at }: Located, ...segments: Path): LocatedSchema =>
  schemaAt(side, [...at, ...segments]);

/** Keys that say nothing about values: a schema of one reference and these is that reference. */
const words = new Set([
  "description",
  "title",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
]);

/** Looks through compositions of one schema, which only give it other words. */
export const unwrap = (side: Side, schema: LocatedSchema): LocatedSchema => {
  let current = schema;
  for (let depth = 0; depth < 50; depth++) {
    const node = current.value;
    if (typeof node !== "object") return current;
    const key = (["allOf", "oneOf", "anyOf"] as const).find((name) => node[name]?.length === 1);
    const others = Object.keys(node).filter((name) => name !== key && !words.has(name));
    if (key === undefined || others.some((name) => !name.startsWith("x-"))) return current;
    current = child(side, current, key, 0);
  }
  return current;
};

const collectParts = (
  side: Side,
  schema: LocatedSchema,
  seen = new Set<unknown>(),
): Located<SchemaNode>[] => {
  const { value, at } = schema;
  if (typeof value !== "object" || value === null || isReference(value) || seen.has(value))
    return [];
  seen.add(value);
  const members = (["allOf", "oneOf", "anyOf"] as const).flatMap((key) => {
    const list = value[key] ?? [];
    // An alternative that is the only one besides `null` is no choice.
    const real = list.flatMap((member, index) => (isNull(member) ? [] : [index]));
    return key === "allOf" || real.length === 1 ? real.map((index) => [key, index]) : [];
  });
  return [
    { value, at },
    ...members.flatMap((path) => collectParts(side, child(side, schema, ...path), seen)),
  ];
};

const typesOfPart = ({ value }: Located<SchemaNode>, side: Side): Set<string> | undefined => {
  const named = typeof value.type === "string" ? [value.type] : value.type;
  if (named === undefined) {
    if (value.properties !== undefined) return new Set(["object"]);
    return value.items === undefined ? undefined : new Set(["array"]);
  }
  const isFile = isBinary(value, side.resolve);
  const types = named.filter((type) => type !== "null");
  return new Set(types.map((type) => (type === "string" && isFile ? "bytes" : type)));
};

const intersect = <T>(a: ReadonlySet<T> | undefined, b: ReadonlySet<T> | undefined) => {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((item) => b.has(item)));
};

const listed = (value: SchemaNode): readonly unknown[] | undefined => {
  if (Object.hasOwn(value, "const")) return [value.const];
  return Array.isArray(value.enum) ? value.enum : undefined;
};

const valuesOf = (parts: readonly Located<SchemaNode>[]): string[] | undefined => {
  const lists = parts.flatMap(({ value }) => {
    const own = listed(value);
    return own === undefined ? [] : [own.map((item) => JSON.stringify(item))];
  });
  const [first, ...rest] = lists;
  if (first === undefined) return undefined;
  const kept = first.filter((item) => rest.every((list) => list.includes(item)));
  return [...new Set(kept.filter((item) => item !== "null"))];
};

/** Whether one part allows `null`: by its type or its values, and where it says nothing of either. */
const allowsNull = ({ value }: Located<SchemaNode>): boolean => {
  const types = typeof value.type === "string" ? [value.type] : value.type;
  const options = [...(value.anyOf ?? []), ...(value.oneOf ?? [])];
  if (options.some(isNull)) return true;
  const values = listed(value);
  if (values !== undefined && types === undefined) return values.includes(null);
  return types?.includes("null") === true;
};

const nullableOf = (parts: readonly Located<SchemaNode>[]): boolean => parts.some(allowsNull);

const propertiesOf = (
  side: Side,
  parts: readonly Located<SchemaNode>[],
): ReadonlyMap<string, Property> => {
  const required = new Set(parts.flatMap(({ value }) => value.required ?? []));
  const found = new Map<string, { schemas: LocatedSchema[]; hasDefault: boolean }>();
  for (const part of parts) {
    for (const [name, own] of Object.entries(part.value.properties ?? {})) {
      const entry = found.get(name) ?? { schemas: [], hasDefault: false };
      entry.schemas.push(child(side, part, "properties", name));
      if (typeof own === "object" && own.default !== undefined) entry.hasDefault = true;
      found.set(name, entry);
    }
  }
  return new Map(
    [...found].map(([name, { schemas, hasDefault }]) => [
      name,
      { schemas, required: required.has(name), hasDefault },
    ]),
  );
};

const unionsOf = (side: Side, parts: readonly Located<SchemaNode>[]): LocatedSchema[][] =>
  parts.flatMap((part) =>
    (["oneOf", "anyOf"] as const).flatMap((key) => {
      const list = part.value[key] ?? [];
      const real = list.flatMap((member, index) => (isNull(member) ? [] : [index]));
      return real.length < 2 ? [] : [real.map((index) => child(side, part, key, index))];
    }),
  );

const firstChild = (
  side: Side,
  parts: readonly Located<SchemaNode>[],
  key: "items" | "additionalProperties",
): LocatedSchema | undefined => {
  const owner = parts.find(({ value }) => {
    const own = value[key];
    return typeof own === "object" && !Array.isArray(own);
  });
  return owner === undefined ? undefined : child(side, owner, key);
};

const tupleOf = (
  side: Side,
  parts: readonly Located<SchemaNode>[],
): LocatedSchema[] | undefined => {
  for (const part of parts) {
    const key = part.value.prefixItems !== undefined ? "prefixItems" : "items";
    const list: unknown = part.value[key];
    if (Array.isArray(list)) return list.map((_, index) => child(side, part, key, index));
  }
  return undefined;
};

const typeOfValue = (json: string): string => {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? "array" : typeof value;
};

/** Types of a schema that only lists values are those of the values. */
const knownTypes = (
  types: ReadonlySet<string> | undefined,
  values: readonly string[] | undefined,
): ReadonlySet<string> | undefined =>
  types === undefined && values !== undefined ? new Set(values.map(typeOfValue)) : types;

const unionOfSets = <T>(sets: readonly (Iterable<T> | undefined)[]): T[] | undefined => {
  const all = sets.flatMap((set) => (set === undefined ? [] : [...set]));
  return sets.some((set) => set === undefined) ? undefined : [...new Set(all)];
};

const isScalar = ({ types, unions }: SchemaView): boolean =>
  unions.length === 0 &&
  types !== undefined &&
  ![...types].some((type) => type === "object" || type === "array");

/** A choice among plain types, or among constants, is a list of types or values. */
const collapse = (side: Side, view: SchemaView, above: ReadonlySet<string>): SchemaView => {
  const [options, ...more] = view.unions;
  if (options === undefined || more.length > 0 || view.types !== undefined) return view;
  const within = new Set([...above, pointerTo(view.at)]);
  // A choice that leads back to itself is no list of plain types.
  if (options.some(({ at }) => within.has(pointerTo(at)))) return view;
  const views = options.map((option) => viewWithin(side, option, within));
  const areListed = views.every(({ values }) => values !== undefined);
  if (!views.every(isScalar) || (!areListed && views.some(({ values }) => values !== undefined)))
    return view;
  const types = unionOfSets(views.map((one) => one.types));
  return {
    ...view,
    unions: [],
    types: types === undefined ? undefined : new Set(types),
    values: areListed ? unionOfSets(views.map(({ values }) => values)) : undefined,
    nullable: view.nullable || views.some(({ nullable }) => nullable),
  };
};

/** Everything that a schema says of a value. */
export const viewOf = (side: Side, schema: LocatedSchema): SchemaView =>
  viewWithin(side, schema, new Set());

/** `above` are the choices that a schema is an alternative of. */
const viewWithin = (side: Side, schema: LocatedSchema, above: ReadonlySet<string>): SchemaView => {
  const parts = collectParts(side, schema);
  const types = parts
    .map((part): ReadonlySet<string> | undefined => typesOfPart(part, side))
    .reduce(intersect, undefined);
  const extras = parts.map(({ value }) => value.additionalProperties);
  const values = valuesOf(parts);
  return collapse(
    side,
    {
      at: schema.at,
      parts,
      types: knownTypes(types, values),
      nullable: nullableOf(parts),
      values,
      properties: propertiesOf(side, parts),
      indexed:
        extras.some((extra) => extra === true || typeof extra === "object") ||
        parts.some(({ value }) => value.patternProperties !== undefined),
      closed: extras.includes(false),
      extra: firstChild(side, parts, "additionalProperties"),
      items: firstChild(side, parts, "items"),
      tuple: tupleOf(side, parts),
      unions: unionsOf(side, parts),
    },
    above,
  );
};
