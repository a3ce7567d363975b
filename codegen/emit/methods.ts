/** Methods of resource classes: documentation, signature, and one expression. Owns the calling convention. */
import type { Operation } from "../model/types.js";
import { comment, type Paragraph, proseOf, tagsOf } from "./comments.js";
import { type Layout, list, print, space } from "./layout.js";
import { propertyKey } from "./literals.js";
import { isOverloaded, overloads, signature } from "./signatures.js";

/** One tag for each documented status that is thrown. */
export const throwsTags = ({ thrown }: Operation): Paragraph[] =>
  thrown.map(({ status, className, description }) => ({
    tag: `@throws {${className}} ${status}${description === "" ? "" : `: ${description}`}`,
  }));

/** The request line in code quotes; a path with back quotes in it gets more of them around. */
export const requestLine = ({ verb, path, query }: Operation): string => {
  const line = `${verb} ${path}${query === undefined ? "" : `?${query}`}`;
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
};

const documentation = (operation: Operation): string =>
  comment(
    [
      ...proseOf(operation.documentation),
      ...operation.notes.map((markdown) => ({ markdown })),
      { line: requestLine(operation) },
      ...throwsTags(operation),
      ...tagsOf(operation.documentation),
    ],
    1,
  );

const member = (name: string, value: string): string =>
  name === value ? name : `${propertyKey(name)}: ${value}`;

const braces = (members: readonly Layout[]): Layout => list("{", members, "}", space);

/** The operation's arguments by location, out of the method's. */
const argumentsObject = ({ pathValues, arguments: all }: Operation): Layout => {
  const path = pathValues.map(({ name, wireName, scoped }) =>
    member(wireName, scoped ? `this.#scope.${name}` : name),
  );
  const groups = all.map(({ group, name }): Layout => member(group, name));
  return braces([...(path.length === 0 ? [] : [["path: ", braces(path)]]), ...groups]);
};

/** The lines that lead to the body: one signature, or several and the one behind them. */
const headText = (operation: Operation): string => {
  const { method } = operation;
  if (!isOverloaded(operation))
    return `${documentation(operation)}  ${print([method, signature(operation), " {"], 1)}\n`;
  const { shown, behind } = overloads(operation);
  const lines = shown.map(({ about, layout }) => {
    const above =
      about === undefined ? documentation(operation) : comment([{ markdown: about }], 1);
    return `${above}  ${print([method, layout, ";"], 1)}\n`;
  });
  return `${lines.join("")}  ${print([method, behind, " {"], 1)}\n`;
};

/** The text of a method. */
export const methodText = (operation: Operation): string => {
  const call = operation.list === undefined ? "call" : "paginate";
  const body = print(
    [
      list(
        `return this.#client.${call}(`,
        [operation.constant, argumentsObject(operation), "options"],
        ")",
      ),
      ";",
    ],
    2,
  );
  return `${headText(operation)}    ${body}\n  }\n`;
};
