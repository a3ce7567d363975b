/** Dynamic references (JSON Schema 2020-12, section 8.2.3.2), as far as types can follow them. */
import { isNode, type Node, type OpenApiDocument } from "../document.js";
import { referenceTo } from "./references.js";

/**
 * Rewrites a dynamic reference to the named schema that bears its anchor. One that schemas fill in, as
 * templates do, has no anchor of that kind, and stays a value of unknown type.
 */
export const dynamicReferences = ({ components }: OpenApiDocument): ((schema: Node) => Node) => {
  const anchors = new Map<string, string | undefined>();
  for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
    if (!isNode(schema) || typeof schema.$dynamicAnchor !== "string") continue;
    const anchor = `#${schema.$dynamicAnchor}`;
    // An anchor of two schemas could mean either.
    anchors.set(anchor, anchors.has(anchor) ? undefined : name);
  }
  return (schema) => {
    if (typeof schema.$dynamicRef !== "string") return schema;
    const { $dynamicRef, ...others } = schema;
    const name = anchors.get($dynamicRef);
    return name === undefined ? others : { ...others, $ref: referenceTo(name) };
  };
};
