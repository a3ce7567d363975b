/** Builds the arguments of a call out of what the document says about an operation. */
import type { Operation } from "clientwright/runtime";
import { isNode, type Node } from "../document.js";
import { examplesOf } from "./examples.js";
import { UnsampledError } from "./flat-schema.js";
import { below, child, type DocumentedOperation, type Located } from "./openapi.js";
import { type BodyChoice, buildBody } from "./request-body.js";
import { type Described, validSample } from "./valid-sample.js";

/** Arguments of a call by location, under their wire names. */
export interface CallArguments {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  /** The whole query, where one parameter describes it (OpenAPI 3.2, section 4.12.2). */
  querystring?: unknown;
  body?: unknown;
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

const examplesAt = (document: Node, node: Node): unknown[] =>
  [node, ...Object.values(child(node, "content"))].flatMap((owner) =>
    isNode(owner) ? [...examplesOf(document, owner).values()] : [],
  );

const isEmpty = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What no client can send in that place: it would change the path, or break the header. */
const refusal = (location: Location, value: unknown): string | undefined => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const isDots = location === "path" && /^(\.|%2e){1,2}$/i.test(text);
  if (location === "path" && (isEmpty(value) || isDots)) return "no value fits a path segment";
  const isLine = location !== "header" || /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
  return isLine ? undefined : "no value fits a header line";
};

/** A parameter's value; undefined when it is optional and no value is certain to fit. */
const chooseParameter = (described: Described, at: Located, location: Location): unknown => {
  const place = schemaPlace(at);
  try {
    return validSample(described, {
      schema: place?.node,
      pointer: place?.pointer,
      examples: examplesAt(described.document, at.node),
      refuse: (value) => refusal(location, value),
    });
  } catch (error) {
    if (!(error instanceof UnsampledError)) throw error;
    if (at.node.required !== true && location !== "path") return undefined;
    throw new UnsampledError(`${String(at.node.name)}: ${error.message} (${at.pointer})`);
  }
};

/** Arguments as an operation value takes them: a query string that is a form is its query. */
export const asTaken = (
  { parameters }: Pick<Operation, "parameters">,
  { querystring, ...built }: CallArguments,
): CallArguments => {
  if (querystring === undefined) return built;
  // A format of the nameless value is one of the whole string.
  if (parameters?.query?.[""] !== undefined || !isNode(querystring))
    return { ...built, querystring };
  return { ...built, query: { ...querystring } };
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
    if (location === "querystring")
      built.querystring = chooseParameter(described, parameter, "query");
    if (typeof name !== "string" || !isLocation(location)) continue;
    if (location === "header" && ownHeaders.has(name.toLowerCase())) continue;
    const value = chooseParameter(described, parameter, location);
    if (value !== undefined) built[location] = { ...built[location], [name]: value };
  }
  if (body !== undefined && operation.body !== undefined)
    built.body = buildBody(described, operation.body, body);
  return built;
};
