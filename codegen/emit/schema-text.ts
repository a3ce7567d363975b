/**
 * The text of schema.ts as the compiler's own printer writes it, at a tenth of its cost: of what openapi-typescript
 * makes, whose nodes are few in kind. What is of another kind is left to the compiler.
 */
import type TypeScript from "typescript";

/** Prints a member of an interface or of an object's type, indented, with its documentation. */
export type PrintMember = (member: TypeScript.TypeElement, depth: number) => string;

const indents: string[] = [];

/** White space before a line; the compiler's indent is fixed. */
export const indentOf = (depth: number): string => (indents[depth] ??= "    ".repeat(depth));

/** Text that is the same within quotes. */
const plainText = /^[ !#-[\]-~]*$/;

/** White space before the text of a line, as the compiler counts it. */
const leadingSpace = /^[\t\v\f \u0085\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]*/;

const tabWidth = 4;

const widthOf = (space: string): number => {
  let width = 0;
  for (const character of space) width += character === "\t" ? tabWidth - (width % tabWidth) : 1;
  return width;
};

/** A comment's lines, each as far in as it was written. */
const commentText = (text: string, depth: number): string => {
  const [first = "", ...others] = `/*${text}*/`.split(/\r\n|[\n\r\u2028\u2029]/);
  let result = `${indentOf(depth)}${first.trim()}\n`;
  for (const line of others) {
    const space = leadingSpace.exec(line)?.[0] ?? "";
    result += `${" ".repeat(depth * tabWidth + widthOf(space))}${line.trim()}\n`;
  }
  return result;
};

/** The compiler's own text of a node. */
const createFallback = (ts: typeof TypeScript) => {
  let print: ((node: TypeScript.Node) => string) | undefined;
  const create = () => {
    const file = ts.createSourceFile("schema.ts", "", ts.ScriptTarget.Latest);
    const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
    return (node: TypeScript.Node) => printer.printNode(ts.EmitHint.Unspecified, node, file);
  };
  return (node: TypeScript.Node, depth: number): string => {
    print ??= create();
    return print(node).replaceAll("\n", `\n${indentOf(depth)}`);
  };
};

/** Creates a printer. */
export const createPrinter = (ts: typeof TypeScript): PrintMember => {
  const { SyntaxKind } = ts;
  const keywords = new Map<number, string>();
  for (let kind = SyntaxKind.FirstKeyword; kind <= SyntaxKind.LastKeyword; kind++)
    keywords.set(kind, ts.tokenToString(kind) ?? "");

  const other = createFallback(ts);

  const nameText = (name: TypeScript.Node): string => {
    if (ts.isIdentifier(name) || ts.isNumericLiteral(name)) return name.text;
    return ts.isStringLiteral(name) && plainText.test(name.text)
      ? `"${name.text}"`
      : other(name, 0);
  };

  const literalText = (literal: TypeScript.Node): string => {
    if (ts.isPrefixUnaryExpression(literal) && literal.operator === SyntaxKind.MinusToken)
      return `-${nameText(literal.operand)}`;
    return keywords.get(literal.kind) ?? nameText(literal);
  };

  const listText = (types: readonly TypeScript.TypeNode[], between: string, depth: number) => {
    let result = "";
    for (const type of types) result += (result === "" ? "" : between) + typeText(type, depth);
    return result;
  };

  const tupleText = ({ elements }: TypeScript.TupleTypeNode, depth: number): string => {
    const line = `\n${indentOf(depth + 1)}`;
    const items = listText(elements, `,${line}`, depth + 1);
    return `[${elements.length === 0 ? "" : line}${items}\n${indentOf(depth)}]`;
  };

  const membersText = ({ members }: TypeScript.TypeLiteralNode, depth: number): string => {
    if (members.length === 0) return "{}";
    let result = "{\n";
    for (const member of members) result += print(member, depth + 1);
    return `${result}${indentOf(depth)}}`;
  };

  const referenceText = (type: TypeScript.TypeReferenceNode, depth: number): string => {
    const name = nameText(type.typeName);
    if (type.typeArguments === undefined) return name;
    return `${name}<${listText(type.typeArguments, ", ", depth)}>`;
  };

  const typeText = (type: TypeScript.Node, depth: number): string => {
    const keyword = keywords.get(type.kind);
    if (keyword !== undefined) return keyword;
    if (ts.isTypeLiteralNode(type)) return membersText(type, depth);
    if (ts.isIndexedAccessTypeNode(type))
      return `${typeText(type.objectType, depth)}[${typeText(type.indexType, depth)}]`;
    if (ts.isLiteralTypeNode(type)) return literalText(type.literal);
    if (ts.isTypeReferenceNode(type)) return referenceText(type, depth);
    if (ts.isIdentifier(type)) return type.text;
    if (ts.isUnionTypeNode(type)) return listText(type.types, " | ", depth);
    if (ts.isIntersectionTypeNode(type)) return listText(type.types, " & ", depth);
    if (ts.isArrayTypeNode(type)) return `${typeText(type.elementType, depth)}[]`;
    if (ts.isParenthesizedTypeNode(type)) return `(${typeText(type.type, depth)})`;
    if (ts.isTupleTypeNode(type)) return tupleText(type, depth);
    if (ts.isOptionalTypeNode(type)) return `${typeText(type.type, depth)}?`;
    if (ts.isRestTypeNode(type)) return `...${typeText(type.type, depth)}`;
    return other(type, depth);
  };

  const keyText = (member: TypeScript.PropertySignature): string =>
    nameText(member.name) + (member.questionToken === undefined ? "" : "?");

  const indexText = ({ parameters }: TypeScript.IndexSignatureDeclaration): string => {
    const keys = parameters.map(({ name, type }) => {
      const of = type === undefined ? "" : `: ${typeText(type, 0)}`;
      return nameText(name) + of;
    });
    return `[${keys.join(", ")}]`;
  };

  const modifiersText = (modifiers: readonly TypeScript.ModifierLike[] = []): string =>
    modifiers.map((modifier) => `${keywords.get(modifier.kind) ?? other(modifier, 0)} `).join("");

  const print: PrintMember = (member, depth) => {
    const indent = indentOf(depth);
    const isProperty = ts.isPropertySignature(member);
    if (!isProperty && !ts.isIndexSignatureDeclaration(member))
      return `${indent}${other(member, depth)}\n`;
    let result = "";
    for (const { text } of ts.getSyntheticLeadingComments(member) ?? [])
      result += commentText(text, depth);
    const key =
      modifiersText(member.modifiers) + (isProperty ? keyText(member) : indexText(member));
    const type = member.type === undefined ? "" : `: ${typeText(member.type, depth)}`;
    return `${result}${indent}${key}${type};\n`;
  };
  return print;
};
