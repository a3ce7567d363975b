/** A page that knows its place in a list whose items are counted. */

/** One page of a counted list. As JSON it is items, limit, offset and total. */
export class CountedPage<Item> {
  readonly items: readonly Item[];
  /** How many items the page may hold. */
  readonly limit: number;
  /** How many items come before it. */
  readonly offset: number;
  /** Count of all items, on whatever page. */
  readonly total: number;

  /** Made by the runtime out of an answer. */
  constructor(items: readonly Item[], place: { limit: number; offset: number; total: number }) {
    this.items = items;
    this.limit = place.limit;
    this.offset = place.offset;
    this.total = place.total;
  }

  /** Whether items follow after those of this page. */
  get hasMore(): boolean {
    return this.offset + this.items.length < this.total;
  }

  /** Offset of the page after this one, whether or not there is one. */
  get nextOffset(): number {
    return this.offset + this.limit;
  }

  /** How many pages of this size the list has; 0 for a page of size 0. */
  get totalPages(): number {
    return this.limit > 0 ? Math.ceil(this.total / this.limit) : 0;
  }

  /** Number of this page, from 1; 0 for a page of size 0. */
  get currentPage(): number {
    return this.limit > 0 ? Math.floor(this.offset / this.limit) + 1 : 0;
  }
}
