/** Parameters of an operation: path values, groups by location, and formats that are not the default. */
import type { ParameterFormat, ParameterFormats, Style } from "clientwright/runtime";
import type { Path } from "../diagnostics.js";
import type { ParameterNode } from "../document.js";
import { namesIn } from "../load/template.js";
import type { Context, RawOperation } from "./context.js";
import { answerKind, mediaOf } from "./media-types.js";
import type { Names } from "./names.js";
import { reservedWords } from "./reserved.js";
import { isShort, member, operationRoot, plain, shortType } from "./type-references.js";
import type { Alias, Argument, Field, PathValue, TypeReference } from "./types.js";
import { camel, wordsOf } from "./words.js";

/** Locations of parameters that are passed as one object each. */
type Group = "query" | "header" | "cookie";

/** A parameter with where it is declared. */
export interface RawParameter {
  readonly node: ParameterNode;
  readonly at: Path;
}

/** What an operation's parameters come to. */
export interface Parameters {
  readonly pathValues: readonly PathValue[];
  readonly arguments: readonly Argument[];
  readonly formats: ParameterFormats | undefined;
  readonly aliases: readonly Alias[];
}

/** Everything that the parts of one operation are made from. */
export interface OperationContext extends Context {
  readonly operation: RawOperation;
  readonly names: Names;
  readonly constant: string;
  /** Wire names of path parameters that the resource's scope holds. */
  readonly scope: readonly string[];
}

/** Headers that say how to send, not what: OpenAPI 3.1, section 4.8.12.2.1 has parameters of these names ignored. */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

/** An operation's parameters and those of its path, each name and location once. */
export const collectParameters = ({
  operation,
  resolve,
}: Pick<OperationContext, "operation" | "resolve">): RawParameter[] => {
  const { item, node, at } = operation;
  const parameters = new Map<string, RawParameter>();
  const add = (list: typeof node.parameters, prefix: Path): void =>
    (list ?? []).forEach((one, index) => {
      const parameter = resolve<ParameterNode>(one);
      parameters.set(`${parameter.in} ${parameter.name}`, {
        node: parameter,
        at: [...prefix, "parameters", index],
      });
    });
  add(item.parameters, at.slice(0, -1));
  add(node.parameters, at);
  return [...parameters.values()];
};

const defaultStyle = (location: string): Style =>
  location === "query" || location === "cookie" ? "form" : "simple";

const contentKind = (
  node: ParameterNode,
  context: OperationContext,
): "json" | "text" | undefined => {
  const [media] = mediaOf(node.content, context.resolve);
  if (media === undefined) return undefined;
  return answerKind(media, context.resolve) === "json" ? "json" : "text";
};

/** What of a parameter's format is not its location's default (OpenAPI 3.1, section 4.8.12.2.2). */
const formatOf = (node: ParameterNode, context: OperationContext): ParameterFormat => {
  const content = contentKind(node, context);
  if (content !== undefined) return { content };
  const usual = defaultStyle(node.in);
  // `cookie` is 3.2's name for what cookies get anyway; `load/shapes.ts` allows only styles else.
  const style = node.style === undefined || node.style === "cookie" ? usual : (node.style as Style);
  const explode = node.explode ?? style === "form";
  return {
    ...(style !== usual && { style }),
    ...(explode !== (style === "form") && { explode }),
    ...(node.allowReserved === true && node.in === "query" && { allowReserved: true }),
  };
};

const formatsOf = (
  parameters: readonly RawParameter[],
  context: OperationContext,
): ParameterFormats | undefined => {
  const formats: Partial<Record<"path" | Group, Record<string, ParameterFormat>>> = {};
  for (const { node } of parameters) {
    const format = formatOf(node, context);
    if (Object.keys(format).length === 0) continue;
    const location = node.in as "path" | Group;
    formats[location] = { ...formats[location], [node.name]: format };
  }
  return Object.keys(formats).length === 0 ? undefined : formats;
};

const fixedArguments = new Set(["body", "query", "headers", "cookies", "options", "scope"]);

/** Names of path values in a signature: no reserved word, no name of another argument. */
const nameValues = (wireNames: readonly string[]): string[] => {
  const taken = new Set<string>();
  return wireNames.map((wireName) => {
    const stem = camel(wordsOf(wireName)) || "value";
    const candidates = [stem, `${stem}Value`, `${stem}InPath`, `${stem}Parameter`];
    const isFree = (name: string): boolean =>
      !taken.has(name) && !fixedArguments.has(name) && !reservedWords.has(name);
    const name = candidates.find(isFree) ?? `${stem}${taken.size + 1}`;
    taken.add(name);
    return name;
  });
};

const memberOfGroup = (
  context: OperationContext,
  location: "path" | Group,
  optional: boolean,
): TypeReference => {
  const { operation } = context;
  const root = operationRoot(operation.path, operation.verb, operation.node);
  const group = member(member(root, "parameters"), location);
  return optional ? { kind: "present", of: group } : group;
};

