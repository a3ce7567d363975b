/** Which constructs of OpenAPI a document contains. */
import { type Fields, isFields, type Source } from "./source.js";

/** Keys whose members are named by the document's author. */
const namedMaps = new Set([
  "properties",
  "patternProperties",
  "schemas",
  "responses",
  "headers",
  "paths",
  "webhooks",
  "callbacks",
  "content",
  "requestBodies",
  "securitySchemes",
  "links",
  "$defs",
  "definitions",
  "encoding",
  "variables",
  "pathItems",
  "dependentSchemas",
]);

/** Data, in which nothing is a keyword. */
const data = new Set(["example", "examples", "default", "enum", "const", "value", "mapping"]);

type Found = Set<string>;

const isSchemaReference = (node: Fields): boolean =>
  typeof node.$ref === "string" && /schemas|definitions|\$defs/.test(node.$ref);

const styleOf = (node: Fields): string => {
  const usual = node.in === "query" || node.in === "cookie" ? "form" : "simple";
  const style = typeof node.style === "string" ? node.style : usual;
  const explode = typeof node.explode === "boolean" ? node.explode : style === "form";
  return `style ${style}${explode ? ", exploded" : ""}`;
};

const typeOf = (schema: unknown): string =>
  isFields(schema) ? String([schema.type].flat()[0]) : "";

const ofParameter = (node: Fields, found: Found): void => {
  if (typeof node.in !== "string" || typeof node.name !== "string") return;
  const isStructured = ["array", "object"].includes(typeOf(node.schema));
  if (isStructured || node.style !== undefined) found.add(styleOf(node));
  if (isFields(node.content)) found.add("parameter with content");
  if (node.in === "cookie") found.add("cookie parameter");
  if (node.in === "header" && typeOf(node.schema) === "array") found.add("list in a header");
  if (node.allowReserved === true) found.add("allowReserved");
};

