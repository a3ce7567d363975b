/** Pages: what they know, how sizes are kept within what the server takes, and how lists end. */
import { describe, expect, it, vi } from "vitest";
import { AbortError, CountedPage } from "../../src/runtime/index.js";
import { rejection } from "../support/rejection.js";
import { given, listing } from "./support/given.js";

const place = (query: URLSearchParams) => [query.get("limit"), query.get("offset")];

describe("a page", () => {
  it("has items, limit, offset and total as they were sent [VN-066, VN-067, VN-068, VN-069]", async () => {
    const { client } = given([{ json: { items: [{ id: "a" }], limit: 7, offset: 14, total: 15 } }]);
    const page = await client.companies.getPage({ limit: 9, offset: 2 });
    expect(page).toBeInstanceOf(CountedPage);
    expect(page.items).toEqual([{ id: "a" }]);
    expect([page.limit, page.offset, page.total]).toEqual([7, 14, 15]);
  });

  it("is empty where the server leaves something out [VN-066, VN-067, VN-068, VN-069]", async () => {
    const { client } = given([{ json: {} }]);
    const page = await client.companies.getPage();
    expect([page.items, page.limit, page.offset, page.total]).toEqual([[], 0, 0, 0]);
    expect([page.hasMore, page.totalPages, page.currentPage]).toEqual([false, 0, 0]);
  });

  it.each([
    [{ count: 10, limit: 10, offset: 0, total: 25 }, [true, 10, 3, 1]],
    [{ count: 10, limit: 10, offset: 10, total: 25 }, [true, 20, 3, 2]],
    [{ count: 5, limit: 10, offset: 20, total: 25 }, [false, 30, 3, 3]],
    [{ count: 3, limit: 10, offset: 0, total: 25 }, [true, 10, 3, 1]],
    [{ count: 25, limit: 0, offset: 0, total: 25 }, [false, 0, 0, 0]],
    [{ count: 0, limit: 10, offset: 40, total: 25 }, [false, 50, 3, 5]],
    [{ count: 10, limit: 10, offset: 5, total: 30 }, [true, 15, 3, 1]],
  ])(
    "knows where it is: %j [VN-070, VN-071, VN-072, VN-073]",
    (shape, [more, next, pages, current]) => {
      const { count, ...where } = shape;
      const page = new CountedPage(Array.from({ length: count }), where);
      expect([page.hasMore, page.nextOffset, page.totalPages, page.currentPage]).toEqual([
        ...[more, next, pages, current],
      ]);
    },
  );

  it("is what the server sent when it is written as JSON [VN-413]", async () => {
    const body = { items: [{ id: "a" }], limit: 10, offset: 0, total: 1 };
    const { client } = given([{ json: body }]);
    const page = await client.companies.getPage();
    expect(JSON.parse(JSON.stringify(page))).toEqual(body);
    expect(Object.keys(page)).toEqual(["items", "limit", "offset", "total"]);
  });

  it("leads to the next by its offset [VN-074]", async () => {
    const { client, fetch } = given(listing(25));
    const page = await client.companies.getPage({ limit: 10, offset: 0 });
    const header = `Page ${page.currentPage} of ${page.totalPages}`;
    const next = await client.companies.getPage({ limit: 10, offset: page.nextOffset });
    expect(header).toBe("Page 1 of 3");
    expect(next.items[0]).toEqual({ id: "i10" });
    expect(fetch.requests.map(({ query }) => place(query))).toEqual([
      ["10", "0"],
      ["10", "10"],
    ]);
  });

  it.each([
    [{}, ["10", "0"]],
    [{ limit: 500 }, ["100", "0"]],
    [{ limit: 100, offset: -1 }, ["100", "0"]],
    [{ limit: -5, offset: 3 }, ["0", "3"]],
    [{ limit: 0 }, ["0", "0"]],
  ])("of %j is asked for within what the server takes [VN-063]", async (asked, expected) => {
    const { client, fetch } = given(listing(3));
    await client.companies.getPage(asked);
    expect(place(fetch.last.query)).toEqual(expected);
  });

  it("also tells of its response", async () => {
    const { client } = given(listing(3));
    const { data, response } = await client.companies.getPage().withResponse();
    expect([data.total, response.status]).toEqual([3, 200]);
  });
});

