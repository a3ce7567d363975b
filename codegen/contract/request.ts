/** Builds the arguments of a call out of what the document says about an operation. */
import { isNode, type Node } from "../document.js";
import { below, child, type DocumentedOperation, type Located } from "./openapi.js";
import { type BodyChoice, buildBody } from "./request-body.js";
import { exampleOf, sampleSchema, UnsampledError } from "./sample.js";
import type { SchemaCheck } from "./schema-check.js";

/** Arguments of a call by location, under their wire names. */
export interface CallArguments {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  body?: unknown;
}

/** The document, and a check against its schemas. */
export interface Described {
  readonly document: Node;
  readonly check: SchemaCheck;
}

type Location = "path" | "query" | "header" | "cookie";

const isLocation = (value: unknown): value is Location =>
  value === "path" || value === "query" || value === "header" || value === "cookie";

/** Headers that the client writes itself (OpenAPI 3.1, section 4.8.12.1). */
const ownHeaders = new Set(["accept", "content-type", "authorization"]);

/** Where a parameter's schema is: at itself, or in its only media type. */
const schemaPlace = ({ pointer, node }: Located): Located | undefined => {
  if (isNode(node.schema)) return { pointer: below(pointer, "schema"), node: node.schema };
  const content = child(node, "content");
  const [type] = Object.keys(content);
  const schema = type === undefined ? undefined : child(content, type).schema;
  if (type === undefined || !isNode(schema)) return undefined;
  return { pointer: below(pointer, "content", type, "schema"), node: schema };
};

const sampleParameter = (document: Node, { pointer, node }: Located): unknown => {
  const [media] = Object.values(child(node, "content"));
  const given =
    exampleOf(document, node) ?? (isNode(media) ? exampleOf(document, media) : undefined);
  if (given !== undefined) return given.value;
  return sampleSchema(document, schemaPlace({ pointer, node })?.node);
};

/** A parameter's value; undefined when it is optional and no value is certain to fit. */
const chooseParameter = ({ document, check }: Described, parameter: Located): unknown => {
  const isRequired = parameter.node.required === true;
  try {
    const value = sampleParameter(document, parameter);
    const place = schemaPlace(parameter);
    const fits = isRequired || place === undefined || check(place.pointer, value).length === 0;
    return fits ? value : undefined;
  } catch (error) {
    if (!(error instanceof UnsampledError)) throw error;
    if (!isRequired) return undefined;
    const name = String(parameter.node.name);
    throw new UnsampledError(`${name}: ${error.message} (${parameter.pointer})`);
  }
};

/**
 * Every parameter the document knows, so that a case shows how each is written, and a body.
 * @throws UnsampledError when something required has neither example nor a schema to sample.
 */
export const buildArguments = (
  described: Described,
  operation: DocumentedOperation,
  body: BodyChoice | undefined,
): CallArguments => {
  const built: CallArguments = {};
  for (const parameter of operation.parameters) {
    const { name, in: location } = parameter.node;
    if (typeof name !== "string" || !isLocation(location)) continue;
    if (location === "header" && ownHeaders.has(name.toLowerCase())) continue;
    const value = chooseParameter(described, parameter);
    if (value !== undefined) built[location] = { ...built[location], [name]: value };
  }
  if (body !== undefined && operation.body !== undefined)
    built.body = buildBody(described.document, operation.body, body);
  return built;
};
