/** Where a list's items, position and totals are: names of the vocabulary, looked up in parameters, body and answer. */
import type { RequestBodyNode } from "../document.js";
import { suggest } from "../suggest.js";
import type { PagesVocabulary } from "../vocabulary.js";
import { chooseMedia } from "./bodies.js";
import { mediaOf } from "./media-types.js";
import { collectParameters, type OperationContext } from "./parameters.js";
import {
  elementOf,
  findProperty,
  isNullable,
  isOpen,
  propertyNames,
  type Schema,
  typesOf,
} from "./schemas.js";
import { member, plain, shortType } from "./type-references.js";
import type { TypeReference } from "./types.js";

/** What a place that says how pages are found is told of a mistake. */
export type ReportPages = (key: string, message: string, advice?: string) => void;

/** A description of pages, and what it is held against. */
export interface PagesContext {
  readonly operation: OperationContext;
  readonly vocabulary: PagesVocabulary;
  readonly answer: Schema;
  readonly answerType: TypeReference;
  readonly report: ReportPages;
  /** What is named must be documented: an answer that may have any property has none. */
  readonly isStrict: boolean;
}

/** Something in an answer. */
export interface Located {
  readonly schema: Schema;
  readonly type: TypeReference;
}

/** Names of an operation's query parameters. */
export const queryNames = (operation: OperationContext): string[] =>
  collectParameters(operation)
    .filter(({ node }) => node.in === "query")
    .map(({ node }) => node.name);

/** The schema of an operation's JSON body. */
export const bodySchema = (
  operation: OperationContext,
): { readonly schema: Schema } | undefined => {
  const { requestBody } = operation.operation.node;
  if (requestBody === undefined || requestBody === null) return undefined;
  const { content } = operation.resolve<RequestBodyNode>(requestBody);
  const choice = chooseMedia(mediaOf(content, operation.resolve), operation);
  return choice?.kind === "json" ? { schema: choice.chosen.node.schema } : undefined;
};

/** The first name of a dotted path, and the rest: names may have dots of their own. */
const firstStep = (
  schema: Schema,
  path: string,
  { resolve }: OperationContext,
): readonly [name: string, rest: string] => {
  const dot = findProperty(schema, path, resolve) === undefined ? path.indexOf(".") : -1;
  return dot < 0 ? [path, ""] : [path.slice(0, dot), path.slice(dot + 1)];
};

/** Whether a dotted path leads somewhere in a schema; one that says nothing of its properties may have any. */
export const hasPath = (schema: Schema, path: string, operation: OperationContext): boolean => {
  const { resolve } = operation;
  const [name, rest] = firstStep(schema, path, operation);
  const found = findProperty(schema, name, resolve);
  if (found === undefined) return isOpen(schema, resolve) && typesOf(schema, resolve).length > 0;
  return rest === "" || hasPath(found.schema, rest, operation);
};

/** A parameter of the request that the vocabulary names, or the usual one. */
export const parameterName = (
  context: PagesContext,
  key: "limit" | "offset" | "page" | "cursor",
  isNeeded: boolean,
): string | undefined => {
  const { vocabulary, operation, report } = context;
  const said = vocabulary[key];
  const name = said ?? key;
  const body = vocabulary.in === "body" ? bodySchema(operation) : undefined;
  const known =
    vocabulary.in === "body"
      ? propertyNames(body?.schema, operation.resolve)
      : queryNames(operation);
  const isThere =
    vocabulary.in === "body"
      ? body !== undefined && hasPath(body.schema, name, operation)
      : known.includes(name);
  if (isThere) return name;
  if (said === undefined && !isNeeded) return undefined;
  const kind = vocabulary.in === "body" ? "JSON body with a member" : "query parameter";
  const missing = `he operation has no ${kind} "${name}".`;
  const message = said === undefined ? `"${key}" is missing, and t${missing}` : `T${missing}`;
  report(key, message, known.length > 0 ? suggest(name, known) : undefined);
  return undefined;
};

/** Follows a dotted path into the answer; `-1` is the last element of a list. */
export const locate = (
  context: PagesContext,
  key: keyof PagesVocabulary,
  path: string,
): Located | undefined => {
  const { operation, report, isStrict } = context;
  const { resolve } = operation;
  let schema = context.answer;
  let type = context.answerType;
  let optional = isNullable(schema, resolve);
  for (let left = path; left !== ""; ) {
    const [name, rest] = firstStep(schema, left, operation);
    const of = optional ? ({ kind: "present", of: type } as const) : type;
    const element = /^-?\d+$/.test(name) ? elementOf(schema, resolve) : undefined;
    const found = element ?? findProperty(schema, name, resolve);
    if (found === undefined && (isStrict || !isOpen(schema, resolve))) {
      const known = propertyNames(schema, resolve);
      report(key, `The answer has no property "${name}".`, suggest(name, known));
      return undefined;
    }
    if (found === undefined) return { schema: undefined, type: plain("unknown") };
    type = element === undefined ? member(of, name) : { kind: "element", of };
    schema = found.schema;
    optional = !("required" in found && found.required) || isNullable(schema, resolve);
    left = rest;
  }
  return { schema, type: optional ? { kind: "present", of: type } : type };
};

/** The path of the vocabulary, once it is known to lead to a value of one of these types. */
export const expectTypes = (
  context: PagesContext,
  key: "total" | "totalPages" | "hasMore" | "next",
  allowed: readonly string[],
): string | undefined => {
  const path = context.vocabulary[key];
  if (path === undefined) return undefined;
  const found = locate(context, key, path);
  if (found === undefined) return undefined;
  const types = typesOf(found.schema, context.operation.resolve);
  if (types.length === 0 || types.some((type) => allowed.includes(type))) return path;
  context.report(
    key,
    `"${path}" must be of type ${allowed.join(" or ")}, but it is ${types.join(" or ")}.`,
  );
  return undefined;
};

/** Properties of a schema that are lists. */
export const listsOf = (schema: Schema, { resolve }: OperationContext): string[] =>
  propertyNames(schema, resolve).filter((name) => {
    const found = findProperty(schema, name, resolve);
    return found !== undefined && elementOf(found.schema, resolve) !== undefined;
  });

/** Where the items are when nobody says: the answer itself, or its only list. */
export const usualItems = ({ answer, operation, report }: PagesContext): string | undefined => {
  if (elementOf(answer, operation.resolve) !== undefined) return "";
  const lists = listsOf(answer, operation);
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const which = lists.length === 0 ? "has no list" : `has several lists (${lists.join(", ")})`;
  report("items", `The answer ${which}: say in \`items\` where the items are.`);
  return undefined;
};

/** The element of a list in the answer. */
export const itemType = (context: PagesContext, located: Located): Located | undefined => {
  const { resolve, names } = context.operation;
  const found = elementOf(located.schema, resolve);
  if (found === undefined) {
    if (located.schema === undefined) return { schema: undefined, type: plain("unknown") };
    const where = context.vocabulary.items ? `"${context.vocabulary.items}"` : "The answer";
    context.report("items", `${where} is not a list.`);
    return undefined;
  }
  const short = shortType(found.schema, names.models, resolve);
  return { schema: found.schema, type: short ?? { kind: "element", of: located.type } };
};
