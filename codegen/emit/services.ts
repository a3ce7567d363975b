/** services/<name>.ts: what is given by name, and a class with the methods of one resource of a service. */
import type {
  NamedValues,
  NameTable,
  Service,
  ServiceCall,
  ServicePart,
  ServiceValue,
  TypeReference,
} from "../model/types.js";
import { comment, proseOf, tagsOf } from "./comments.js";
import { type Declarations, declarationsOf } from "./declarations.js";
import { type Import, importStatements } from "./imports.js";
import { group, indent, type Layout, print, space } from "./layout.js";
import { literal } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";
import { runtimeOf, serviceMethodText } from "./service-methods.js";
import { fieldLayout, visitType } from "./type-text.js";

/** A part of a service and the one that it extends. */
interface Placed {
  readonly service: Service;
  readonly part: ServicePart;
  readonly before: ServicePart | undefined;
}

const callsOf = ({ methods }: ServicePart): ServiceCall[] => [
  ...new Set(methods.map(({ call }) => call)),
];

const fieldText = ({ name, optional, type, documentation }: ServiceValue): string =>
  comment([...proseOf(documentation), ...tagsOf(documentation)], 1) +
  `  ${print(["readonly ", fieldLayout({ name, optional, type }), ";"], 1)}\n`;

const interfaceText = (
  about: string,
  { typeName, values }: NamedValues,
  extended?: NamedValues,
): string => {
  const own = values.filter((value) => extended?.values.includes(value) !== true);
  const heritage: Layout = extended === undefined ? "" : [space, `extends ${extended.typeName}`];
  const head = print(group([`export interface ${typeName}`, indent(heritage), " {"]));
  const prose = comment([{ markdown: about }]);
  // An interface that adds nothing is another name for what it extends.
  if (own.length === 0 && extended !== undefined)
    return `${prose}export type ${typeName} = ${extended.typeName};\n`;
  return `${prose}${head}\n${own.map(fieldText).join("")}}\n`;
};

const tableText = (table: NameTable, { operation }: ServiceCall): string => {
  const { constant, names } = table;
  const what = table.group === "query" ? "Parameters" : "Members of the body";
  const about = comment([
    { markdown: `${what} of \`${operation.constant}\` by their names in code.` },
  ]);
  const layout: Layout = [`const ${constant} = `, literal(names), " as const;"];
  return `${about}${print(layout)}\n`;
};

/** Interfaces of what is given by name, and tables of names, for one operation. */
const declarationsText = (call: ServiceCall): string => {
  const { named, filters, tables, operation } = call;
  const { constant, list } = operation;
  const about =
    list === undefined
      ? `What \`${constant}\` is given by name.`
      : `Which page of \`${constant}\`, and what it is narrowed down to.`;
  const sections = [
    ...(filters === undefined
      ? []
      : [interfaceText(`What \`${constant}\` can be narrowed down to.`, filters)]),
    ...(named === undefined ? [] : [interfaceText(about, named, filters)]),
    ...tables.map((table) => tableText(table, call)),
  ];
  return sections.join("\n");
};

const typesOf = ({ operation, positional, whole, named }: ServiceCall): TypeReference[] => [
  ...[...positional, ...whole, ...(named?.values ?? [])].map(({ type }) => type),
  ...(operation.list === undefined ? [operation.answer.type] : [operation.list.item]),
  operation.errorsType,
];

/** Names that a part's file mentions, by what kind of file declares them. */
const mentionedIn = (part: ServicePart) => {
  const models = new Set<string>();
  const roots = new Set<string>();
  const runtime = new Set<string>(part.methods.flatMap(runtimeOf));
  const aliases = new Set<string>();
  const visit = (type: TypeReference): void => {
    if (type.kind === "model") models.add(type.name);
    else if (type.kind === "root") roots.add(type.name);
    else if (type.kind === "runtime") runtime.add(`type ${type.name}`);
    else if (type.kind === "alias") aliases.add(type.name);
  };
  for (const call of callsOf(part)) {
    for (const type of typesOf(call)) visitType(type, visit);
    // A page that is not counted has the whole answer.
    const { list, answer } = call.operation;
    if (list !== undefined && list.pages.total === undefined) visitType(answer.type, visit);
  }
  return { models, roots, runtime, aliases };
};

