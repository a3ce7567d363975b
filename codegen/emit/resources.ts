/** resources/<name>.ts: aliases, operation values, and the class of one resource. */
import type { Operation, Resource, ScopeValue, TypeReference } from "../model/types.js";
import { comment, proseOf } from "./comments.js";
import { type Declarations, declarationsOf } from "./declarations.js";
import { type Import, importStatements } from "./imports.js";
import { group, indent, print, space } from "./layout.js";
import { methodText } from "./methods.js";
import { aliasStatements, operationValue, visitTypes } from "./operation-values.js";
import { type EmitContext, header, type OutputFile } from "./output.js";
import { typeLayout, visitType } from "./type-text.js";

/** A resource and the one it is part of. */
interface Placed {
  readonly resource: Resource;
  readonly parent: Resource | undefined;
}

const placeAll = (resources: readonly Resource[], parent?: Resource): Placed[] =>
  resources.flatMap((resource) => [{ resource, parent }, ...placeAll(resource.children, resource)]);

const hasScopedChild = ({ children }: Resource): boolean =>
  children.some(({ ownScope }) => ownScope.length > 0);

const needsClient = (resource: Resource): boolean =>
  resource.operations.length > 0 || hasScopedChild(resource);

const needsScope = (resource: Resource): boolean =>
  resource.scope.length > 0 && needsClient(resource);

/** Names that a resource's file mentions, by where they are declared. */
interface Mentioned {
  readonly runtime: Set<string>;
  readonly models: Set<string>;
  readonly roots: Set<string>;
  readonly aliases: Set<string>;
}

const mentionedIn = ({ operations, ownScope }: Resource): Mentioned => {
  const names: Mentioned = {
    runtime: new Set(["Caller"]),
    models: new Set(),
    roots: new Set(),
    aliases: new Set(),
  };
  const visit = (part: TypeReference): void => {
    if (part.kind === "model") names.models.add(part.name);
    else if (part.kind === "root") names.roots.add(part.name);
    else if (part.kind === "runtime") names.runtime.add(part.name);
    else if (part.kind === "alias") names.aliases.add(part.name);
  };
  for (const operation of operations) {
    visitTypes(operation, visit);
    const own =
      operation.list === undefined
        ? ["ApiPromise", "Operation"]
        : ["PagedOperation", "PagePromise"];
    for (const name of ["CallOptions", ...own]) names.runtime.add(name);
  }
  for (const { type } of ownScope) visitType(type, visit);
  return names;
};

/** Imports of classes and types out of other resources' files. */
const siblingImports = (
  { resource, parent }: Placed,
  aliases: Iterable<string>,
  declarations: Declarations,
  extension: string,
): Import[] => {
  const byFile = new Map<string, string[]>();
  const add = (file: string, name: string): void => {
    byFile.set(file, [...(byFile.get(file) ?? []), name]);
  };
  for (const child of resource.children) {
    add(child.file, child.className);
    if (child.ownScope.length > 0 && child.scopeName !== undefined)
      add(child.file, `type ${child.scopeName}`);
  }
  if (parent?.scopeName !== undefined) add(parent.file, `type ${parent.scopeName}`);
  for (const name of aliases) {
    const file = declarations.get(name);
    if (file !== undefined && file !== resource.file) add(file, `type ${name}`);
  }
  return [...byFile].map(([file, names]) => {
    const typeOnly = names.every((name) => name.startsWith("type "));
    return {
      from: `./${file}${extension}`,
      names: typeOnly ? names.map((name) => name.slice("type ".length)) : names,
      typeOnly,
    };
  });
};

const importsOf = (placed: Placed, context: EmitContext, declarations: Declarations): string => {
  const { runtime, models, roots, aliases } = mentionedIn(placed.resource);
  const { extension } = context;
  return importStatements([
    { from: context.runtime, names: runtime, typeOnly: true },
    { from: `../models${extension}`, names: models, typeOnly: true },
    { from: `../schema${extension}`, names: roots, typeOnly: true },
    ...siblingImports(placed, aliases, declarations, extension),
  ]);
};

