/** `anyOf`, `oneOf` and boolean schemas, as openapi-typescript must be given them to say what they mean. */
import { isNode, type Node, type Resolve } from "../../document.js";
import { isNullable } from "../../model/schemas.js";

type Options = "anyOf" | "oneOf";

/** A schema that no value satisfies. */
const nothing: Node = { enum: [] };

/** Keywords that a type is made from. */
const shaping = [
  "$ref",
  "type",
  "enum",
  "const",
  "properties",
  "additionalProperties",
  "patternProperties",
  "allOf",
  "anyOf",
  "oneOf",
];

const isShaped = (schema: unknown): boolean =>
  isNode(schema) && shaping.some((keyword) => keyword in schema);

const omit = (schema: Node, ...keywords: readonly string[]): Node =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));

/** Boolean schemas within lists, which openapi-typescript cannot read there. */
const withoutBooleans = (schema: Node): Node => {
  let result = schema;
  const { allOf } = schema;
  if (Array.isArray(allOf) && allOf.some((part) => !isNode(part))) {
    const parts = allOf
      .filter((part) => part !== true)
      .map((part) => (part === false ? nothing : part));
    result = { ...omit(result, "allOf"), ...(parts.length > 0 && { allOf: parts }) };
  }
  for (const key of ["anyOf", "oneOf"] as const) {
    const options = schema[key];
    if (!Array.isArray(options) || options.every(isNode)) continue;
    const kept = options.filter((option) => option !== false);
    const list = kept.map((option) => (option === true ? {} : option));
    result = { ...result, [key]: list.length > 0 ? list : [nothing] };
  }
  return result.items === false ? { ...result, items: nothing } : result;
};

const ownNames = (schema: unknown): readonly string[] =>
  isNode(schema) && isNode(schema.properties) ? Object.keys(schema.properties) : [];

const requiredOf = (schema: unknown): readonly unknown[] =>
  isNode(schema) && Array.isArray(schema.required) ? schema.required : [];

/**
 * Names that one part of `allOf` asks for are required of all parts. A part that may be null has no properties
 * to be required.
 */
const withSharedRequired = (schema: Node, resolve: Resolve): Node => {
  const { allOf } = schema;
  if (!Array.isArray(allOf)) return schema;
  const parts: readonly unknown[] = allOf;
  const referred = parts.filter((part): part is Node => isNode(part) && "$ref" in part);
  const optional = new Set<unknown>(
    referred.flatMap((part) => {
      const target = resolve<Node>(part);
      return ownNames(target).filter((name) => !requiredOf(target).includes(name));
    }),
  );
  const shared = parts.flatMap((part) =>
    isNode(part) && !("$ref" in part)
      ? requiredOf(part).filter(
          (name) => optional.has(name) && !ownNames(part).some((own) => own === name),
        )
      : [],
  );
  const nullable = referred.filter((part) => isNullable(part, resolve));
  const unmet = new Set<unknown>(nullable.flatMap((part) => ownNames(resolve<Node>(part))));
  for (const name of ownNames(schema)) unmet.delete(name);
  const before = requiredOf(schema);
  const required = [...new Set([...before, ...shared])].filter((name) => !unmet.has(name));
  if (required.length === before.length && required.every((name) => before.includes(name)))
    return schema;
  return { ...omit(schema, "required"), ...(required.length > 0 && { required }) };
};

const isBesides = (schema: Node, key: Options): boolean =>
  ["properties", "additionalProperties", "patternProperties", "allOf", "oneOf", "anyOf"].some(
    (keyword) => keyword !== key && keyword in schema && schema[keyword] !== false,
  );

/** Drops options that say nothing about the type: one of them makes all others pointless beside a shape. */
const withoutShapeless = (schema: Node, key: Options): Node => {
  const options = schema[key];
  if (!Array.isArray(options) || options.every(isShaped)) return schema;
  return isBesides(schema, key) ? omit(schema, key) : schema;
};

const plainTypes = new Set(["string", "number", "integer", "boolean"]);

/** Gives a plain type to the options that have none, where it would else widen those that have. */
const withTypedOptions = (schema: Node, key: Options): Node => {
  const { type } = schema;
  const options = schema[key];
  if (!Array.isArray(options) || typeof type !== "string" || !plainTypes.has(type)) return schema;
  const typed = options.map((option) => (isShaped(option) ? option : { ...option, type }));
  return { ...omit(schema, "type"), [key]: typed };
};

/** `anyOf` beside other keywords restricts them, and is no further alternative to them. */
const withInnerAnyOf = (schema: Node): Node => {
  if (!Array.isArray(schema.anyOf) || !isBesides(schema, "anyOf")) return schema;
  const { anyOf, allOf, ...others } = schema;
  return { ...others, allOf: [...(Array.isArray(allOf) ? allOf : []), { anyOf }] };
};

/** The alternatives of a schema, rewritten. */
export const rewriteAlternatives = (schema: Node, resolve: Resolve): Node => {
  let result = withSharedRequired(withoutBooleans(schema), resolve);
  for (const key of ["anyOf", "oneOf"] as const)
    result = withTypedOptions(withoutShapeless(result, key), key);
  return withInnerAnyOf(result);
};
