/** Types that openapi-typescript has no words for, as nodes of the syntax tree. It asks for them by `transform`. */
import type TypeScript from "typescript";
import { isNode, type Node } from "../document.js";
import { openMark } from "./schema-input/open-values.js";
import { aliasMark } from "./schema-input/recursive-lists.js";

/** What nodes are made with. */
export interface Making {
  readonly ts: typeof TypeScript;
  /** openapi-typescript's own types of schemas. */
  readonly typeOf: (schema: unknown, options: unknown) => TypeScript.TypeNode;
}

/** `string & {}`: any string, though a union with it keeps its listed values. */
const openType = (type: unknown, { ts }: Making): TypeScript.TypeNode => {
  const { factory, SyntaxKind } = ts;
  const plain = type === "string" ? SyntaxKind.StringKeyword : SyntaxKind.NumberKeyword;
  const nothingMore = factory.createTypeLiteralNode([]);
  return factory.createParenthesizedType(
    factory.createIntersectionTypeNode([factory.createKeywordTypeNode(plain), nothingMore]),
  );
};

/** Items by place, and what may follow them (JSON Schema 2020-12, section 10.3.1). */
const placesOf = (schema: Node): { places: readonly unknown[]; others: unknown } | undefined => {
  if (schema.type !== "array") return undefined;
  if (Array.isArray(schema.prefixItems))
    return { places: schema.prefixItems, others: schema.items };
  return Array.isArray(schema.items)
    ? { places: schema.items, others: schema.additionalItems }
    : undefined;
};

/** A tuple whose last items may be left out, or which others follow; undefined for one that is neither. */
const tupleType = (
  schema: Node,
  options: unknown,
  { ts, typeOf }: Making,
): TypeScript.TypeNode | undefined => {
  const found = placesOf(schema);
  if (found === undefined) return undefined;
  const { places, others } = found;
  const isOpen = isNode(others) && !Array.isArray(others.enum);
  const least = typeof schema.minItems === "number" ? schema.minItems : places.length;
  if (!isOpen && least >= places.length) return undefined;
  const { factory } = ts;
  const elements = places.map((place, index) => {
    const type = typeOf(place, options);
    return index < least ? type : factory.createOptionalTypeNode(type);
  });
  const rest = isOpen
    ? [factory.createRestTypeNode(factory.createArrayTypeNode(typeOf(others, options)))]
    : [];
  return factory.createTupleTypeNode([...elements, ...rest]);
};

/** What of openapi-typescript's options its footer is: statements behind the interfaces. */
interface Footing {
  readonly ctx: { readonly injectFooter: object[] };
}

/** The name of a list's type, whose declaration goes behind the interfaces. */
const aliasType = (
  schema: Node,
  name: string,
  options: Footing,
  { ts, typeOf }: Making,
): TypeScript.TypeNode => {
  const { [aliasMark]: _, ...list } = schema;
  const { factory } = ts;
  const declared = options.ctx.injectFooter.some((one) => "name" in one && isNamed(one.name, name));
  if (!declared) {
    options.ctx.injectFooter.push(
      factory.createTypeAliasDeclaration(undefined, name, undefined, typeOf(list, options)),
    );
  }
  return factory.createTypeReferenceNode(name);
};

const isNamed = (node: unknown, name: string): boolean =>
  typeof node === "object" && node !== null && "text" in node && node.text === name;

/** The function to hand over: a type for a schema, or undefined for openapi-typescript's own. */
export const createTransform =
  (making: Making) =>
  (schema: unknown, options: Footing): TypeScript.TypeNode | undefined => {
    if (!isNode(schema)) return undefined;
    const alias = schema[aliasMark];
    if (typeof alias === "string" && schema.type === "array")
      return aliasType(schema, alias, options, making);
    if (schema[openMark] === true) return openType(schema.type, making);
    return tupleType(schema, options, making);
  };
