/** Tells the parts of a document from data in it: examples, defaults, values of enumerations, extensions. */
import { isNode } from "../document.js";

/** Keys whose values are data (OpenAPI 3.1, sections 4.8.19 and 4.8.24; JSON Schema 2020-12). */
const dataKeys = new Set(["example", "default", "enum", "const", "value"]);

/** Keys whose values have names for keys, which may be called anything. */
const nameMaps = new Set([
  ..."properties patternProperties $defs definitions dependentSchemas schemas responses".split(" "),
  ..."parameters examples requestBodies headers securitySchemes links callbacks pathItems".split(
    " ",
  ),
  ..."paths webhooks content encoding variables mediaTypes".split(" "),
]);

/** Keys by which a file is told from a map of names. */
const partKeys = [
  ..."openapi type properties allOf anyOf oneOf items enum $ref get put post delete patch".split(
    " ",
  ),
  ..."in content description schema parameters".split(" "),
];

const isData = (key: string, value: unknown): boolean =>
  dataKeys.has(key) || key.startsWith("x-") || (key === "examples" && Array.isArray(value));

/** What is told of a walk; the path is the walk's own and changes. */
export interface PartsVisitor {
  part(node: Readonly<Record<string, unknown>>, path: readonly (string | number)[]): void;
  data?(value: unknown): void;
}

/** Walks over every object of a parsed file that is no data. */
export const visitParts = (root: unknown, visitor: PartsVisitor): void => {
  const path: (string | number)[] = [];
  const visit = (value: unknown, areNames: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        path.push(index);
        visit(item, false);
        path.pop();
      }
    }
    if (!isNode(value)) return;
    visitor.part(value, path);
    for (const key in value) {
      const child = value[key];
      if (typeof child !== "object" || child === null) continue;
      if (!areNames && isData(key, child)) visitor.data?.(child);
      else {
        path.push(key);
        // A file may be a map of names that has groups of them as well (`responses`, `schemas`).
        visit(child, (!areNames || value === root) && nameMaps.has(key));
        path.pop();
      }
    }
  };
  visit(root, isNode(root) && !partKeys.some((key) => key in root));
};

/** What stands for `$ref` and `externalValue` while they are not to be followed. */
const hiddenKeys: readonly (readonly [string, string])[] = [
  ["$ref", "\u0000ref"],
  ["externalValue", "\u0000externalValue"],
];

const rename = (node: object, from: string, to: string): void => {
  if (!Object.hasOwn(node, from)) return;
  const entries = Object.entries(node);
  for (const [key] of entries) Reflect.deleteProperty(node, key);
  for (const [key, value] of entries) Reflect.set(node, key === from ? to : key, value);
};

const renameBelow = (root: unknown, [from, to]: readonly [string, string]): void => {
  if (typeof root !== "object" || root === null) return;
  rename(root, from, to);
  for (const value of Object.values(root)) renameBelow(value, [from, to]);
};

/** Hides what looks like a reference and is none; changes the value it is given. */
export const hideData = (root: unknown): void => {
  const examples: object[] = [];
  visitParts(root, {
    part: (node) => {
      if (typeof node.externalValue === "string") examples.push(node);
    },
    data: (value) => renameBelow(value, ["$ref", "\u0000ref"]),
  });
  for (const node of examples) rename(node, "externalValue", "\u0000externalValue");
};

/** Undoes `hideData`. */
export const showData = (root: unknown): void => {
  for (const [shown, hidden] of hiddenKeys) renameBelow(root, [hidden, shown]);
};
