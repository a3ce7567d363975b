/** Methods of resource classes: documentation, signature, and one expression. Owns the calling convention. */
import type { Operation, TypeReference } from "../model/types.js";
import { comment, type Paragraph, proseOf, tagsOf } from "./comments.js";
import { type Layout, list, print, space } from "./layout.js";
import { propertyKey } from "./literals.js";
import { genericType, typeLayout } from "./type-text.js";

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

const parameters = (operation: Operation): Layout[] => [
  ...operation.pathValues
    .filter(({ scoped }) => !scoped)
    .map(({ name, type }): Layout => [`${name}: `, typeLayout(type)]),
  ...operation.arguments.map(
    ({ name, required, type }): Layout => [`${name}${required ? "" : "?"}: `, typeLayout(type)],
  ),
  "options?: CallOptions",
];

const returnType = ({ answer, errorsType, list: paged }: Operation): Layout => {
  const types: TypeReference[] =
    paged === undefined ? [answer.type, errorsType] : [paged.item, answer.type, errorsType];
  return genericType(paged === undefined ? "ApiPromise" : "PagePromise", types);
};

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

/** The text of a method. */
export const methodText = (operation: Operation): string => {
  const head = print(
    [list(`${operation.method}(`, parameters(operation), ")"), ": ", returnType(operation), " {"],
    1,
  );
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
  return `${documentation(operation)}  ${head}\n    ${body}\n  }\n`;
};
