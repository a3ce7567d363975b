/** errors.ts: the family of error classes. Declarations only; the runtime chooses among them. */
import type { ErrorClass, ErrorFamily } from "../model/types.js";
import { comment } from "./comments.js";
import { importStatements } from "./imports.js";
import { type Layout, list, print, space } from "./layout.js";
import { propertyKey } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const nameGetter = (name: string): string =>
  `  override get name(): string {\n    return "${name}";\n  }\n`;

const statusType = ({ statuses, mayLackStatus }: ErrorClass): string => {
  const type = statuses.some((status) => status.endsWith("XX")) ? "number" : statuses.join(" | ");
  return mayLackStatus ? `${type} | undefined` : type;
};

const classText = (one: ErrorClass): string => {
  const { name, parent, statuses, description } = one;
  const status = statuses.length === 0 ? "" : `  declare readonly status: ${statusType(one)};\n\n`;
  const about = comment([{ markdown: description }]);
  return `${about}export class ${name} extends ${parent} {\n${status}${nameGetter(name)}}\n`;
};

const baseText = (base: string, title: string): string => {
  const about = comment([
    {
      markdown: `Every error of the client of ${title}: answers, connection, timeouts, configuration.`,
    },
  ]);
  return `${about}export class ${base} extends ClientwrightError {\n${nameGetter(base)}}\n`;
};

/** Names as they are: classes are referred to, not quoted. */
const reference = (names: Readonly<Record<string, string>>): Layout =>
  list(
    "{",
    Object.entries(names).map(([key, name]) => `${propertyKey(key)}: ${name}`),
    "}",
    space,
  );

const block = (key: string, lines: readonly Layout[]): string =>
  lines.length === 0
    ? ""
    : `  ${key}: {\n${lines.map((line) => `    ${print([line, ","], 2)}\n`).join("")}  },\n`;

const choiceText = ({ base, statuses, operations, kinds }: ErrorFamily): string => {
  const entries = (names: Readonly<Record<string, string>>): Layout[] =>
    Object.entries(names).map(([key, name]) => `${propertyKey(key)}: ${name}`);
  const own = Object.entries(operations).map(
    ([id, names]): Layout => [`${propertyKey(id)}: `, reference(names)],
  );
  return (
    "/** Chooses the class of each error. */\n" +
    `export const errors: ErrorFamily = createErrorFamily({\n  base: ${base},\n` +
    `${block("statuses", entries(statuses))}${block("operations", own)}${block("kinds", entries(kinds))}});\n`
  );
};

/** The family's file. */
export const emitErrors = (context: EmitContext): OutputFile => {
  const { errors, title } = context.api;
  const imports = importStatements([
    {
      from: context.runtime,
      names: ["ClientwrightError", "createErrorFamily", "type ErrorFamily"],
      typeOnly: false,
    },
  ]);
  const sections = [
    header(context) + imports,
    baseText(errors.base, title),
    ...errors.classes.map(classText),
    choiceText(errors),
  ];
  return { path: "errors.ts", text: sections.join("\n") };
};