const ofContent = (content: Fields, found: Found): void => {
  const types = Object.keys(content).map((type) => type.toLowerCase());
  if (types.length > 1) found.add("several media types");
  for (const type of types) {
    if (/\+json/.test(type)) found.add("+json media type");
    if (/^multipart\//.test(type)) found.add("multipart");
    if (/x-www-form-urlencoded/.test(type)) found.add("form body");
    if (/^text\/event-stream/.test(type)) found.add("server-sent events");
    else if (/^text\//.test(type)) found.add("text");
    if (/octet-stream|^image\/|^audio\/|^video\/|\/pdf|\/zip/.test(type)) found.add("binary");
    if (/[/+]xml/.test(type)) found.add("XML");
    if (/\*/.test(type)) found.add("wildcard media type");
    if (/jsonl|ndjson|jsonlines|json-seq/.test(type)) found.add("newline-delimited JSON");
  }
};

const keywords: Readonly<Record<string, (node: Fields) => string | undefined>> = {
  discriminator: ({ discriminator }) => (isFields(discriminator) ? "discriminator" : undefined),
  allOf: () => "allOf",
  oneOf: () => "oneOf",
  anyOf: () => "anyOf",
  not: () => "not",
  nullable: ({ nullable }) => (nullable === true ? "nullable" : undefined),
  type: ({ type }) => (Array.isArray(type) ? "type list" : undefined),
  const: () => "const",
  prefixItems: () => "prefixItems",
  patternProperties: () => "patternProperties",
  additionalProperties: ({ additionalProperties: rest }) =>
    isFields(rest) ? "additionalProperties with a schema" : `additionalProperties ${rest}`,
  readOnly: ({ readOnly }) => (readOnly === true ? "readOnly" : undefined),
  writeOnly: ({ writeOnly }) => (writeOnly === true ? "writeOnly" : undefined),
  deprecated: ({ deprecated }) => (deprecated === true ? "deprecated" : undefined),
  callbacks: () => "callbacks",
  links: () => "links",
  encoding: () => "encoding",
  $defs: () => "$defs",
  $dynamicRef: () => "$dynamicRef",
  unevaluatedProperties: () => "unevaluatedProperties",
  itemSchema: () => "itemSchema",
};

const ofNode = (node: Fields, found: Found): void => {
  for (const key of Object.keys(node)) {
    const feature = Object.hasOwn(keywords, key) ? keywords[key]?.(node) : undefined;
    if (feature !== undefined) found.add(feature);
  }
  if (typeof node.$ref === "string") {
    if (Object.keys(node).length > 1) found.add("$ref with siblings");
    if (!node.$ref.startsWith("#")) found.add("external $ref");
    if (node.$ref.startsWith("#/paths/")) found.add("$ref into paths");
  }
  ofParameter(node, found);
  if (isFields(node.content)) ofContent(node.content, found);
  if (isFields(node.responses) && Object.keys(node.responses).some((key) => /^\dXX$/i.test(key)))
    found.add("range of statuses");
};

const walk = (node: unknown, found: Found, areNames = false): void => {
  if (Array.isArray(node)) for (const item of node) walk(item, found);
  if (!isFields(node)) return;
  if (!areNames) ofNode(node, found);
  for (const [key, value] of Object.entries(node)) {
    if (areNames) walk(value, found);
    else if (!data.has(key) && !key.startsWith("x-")) walk(value, found, namedMaps.has(key));
  }
};

/** Schemas of `components` that a schema refers to. */
const referencesIn = (node: unknown, into: Set<string>): Set<string> => {
  if (Array.isArray(node)) for (const item of node) referencesIn(item, into);
  if (!isFields(node)) return into;
  if (isSchemaReference(node)) into.add(String(node.$ref));
  for (const value of Object.values(node)) referencesIn(value, into);
  return into;
};

const isRecursive = (document: Fields): boolean => {
  const components = isFields(document.components) ? document.components : {};
  const schemas = isFields(components.schemas) ? components.schemas : {};
  const edges = new Map(
    Object.entries(schemas).map(([name, schema]) => [
      `#/components/schemas/${name}`,
      referencesIn(schema, new Set()),
    ]),
  );
  const state = new Map<string, "open" | "done">();
  const hasLoop = (name: string): boolean => {
    if (state.has(name)) return state.get(name) === "open";
    state.set(name, "open");
    const found = [...(edges.get(name) ?? [])].some(hasLoop);
    state.set(name, "done");
    return found;
  };
  return [...edges.keys()].some(hasLoop);
};

const verbs = /^(get|put|post|delete|options|head|patch|trace|query)$/;

const ofPaths = (document: Fields, found: Found): void => {
  const ids: string[] = [];
  for (const item of Object.values(isFields(document.paths) ? document.paths : {})) {
    if (!isFields(item)) continue;
    if (Array.isArray(item.parameters)) found.add("parameters of a path");
    if (Array.isArray(item.servers)) found.add("servers of a path or operation");
    if (typeof item.$ref === "string") found.add("path item by $ref");
    for (const [verb, operation] of Object.entries(item)) {
      if (!verbs.test(verb) || !isFields(operation)) continue;
      if (typeof operation.operationId === "string") ids.push(operation.operationId);
      else found.add("no operationId");
      if (Array.isArray(operation.servers)) found.add("servers of a path or operation");
      if (Array.isArray(operation.security) && operation.security.length > 1)
        found.add("alternatives of security");
    }
  }
  if (new Set(ids.map((id) => id.toLowerCase())).size < ids.length)
    found.add("clashing operationIds");
};

const ofDocument = (document: Fields, found: Found): void => {
  found.add(`OpenAPI ${String(document.openapi).slice(0, 3)}`);
  if (isFields(document.webhooks)) found.add("webhooks");
  const servers = Array.isArray(document.servers) ? document.servers : [];
  if (servers.some((server) => isFields(server) && isFields(server.variables)))
    found.add("server variables");
  if (servers.length === 0) found.add("no server");
  if (Array.isArray(document.security) && document.security.length > 1)
    found.add("alternatives of security");
  if (isRecursive(document)) found.add("recursion");
  ofPaths(document, found);
};

/** The constructs that a document contains, in alphabetical order. */
export const featuresOf = (source: Source, file: string): string[] => {
  const found: Found = new Set();
  const document = source.read(file);
  if (isFields(document)) ofDocument(document, found);
  found.add(/\.ya?ml$/i.test(file) ? "YAML" : "JSON");
  for (const parsed of source.files.values()) walk(parsed, found);
  if (source.files.size > 1) found.add("many files");
  return [...found].sort();
};
