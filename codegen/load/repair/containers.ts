/** Fixes for objects, lists and maps that are something else. */
import { type Path, pointerTo } from "../../diagnostics.js";
import { isNode, type Node } from "../../document.js";
import { type Kind, schemaTypes } from "../shapes.js";
import type { Fault } from "../structure.js";
import { type Fix, type Fixer, leftOut } from "./fix.js";

const anyValue: Fix = { to: {}, says: "The client takes any value in its place." };

/** A text in the place of a schema: the name of a schema or of a type. */
const schemaOfText = (text: string, root: unknown, path: Path): Fix => {
  const components = isNode(root) && isNode(root.components) ? root.components : {};
  const schemas = isNode(components.schemas) ? components.schemas : {};
  const name = text.replace(/^#?\/?(components\/schemas|definitions)\//, "");
  const pointer = pointerTo(["components", "schemas", name]);
  if (Object.hasOwn(schemas, name) && pointer !== pointerTo(path)) {
    return {
      to: { $ref: pointer },
      says: "It is taken for a reference to the schema of that name.",
    };
  }
  return schemaTypes.includes(text)
    ? { to: { type: text }, says: `It is taken for a schema of type ${text}.` }
    : anyValue;
};

const fixSchema: Fixer = (value, { path }, { root }) => {
  if (typeof value === "string") return schemaOfText(value, root, path);
  if (!Array.isArray(value)) return anyValue;
  const schemas = value.filter(isNode);
  if (schemas.length === 0) return anyValue;
  return schemas.length === 1
    ? { to: schemas[0], says: "Its only item is taken for it." }
    : { to: { anyOf: schemas }, says: "The client takes any of its items." };
};

/** Without these a document says nothing. */
const isVital = ({ path, expected }: Fault): boolean =>
  path.length === 0 ||
  (path.length === 1 &&
    path[0] === "paths" &&
    !(typeof expected === "object" && "map" in expected && expected.map !== "pathItem"));

export const fixObject: Fixer = (value, fault, draft) => {
  const kind =
    typeof fault.expected === "object" && "kind" in fault.expected && fault.expected.kind;
  if (kind === "schema" || (kind === "document" && false)) return fixSchema(value, fault, draft);
  if (fault.path.length === 0) return undefined;
  if (fault.path.length === 1 && fault.key === "info")
    return { to: {}, says: "It is taken for an empty one." };
  // An answer without a word about it is still an answer.
  if (kind === "response" && (typeof value === "string" || value === null)) {
    const description = typeof value === "string" ? value : "";
    return { to: { description }, says: "It is taken for the description of an empty answer." };
  }
  if (kind === "mediaType") return { to: {}, says: "The client takes any value of it." };
  return leftOut;
};

/** Names that items of a list have as keys of a map. */
const nameField: Readonly<Partial<Record<Kind, string>>> = { parameter: "name", tag: "name" };

/** Fields by which an object is told from a map of such objects. */
const telling: readonly string[] = ["name", "in", "url", "$ref", "type", "properties"];

export const fixList: Fixer = (value, { expected }) => {
  const kind = typeof expected === "object" && "list" in expected ? expected.list : undefined;
  if (!isNode(value) || kind === undefined) return leftOut;
  if (Object.keys(value).length === 0) return { to: [], says: "It is taken for an empty list." };
  const isItem = kind === "schema" || telling.some((field) => typeof value[field] === "string");
  if (isItem) return { to: [value], says: "It is taken for the only item of a list." };
  const field = nameField[kind];
  const items = Object.entries(value).filter((entry): entry is [string, Node] => isNode(entry[1]));
  if (items.length === 0) return leftOut;
  const named = items.map(([name, item]) =>
    field === undefined || field in item ? item : { [field]: name, ...item },
  );
  return { to: named, says: "Its values are taken for the items of a list." };
};

/** What an item of a list would be called as a value of a map, by the kind of the map. */
const keysOf: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  response: ["code", "status", "statusCode"],
  mediaType: ["mediaType", "contentType"],
};

export const fixMap: Fixer = (value, fault) => {
  const { expected } = fault;
  const of = typeof expected === "object" && "map" in expected ? expected.map : undefined;
  if (of === "scopes")
    return typeof value === "string"
      ? { to: { [value]: [] }, says: "It is taken for the name of a security scheme." }
      : leftOut;
  if (!Array.isArray(value)) return isVital(fault) ? undefined : leftOut;
  if (value.length === 0) return { to: {}, says: "It is taken for an empty object." };
  if (of === "mediaType" && value.every((item) => typeof item === "string")) {
    const content = Object.fromEntries(value.map((type: string) => [type, {}]));
    return { to: content, says: "Its items are taken for media types." };
  }
  const fields = [...((of !== undefined && of !== "string" && keysOf[of]) || []), "name"];
  const entries = value.filter(isNode).flatMap((item): [string, Node][] => {
    const field = fields.find((one) => ["string", "number"].includes(typeof item[one]));
    return field === undefined ? [] : [[String(item[field]), item]];
  });
  if (entries.length < value.length) return isVital(fault) ? undefined : leftOut;
  return {
    to: Object.fromEntries(entries),
    says: "Its items are taken for values by their names.",
  };
};

/** One requirement in place of a list of them. */
export const fixScopes: Fixer = (value) => {
  if (typeof value === "string")
    return { to: [{ [value]: [] }], says: "It is taken for the name of a security scheme." };
  if (!isNode(value)) return leftOut;
  return { to: [value], says: "It is taken for a list of this one requirement." };
};
