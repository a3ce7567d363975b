/** Parameters of an operation: path values, and groups by location. */
import type { ParameterFormats } from "clientwright/runtime";
import type { Path } from "../diagnostics.js";
import type { ParameterNode } from "../document.js";
import type { Context, RawOperation } from "./context.js";
import { answerKind, mediaOf } from "./media-types.js";
import type { Names } from "./names.js";
import { formatsOf } from "./parameter-formats.js";
import { buildPathValues, memberOfGroup } from "./path-values.js";
import { buildQuerystring } from "./querystring.js";
import { typesOf } from "./schemas.js";
import { member, plain, shortType } from "./type-references.js";
import type { Alias, Argument, Field, PathValue, TypeReference } from "./types.js";

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
  readonly notes: readonly string[];
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
  add(item.parameters, at.slice(0, 2));
  add(node.parameters, at);
  return [...parameters.values()];
};

const argumentNames: Readonly<Record<Group, string>> = {
  query: "query",
  header: "headers",
  cookie: "cookies",
};

/** Name of an argument in the signature, which must not hide the operation's value. */
export const argumentName = (name: string, { constant }: OperationContext): string =>
  name === constant ? `${name}Argument` : name;

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

/** Parameters that may be sent without a value (`?flag=`), though their type is no string. */
const emptyFields = (
  parameters: readonly RawParameter[],
  whole: TypeReference,
  { resolve }: OperationContext,
): Field[] =>
  parameters.flatMap(({ node }): Field[] => {
    if (node.allowEmptyValue !== true || node.in !== "query" || node.content !== undefined)
      return [];
    const types = typesOf(node.schema, resolve);
    if (types.length === 0 || types.includes("string")) return [];
    const own = member(whole, node.name);
    const optional = node.required !== true;
    const given: TypeReference = optional ? { kind: "present", of: own } : own;
    return [{ name: node.name, optional, type: { kind: "union", of: [given, plain('""')] } }];
  });

const groupOf = (
  location: Group,
  declared: readonly RawParameter[],
  context: OperationContext,
): { readonly argument: Argument; readonly alias: Alias } | undefined => {
  const kept = declared.filter((one) => !isIgnored(one, context));
  if (kept.length === 0) return undefined;
  const isRequired = (one: RawParameter): boolean => one.node.required === true;
  const whole = memberOfGroup(context, location, !declared.some(isRequired));
  const fields = [...contentFields(kept, context), ...emptyFields(kept, whole, context)];
  const dropped = declared.filter((one) => !kept.includes(one)).map(({ node }) => node.name);
  const without = [...dropped, ...fields.map(({ name }) => name)];
  const type: TypeReference =
    without.length === 0 ? whole : { kind: "changed", of: whole, without, with: fields };
  const name = context.names.alias(context.constant, suffixes[location]);
  return {
    alias: { name, type },
    argument: {
      group: location,
      name: argumentName(argumentNames[location], context),
      required: kept.some(isRequired),
      type: { kind: "alias", name },
    },
  };
};

const noteOf = ({ node }: RawParameter): string[] =>
  node.deprecated === true ? [`The path value \`${node.name}\` is deprecated.`] : [];

/** Makes path values, arguments and formats of an operation's parameters. */
export const buildParameters = (context: OperationContext): Parameters => {
  const all = collectParameters(context);
  const at = (location: string): RawParameter[] => all.filter(({ node }) => node.in === location);
  const path = buildPathValues(at("path"), context);
  const groups = (["query", "header", "cookie"] as const).flatMap(
    (location) => groupOf(location, at(location), context) ?? [],
  );
  const whole = buildQuerystring(at("querystring"), at("query").length > 0, context);
  const usable = all.filter((one) => one.node.in !== "querystring" && !isIgnored(one, context));
  const formats = { ...formatsOf(usable, context), ...whole?.formats };
  return {
    pathValues: path.pathValues,
    arguments: [
      ...groups.map(({ argument }) => argument),
      ...(whole === undefined ? [] : [whole.argument]),
    ],
    formats: Object.keys(formats).length === 0 ? undefined : formats,
    aliases: [...path.aliases, ...groups.map(({ alias }) => alias)],
    notes: at("path").flatMap(noteOf),
  };
};
