/** Values of a discriminator, spelled out: the names that they follow from are others in a view of what is sent. */
import { isNode, type Node } from "../document.js";
import { referenceTo, referredName } from "./references.js";

/** The named schema that an entry of a mapping means: by reference, or by its name (OpenAPI 3.1, section 4.8.25.2). */
export const mappedName = (target: unknown, schemas: Node): string | undefined => {
  if (typeof target !== "string") return undefined;
  return Object.hasOwn(schemas, target) ? target : referredName({ $ref: target });
};

/** For each named schema, the names of those that `allOf` makes of it. */
export const createHeirs = (schemas: Node): ((name: string) => readonly string[]) => {
  const heirs = new Map<string, string[]>();
  for (const [heir, schema] of Object.entries(schemas)) {
    const parts: readonly unknown[] =
      isNode(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
    for (const part of parts) {
      const name = isNode(part) ? referredName(part) : undefined;
      if (name !== undefined) heirs.set(name, [...(heirs.get(name) ?? []), heir]);
    }
  }
  return (name) => heirs.get(name) ?? [];
};

/** Alternatives of a schema that have a name. */
export const alternativesOf = ({ oneOf, anyOf }: Node): string[] => {
  const options: readonly unknown[] = [
    ...(Array.isArray(oneOf) ? oneOf : []),
    ...(Array.isArray(anyOf) ? anyOf : []),
  ];
  return options.flatMap((option) => (isNode(option) ? (referredName(option) ?? []) : []));
};

/** The discriminator of a view, mapping every value that the plain one has for these schemas and by itself. */
export const withMapping = (
  discriminator: Node,
  names: readonly string[],
  writable: ReadonlyMap<string, string>,
  schemas: Node,
): Node => {
  const given = isNode(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  const known = given.map(([, target]) => mappedName(target, schemas));
  const inferred = names
    .filter((name) => !known.includes(name))
    .map((name): [string, string] => [name, name]);
  const all = [...given, ...inferred];
  if (!all.some(([, target]) => writable.has(mappedName(target, schemas) ?? "")))
    return discriminator;
  const mapping = all.map(([value, target]) => {
    const name = mappedName(target, schemas);
    return [value, name === undefined ? target : referenceTo(writable.get(name) ?? name)];
  });
  return { ...discriminator, mapping: Object.fromEntries(mapping) };
};
