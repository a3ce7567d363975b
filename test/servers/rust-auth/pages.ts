// The page parameters of administration, and the flat page that answers them.
import type { Call } from "./call.js";
import { readQuery } from "./extract.js";
import { optional, record, text, unsigned } from "./kinds.js";

const paginationParams = record("PaginationParams", {
  page: optional(unsigned),
  limit: optional(unsigned),
  sort_by: optional(text),
  sort_order: optional(text),
  search: optional(text),
  filters: optional(text),
});

/** Largest number of a u32: what a division by a limit of zero comes to. */
const infinitePages = 4_294_967_295;

export interface PageWish {
  readonly page: number;
  readonly limit: number;
  readonly search: string | undefined;
}

/** Zero is taken as it is, as on the real server. */
export function readPageWish(call: Call, defaultLimit: number): PageWish {
  const { page = 1, limit = defaultLimit, search } = readQuery(call, paginationParams);
  return { page, limit, search };
}

/** The page's part of a list; nothing for page zero. */
export function slicePage<T>(list: readonly T[], { page, limit }: PageWish): readonly T[] {
  return list.slice((page - 1) * limit, page * limit);
}

/** `PaginatedResponse`. */
export function pageBody(
  items: readonly unknown[],
  { page, limit }: PageWish,
  total: number,
): Record<string, unknown> {
  const total_pages = limit === 0 ? infinitePages : Math.ceil(total / limit);
  const has_next = page < total_pages;
  return { items, page, limit, total, total_pages, has_next, has_prev: page > 1 };
}