const scopeField = ({ name, wireName, type }: ScopeValue): string =>
  `  /** \`{${wireName.replaceAll("*/", "*\\/").replaceAll("`", "")}}\` of the path. */\n` +
  `  ${print([`readonly ${name}: `, typeLayout(type), ";"], 1)}\n`;

const scopeInterface = ({ resource, parent }: Placed): string => {
  const { scopeName, ownScope, className } = resource;
  if (scopeName === undefined) return "";
  const heritage = parent?.scopeName === undefined ? "" : ` extends ${parent.scopeName}`;
  const about = comment([{ markdown: `Path values that every method of \`${className}\` uses.` }]);
  if (ownScope.length === 0 && parent?.scopeName !== undefined)
    return `${about}export type ${scopeName} = ${parent.scopeName};\n`;
  return `${about}export interface ${scopeName}${heritage} {\n${ownScope.map(scopeField).join("")}}\n`;
};

const childDocumentation = (child: Resource): string => comment(proseOf(child.documentation), 1);

const plainChildren = ({ children }: Resource): Resource[] =>
  children.filter(({ ownScope }) => ownScope.length === 0);

const constructorText = (resource: Resource): string => {
  const scoped = resource.scopeName !== undefined;
  const scopeArgument = scoped ? `, scope: ${resource.scopeName}` : "";
  const lines = [
    ...(needsClient(resource) ? ["this.#client = client;"] : []),
    ...(needsScope(resource) ? ["this.#scope = scope;"] : []),
    ...plainChildren(resource).map(({ property, className, scopeName }) => {
      const made = `new ${className}(client${scopeName === undefined ? "" : ", scope"});`;
      return print(group([`this.${property} =`, indent([space, made])]), 2);
    }),
  ];
  return `  constructor(client: Caller${scopeArgument}) {\n${lines.map((line) => `    ${line}\n`).join("")}  }\n`;
};

const fieldsText = (resource: Resource): string[] => [
  ...plainChildren(resource).map(
    (child) => `${childDocumentation(child)}  readonly ${child.property}: ${child.className};\n`,
  ),
  [
    ...(needsClient(resource) ? ["  readonly #client: Caller;\n"] : []),
    ...(needsScope(resource) ? [`  readonly #scope: ${resource.scopeName};\n`] : []),
  ].join(""),
];

/** Methods that lead to resources with a scope of their own. */
const scopedChildText = (child: Resource, parent: Resource): string => {
  const inherited = parent.scopeName;
  const type =
    inherited === undefined ? child.scopeName : `Omit<${child.scopeName}, keyof ${inherited}>`;
  const scope = inherited === undefined ? "scope" : "{ ...this.#scope, ...scope }";
  return (
    `${childDocumentation(child)}  ${child.property}(scope: ${type}): ${child.className} {\n` +
    `    return new ${child.className}(this.#client, ${scope});\n  }\n`
  );
};

const classText = (resource: Resource): string => {
  const { operations, children } = resource;
  const sections = [
    ...fieldsText(resource),
    constructorText(resource),
    ...children
      .filter(({ ownScope }) => ownScope.length > 0)
      .map((child) => scopedChildText(child, resource)),
    ...operations.map(methodText),
  ].filter((section) => section !== "");
  const about = comment(proseOf(resource.documentation));
  return `${about}export class ${resource.className} {\n${sections.join("\n")}}\n`;
};

const fileOf = (placed: Placed, context: EmitContext, declarations: Declarations): OutputFile => {
  const { resource } = placed;
  const aliases = [scopeInterface(placed), ...resource.operations.map(aliasStatements)].join("");
  const sections = [
    header(context) + importsOf(placed, context, declarations),
    aliases,
    ...resource.operations.map((operation: Operation) => operationValue(operation)),
    classText(resource),
  ].filter((section) => section !== "");
  return { path: `resources/${resource.file}.ts`, text: sections.join("\n") };
};

/** One file for each resource. */
export const emitResources = (context: EmitContext): OutputFile[] => {
  const placed = placeAll(context.api.resources);
  const declarations = declarationsOf(context.api.resources);
  return placed.map((one) => fileOf(one, context, declarations));
};
