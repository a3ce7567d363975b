/** Pages by their usual names: a guess, for those who ask for it. A guess that does not fit entirely is dropped. */
import type { PagesVocabulary } from "../../vocabulary.js";
import { listsOf, queryNames } from "../page-places.js";
import type { OperationContext } from "../parameters.js";
import { elementOf, findProperty, propertyNames, type Schema } from "../schemas.js";
import { firstPageOf } from "./hint.js";

/** A guess, and what the documentation of the method says of it. */
export interface Guess {
  readonly vocabulary: PagesVocabulary;
  readonly note: string;
}

const sizes = ["limit", "pageSize", "page_size", "per_page", "perPage", "maxResults", "size"];

/** Query parameter, and where the answer has its next value. */
const cursors: readonly (readonly [cursor: string, next: string, hasMore?: string])[] = [
  ["pageToken", "nextPageToken"],
  ["page_token", "next_page_token"],
  ...["", "meta.", "pagination.", "paging.", "page_info.", "response_metadata."].flatMap(
    (around) =>
      [
        ["cursor", `${around}next_cursor`],
        ["cursor", `${around}nextCursor`],
      ] as const,
  ),
  ["nextToken", "nextToken"],
  ["next_token", "next_token"],
  ["continuationToken", "continuationToken"],
  ["after", "paging.cursors.after"],
  ["after", "last_id", "has_more"],
  ["starting_after", "data.-1.id", "has_more"],
];

/** Where answers have the URL of the next page; of these names nothing else is common. */
const urls = ["@odata.nextLink", "nextLink", "next_page_url", "nextPageUrl"];

/** Names that are common for other things too: their format must say that they are URLs. */
const uris = ["next", "links.next", "meta.next", "_links.next.href"];

const totals = ["total", "total_count", "totalCount", "count"];
const pageTotals = ["total_pages", "totalPages", "page_count", "pageCount"];

const schemaAt = (schema: Schema, path: string, operation: OperationContext): Schema =>
  path
    .split(".")
    .reduce<Schema>(
      (inside, name) => findProperty(inside, name, operation.resolve)?.schema,
      schema,
    );

const isUri = (schema: Schema, { resolve }: OperationContext): boolean => {
  const node = typeof schema === "object" ? resolve(schema) : {};
  return /^(uri|url)/.test(node.format ?? "");
};

/** Every guess, the more telling ones first. */
export const inferPages = (operation: OperationContext, answer: Schema): Guess[] => {
  const isList = elementOf(answer, operation.resolve) !== undefined;
  if (operation.operation.verb !== "GET") return [];
  if (!isList && listsOf(answer, operation).length !== 1) return [];
  const names = queryNames(operation);
  const known = propertyNames(answer, operation.resolve);
  const limit = sizes.find((name) => names.includes(name));
  const total = totals.find((name) => known.includes(name));
  const totalPages = pageTotals.find((name) => known.includes(name));
  const size = limit === undefined ? {} : { limit };
  const counted = { ...size, ...(total !== undefined && { total }) };
  const next = [
    ...urls,
    ...uris.filter((path) => isUri(schemaAt(answer, path, operation), operation)),
  ];
  const guesses: PagesVocabulary[] = [
    ...cursors
      .filter(([cursor]) => names.includes(cursor))
      .map(([cursor, path, hasMore]): PagesVocabulary => {
        const more = hasMore === undefined ? {} : { hasMore };
        return { style: "cursor", cursor, next: path, ...more, ...size };
      }),
    ...next.map((path): PagesVocabulary => ({ style: "nextUrl", next: path, ...size })),
    ...(limit !== undefined && names.includes("offset")
      ? [{ style: "offset", offset: "offset", ...counted } as const]
      : []),
    ...(limit !== undefined && names.includes("page")
      ? [
          {
            style: "page",
            page: "page",
            ...firstPageOf(operation, "page"),
            ...counted,
            ...(totalPages !== undefined && { totalPages }),
          } as const,
        ]
      : []),
  ];
  return guesses.map((vocabulary) => ({ vocabulary, note: noteOf(vocabulary) }));
};

const noteOf = ({ style, cursor, next, offset, page }: PagesVocabulary): string => {
  const parts = [cursor ?? offset ?? page, next].filter((part) => part !== undefined);
  return `Pages are inferred from names: ${parts.map((part) => `\`${part}\``).join(", ")} (${style}).`;
};
