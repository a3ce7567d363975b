/** Lists of values that are not complete: known ones are kept in the type, so that editors offer them. */
import { isNode, type Node, type Resolve } from "../../document.js";
import { typesOf } from "../../model/schemas.js";

/** Marks a schema of all values of a plain type beside listed ones. `schema.ts` writes it `string & {}`. */
export const openMark = "x-open";

const listedKeyword = "x-extensible-enum";

const plainTypes = ["string", "number", "integer"];

const listed = (schema: Node, resolve: Resolve): boolean => {
  const node = resolve<Node>(schema);
  return Array.isArray(node.enum) || ("const" in node && node.const !== null);
};

const plainType = (schema: Node, resolve: Resolve): string | undefined => {
  const [type, ...others] = typesOf(schema, resolve);
  if (type === undefined || others.length > 0 || !plainTypes.includes(type)) return undefined;
  const isOther = ["$ref", "allOf", "anyOf", "oneOf", openMark].some((key) => key in schema);
  return isOther || listed(schema, resolve) ? undefined : type;
};

const markPlain = (options: readonly unknown[], resolve: Resolve): readonly unknown[] => {
  const nodes = options.filter(isNode);
  const types = nodes
    .filter((option) => listed(option, resolve))
    .flatMap((option) => {
      const node = resolve<Node>(option);
      const values: readonly unknown[] = Array.isArray(node.enum) ? node.enum : [node.const];
      return values.map((value) => typeof value);
    });
  return options.map((option) => {
    const type = isNode(option) ? plainType(option, resolve) : undefined;
    const name = type === "integer" ? "number" : type;
    return isNode(option) && name !== undefined && types.some((one) => one === name)
      ? { ...option, [openMark]: true }
      : option;
  });
};

const markedIn = (schema: Node, key: "anyOf" | "oneOf", resolve: Resolve): Node => {
  const options = schema[key];
  if (!Array.isArray(options)) return schema;
  const marked = markPlain(options, resolve);
  return marked.some((option, index) => option !== options[index])
    ? { ...schema, [key]: marked }
    : schema;
};

const withListed = (schema: Node, resolve: Resolve): Node => {
  if (!(listedKeyword in schema)) return schema;
  const { [listedKeyword]: values, type, format: _, ...others } = schema;
  const plain = plainType(schema, resolve);
  if (!Array.isArray(values) || values.length === 0 || plain === undefined) return schema;
  const isNull = schema.nullable === true || (Array.isArray(type) && type.includes("null"));
  return {
    ...others,
    anyOf: [
      { enum: values },
      { type: plain, [openMark]: true },
      ...(isNull ? [{ type: "null" }] : []),
    ],
  };
};

/** The schema with its open lists marked: `anyOf` of values and their type, and `x-extensible-enum`. */
export const markOpenValues = (schema: Node, resolve: Resolve): Node =>
  withListed(markedIn(markedIn(schema, "anyOf", resolve), "oneOf", resolve), resolve);
