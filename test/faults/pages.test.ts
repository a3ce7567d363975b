/** Lists of servers that go in circles, lie about totals, or send more than was asked for. */
import { type PagedOperation, type Pages, ParseError } from "clientwright/runtime";
import type { Answer } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { failure, given, operation } from "./given.js";

const list = (pages: Pages): PagedOperation<object, unknown, number> =>
  ({ ...operation(), pages }) as PagedOperation<object, unknown, number>;
const cursors = list({
  style: "cursor",
  items: "items",
  cursor: "after",
  next: "next",
  hasMore: "more",
});
const offsets = list({
  style: "offset",
  items: "items",
  offset: "skip",
  limit: "take",
  total: "total",
});
const numbers = list({
  style: "page",
  items: "items",
  page: "page",
  limit: "take",
  totalPages: "pages",
});
const urls = list({ style: "nextUrl", items: "items", next: "next" });
const page = (items: readonly unknown[], more: object = {}): Answer => ({
  json: { items, ...more },
});

describe("a cursor", () => {
  it("that repeats at once, or after a while, ends in a ParseError", async () => {
    for (const cycle of [["a"], ["a", "b"], ["a", "b", "c"]]) {
      let count = 0;
      const { client } = given({
        "* *": () => ({ json: { items: [1], next: cycle[count++ % cycle.length] } }),
      });
      expect(await failure(client.paginate(cursors, {}).all())).toBeInstanceOf(ParseError);
      expect(count).toBeLessThanOrEqual(cycle.length + 1);
    }
  });

  it("on an empty page goes on, unless the server says that it was the last", async () => {
    const { client } = given([
      page([], { next: "a", more: true }),
      page([1], { next: "b", more: false }),
    ]);
    expect(await client.paginate(cursors, {}).all()).toEqual([1]);
  });

  it.each([[{}], [[]], [true], [""], [null]])("of %j is none", async (next) => {
    const { client, fetch } = given([page([1], { next })]);
    expect(await client.paginate(cursors, {}).all()).toEqual([1]);
    expect(fetch.count).toBe(1);
  });

  it("is a value of the query, whatever it says, and leaves the rest of the query alone", async () => {
    const next = "a&admin=1#x/../é";
    const { client, fetch } = given([page([1], { next }), page([2])]);
    await client.paginate(cursors, { query: { kind: "k" } }, { query: { extra: "1" } }).all();
    expect([...fetch.last.query]).toEqual([
      ["kind", "k"],
      ["after", next],
      ["extra", "1"],
    ]);
  });
});

describe("counted pages", () => {
  it("shorter than asked for are counted as they come, and all items are seen once", async () => {
    const all = Array.from({ length: 10 }, (_, index) => index);
    const { client } = given({
      "* *": ({ query }) => {
        const skip = Number(query.get("skip") ?? 0);
        return { json: { items: all.slice(skip, skip + 3), total: 10 } };
      },
    });
    expect(await client.paginate(offsets, { query: { take: 5 } }).all()).toEqual(all);
  });

  it.each([
    ["too large", 1_000_000],
    ["negative", -1],
    ["text", "many"],
    ["null", null],
    ["zero", 0],
  ])("with a total that is %s end", async (_title, total) => {
    const { client, fetch } = given({
      "* *": ({ query }) => ({ json: { items: query.get("skip") ? [] : [1, 2], total } }),
    });
    expect(await client.paginate(offsets, { query: { take: 2 } }).all()).toEqual([1, 2]);
    expect(fetch.count).toBeLessThanOrEqual(2);
  });

  it("whose count of pages is a lie end at the first empty one", async () => {
    const { client, fetch } = given({
      "* *": ({ query }) => ({
        json: { items: Number(query.get("page") ?? 1) < 3 ? [1] : [], pages: 1e9 },
      }),
    });
    expect(await client.paginate(numbers, {}).all()).toEqual([1, 1]);
    expect(fetch.count).toBe(3);
  });

  it("of a server that ignores the limit and sends 300,000 items at once are one list", async () => {
    const { client } = given([
      page(
        Array.from({ length: 300_000 }, () => 1),
        { total: 300_000 },
      ),
    ]);
    expect(await client.paginate(offsets, { query: { take: 10 } }).all()).toHaveLength(300_000);
  });

  it.each([
    ["an object", { a: 1 }],
    ["text", "abc"],
    ["a number", 7],
  ])("whose items are %s are a ParseError", async (_title, items) => {
    const { client } = given([{ json: { items } }]);
    expect(await failure(client.paginate(offsets, {}).all())).toBeInstanceOf(ParseError);
  });
});

describe("a next URL", () => {
  it.each([
    "?page=2",
    "/v1/things?page=2",
    "things?page=2",
    "https://api.test/v1/things?page=2",
    "./../v1/things?page=2#top",
  ])("%s of the same origin is followed, with the original query", async (next) => {
    const { client, fetch } = given([page([1], { next }), page([2])]);
    expect(await client.paginate(urls, { query: { kind: "k" } }).all()).toEqual([1, 2]);
    expect(fetch.last.url).toBe("https://api.test/v1/things?page=2&kind=k");
  });

  it("of the page itself does not go round for ever", async () => {
    const { client, fetch } = given({ "* *": page([1], { next: "/v1/things" }) });
    expect(await failure(client.paginate(urls, {}).all())).toBeInstanceOf(ParseError);
    expect(fetch.count).toBeLessThanOrEqual(2);
  });
});

describe("one promise of a list", () => {
  const three = {
    "* *": ({ query }: { query: URLSearchParams }) => {
      const at = Number(query.get("after") ?? 0);
      return { json: { items: [at], ...(at < 2 && { next: String(at + 1) }) } };
    },
  };

  it("can be walked twice at the same time, each walk whole", async () => {
    const { client } = given(three);
    const promise = client.paginate(cursors, {});
    const walks = await Promise.all([
      promise.all(),
      promise.all({ prefetch: true }),
      promise.all(),
    ]);
    expect(walks).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it("left in the middle asks for nothing further, and a page asked for ahead may fail unheard", async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on("unhandledRejection", hear);
    const { client, fetch } = given([page([1], { next: "a" }), { status: 404 }]);
    for await (const _ of client.paginate(cursors, {}).pages({ prefetch: true })) break;
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    expect(unheard).toEqual([]);
    expect(fetch.count).toBe(2);
  });

  it("stops when its caller aborts between pages", async () => {
    const controller = new AbortController();
    const { client, fetch } = given(three);
    const walk = async () => {
      for await (const _ of client.paginate(cursors, {}, { signal: controller.signal }))
        controller.abort();
    };
    expect(await failure(walk())).toMatchObject({ kind: "abort" });
    expect(fetch.count).toBe(1);
  });

  it("takes no more than maxItems, and asks for no page beyond them", async () => {
    const { client, fetch } = given(three);
    expect(await client.paginate(cursors, {}).all({ maxItems: 2 })).toEqual([0, 1]);
    expect(fetch.count).toBe(2);
  });
});
