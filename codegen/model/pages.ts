/** Paged lists: checks what the vocabulary says against parameters and answer, and fills in defaults. */
import type { Pages } from "clientwright/runtime";
import { extension, type PagesVocabulary } from "../vocabulary.js";
import type { Answers } from "./answers.js";
import {
  expectTypes,
  itemType,
  type Located,
  locate,
  type PagesContext,
  parameterName,
  type ReportPages,
  usualItems,
} from "./page-places.js";
import { choicesOf } from "./page-sizes.js";
import { inferPages } from "./paging-hints/infer.js";
import { readHint } from "./paging-hints/read-hint.js";
import { hintsWanted, matchingSchemes, namedScheme } from "./paging-hints/schemes.js";
import type { OperationContext } from "./parameters.js";
import { isShort } from "./type-references.js";
import type { Alias, PagedList } from "./types.js";

/** A paged list and the names it needs. */
export interface BuiltPages {
  readonly list: PagedList;
  readonly aliases: readonly Alias[];
  /** What the method's documentation says of it. */
  readonly notes: readonly string[];
}

const needed = (context: PagesContext, key: "next"): string | undefined => {
  const { vocabulary, report } = context;
  const isCursor = vocabulary.style === "cursor";
  if (vocabulary[key] !== undefined)
    return expectTypes(context, key, ["string", ...(isCursor ? ["integer", "number"] : [])]);
  const what = isCursor ? "cursor" : "URL";
  report(key, `"${key}" is missing: say where the answer has the next ${what}.`);
  return undefined;
};

const pagesOf = (context: PagesContext, items: string): Pages | undefined => {
  const { vocabulary } = context;
  const limit = parameterName(context, "limit", false);
  const total = expectTypes(context, "total", ["integer", "number"]);
  const hasMore = expectTypes(context, "hasMore", ["boolean"]);
  const { pageSize } = vocabulary;
  const base = {
    items,
    ...(vocabulary.in === "body" && { in: vocabulary.in }),
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
const keysOfAll: readonly string[] = ["style", "in", "items", "limit", "total", "hasMore"];

const reportForeignKeys = ({ vocabulary, report }: PagesContext): void => {
  const { style } = vocabulary;
  const known = [...keysOfAll, ...keysByStyle[style]];
  for (const key of Object.keys(vocabulary)) {
    if (known.includes(key)) continue;
    report(key, `"${key}" means nothing in the style "${style}".`, `It takes ${known.join(", ")}.`);
  }
};

/** What was found of a list, or nothing where something was reported. */
interface FoundPages {
  readonly pages: Pages;
  readonly item: Located;
}

/** Holds a description of pages against the operation. */
const findPages = (context: PagesContext): FoundPages | undefined => {
  reportForeignKeys(context);
  const items = context.vocabulary.items ?? usualItems(context);
  const located = items === undefined ? undefined : locate(context, "items", items);
  const item = located === undefined ? undefined : itemType(context, located);
  const pages = pagesOf(context, items ?? "");
  return item === undefined || pages === undefined ? undefined : { item, pages };
};

/** The same without a word: a description that does not fit is none. */
const fittingPages = (
  context: Omit<PagesContext, "vocabulary" | "report" | "isStrict">,
  vocabulary: PagesVocabulary,
): FoundPages | undefined => {
  let fits = true;
  const report: ReportPages = () => {
    fits = false;
  };
  const found = findPages({ ...context, vocabulary, report, isStrict: true });
  return fits ? found : undefined;
};

const toBuilt = (
  { names, constant }: OperationContext,
  { pages, item }: FoundPages,
  notes: readonly string[] = [],
): BuiltPages => {
  if (isShort(item.type)) return { list: { pages, item: item.type }, aliases: [], notes };
  const name = names.alias(constant, "Item");
  return {
    list: { pages, item: { kind: "alias", name } },
    aliases: [{ name, type: item.type }],
    notes,
  };
};

/** What the vocabulary says of this one operation: mistakes are errors. */
const ownPages = (
  operation: OperationContext,
  said: PagesVocabulary | string,
  answers: Answers,
): FoundPages | undefined => {
  const at = [...operation.operation.at, extension, "pages"];
  const report: ReportPages = (key, message, advice) =>
    operation.findings.error({
      rule: "pages",
      at: [...at, key],
      message,
      ...(advice !== undefined && { advice }),
    });
  const vocabulary = typeof said === "string" ? namedScheme(operation, said, at) : said;
  if (vocabulary === undefined) return undefined;
  if (answers.schema === undefined) {
    report("style", "A paged operation needs one JSON answer as its success.");
    return undefined;
  }
  const base = { operation, vocabulary, report, isStrict: false };
  const { schema: answer } = answers.schema;
  return findPages({ ...base, answer, answerType: answers.answer.type });
};

/**
 * Makes the paged list of an operation, or reports why it cannot be one. The first that speaks decides: the vocabulary,
 * the schemes of document and configuration, what other generators' extensions and links say, and where that is asked
 * for, what names suggest.
 */
export const buildPages = (
  operation: OperationContext,
  answers: Answers,
): BuiltPages | undefined => {
  const said = operation.operation.vocabulary.pages;
  if (said === false) return undefined;
  if (said !== undefined) {
    const own = ownPages(operation, said, answers);
    return own && toBuilt(operation, own);
  }
  const answer = answers.schema?.schema;
  const base = { operation, answer, answerType: answers.answer.type };
  for (const scheme of matchingSchemes(operation)) {
    const found = fittingPages(base, scheme);
    if (found !== undefined) return toBuilt(operation, found);
  }
  const wanted = hintsWanted(operation);
  const hint = wanted === false ? undefined : readHint(operation, answer);
  if (hint === "refused") return undefined;
  if (hint !== undefined && answers.schema === undefined)
    hint.report("style", "The success is not one JSON answer.");
  else if (hint !== undefined) {
    const found = findPages({ ...base, ...hint, isStrict: false });
    return found && toBuilt(operation, found);
  }
  if (wanted !== "infer") return undefined;
  for (const { vocabulary, note } of inferPages(operation, answer)) {
    const found = fittingPages(base, vocabulary);
    if (found !== undefined) return toBuilt(operation, found, [note]);
  }
  return undefined;
};
