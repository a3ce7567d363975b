/** Properties with a default: an answer always has them, a request need not. */
import { isNode, type Node } from "../../document.js";
import { type Direction, mapComponents, mapRoots, mapSchema } from "../../prepare/schema-walk.js";
import { usageOf } from "../../prepare/usage.js";

const withRequired = (schema: Node): Node => {
  if (!isNode(schema.properties)) return schema;
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const added = Object.entries(schema.properties)
    .filter(([name, property]) => {
      const hasDefault = isNode(property) && property.default !== undefined;
      return hasDefault && !required.includes(name);
    })
    .map(([name]) => name);
  return added.length === 0 ? schema : { ...schema, required: [...required, ...added] };
};

/** The document with properties required that have a default, but where a schema is only ever sent. */
export const requireDefaults = <T extends object>(document: T): T => {
  const usage = usageOf(document);
  const rewrite = (schema: unknown, direction: Direction): unknown =>
    direction === "sent" ? schema : mapSchema(schema, withRequired);
  return mapComponents(mapRoots(document, rewrite), (schema, name) => {
    const isSent = usage.is(name, "sent") && !usage.is(name, "received");
    return rewrite(schema, isSent ? "sent" : "received");
  });
};
