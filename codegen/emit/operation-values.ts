/** Operation values: what the runtime must know to perform each operation, and the types they carry. */
import type {
  Alias,
  Argument,
  ErrorBody,
  Field,
  Operation,
  TypeReference,
} from "../model/types.js";
import { group, indent, join, type Layout, print, soft, space } from "./layout.js";
import { literal, quote } from "./literals.js";
import { fieldLayout, objectType, typeLayout, visitType } from "./type-text.js";

const groupOrder: readonly Argument["group"][] = [
  "query",
  "querystring",
  "header",
  "cookie",
  "body",
];

const pathField = ({ pathValues }: Operation): Layout[] =>
  pathValues.length === 0
    ? []
    : [
        [
          "path: ",
          objectType(
            pathValues.map(({ wireName, type }) =>
              fieldLayout({ name: wireName, optional: false, type }),
            ),
          ),
        ],
      ];

/** Every type that a body may have, the usual one first. */
export const bodyType = ({ otherBodies }: Operation, usual: TypeReference): TypeReference =>
  otherBodies.length === 0
    ? usual
    : { kind: "union", of: [usual, ...otherBodies.map(({ type }) => type)] };

/** Arguments by location, under their wire names: what the operation's value takes. */
const argumentsType = (operation: Operation): Layout => {
  const groups = groupOrder.flatMap((location) =>
    operation.arguments.filter((argument) => argument.group === location),
  );
  const fields = groups.map(
    ({ group: name, required, type }): Field => ({
      name,
      optional: !required,
      type: name === "body" ? bodyType(operation, type) : type,
    }),
  );
  return objectType([...pathField(operation), ...fields.map(fieldLayout)]);
};

const typeArguments = (operation: Operation): Layout[] => [
  argumentsType(operation),
  typeLayout(operation.answer.type),
  ...(operation.list === undefined ? [] : [typeLayout(operation.list.item)]),
  typeLayout(operation.errorsType),
];

const members = (operation: Operation): [string, unknown][] => [
  ["id", operation.id],
  ["method", operation.verb],
  ["path", operation.path],
  ["query", operation.query],
  ["server", operation.server],
  ["parameters", operation.formats],
  ["body", operation.body],
  ["answer", operation.answer.kind === "json" ? undefined : operation.answer.kind],
  ["accept", operation.answer.accept],
  ["security", operation.security],
  ["idempotent", operation.idempotent],
  ["retry", operation.retry],
  ["idempotencyKey", operation.idempotencyKey],
  ["pages", operation.list?.pages],
];

const memberLine = ([name, value]: readonly [string, unknown]): string => {
  const text = literal(value);
  // A string that does not fit goes on a line of its own; it cannot be broken without hiding it.
  const layout =
    typeof text === "string" ? group([`${name}:`, indent([space, text])]) : [`${name}: `, text];
  return `  ${print([layout, ","], 1)}\n`;
};

/** The statement of one operation's value. */
export const operationValue = (operation: Operation): string => {
  const name = operation.list === undefined ? "Operation" : "PagedOperation";
  const type = group([
    `${name}<`,
    indent([soft, join(typeArguments(operation), [",", space])]),
    soft,
    ">",
  ]);
  const head = print([`export const ${operation.constant}: `, type, " = {"]);
  const lines = members(operation)
    .filter(([, value]) => value !== undefined)
    .map(memberLine);
  return `${head}\n${lines.join("")}};\n`;
};

const statusKey = (status: string | number): string =>
  typeof status === "number" ? String(status) : quote(status);

const errorRecord = ({ statuses, type }: ErrorBody): Layout => {
  const keys = group(indent([soft, join(statuses.map(statusKey), [space, "| "])]));
  return group(["Record<", indent([soft, keys, ",", space, typeLayout(type)]), soft, ">"]);
};

const typeStatement = (name: string, type: Layout): string =>
  `${print([`export type ${name} = `, type, ";"])}\n`;

const aliasStatement = ({ name, type }: Alias): string => {
  const layout = typeLayout(type);
  const breaksItself = type.kind !== "member" && type.kind !== "element" && type.kind !== "union";
  if (breaksItself) return typeStatement(name, layout);
  return `${print(group([`export type ${name} =`, indent([space, layout]), ";"]))}\n`;
};

const errorsStatement = ({ errors, errorsType }: Operation): string => {
  if (errorsType.kind !== "alias") return "";
  const [only, ...others] = errors.map(errorRecord);
  if (only === undefined) return "";
  if (others.length === 0) return typeStatement(errorsType.name, only);
  const whole = [only, ...others];
  const layout = group([
    `export type ${errorsType.name} =`,
    indent([space, join(whole, [" &", space])]),
    ";",
  ]);
  return `${print(layout)}\n`;
};

/** Types of answers by media type, for calls that choose one. */
const choicesStatement = ({ answer }: Operation): string => {
  if (answer.choices === undefined) return "";
  const { name, types } = answer.choices;
  const members = types.map((field) => `  ${print([fieldLayout(field), ";"], 1)}\n`);
  return `export interface ${name} {\n${members.join("")}}\n`;
};

/** Statements of the types that an operation gives names to. */
export const aliasStatements = (operation: Operation): string =>
  operation.aliases.map(aliasStatement).join("") +
  choicesStatement(operation) +
  errorsStatement(operation);

/** Tells of every type that an operation's value, aliases and method mention. */
export const visitTypes = (operation: Operation, visit: (part: TypeReference) => void): void => {
  const { pathValues, arguments: all, errors, aliases, list, otherBodies, answer } = operation;
  const chosen = [...otherBodies, ...(answer.choices?.types ?? [])];
  for (const typed of [...pathValues, ...all, ...errors, ...aliases, ...chosen])
    visitType(typed.type, visit);
  visitType(operation.answer.type, visit);
  visitType(operation.errorsType, visit);
  if (list !== undefined) visitType(list.item, visit);
};