const pathValuesOf = (
  declared: readonly RawParameter[],
  context: OperationContext,
): { readonly pathValues: PathValue[]; readonly aliases: Alias[] } => {
  const { operation, names, constant, scope, resolve } = context;
  const wireNames = namesIn(operation.template);
  const scoped = wireNames.filter((name) => scope.includes(name));
  const given = wireNames.filter((name) => !scope.includes(name));
  const spelled = new Map<string, string>();
  for (const list of [scoped, given]) {
    nameValues(list).forEach((name, index) => {
      spelled.set(list[index] ?? "", name);
    });
  }
  const aliases: Alias[] = [];
  const pathValues = wireNames.map((wireName): PathValue => {
    const node = declared.find((one) => one.node.name === wireName)?.node;
    const name = spelled.get(wireName) ?? wireName;
    const content = mediaOf(node?.content, resolve)[0]?.node.schema;
    const schema = node?.schema ?? content;
    const short = schema === undefined ? plain("string") : shortType(schema, names.models, resolve);
    const full = member(memberOfGroup(context, "path", false), wireName);
    if (short !== undefined && isShort(short))
      return { name, wireName, type: short, scoped: scope.includes(wireName) };
    const alias = names.alias(
      constant,
      camel(wordsOf(wireName)).replace(/^./u, (c) => c.toUpperCase()),
    );
    aliases.push({ name: alias, type: short ?? full });
    return {
      name,
      wireName,
      type: { kind: "alias", name: alias },
      scoped: scope.includes(wireName),
    };
  });
  return { pathValues, aliases };
};

const argumentNames: Readonly<Record<Group, string>> = {
  query: "query",
  header: "headers",
  cookie: "cookies",
};
const suffixes: Readonly<Record<Group, string>> = {
  query: "Query",
  header: "Headers",
  cookie: "Cookies",
};

/** Parameters whose values are written as a media type: schema.ts knows them as `string` only. */
const contentFields = (
  parameters: readonly RawParameter[],
  { names, resolve }: OperationContext,
): Field[] =>
  parameters.flatMap(({ node }): Field[] => {
    const [media] = mediaOf(node.content, resolve);
    if (media === undefined || answerKind(media, resolve) !== "json") return [];
    const type = shortType(media.node.schema, names.models, resolve) ?? plain("unknown");
    return [{ name: node.name, optional: node.required !== true, type }];
  });

/** Whether a header says how to send, or which call it is: no argument of anybody. */
export const isIgnored = (
  { node }: RawParameter,
  context: Pick<OperationContext, "operation">,
): boolean => {
  if (node.in !== "header") return false;
  const key = context.operation.vocabulary.idempotencyKey;
  const keyHeader = key === true ? "idempotency-key" : key?.toLowerCase();
  const name = node.name.toLowerCase();
  return ignoredHeaders.has(name) || name === keyHeader;
};

const groupOf = (
  location: Group,
  declared: readonly RawParameter[],
  context: OperationContext,
): { readonly argument: Argument; readonly alias: Alias } | undefined => {
  const kept = declared.filter((one) => !isIgnored(one, context));
  if (kept.length === 0) return undefined;
  const isRequired = (one: RawParameter): boolean => one.node.required === true;
  const whole = memberOfGroup(context, location, !declared.some(isRequired));
  const fields = contentFields(kept, context);
  const dropped = declared.filter((one) => !kept.includes(one)).map(({ node }) => node.name);
  const without = [...dropped, ...fields.map(({ name }) => name)];
  const type: TypeReference =
    without.length === 0 ? whole : { kind: "changed", of: whole, without, with: fields };
  const name = context.names.alias(context.constant, suffixes[location]);
  return {
    alias: { name, type },
    argument: {
      group: location,
      name: argumentNames[location],
      required: kept.some(isRequired),
      type: { kind: "alias", name },
    },
  };
};

/** Makes path values, arguments and formats of an operation's parameters. */
export const buildParameters = (context: OperationContext): Parameters => {
  const all = collectParameters(context);
  const at = (location: string): RawParameter[] => all.filter(({ node }) => node.in === location);
  const path = pathValuesOf(at("path"), context);
  const groups = (["query", "header", "cookie"] as const).flatMap(
    (location) => groupOf(location, at(location), context) ?? [],
  );
  for (const { node, at: place } of at("querystring")) {
    context.findings.warn({
      rule: "unsupported",
      at: place,
      message: `The parameter "${node.name}" is the whole query string, which is not generated.`,
      advice: "Pass it with the call's option `query`.",
    });
  }
  const usable = all.filter((one) => one.node.in !== "querystring" && !isIgnored(one, context));
  return {
    pathValues: path.pathValues,
    arguments: groups.map(({ argument }) => argument),
    formats: formatsOf(usable, context),
    aliases: [...path.aliases, ...groups.map(({ alias }) => alias)],
  };
};
