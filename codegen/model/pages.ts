/** Paged lists: checks what the vocabulary says against parameters and answer, and fills in defaults. */
import type { PagePlace, PageSizes, Pages } from "clientwright/runtime";
import { suggest } from "../suggest.js";
import { extension, type PagesVocabulary } from "../vocabulary.js";
import type { Answers } from "./answers.js";
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
import { servicesVocabulary } from "./service-vocabulary.js";
import { isShort, member, plain, shortType } from "./type-references.js";
import type { Alias, PagedList, TypeReference } from "./types.js";

/** A paged list and the names it needs. */
export interface BuiltPages {
  readonly list: PagedList;
  readonly aliases: readonly Alias[];
}

interface PagesContext {
  readonly operation: OperationContext;
  readonly vocabulary: PagesVocabulary;
  readonly queryNames: readonly string[];
  readonly answer: Schema;
  readonly answerType: TypeReference;
}

const report = (
  { operation }: PagesContext,
  key: string,
  message: string,
  advice?: string,
): undefined =>
  operation.findings.error({
    rule: "pages",
    at: [...operation.operation.at, extension, "pages", key],
    message,
    ...(advice !== undefined && { advice }),
  }) as undefined;

/** A query parameter that the vocabulary names, or the usual one. */
const parameterName = (
  context: PagesContext,
  key: "limit" | "offset" | "page" | "cursor",
  isNeeded: boolean,
): string | undefined => {
  const { vocabulary, queryNames } = context;
  const name = vocabulary[key] ?? key;
  if (queryNames.includes(name)) return name;
  if (vocabulary[key] === undefined && !isNeeded) return undefined;
  const message =
    vocabulary[key] === undefined
      ? `"${key}" is missing, and the operation has no query parameter "${key}".`
      : `The operation has no query parameter "${name}".`;
  const advice = queryNames.length > 0 ? suggest(name, queryNames) : undefined;
  return report(context, key, message, advice);
};

interface Located {
  readonly schema: Schema;
  readonly type: TypeReference;
}

/** Follows a dotted path into the answer. */
const locate = (
  context: PagesContext,
  key: keyof PagesVocabulary,
  path: string,
): Located | undefined => {
  const { resolve } = context.operation;
  let schema = context.answer;
  let type = context.answerType;
  let optional = isNullable(schema, resolve);
  for (const name of path === "" ? [] : path.split(".")) {
    const found = findProperty(schema, name, resolve);
    if (found === undefined && !isOpen(schema, resolve)) {
      const known = propertyNames(schema, resolve);
      return report(context, key, `The answer has no property "${name}".`, suggest(name, known));
    }
    if (found === undefined) return { schema: undefined, type: plain("unknown") };
    type = member(optional ? { kind: "present", of: type } : type, name);
    schema = found.schema;
    optional = !found.required || isNullable(schema, resolve);
  }
  return { schema, type: optional ? { kind: "present", of: type } : type };
};

const expectTypes = (
  context: PagesContext,
  key: "total" | "totalPages" | "hasMore" | "next",
  allowed: readonly string[],
): string | undefined => {
  const path = context.vocabulary[key];
  if (path === undefined) return undefined;
  const found = locate(context, key, path);
  if (found === undefined) return undefined;
  const types = typesOf(found.schema, context.operation.resolve);
  const isRight = types.length === 0 || types.some((type) => allowed.includes(type));
  if (isRight) return path;
  return report(
    context,
    key,
    `"${path}" must be of type ${allowed.join(" or ")}, but it is ${types.join(" or ")}.`,
  );
};

/** Where the items are when nobody says: the answer itself, or its only list. */
const usualItems = (context: PagesContext): string | undefined => {
  const { resolve } = context.operation;
  if (elementOf(context.answer, resolve) !== undefined) return "";
  const lists = propertyNames(context.answer, resolve).filter((name) => {
    const found = findProperty(context.answer, name, resolve);
    return found !== undefined && elementOf(found.schema, resolve) !== undefined;
  });
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const which = lists.length === 0 ? "has no list" : `has several lists (${lists.join(", ")})`;
  return report(context, "items", `The answer ${which}: say in \`items\` where the items are.`);
};

const itemType = (context: PagesContext, located: Located): Located | undefined => {
  const { resolve, names } = context.operation;
  const found = elementOf(located.schema, resolve);
  if (found === undefined) {
    if (located.schema === undefined) return { schema: undefined, type: plain("unknown") };
    const where = context.vocabulary.items ? `"${context.vocabulary.items}"` : "The answer";
    return report(context, "items", `${where} is not a list.`);
  }
  const short = shortType(found.schema, names.models, resolve);
  return { schema: found.schema, type: short ?? { kind: "element", of: located.type } };
};

const needed = (context: PagesContext, key: "next"): string | undefined =>
  context.vocabulary[key] === undefined
    ? report(
        context,
        key,
        `"${key}" is missing: say where the answer has the next ${context.vocabulary.style === "cursor" ? "cursor" : "URL"}.`,
      )
    : expectTypes(context, key, [
        "string",
        ...(context.vocabulary.style === "cursor" ? ["integer", "number"] : []),
      ]);

