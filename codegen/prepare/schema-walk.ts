/** Rewrites the schemas of a document, wherever they are (OpenAPI 3.2, section 4; JSON Schema 2020-12). */
import { isNode, type Node, verbs } from "../document.js";
import { inFields, inList, inMap, mapList, mapMembers, type Rewrite } from "./rewriting.js";

/** Whether values of a schema are sent or received, as a caller of the API sees it. */
export type Direction = "sent" | "received";

/** What is done with a schema that is not inside another one. */
export type RewriteRoot = (schema: unknown, direction: Direction) => unknown;

/** Where schemas are directly inside a schema; `items` was a list once. */
const places = new Map<string, readonly ("schema" | "list" | "map")[]>([
  ["items", ["schema", "list"]],
  ...(
    [
      "additionalProperties",
      "unevaluatedProperties",
      "unevaluatedItems",
      "contains",
      "contentSchema",
      "propertyNames",
      "not",
      "if",
      "then",
      "else",
    ] as const
  ).map((keyword): [string, ["schema"]] => [keyword, ["schema"]]),
  ...(["allOf", "anyOf", "oneOf", "prefixItems"] as const).map((keyword): [string, ["list"]] => [
    keyword,
    ["list"],
  ]),
  ...(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"] as const).map(
    (keyword): [string, ["map"]] => [keyword, ["map"]],
  ),
]);

/** A schema with the schemas directly inside it rewritten. */
export const mapSubschemas = (
  schema: Node,
  rewrite: (value: unknown, keyword: string) => unknown,
): Node =>
  mapMembers(schema, (value, keyword) => {
    if (typeof value !== "object" && typeof value !== "boolean") return value;
    const place = places.get(keyword);
    if (place === undefined || value === null) return value;
    if (Array.isArray(value))
      return place.includes("list") ? mapList(value, (item) => rewrite(item, keyword)) : value;
    if (place.includes("schema")) return rewrite(value, keyword);
    return place.includes("map") && isNode(value)
      ? mapMembers(value, (item) => rewrite(item, keyword))
      : value;
  });

/** A schema with everything inside it rewritten, from the inside out. */
export const mapSchema = (schema: unknown, rewrite: (schema: Node) => unknown): unknown =>
  isNode(schema) ? rewrite(mapSubschemas(schema, (inner) => mapSchema(inner, rewrite))) : schema;

const opposite: Readonly<Record<Direction, Direction>> = { sent: "received", received: "sent" };

/** Rewriters of objects that hold schemas. `request` is the direction of what is in a request. */
const createRewriters = (root: RewriteRoot, request: Direction) => {
  const content = (direction: Direction): Rewrite => {
    const schema: Rewrite = (value) => root(value, direction);
    const header = inFields({ schema, content: inMap(inFields({ schema })) });
    return inMap(
      inFields({
        schema,
        itemSchema: schema,
        encoding: inMap(inFields({ headers: inMap(header) })),
      }),
    );
  };
  const described = (direction: Direction): Rewrite =>
    inFields({ schema: (value) => root(value, direction), content: content(direction) });
  const answer = opposite[request];
  const parameter = described(request);
  const requestBody = inFields({ content: content(request) });
  const response = inFields({ headers: inMap(described(answer)), content: content(answer) });
  return { parameter, requestBody, response, header: described(answer), content };
};

/** A path item; calls back are requests of the server, so that everything in them goes the other way. */
const createPathItem = (root: RewriteRoot, request: Direction): Rewrite => {
  const { parameter, requestBody, response } = createRewriters(root, request);
  // Made when it is needed: callbacks may have callbacks.
  const callback: Rewrite = (value) => inMap(createPathItem(root, opposite[request]))(value);
  const operation = inFields({
    parameters: inList(parameter),
    requestBody,
    responses: inMap(response),
    callbacks: inMap(callback),
  });
  const operations = [...verbs, "query"].map((verb) => [verb, operation]);
  return inFields({
    parameters: inList(parameter),
    additionalOperations: inMap(operation),
    ...Object.fromEntries(operations),
  });
};

/** A document with each schema rewritten that is not in another schema nor one of the named ones. */
export const mapRoots = <T extends object>(document: T, root: RewriteRoot): T => {
  const { parameter, requestBody, response, header, content } = createRewriters(root, "sent");
  const sentItem = createPathItem(root, "sent");
  const receivedItem = createPathItem(root, "received");
  const rewrite = inFields({
    paths: inMap(sentItem),
    webhooks: inMap(receivedItem),
    components: inFields({
      parameters: inMap(parameter),
      requestBodies: inMap(requestBody),
      responses: inMap(response),
      headers: inMap(header),
      pathItems: inMap(sentItem),
      callbacks: inMap(inMap(receivedItem)),
      mediaTypes: content("received"),
    }),
  });
  // Only schemas are rewritten, and into schemas; everything else keeps its shape.
  return rewrite(document) as T;
};

/** A document with its named schemas rewritten. */
export const mapComponents = <T extends object>(
  document: T,
  rewrite: (schema: unknown, name: string) => unknown,
): T => {
  const named: Rewrite = (value) => (isNode(value) ? mapMembers(value, rewrite) : value);
  return inFields({ components: inFields({ schemas: named }) })(document) as T;
};

/** A document with every schema rewritten, those inside others first. */
export const mapSchemas = <T extends object>(document: T, rewrite: (schema: Node) => unknown): T =>
  mapComponents(
    mapRoots(document, (schema) => mapSchema(schema, rewrite)),
    (schema) => mapSchema(schema, rewrite),
  );
