/** The examples that a document gives of a parameter, a header or a body. */
import { isNode, type Node } from "../document.js";
import { atPointer } from "./openapi.js";

/** The examples of a parameter, header or media type by name (OpenAPI 3.1, section 4.8.14). */
export const examplesOf = (
  document: Node,
  { example, examples }: Node,
): ReadonlyMap<string, unknown> => {
  const values = new Map<string, unknown>();
  if (example !== undefined) values.set("example", example);
  for (const [name, entry] of Object.entries(isNode(examples) ? examples : {})) {
    const reference = isNode(entry) ? entry.$ref : undefined;
    const target = typeof reference === "string" ? atPointer(document, reference.slice(1)) : entry;
    if (isNode(target) && "value" in target) values.set(name, target.value);
  }
  return values;
};
