/** The three ways to read a paged list that services offer: one page, all items, item by item. */
import type { Caller } from "../api-client.js";
import type { ApiPromise } from "../api-promise.js";
import type { PagedOperation, Pages } from "../operation.js";
import type { CallOptions } from "../options.js";
import { askedFor, asking } from "./asked.js";
import { CountedPage } from "./counted-page.js";
import { numberAt, valueAt } from "./dotted-path.js";
import type { CollectOptions, WalkOptions } from "./page-promise.js";

/** What a list without filters can be narrowed down to. */
export type NoFilters = Readonly<Record<string, never>>;

/** Options of a method that answers all items. */
export interface AllOptions extends CallOptions, CollectOptions {}

/** Options of a method that answers item by item. */
export interface EachOptions extends CallOptions, WalkOptions {}

/**
 * One page, of the usual size where none is asked for. Sizes beyond those that the document allows are brought
 * within them, and an offset below 0 is 0.
 */
export function onePage<Args extends object, Result, Item, Errors>(
  caller: Caller,
  operation: PagedOperation<Args, Result, Item, Errors>,
  args: Args,
  options?: CallOptions,
): ApiPromise<CountedPage<Item>, Errors> {
  const { pages } = operation;
  const asked = withSize(pages, args, pages.sizes?.usual, 0);
  return caller
    .call(operation, asked, options)
    .map((body) => countedPage<Item>(pages, body, asked));
}

/** All items, by pages of the largest size. Holds them in memory: give `maxItems` where there may be many. */
export function allItems<Args extends object, Result, Item, Errors>(
  caller: Caller,
  operation: PagedOperation<Args, Result, Item, Errors>,
  args: Args,
  options: AllOptions = {},
): Promise<Item[]> {
  const { maxItems, prefetch, ...rest } = options;
  const asked = withSize(operation.pages, args, operation.pages.sizes?.most);
  return caller.paginate(operation, asked, rest).all({
    ...(maxItems !== undefined && { maxItems }),
    ...(prefetch !== undefined && { prefetch }),
  });
}

/**
 * Item by item, by pages of the largest size where none is asked for. Asks for nothing before the first item is
 * wanted, and for no further page once nobody wants more.
 */
export async function* eachItem<Args extends object, Result, Item, Errors>(
  caller: Caller,
  operation: PagedOperation<Args, Result, Item, Errors>,
  args: Args,
  options: EachOptions = {},
): AsyncGenerator<Item, void, undefined> {
  const { prefetch = false, ...rest } = options;
  const asked = withSize(operation.pages, args, operation.pages.sizes?.most);
  yield* caller.paginate(operation, asked, rest).items({ prefetch });
}

/** Arguments with a page size and an offset that the document allows. */
function withSize<Args extends object>(
  pages: Pages,
  args: Args,
  size: number | undefined,
  start?: number,
): Args {
  const { limit, sizes = {} } = pages;
  const values: Record<string, unknown> = {};
  if (limit !== undefined)
    values[limit] = within(askedFor(pages, args, limit) ?? size, sizes.least ?? 0, sizes.most);
  if (pages.style === "offset")
    values[pages.offset] = within(askedFor(pages, args, pages.offset) ?? start, 0, undefined);
  // The same parameters, with numbers for numbers.
  return asking(pages, args, values);
}

function within(value: unknown, least: number, most = Number.POSITIVE_INFINITY): unknown {
  return typeof value === "number" ? Math.min(Math.max(value, least), most) : value;
}

/** What the answer does not repeat is what was asked for; what it should have and has not is 0. */
function countedPage<Item>(pages: Pages, body: unknown, args: object): CountedPage<Item> {
  const items = valueAt(body, pages.items);
  const { limit, offset } = pages.repeats ?? {};
  const askedOffset =
    pages.style === "offset" ? Number(askedFor(pages, args, pages.offset) ?? 0) : 0;
  const askedLimit = pages.limit === undefined ? undefined : askedFor(pages, args, pages.limit);
  // The document names the type of the list's items.
  const list = (Array.isArray(items) ? items : []) as readonly Item[];
  return new CountedPage(list, {
    limit: limit === undefined ? Number(askedLimit ?? list.length) : (numberAt(body, limit) ?? 0),
    offset: offset === undefined ? askedOffset : (numberAt(body, offset) ?? 0),
    total: numberAt(body, pages.total) ?? 0,
  });
}
