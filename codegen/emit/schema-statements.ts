/** Gathers the text of schema.ts from the syntax trees of its parts, whose interfaces it joins. */
import type TypeScript from "typescript";
import { hasControls, makeHarmless } from "./harmless-nodes.js";
import { isOperations, takeOperations } from "./operations-footer.js";
import { createPrinter, indentOf, type PrintMember } from "./schema-text.js";

/** What statements are made text with. */
export interface Printing {
  readonly ts: typeof TypeScript;
  readonly astToString: (statements: object[]) => string;
  /** Members of `paths` that nobody shall see. */
  readonly hidden: ReadonlySet<string>;
}

/** The text of schema.ts as it grows. */
export interface SchemaText {
  /** Takes what a part has added to the interfaces; `footer` is what comes behind them all. */
  add(statements: readonly object[], footer: object[]): void;
  end(footer: readonly object[]): string;
}

/** Declarations in the order in which openapi-typescript makes them. */
const roots = ["paths", "webhooks", "components", "$defs"];

/** Without what cannot be seen, whether printed by us or by the compiler. */
const createSafely =
  (ts: typeof TypeScript) =>
  <T extends object>(node: T, print: (node: T) => string): string => {
    const text = print(node);
    if (!hasControls(text)) return text;
    makeHarmless([node], ts);
    return print(node);
  };

/** Groups of `components`, each with the members that parts have given it. */
class Groups {
  readonly #members = new Map<string, string[]>();
  readonly #empty = new Map<string, string>();

  readonly #ts: typeof TypeScript;
  readonly #print: PrintMember;

  constructor(ts: typeof TypeScript, print: PrintMember) {
    this.#ts = ts;
    this.#print = print;
  }

  add(group: TypeScript.TypeElement): void {
    const [ts, print] = [this.#ts, this.#print];
    if (!ts.isPropertySignature(group) || group.type === undefined) return;
    const key = nameOf(ts, group);
    const members = this.#members.get(key) ?? [];
    this.#members.set(key, members);
    if (!ts.isTypeLiteralNode(group.type)) this.#empty.set(key, print(group, 1));
    else for (const member of group.type.members) members.push(print(member, 2));
  }

  text(): string {
    const groups = [...this.#members].map(([key, members]) => {
      if (members.length === 0) return this.#empty.get(key) ?? "";
      const indent = indentOf(1);
      return `${indent}${key}: {\n${members.join("")}${indent}};\n`;
    });
    return groups.join("");
  }
}

const nameOf = (ts: typeof TypeScript, { name }: TypeScript.NamedDeclaration): string =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : "";

const interfaceText = (name: string, members: string): string =>
  `export interface ${name} {\n${members}}\n`;

/** Creates an empty text. */
export const createSchemaText = ({ ts, astToString, hidden }: Printing): SchemaText => {
  const safely = createSafely(ts);
  const printer = createPrinter(ts);
  const print: PrintMember = (member, depth) => safely(member, (node) => printer(node, depth));
  const printStatement = (statement: object): string =>
    safely(statement, (node) => astToString([node]));
  const members = new Map<string, string[]>();
  // Statements of a name for which no part has members.
  const aliases = new Map<string, object>();
  const groups = new Groups(ts, print);
  const operations: string[] = [];

  const addInterface = (statement: TypeScript.InterfaceDeclaration): void => {
    const name = statement.name.text;
    const known = members.get(name) ?? [];
    members.set(name, known);
    for (const member of statement.members) {
      if (name === "components") groups.add(member);
      else if (name !== "paths" || !hidden.has(nameOf(ts, member))) known.push(print(member, 1));
    }
  };

  const textOf = (name: string): string => {
    const own = members.get(name);
    const alias = aliases.get(name);
    if (own === undefined) return alias === undefined ? "" : printStatement(alias);
    return interfaceText(name, name === "components" ? groups.text() : own.join(""));
  };

  return {
    add(statements, footer) {
      const behind = new Set(footer);
      // Statements of the tree, as `transformSchema` answers them.
      for (const statement of statements as readonly TypeScript.Statement[]) {
        if (behind.has(statement)) continue;
        if (ts.isInterfaceDeclaration(statement)) addInterface(statement);
        else if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement);
      }
      for (const member of takeOperations(footer)) operations.push(print(member, 1));
    },
    end(footer) {
      const footing = footer.map((statement) =>
        isOperations(statement)
          ? interfaceText("operations", operations.join(""))
          : printStatement(statement),
      );
      const last = operations.length === 0 ? textOf("operations") : "";
      return roots.map(textOf).join("") + footing.join("") + last;
    },
  };
};
