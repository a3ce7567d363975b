/** The value of a discriminator (OpenAPI 3.1, section 4.8.25): the name of what an object is. */
import { isNode, type Node } from "../document.js";

const lastSegment = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** The names that a discriminator has for a schema: those of its mapping, or the schema's own. */
const namesFor = (discriminator: Node, reference: string): string[] => {
  const mapping = isNode(discriminator.mapping) ? discriminator.mapping : {};
  const mapped = Object.keys(mapping).filter(
    (name) => mapping[name] === reference || mapping[name] === lastSegment(reference),
  );
  return mapped.length > 0 ? mapped : [lastSegment(reference)];
};

const isFree = (schema: unknown): boolean =>
  !isNode(schema) || (schema.const === undefined && schema.enum === undefined);

/**
 * An object's schema with its discriminator's value, which follows from the last of the references that
 * led to it; the keywords alone when there is no discriminator, or the property has values of its own.
 */
export const withDiscriminator = (keywords: Node, references: readonly string[]): Node => {
  const { discriminator, properties } = keywords;
  if (!isNode(discriminator) || typeof discriminator.propertyName !== "string") return keywords;
  const { propertyName } = discriminator;
  const known = isNode(properties) ? properties : {};
  const mapping = isNode(discriminator.mapping) ? Object.values(discriminator.mapping) : [];
  const isMapped = (reference: string): boolean =>
    mapping.includes(reference) || mapping.includes(lastSegment(reference));
  const own = references.find(isMapped) ?? references.at(-1);
  if (own === undefined || !isFree(known[propertyName])) return keywords;
  const [name] = namesFor(discriminator, own);
  const described = known[propertyName];
  const value = { ...(isNode(described) && { allOf: [described] }), const: name };
  return { ...keywords, properties: { ...known, [propertyName]: value } };
};
