/** Walks lists to their end, whatever their totals are worth. */
import { largestPage } from "./checks.js";

/** How a list is read. */
export interface Walk<Body, Item> {
  readonly pageSize: number;
  readonly read: (page: { readonly page: number; readonly pageSize: number }) => Promise<Body>;
  readonly itemsOf: (body: Body) => readonly Item[];
  /** Count of all items; without it a page that is not full is the last. */
  readonly totalOf?: (body: Body) => number | undefined;
}

/** A page and its number. */
export interface WalkedPage<Item> {
  readonly page: number;
  readonly items: readonly Item[];
}

/** More pages than any list of the service has: a server that never ends is left then. */
const mostPages = 1_000;

/** Pages, asked for as they are consumed. [NDI-159] */
export async function* walkPages<Body extends { readonly pageSize?: number }, Item>(
  walk: Walk<Body, Item>,
  firstPage = 1,
): AsyncGenerator<WalkedPage<Item>, void, undefined> {
  let seen = (firstPage - 1) * walk.pageSize;
  for (let page = firstPage; page < firstPage + mostPages; page += 1) {
    const body = await walk.read({ page, pageSize: walk.pageSize });
    const items = walk.itemsOf(body);
    yield { page, items };
    seen += items.length;
    if (items.length === 0 || isLast(walk, body, items.length, seen)) return;
  }
}

/** Items of all pages. */
export async function* walkItems<Body extends { readonly pageSize?: number }, Item>(
  walk: Walk<Body, Item>,
): AsyncGenerator<Item, void, undefined> {
  for await (const { items } of walkPages(walk)) yield* items;
}

function isLast<Body extends { readonly pageSize?: number }>(
  { pageSize, totalOf }: Walk<Body, unknown>,
  body: Body,
  count: number,
  seen: number,
): boolean {
  const total = totalOf?.(body);
  if (total !== undefined && Number.isFinite(total)) return seen >= total;
  // A server that gives smaller pages than it was asked for says so.
  const { pageSize: given } = body;
  const full = typeof given === "number" && given > 0 ? Math.min(given, pageSize) : pageSize;
  return count < full;
}

/** Page size of walks that are told none: the largest that the server takes. */
export const walkPageSize: number = largestPage;
