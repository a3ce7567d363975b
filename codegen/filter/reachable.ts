/** Finds the components that parts of a document need: by reference, by discriminator, by security. */
import { pathOf } from "../diagnostics.js";
import { isNode, type Node } from "../document.js";

/** Names of needed components by section, e.g. `schemas`. */
export type Reachable = ReadonlyMap<string, ReadonlySet<string>>;

const isDiscriminated = (schema: unknown): boolean =>
  isNode(schema) && isNode(schema.discriminator);

/** The component that a reference leads to or into. */
const componentOf = (reference: string): readonly [string, string] | undefined => {
  if (!reference.startsWith("#/components/")) return undefined;
  const [, section, name] = pathOf(reference);
  return section === undefined || name === undefined ? undefined : [section, name];
};

/** Schemas by the names of those that they extend in their `allOf`. */
const childrenByParent = (schemas: Node): Map<string, string[]> => {
  const children = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(schemas)) {
    const parts: readonly unknown[] =
      isNode(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
    for (const part of parts) {
      const reference = isNode(part) && typeof part.$ref === "string" ? part.$ref : "";
      const [section, parent] = componentOf(reference) ?? [];
      if (section !== "schemas" || parent === undefined) continue;
      children.set(parent, [...(children.get(parent) ?? []), name]);
    }
  }
  return children;
};

/** Collects what is needed, from the parts that are kept. */
export const findReachable = (components: Node, parts: readonly unknown[]): Reachable => {
  const found = new Map<string, Set<string>>();
  const pending: unknown[] = [...parts];
  const schemas = isNode(components.schemas) ? components.schemas : {};
  const children = childrenByParent(schemas);

  const need = (section: string, name: string): void => {
    const members = components[section];
    if (!isNode(members) || !Object.hasOwn(members, name)) return;
    const names = found.get(section) ?? new Set();
    if (names.has(name)) return;
    found.set(section, names.add(name));
    pending.push(members[name]);
    if (section === "schemas" && isDiscriminated(members[name])) needChildren(name);
  };
  /** A discriminator chooses among all that extend its schema, and among those that extend these. */
  const needChildren = (parent: string): void => {
    const line = new Set([parent]);
    for (const one of line) for (const child of children.get(one) ?? []) line.add(child);
    for (const one of line) need("schemas", one);
  };
  const needReference = (reference: string): void => {
    const component = componentOf(reference);
    if (component !== undefined) need(...component);
  };
  const visit = (node: Node): void => {
    if (typeof node.$ref === "string") needReference(node.$ref);
    const { discriminator } = node;
    if (isNode(discriminator) && isNode(discriminator.mapping))
      // A value may be the bare name of a schema (OpenAPI 3.1, section 4.8.25).
      for (const target of Object.values(discriminator.mapping).map(String)) {
        needReference(target);
        need("schemas", target);
      }
    for (const key in node) pending.push(node[key]);
  };

  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) for (const item of value) pending.push(item);
    else if (isNode(value)) visit(value);
  }
  return found;
};
