/** The three ways to read each list: what is asked for, and what comes of it. */
import { describe, expect, it } from "vitest";
import type { CountedPage } from "../../src/runtime/index.js";
import type { RecordedRequest } from "../../src/testing/index.js";
import type { VClient } from "../../src/valentina/index.js";
import { given, listing } from "./support/given.js";
import { type ListRow, lists } from "./support/lists.js";

interface Item {
  readonly id: string;
}

/** Calls a method that the table names; its type is proved elsewhere. */
function invoke(row: ListRow, index: 0 | 1 | 2, client: VClient, place: object = {}): unknown {
  const service = row.service(client);
  const method: unknown = Reflect.get(service, row.names[index]);
  if (typeof method !== "function") throw new Error(`there is no ${row.names[index]}`);
  return Reflect.apply(method, service, [...row.lead, { ...row.filters, ...place }]);
}

/** What a request asked for, without an order. */
const asked = ({ method, path, query }: RecordedRequest) => [
  `${method} ${path}`,
  Object.fromEntries(query),
];

/** Without an offset the server starts at the first item. */
const expected = (row: ListRow, limit: number, offset?: number) => [
  `GET /api/v1${row.path}`,
  {
    ...row.query,
    limit: String(limit),
    ...(offset !== undefined && { offset: String(offset) }),
  },
];

describe("a list", () => {
  for (const row of lists) {
    const [page, all, each] = row.names;
    const of = row.path.split("/").at(-1);

    it(`of ${of} comes page by page: ${page} [${row.rows[0]}]`, async () => {
      const { client, fetch } = given(listing(13));
      // The tables name methods that answer a promise of a page.
      const first = (await invoke(row, 0, client)) as CountedPage<Item>;
      const second = (await invoke(row, 0, client, { limit: 5, offset: 10 })) as typeof first;
      expect(fetch.requests.map(asked)).toEqual([expected(row, 10, 0), expected(row, 5, 10)]);
      expect(first.items.map(({ id }) => id)).toHaveLength(10);
      expect(second.items.map(({ id }) => id)).toEqual(["i10", "i11", "i12"]);
      expect([first.hasMore, second.hasMore, second.total]).toEqual([true, false, 13]);
    });

    it(`of ${of} comes as a whole: ${all} [${row.rows[1]}]`, async () => {
      const { client, fetch } = given(listing(101));
      // The tables name methods that answer a promise of a list.
      const items = (await invoke(row, 1, client)) as readonly Item[];
      expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 101 }, (_, n) => `i${n}`));
      expect(fetch.requests.map(asked)).toEqual([expected(row, 100), expected(row, 100, 100)]);
    });

    it(`of ${of} comes item by item: ${each} [${row.rows[2]}]`, async () => {
      const { client, fetch } = given(listing(5));
      // The tables name methods that answer an async iterator.
      const items = invoke(row, 2, client, { limit: 2 }) as AsyncIterable<Item>;
      expect(fetch.count).toBe(0);
      const seen: string[] = [];
      for await (const { id } of items) {
        seen.push(`${id} after ${fetch.count}`);
        if (id === "i3") break;
      }
      expect(seen).toEqual(["i0 after 1", "i1 after 1", "i2 after 2", "i3 after 2"]);
      expect(fetch.requests.map(asked)).toEqual([expected(row, 2), expected(row, 2, 2)]);
    });
  }
});
