/** The promise of a page that is also the whole list. */
import { ApiPromise } from "../api-promise.js";
import type { ClientCore } from "../call-state.js";
import type { OperationArguments, PagedOperation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { createPage, type Listing, type Page, pageCall } from "./page.js";

/** How a list is walked. */
export interface WalkOptions {
  /** Asks for the next page while this one is being used. Default: false. */
  readonly prefetch?: boolean;
}

/** How a list is collected. */
export interface CollectOptions extends WalkOptions {
  /** Stops after so many items. Default: none left out. */
  readonly maxItems?: number;
}

/** Await it for the first page; `for await` it for the items of all pages. */
export class PagePromise<Item, Body = unknown, Errors = unknown>
  extends ApiPromise<Page<Item, Body>, Errors>
  implements AsyncIterable<Item>
{
  /** Made by the runtime: starts the call for the first page. */
  constructor(
    core: ClientCore,
    operation: PagedOperation<OperationArguments, Body, Item, Errors>,
    args: OperationArguments,
    options: CallOptions | undefined,
  ) {
    const listing: Listing = { core, operation, args, options, marks: [], seen: 0 };
    super(pageCall(listing), {
      result: (call) => (call.isRaw ? undefined : createPage(listing, call)),
    });
  }

  /** As in `ApiPromise`: a class has one of its own. */
  override get ["constructor"](): PromiseConstructor {
    return Promise;
  }

  /** Items of all pages, asked for page by page. */
  [Symbol.asyncIterator](): AsyncIterator<Item> {
    return this.items();
  }

  /** Items of all pages; stopping early asks for no further page. */
  async *items(options: WalkOptions = {}): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages(options)) yield* page.items;
  }

  /** All pages, from the first; stopping early ends the call for a page that was asked for ahead. */
  async *pages(options: WalkOptions = {}): AsyncGenerator<Page<Item, Body>, void, undefined> {
    const end = options.prefetch ? new AbortController() : undefined;
    let page: Page<Item, Body> = await this;
    try {
      for (;;) {
        const ahead = end && page.hasNext ? page.next({ signal: end.signal }) : undefined;
        // A page that nobody gets to must not be an unhandled rejection.
        ahead?.catch(() => undefined);
        yield page;
        if (!page.hasNext) return;
        page = await (ahead ?? page.next());
      }
    } finally {
      end?.abort();
    }
  }

  /** The items of all pages in one list. Holds them in memory: give `maxItems` where there may be many. */
  async all({
    maxItems = Number.POSITIVE_INFINITY,
    ...options
  }: CollectOptions = {}): Promise<Item[]> {
    const items: Item[] = [];
    if (maxItems <= 0) return items;
    for await (const page of this.pages(options)) {
      // Not spread into arguments: a server may send more at once than a stack holds.
      for (const item of page.items.slice(0, maxItems - items.length)) items.push(item);
      if (items.length >= maxItems) break;
    }
    return items;
  }
}
