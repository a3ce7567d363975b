/** Properties that only answers or only requests have (`readOnly`, `writeOnly`; OpenAPI 3.0, section 4.7.24.2). */
import { isNode, type Node, type Resolve } from "../document.js";
import { compositionOf } from "../model/schemas.js";
import type { Direction } from "./schema-walk.js";

/** The keyword of properties that are not there in a direction. */
export const absentBy: Readonly<Record<Direction, "readOnly" | "writeOnly">> = {
  sent: "readOnly",
  received: "writeOnly",
};

/** Whether a property says so of itself, or the schemas that it is made of do. */
export const isMarked = (
  property: unknown,
  keyword: "readOnly" | "writeOnly",
  resolve: Resolve,
): boolean => {
  if (!isNode(property)) return false;
  if (property[keyword] === true) return true;
  const seen = new Set<object>();
  const visit = (schema: unknown): boolean => {
    if (!isNode(schema) || seen.has(schema)) return false;
    seen.add(schema);
    if (schema[keyword] === true) return true;
    if (typeof schema.$ref === "string") return visit(resolve<Node>(schema));
    return Array.isArray(schema.allOf) && schema.allOf.length === 1 && visit(schema.allOf[0]);
  };
  return visit(property);
};

/** Names of the properties of a schema, its composition included, that are not there in a direction. */
export const absentNames = (schema: Node, direction: Direction, resolve: Resolve): Set<string> => {
  const names = new Set<string>();
  for (const { properties } of compositionOf(schema, resolve))
    for (const [name, property] of Object.entries(properties ?? {}))
      if (isMarked(property, absentBy[direction], resolve)) names.add(name);
  return names;
};