const fromResources = (
  { service, part, before }: Placed,
  aliases: Iterable<string>,
  declarations: Declarations,
  extension: string,
): Import[] => {
  const byFile = new Map<string, string[]>();
  const add = (file: string, name: string): void => {
    byFile.set(file, [...(byFile.get(file) ?? []), name]);
  };
  for (const { operation } of callsOf(part)) add(part.resource.file, operation.constant);
  for (const name of aliases) add(declarations.get(name) ?? part.resource.file, `type ${name}`);
  const { scopeName, file } = service.resource;
  // Only the first class of a service says which scope all of them have.
  if (before === undefined && scopeName !== undefined) add(file, `type ${scopeName}`);
  return [...byFile].map(([name, names]) => {
    const typeOnly = names.every((one) => one.startsWith("type "));
    return {
      from: `../resources/${name}${extension}`,
      names: typeOnly ? names.map((one) => one.slice("type ".length)) : names,
      typeOnly,
    };
  });
};

const baseOf = ({ service, before }: Placed): { readonly name: string; readonly text: string } => {
  if (before !== undefined) return { name: "", text: before.className };
  const { scopeName } = service.resource;
  if (scopeName === undefined) return { name: "Service", text: "Service" };
  return { name: "ScopedService", text: `ScopedService<${scopeName}>` };
};

const importsText = (placed: Placed, context: EmitContext, declarations: Declarations): string => {
  const { models, roots, runtime, aliases } = mentionedIn(placed.part);
  const { extension } = context;
  const base = baseOf(placed).name;
  if (base !== "") runtime.add(base);
  const typeOnly = [...runtime].every((name) => name.startsWith("type "));
  const { before } = placed;
  return importStatements([
    {
      from: context.runtime,
      names: typeOnly ? [...runtime].map((name) => name.slice("type ".length)) : runtime,
      typeOnly,
    },
    { from: `../models${extension}`, names: models, typeOnly: true },
    ...fromResources(placed, aliases, declarations, extension),
    { from: `../schema${extension}`, names: roots, typeOnly: true },
    ...(before === undefined
      ? []
      : [{ from: `./${before.file}${extension}`, names: [before.className], typeOnly: false }]),
  ]);
};

const classText = (placed: Placed): string => {
  const { service, part } = placed;
  const scope = new Map(service.resource.scope.map(({ wireName, name }) => [wireName, name]));
  const last = service.parts.at(-1);
  const isPart = part !== last && last !== undefined;
  const about = comment([
    ...proseOf(part.documentation),
    ...(isPart ? [{ markdown: `A part of \`${last.className}\`.` }] : []),
  ]);
  const methods = part.methods.map((method) => serviceMethodText(method, scope));
  const head = `${about}export class ${part.className} extends ${baseOf(placed).text} {`;
  return methods.length === 0 ? `${head}}\n` : `${head}\n${methods.join("\n")}}\n`;
};

const fileOf = (placed: Placed, context: EmitContext, declarations: Declarations): OutputFile => {
  const sections = [
    header(context) + importsText(placed, context, declarations),
    ...callsOf(placed.part).map(declarationsText),
    classText(placed),
  ].filter((section) => section !== "");
  return { path: `services/${placed.part.file}.ts`, text: sections.join("\n") };
};

/** One file for each part of a service. */
export const emitServices = (context: EmitContext): OutputFile[] => {
  const declarations = declarationsOf(context.api.resources);
  return (context.api.services?.list ?? []).flatMap((service) =>
    service.parts.map((part, index) =>
      fileOf({ service, part, before: service.parts[index - 1] }, context, declarations),
    ),
  );
};
