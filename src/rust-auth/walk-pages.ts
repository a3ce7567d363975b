/** Walks lists whose counters cannot all be trusted. */
import type { Page } from "../runtime/index.js";

/** Where a walk ends, besides the end of its list. */
export interface WalkLimits<Item, Body> {
  readonly maxPages?: number | undefined;
  readonly maxItems?: number | undefined;
  /** Whether the page after this one shall be asked for, where the list itself would go on. */
  readonly goesOn?: (page: Page<Item, Body>) => boolean;
}

/** Items of pages, asked for page by page as they are consumed. */
export async function* walkPages<Item, Body>(
  pages: AsyncIterable<Page<Item, Body>>,
  limits: WalkLimits<Item, Body>,
): AsyncGenerator<Item, void, undefined> {
  const { maxPages = Number.POSITIVE_INFINITY, maxItems = Number.POSITIVE_INFINITY } = limits;
  if (!(maxPages >= 1 && maxItems >= 1)) return;
  let [pagesSeen, itemsSeen] = [0, 0];
  for await (const page of pages) {
    for (const item of page.items) {
      yield item;
      itemsSeen += 1;
      if (itemsSeen >= maxItems) return;
    }
    pagesSeen += 1;
    if (pagesSeen >= maxPages || limits.goesOn?.(page) === false) return;
  }
}
