/** Schemas in `$defs` become named schemas: types have no place for definitions within a value's type. */
import { pathOf, pointerTo } from "../diagnostics.js";
import { isNode, type Node, type Origins, valueAt } from "../document.js";
import { freeName, referenceTo } from "./references.js";
import { mapComponents, mapSchemas } from "./schema-walk.js";

interface Definition {
  /** Path of the definition in the document. */
  readonly path: readonly (string | number)[];
  /** Path from there on. */
  readonly rest: readonly (string | number)[];
}

const definitionIn = (reference: unknown): Definition | undefined => {
  if (typeof reference !== "string" || !reference.includes("/$defs/")) return undefined;
  const path = pathOf(reference);
  const at = path.lastIndexOf("$defs");
  return at < 0 || at + 2 > path.length
    ? undefined
    : { path: path.slice(0, at + 2), rest: path.slice(at + 2) };
};

/** Name of a definition: its own, or with the name of the schema that it is for. */
const candidates = (path: Definition["path"]): string[] => {
  const own = String(path.at(-1));
  const owner = path[0] === "components" ? String(path[2]) : "";
  return [own, `${owner}${own.charAt(0).toUpperCase()}${own.slice(1)}`];
};

const withoutDefinitions = (schema: Node): Node => {
  if (!("$defs" in schema)) return schema;
  const { $defs: _, ...others } = schema;
  return others;
};

/** The document with every definition that is referred to among its named schemas, and no `$defs`. */
export const hoistDefinitions = <T extends object>(
  document: T,
  origins: Origins = new Map(),
): T => {
  const taken = new Map<string, unknown>();
  mapComponents(document, (schema, name) => {
    taken.set(name, schema);
    return schema;
  });
  const names = new Map<string, string>();
  const hoisted: [string, unknown][] = [];
  mapSchemas(document, (schema) => {
    const found = definitionIn(schema.$ref);
    const key = found && pointerTo(found.path);
    if (found === undefined || key === undefined || names.has(key)) return schema;
    const definition = valueAt(document, found.path);
    if (definition === undefined) return schema;
    const name = freeName(candidates(found.path), (one) => taken.has(one));
    taken.set(name, definition);
    names.set(key, name);
    hoisted.push([name, definition]);
    origins.set(name, found.path);
    return schema;
  });
  const rewrite = (schema: Node): Node => {
    const found = definitionIn(schema.$ref);
    const own = withoutDefinitions(schema);
    const name = found && names.get(pointerTo(found.path));
    return found === undefined || name === undefined
      ? own
      : { ...own, $ref: referenceTo(name, found.rest) };
  };
  if (hoisted.length === 0) return mapSchemas(document, withoutDefinitions);
  const components =
    "components" in document && isNode(document.components) ? document.components : {};
  const schemas = isNode(components.schemas) ? components.schemas : {};
  const all = Object.fromEntries([...Object.entries(schemas), ...hoisted]);
  return mapSchemas({ ...document, components: { ...components, schemas: all } }, rewrite);
};