/** Sizes that the document allows a page to have. */
const sizesOf = ({ operation }: PagesContext, limit: string): PageSizes | undefined => {
  const node = collectParameters(operation).find(
    (one) => one.node.in === "query" && one.node.name === limit,
  )?.node;
  const schema = typeof node?.schema === "object" ? operation.resolve(node.schema) : {};
  const sizes: PageSizes = {
    ...(typeof schema.default === "number" && { usual: schema.default }),
    ...(schema.minimum !== undefined && { least: schema.minimum }),
    ...(schema.maximum !== undefined && { most: schema.maximum }),
  };
  return Object.keys(sizes).length === 0 ? undefined : sizes;
};

/** Where the answer says, beside its total, what it was asked for: under the names of the parameters. */
const repeatsOf = (
  { answer, operation, vocabulary }: PagesContext,
  names: { readonly limit: string | undefined; readonly offset: string | undefined },
): PagePlace | undefined => {
  const above = (vocabulary.total ?? "").split(".").slice(0, -1);
  const around = above.reduce<Schema>(
    (schema, name) => findProperty(schema, name, operation.resolve)?.schema,
    answer,
  );
  const known = propertyNames(around, operation.resolve);
  const at = (name: string | undefined): string | undefined =>
    name !== undefined && known.includes(name) ? [...above, name].join(".") : undefined;
  const [limit, offset] = [at(names.limit), at(names.offset)];
  if (limit === undefined && offset === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
};

/** What only services need to know of a list. */
const choicesOf = (
  context: PagesContext,
  limit: string | undefined,
): { readonly sizes?: PageSizes; readonly repeats?: PagePlace } => {
  if (servicesVocabulary(context.operation) === undefined) return {};
  const { vocabulary } = context;
  const sizes = limit === undefined ? undefined : sizesOf(context, limit);
  const offset = vocabulary.style === "offset" ? (vocabulary.offset ?? "offset") : undefined;
  const repeats = repeatsOf(context, { limit, offset });
  return { ...(sizes !== undefined && { sizes }), ...(repeats !== undefined && { repeats }) };
};

const pagesOf = (context: PagesContext, items: string): Pages | undefined => {
  const { vocabulary } = context;
  const limit = parameterName(context, "limit", false);
  const total = expectTypes(context, "total", ["integer", "number"]);
  const hasMore = expectTypes(context, "hasMore", ["boolean"]);
  const { pageSize } = vocabulary;
  const base = {
    items,
    ...(limit !== undefined && { limit }),
    ...(pageSize !== undefined && { pageSize }),
    ...(total !== undefined && { total }),
    ...(hasMore !== undefined && { hasMore }),
    ...choicesOf(context, limit),
  };
  switch (vocabulary.style) {
    case "offset": {
      const offset = parameterName(context, "offset", true);
      return offset === undefined ? undefined : { style: "offset", offset, ...base };
    }
    case "page": {
      const page = parameterName(context, "page", true);
      const totalPages = expectTypes(context, "totalPages", ["integer", "number"]);
      const { firstPage } = vocabulary;
      if (page === undefined) return undefined;
      return {
        style: "page",
        page,
        ...(firstPage !== undefined && { firstPage }),
        ...base,
        ...(totalPages !== undefined && { totalPages }),
      };
    }
    case "cursor": {
      const cursor = parameterName(context, "cursor", true);
      const next = needed(context, "next");
      if (cursor === undefined || next === undefined) return undefined;
      return { style: "cursor", cursor, next, ...base };
    }
    case "nextUrl": {
      const next = needed(context, "next");
      return next === undefined ? undefined : { style: "nextUrl", next, ...base };
    }
    case "link":
      return { style: "link", ...base };
  }
};

const keysByStyle: Readonly<Record<PagesVocabulary["style"], readonly string[]>> = {
  offset: ["offset", "pageSize"],
  page: ["page", "firstPage", "totalPages", "pageSize"],
  cursor: ["cursor", "next"],
  link: [],
  nextUrl: ["next"],
};
const keysOfAll: readonly string[] = ["style", "items", "limit", "total", "hasMore"];

const reportForeignKeys = (context: PagesContext): void => {
  const { style } = context.vocabulary;
  const known = [...keysOfAll, ...keysByStyle[style]];
  for (const key of Object.keys(context.vocabulary)) {
    if (known.includes(key)) continue;
    report(
      context,
      key,
      `"${key}" means nothing in the style "${style}".`,
      `It takes ${known.join(", ")}.`,
    );
  }
};

/** Makes the paged list of an operation, or reports why it cannot be one. */
export const buildPages = (
  operation: OperationContext,
  answers: Answers,
): BuiltPages | undefined => {
  const vocabulary = operation.operation.vocabulary.pages;
  if (vocabulary === undefined || vocabulary === false) return undefined;
  const queryNames = collectParameters(operation)
    .filter(({ node }) => node.in === "query")
    .map(({ node }) => node.name);
  const context: PagesContext = {
    operation,
    vocabulary,
    queryNames,
    answer: answers.schema?.schema,
    answerType: answers.answer.type,
  };
  reportForeignKeys(context);
  if (answers.schema === undefined)
    return report(context, "style", "A paged operation needs one JSON answer as its success.");
  const items = vocabulary.items ?? usualItems(context);
  const located = items === undefined ? undefined : locate(context, "items", items);
  const item = located === undefined ? undefined : itemType(context, located);
  const pages = pagesOf(context, items ?? "");
  if (item === undefined || pages === undefined) return undefined;
  if (isShort(item.type)) return { list: { pages, item: item.type }, aliases: [] };
  const name = operation.names.alias(operation.constant, "Item");
  return {
    list: { pages, item: { kind: "alias", name } },
    aliases: [{ name, type: item.type }],
  };
};
