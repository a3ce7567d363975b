/** Bodies: what Swagger 2.0 says with body and form parameters, and with `schema` of responses. */
import { isNode, type Node } from "../../document.js";
import { encodingOf } from "./lists.js";
import { schemaOfValues, upgradeSchema } from "./schemas.js";
import { seal } from "./seal.js";

const multipart = "multipart/form-data";
const urlEncoded = "application/x-www-form-urlencoded";

/** Media types, or the one that Swagger 2.0 documents mean when they name none. */
export const mediaTypes = (...named: readonly unknown[]): readonly string[] => {
  const list = named.find(Array.isArray);
  const types: unknown[] = list ?? [];
  const texts = types.filter((type) => typeof type === "string");
  return texts.length > 0 ? texts : ["application/json"];
};

const isFile = (parameter: Node): boolean => parameter.type === "file";

const formTypes = (parameters: readonly Node[], consumes: readonly string[]): string[] => {
  if (parameters.some(isFile)) return [multipart];
  const forms = consumes.filter((type) => type === multipart || type === urlEncoded);
  return forms.length > 0 ? forms : [urlEncoded];
};

const extensionsOf = (node: Node): Node =>
  Object.fromEntries(Object.entries(node).filter(([key]) => key.startsWith("x-")));

const bodyOfForm = (parameters: readonly Node[], consumes: readonly string[]): Node => {
  const named = parameters.map((one): [string, Node] => [String(one.name), one]);
  const required = named.filter(([, one]) => one.required === true).map(([name]) => name);
  const encodings = named.flatMap(([name, one]) => {
    const encoding = encodingOf(one);
    return encoding === undefined ? [] : [[name, encoding] as const];
  });
  const media: Node = {
    schema: {
      type: "object",
      properties: Object.fromEntries(named.map(([name, one]) => [name, schemaOfValues(one)])),
      ...(required.length > 0 && { required }),
    },
    ...(encodings.length > 0 && { encoding: Object.fromEntries(encodings) }),
  };
  const types = formTypes(parameters, consumes);
  return {
    content: Object.fromEntries(types.map((type) => [type, media])),
    ...(required.length > 0 && { required: true }),
  };
};

const bodyOf = (parameter: Node, consumes: readonly string[]): Node => {
  const { description, required, schema } = parameter;
  const media = { schema: upgradeSchema(schema ?? {}) };
  return {
    ...extensionsOf(parameter),
    ...(description !== undefined && { description }),
    content: Object.fromEntries(consumes.map((type) => [type, media])),
    ...(required === true && { required }),
  };
};

/** The request body that body and form parameters describe; undefined where there are none. */
export const requestBodyOf = (
  parameters: readonly Node[],
  consumes: readonly string[],
): Node | undefined => {
  const body = parameters.find((one) => one.in === "body");
  if (body !== undefined) return bodyOf(body, consumes);
  const form = parameters.filter((one) => one.in === "formData");
  return form.length > 0 ? bodyOfForm(form, consumes) : undefined;
};

/** A response whose `schema` and `examples` are said by media type. */
export const upgradeResponse = (response: unknown, produces: readonly string[]): unknown => {
  if (!isNode(response) || typeof response.$ref === "string") return response;
  const { schema, examples, ...rest } = response;
  const byType = isNode(examples) ? examples : {};
  if (schema === undefined && Object.keys(byType).length === 0) return rest;
  const isBinary = isNode(schema) && schema.type === "file";
  const own = isBinary && produces.every((type) => type === "application/json");
  const types = new Set([
    // A file of which no type is known is not JSON.
    ...(own ? ["application/octet-stream"] : produces),
    ...Object.keys(byType).filter((type) => type.includes("/")),
  ]);
  const media = (type: string): Node => ({
    ...(schema !== undefined && { schema: upgradeSchema(schema) }),
    ...(Object.hasOwn(byType, type) && { example: seal(byType[type]) }),
  });
  return { ...rest, content: Object.fromEntries([...types].map((type) => [type, media(type)])) };
};
