/** Finds parts of a document by pointers as authors write them. */
import { pathOf } from "../../diagnostics.js";
import { isReference } from "../../document.js";

/** Part of a document with the place that holds it. */
export interface Part {
  readonly parent: object;
  readonly key: string;
  readonly value: object;
}

/** References that are followed on the way to one part. */
const mostHops = 50;

const own = (node: object, key: string): unknown =>
  Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;

/**
 * The object or list that a pointer means. Other than RFC 6901 has it, references on the way are followed,
 * which is what authors expect of them.
 */
export const findPart = (
  root: unknown,
  pointer: string,
  seen: readonly string[] = [],
): Part | undefined => {
  if (!pointer.startsWith("#") || seen.length > mostHops || seen.includes(pointer))
    return undefined;
  let node: unknown = root;
  let part: Part | undefined;
  for (const key of pathOf(pointer)) {
    const target = isReference(node) ? findPart(root, node.$ref, [...seen, pointer])?.value : node;
    if (typeof target !== "object" || target === null) return undefined;
    node = own(target, key);
    if (node === undefined) return undefined;
    part =
      typeof node === "object" && node !== null ? { parent: target, key, value: node } : undefined;
  }
  return part;
};
