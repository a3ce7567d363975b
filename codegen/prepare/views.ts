/**
 * Two views of schemas that are both sent and received. The plain name is what is received, without
 * `writeOnly` properties; `<Name>Writable` is what is sent, without `readOnly` ones. A schema that goes one
 * way only keeps its name, and loses what never goes that way; one without such properties stays as it is.
 */
import { createResolve, isNode, type Node, type Origins, type Resolve } from "../document.js";
import { alternativesOf, createHeirs, withMapping } from "./mapping.js";
import { freeName, referenceTo, schemaPointer } from "./references.js";
import { type Direction, mapRoots, mapSchema, mapSubschemas } from "./schema-walk.js";
import { createLinks, reachable, schemasOf, type Usage, usageOf } from "./usage.js";
import { absentBy, absentNames, isMarked } from "./visibility.js";

/** What views are made from. */
interface Views {
  readonly resolve: Resolve;
  readonly usage: Usage;
  /** Names of schemas that have such properties, or lead to ones that have. */
  readonly marked: ReadonlySet<string>;
  /** Names of what is sent, by the plain names of schemas that have two views. */
  readonly writable: ReadonlyMap<string, string>;
  readonly schemas: Node;
  readonly heirsOf: (name: string) => readonly string[];
}

/** Whether a property within a schema, references not followed, is there in one direction only. */
const hasMarks = (schema: unknown, resolve: Resolve): boolean => {
  let found = false;
  mapSchema(schema, (node) => {
    for (const property of isNode(node.properties) ? Object.values(node.properties) : [])
      found ||= isMarked(property, "readOnly", resolve) || isMarked(property, "writeOnly", resolve);
    return node;
  });
  return found;
};

/** Names of schemas that have such properties, or lead to ones that have. */
const markedNames = (schemas: Node, resolve: Resolve): Set<string> => {
  const links = createLinks(schemas);
  const users = new Map<string, string[]>();
  for (const name of Object.keys(schemas))
    for (const used of links(name)) users.set(used, [...(users.get(used) ?? []), name]);
  const marked = Object.keys(schemas).filter((name) => hasMarks(schemas[name], resolve));
  return reachable(marked, (name) => users.get(name) ?? []);
};

const isPresent = (view: Direction, resolve: Resolve) => (property: unknown) =>
  !isMarked(property, absentBy[view], resolve);

/** What a schema is made of besides itself. */
interface Surroundings {
  /** Names of properties that are missing in the composition which it is part of. */
  readonly absent?: ReadonlySet<string>;
  /** Names of schemas that are made of it. */
  readonly heirs?: readonly string[];
}

/** A view of one schema and what is inside it. */
const viewOf = (
  schema: unknown,
  view: Direction,
  views: Views,
  { absent = new Set(), heirs = [] }: Surroundings = {},
): unknown => {
  if (!isNode(schema)) return schema;
  const { resolve } = views;
  const missing = new Set([...absent, ...absentNames(schema, view, resolve)]);
  const parts = new Set(["allOf", "anyOf", "oneOf"]);
  const kept = withoutAbsent(schema, view, missing, resolve);
  const mapped = mapSubschemas(kept, (inner, keyword) =>
    viewOf(inner, view, views, parts.has(keyword) ? { absent: missing } : {}),
  );
  if (view === "received") return mapped;
  return withWritable(
    mapped,
    { absent: missing, heirs: [...alternativesOf(schema), ...heirs] },
    views,
  );
};

/** A schema without the properties that are not there in a view, and without asking for them. */
const withoutAbsent = (
  schema: Node,
  view: Direction,
  missing: ReadonlySet<string>,
  resolve: Resolve,
): Node => {
  if (missing.size === 0) return schema;
  const { properties, required, ...others } = schema;
  const present = isNode(properties)
    ? Object.entries(properties).filter(([, property]) => isPresent(view, resolve)(property))
    : [];
  const asked = Array.isArray(required) ? required.filter((name) => !missing.has(name)) : [];
  return {
    ...others,
    ...(isNode(properties) && { properties: Object.fromEntries(present) }),
    ...(asked.length > 0 && { required: asked }),
  };
};

/** A schema whose references lead to what is sent. */
const withWritable = (
  schema: Node,
  { absent, heirs }: Required<Surroundings>,
  views: Views,
): Node => {
  const { writable, schemas } = views;
  const pointer = schemaPointer(schema.$ref);
  const name = pointer && writable.get(pointer.name);
  if (pointer !== undefined && name !== undefined)
    return { ...schema, $ref: referenceTo(name, pointer.rest) };
  const { discriminator, ...others } = schema;
  if (!isNode(discriminator)) return schema;
  // Where the property is not sent, it tells nothing apart.
  if (absent.has(String(discriminator.propertyName))) return others;
  return { ...others, discriminator: withMapping(discriminator, heirs, writable, schemas) };
};

/** The plain view: what is received, or what is sent where it is never received. */
const plainView = (schema: unknown, name: string, views: Views): unknown => {
  const { usage, marked } = views;
  if (!marked.has(name)) return schema;
  if (usage.is(name, "received")) return viewOf(schema, "received", views);
  return usage.is(name, "sent") ? sentView(schema, name, views) : schema;
};

const sentView = (schema: unknown, name: string, views: Views): unknown =>
  viewOf(schema, "sent", views, { heirs: views.heirsOf(name) });

const nameWritables = (marked: ReadonlySet<string>, schemas: Node, usage: Usage) => {
  const names = new Map<string, string>();
  const taken = new Set(Object.keys(schemas));
  for (const name of Object.keys(schemas)) {
    if (!marked.has(name) || !usage.is(name, "sent") || !usage.is(name, "received")) continue;
    const candidates = [`${name}Writable`, `${name}WritableModel`];
    const own = freeName(candidates, (one) => taken.has(one));
    taken.add(own);
    names.set(name, own);
  }
  return names;
};

/** Each view behind its plain one. */
const withViews = <T extends object>(document: T, views: Views): T => {
  const { schemas, writable } = views;
  const all = Object.entries(schemas).flatMap(([name, schema]): [string, unknown][] => {
    const plain: [string, unknown] = [name, plainView(schema, name, views)];
    const own = writable.get(name);
    return own === undefined ? [plain] : [plain, [own, sentView(schema, name, views)]];
  });
  const components =
    "components" in document && isNode(document.components) ? document.components : {};
  return { ...document, components: { ...components, schemas: Object.fromEntries(all) } };
};

/** The document with a schema for each view. */
export const splitViews = <T extends object>(document: T, origins: Origins = new Map()): T => {
  const schemas = schemasOf(document);
  const resolve = createResolve(document);
  const marked = markedNames(schemas, resolve);
  const usage = usageOf(document);
  const writable = nameWritables(marked, schemas, usage);
  for (const [name, own] of writable)
    origins.set(own, origins.get(name) ?? ["components", "schemas", name]);
  const views = { resolve, usage, marked, writable, schemas, heirsOf: createHeirs(schemas) };
  const roots = mapRoots(document, (schema, direction) => viewOf(schema, direction, views));
  return marked.size === 0 ? roots : withViews(roots, views);
};
