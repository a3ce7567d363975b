/** Cuts a document down to what discriminators depend on, since openapi-typescript's search for them walks slowly. */
import { pathOf } from "../diagnostics.js";
import { isNode, isReference, type Node, valueAt } from "../document.js";

const hasDiscriminator = (node: Node): boolean => {
  const { discriminator } = node;
  return isNode(discriminator) && Boolean(discriminator.propertyName);
};

/** References that the alternatives and the mapping of a discriminated schema make. */
const targetsOf = ({ oneOf, discriminator }: Node): string[] => {
  const options: readonly unknown[] = Array.isArray(oneOf) ? oneOf : [];
  const mapping =
    isNode(discriminator) && isNode(discriminator.mapping) ? discriminator.mapping : {};
  return [
    ...options.flatMap((option) => (isReference(option) ? [option.$ref] : [])),
    ...Object.values(mapping).map(String),
  ];
};

/** Objects that must be found in the cut document: discriminated ones, their targets, and compositions. */
const collect = (document: object): { readonly wanted: Set<unknown>; readonly any: boolean } => {
  const wanted = new Set<unknown>();
  const targets = new Set<string>();
  let any = false;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    const node = value as Node;
    if (hasDiscriminator(node)) {
      any = true;
      wanted.add(node);
      for (const target of targetsOf(node)) targets.add(target);
    } else if (Array.isArray(node.allOf)) wanted.add(node);
    for (const key in node) visit(node[key]);
  };
  visit(document);
  for (const target of targets) wanted.add(valueAt(document, pathOf(target)));
  return { wanted, any };
};

/** The same tree with only the branches that lead to wanted objects; those are the document's own. */
const prune = (value: unknown, wanted: ReadonlySet<unknown>): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  if (wanted.has(value)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => prune(item, wanted));
    return items.some((item) => item !== undefined) ? items : undefined;
  }
  let kept: Record<string, unknown> | undefined;
  const node = value as Node;
  for (const key in node) {
    const child = prune(node[key], wanted);
    if (child === undefined) continue;
    kept ??= {};
    Object.defineProperty(kept, key, { value: child, enumerable: true });
  }
  return kept;
};

/** The part of a document that discriminators are in; undefined when there are none. */
export const discriminatedPart = (document: object): object | undefined => {
  const { wanted, any } = collect(document);
  if (!any) return undefined;
  const part = prune(document, wanted);
  return typeof part === "object" && part !== null ? part : undefined;
};