describe("a whole list", () => {
  it("is the same read page by page, at once, and item by item [VN-412, VN-004]", async () => {
    const { client } = given(listing(23));
    const byPage: unknown[] = [];
    for (let page = await client.companies.getPage(); ; ) {
      byPage.push(...page.items);
      if (!page.hasMore) break;
      page = await client.companies.getPage({ offset: page.nextOffset });
    }
    const all = await client.companies.listAll();
    const each: unknown[] = [];
    for await (const company of client.companies.iterAll()) each.push(company);
    expect(byPage).toEqual(all);
    expect(each).toEqual(all);
    expect(all).toHaveLength(23);
  });

  it("is asked for a hundred at a time, until there is no more [VN-064]", async () => {
    const { client, fetch } = given(listing(250));
    expect(await client.companies.listAll()).toHaveLength(250);
    expect(fetch.requests.map(({ query }) => place(query))).toEqual([
      ["100", null],
      ["100", "100"],
      ["100", "200"],
    ]);
  });

  it.each([
    [undefined, "100"],
    [7, "7"],
    [1_000, "100"],
  ])("comes in pages of %s where it is iterated over [VN-065]", async (limit, expected) => {
    const { client, fetch } = given(listing(3));
    for await (const _ of client.companies.iterAll(limit === undefined ? {} : { limit })) break;
    expect(fetch.last.query.get("limit")).toBe(expected);
  });

  it("asks for a page when its first item is wanted, or one ahead [VN-065]", async () => {
    const plain = given(listing(6));
    const walk = plain.client.companies.iterAll({ limit: 2 });
    expect(plain.fetch.count).toBe(0);
    await walk.next();
    await walk.next();
    expect(plain.fetch.count).toBe(1);
    await walk.next();
    expect(plain.fetch.count).toBe(2);

    const ahead = given(listing(6));
    const eager = ahead.client.companies.iterAll({ limit: 2 }, { prefetch: true });
    await eager.next();
    await vi.waitFor(() => expect(ahead.fetch.count).toBe(2));
    await eager.return();
    expect(ahead.fetch.count).toBe(2);
  });

  it("stops with the loop, and with its signal [VN-065]", async () => {
    const { client, fetch } = given(listing(100));
    for await (const _ of client.companies.iterAll({ limit: 5 })) break;
    expect(fetch.count).toBe(1);

    const controller = new AbortController();
    const seen: unknown[] = [];
    const outcome = rejection(
      (async () => {
        for await (const company of client.companies.iterAll(
          { limit: 5 },
          { signal: controller.signal },
        )) {
          seen.push(company);
          if (seen.length === 7) controller.abort();
        }
      })(),
    );
    expect(await outcome).toBeInstanceOf(AbortError);
    expect(seen).toHaveLength(10);
    expect(fetch.count).toBe(3);
  });

  it("ends where a page is empty though there should be more, or has no size [VN-064, VN-065]", async () => {
    const empty = { json: { items: [], limit: 100, offset: 0, total: 5 } };
    const none = given([empty]);
    expect(await none.client.companies.listAll()).toEqual([]);
    expect(none.fetch.count).toBe(1);

    const everything = { json: { items: [{ id: "a" }], limit: 0, offset: 0, total: 9 } };
    const sizeless = given([everything]);
    const seen: unknown[] = [];
    for await (const company of sizeless.client.companies.iterAll({ limit: 0 })) seen.push(company);
    expect(seen).toEqual([{ id: "a" }]);
  });

  it("is read whole where the server sends more than it was asked for", async () => {
    const items = Array.from({ length: 150 }, (_, index) => ({ id: `g${index}` }));
    const { client, fetch } = given([{ json: { items, limit: 100, offset: 0, total: 150 } }]);
    expect(await client.characters("u1", "p1").listAllGifts("ch1")).toHaveLength(150);
    expect(fetch.count).toBe(1);
  });

  it("keeps up with a total that changes [VN-064]", async () => {
    const page = (first: number, count: number, total: number) => ({
      json: {
        items: Array.from({ length: count }, (_, index) => ({ id: `i${first + index}` })),
        ...{ limit: 100, offset: first, total },
      },
    });
    const { client } = given([page(0, 100, 150), page(100, 100, 210), page(200, 10, 210)]);
    expect(await client.companies.listAll()).toHaveLength(210);
  });

  it("may be bounded", async () => {
    const { client, fetch } = given(listing(1_000));
    expect(await client.companies.listAll({}, { maxItems: 120 })).toHaveLength(120);
    expect(fetch.count).toBe(2);
  });

  it("of a hundred thousand items is streamed without being held", async () => {
    const { client, fetch } = given(listing(100_000));
    let count = 0;
    for await (const _ of client.companies.iterAll()) count += 1;
    expect([count, fetch.count]).toEqual([100_000, 1_000]);
  });
});
