/** The value of a discriminator (OpenAPI 3.1, section 4.8.25): the name of what an object is. */
import { isNode, type Node } from "../document.js";
import { flatten, UnsampledError } from "./flat-schema.js";

const lastSegment = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** The names that a discriminator has for a schema: those of its mapping, or the schema's own. */
const namesFor = (discriminator: Node, reference: string): string[] => {
  const mapping = isNode(discriminator.mapping) ? discriminator.mapping : {};
  const mapped = Object.keys(mapping).filter(
    (name) => mapping[name] === reference || mapping[name] === lastSegment(reference),
  );
  return mapped.length > 0 ? mapped : [lastSegment(reference)];
};

/** Whether a property may have the value: some list their own, in other words than the schemas' names. */
const allows = (document: Node, property: unknown, value: unknown): boolean => {
  try {
    const { keywords, alternatives } = flatten(document, property);
    if (alternatives.length > 0 || keywords.const !== undefined) return false;
    return !Array.isArray(keywords.enum) || keywords.enum.includes(value);
  } catch (error) {
    if (error instanceof UnsampledError) return false;
    throw error;
  }
};

/**
 * An object's schema with its discriminator's value, which follows from the last of the references that
 * led to it; the keywords alone when there is no discriminator, or the property has values of its own.
 */
export const withDiscriminator = (
  document: Node,
  keywords: Node,
  references: readonly string[],
): Node => {
  const { discriminator, properties } = keywords;
  if (!isNode(discriminator) || typeof discriminator.propertyName !== "string") return keywords;
  const { propertyName } = discriminator;
  const known = isNode(properties) ? properties : {};
  const mapping = isNode(discriminator.mapping) ? Object.values(discriminator.mapping) : [];
  const isMapped = (reference: string): boolean =>
    mapping.includes(reference) || mapping.includes(lastSegment(reference));
  const own = references.find(isMapped) ?? references.at(-1);
  if (own === undefined) return keywords;
  const [name] = namesFor(discriminator, own);
  const described = known[propertyName];
  if (!allows(document, described, name)) return keywords;
  const value = { ...(isNode(described) && { allOf: [described] }), const: name };
  return { ...keywords, properties: { ...known, [propertyName]: value } };
};
