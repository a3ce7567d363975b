import { describe, expect, it } from "vitest";
import {
  allItems,
  ConfigError,
  type CursorPages,
  onePage,
  type PagedOperation,
  type Pages,
  ParseError,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, type SentRequest } from "../support/scripted-transport.js";

type Listed = PagedOperation<{ query?: object }, unknown, number>;
const paged = (pages: Pages) => ({ ...operation(), pages }) as Listed;
const queryOf = ({ url }: SentRequest) => Object.fromEntries(new URL(url).searchParams);
const all = Array.from({ length: 7 }, (_, index) => index);

/** A server that pages seven numbers by offset. */
const byOffset =
  (extra: (offset: number) => object = () => ({})) =>
  (sent: SentRequest) => {
    const query = queryOf(sent);
    const offset = Number(query.offset ?? 0);
    return json({
      data: { items: all.slice(offset, offset + Number(query.limit ?? 3)) },
      ...extra(offset),
    });
  };
const offset = { style: "offset", items: "data.items", offset: "offset", limit: "limit" } as const;

describe("a page", () => {
  it("has items, total, body and response, and leads to the next", async () => {
    const { client, sent } = givenClient([byOffset(() => ({ meta: { total: "7" } }))]);
    const page = await client.paginate(paged({ ...offset, total: "meta.total" }), {
      query: { limit: 4, q: "x" },
    });
    expect(page).toMatchObject({ items: [0, 1, 2, 3], total: 7, hasNext: true });
    expect(page.response.status).toBe(200);
    const next = await page.next();
    expect(next).toMatchObject({ items: [4, 5, 6], hasNext: false });
    expect(sent.map(queryOf)).toEqual([
      { limit: "4", q: "x" },
      { limit: "4", q: "x", offset: "4" },
    ]);
    expect(await reasonOf(next.next())).toBeInstanceOf(ConfigError);
  });

  it("must have a list where the document says", async () => {
    const { client } = givenClient([json({ data: { items: "no" } })]);
    expect(await reasonOf(client.paginate(paged(offset), {}))).toBeInstanceOf(ParseError);
    const empty = givenClient([json({ data: null })]);
    await expect(empty.client.paginate(paged(offset), {})).resolves.toMatchObject({
      items: [],
      hasNext: false,
    });
  });
});

describe("a list", () => {
  const collect = async (pages: Pages, step: Parameters<typeof givenClient>[0][0], query = {}) => {
    const { client, sent } = givenClient([step]);
    const items: number[] = [];
    for await (const item of client.paginate(paged(pages), { query })) {
      items.push(item);
      if (items.length > 50) throw new Error("the list does not end");
    }
    return { items, queries: sent.map(queryOf), urls: sent.map(({ url }) => url) };
  };

  it("by offset ends by the total, by the server's word, by a short page or by an empty one", async () => {
    const total = await collect(
      { ...offset, total: "total" },
      byOffset(() => ({ total: 7 })),
      { limit: 7 },
    );
    expect([total.items, total.queries.length]).toEqual([all, 1]);
    const more = await collect(
      { ...offset, hasMore: "more" },
      byOffset((at) => ({ more: at < 6 })),
    );
    expect([more.items, more.queries.length]).toEqual([all, 3]);
    const short = await collect(offset, byOffset(), { limit: 4 });
    expect([short.items, short.queries.length]).toEqual([all, 2]);
    const empty = await collect(
      { style: "offset", items: "data.items", offset: "offset" },
      byOffset(),
    );
    expect([empty.items, empty.queries.length]).toEqual([all, 4]);
  });

  it("ends by a page that is shorter than pages are, unless another size was asked for", async () => {
    const sized = { ...offset, pageSize: 3 };
    const usual = await collect(sized, byOffset());
    expect([usual.items, usual.queries.length]).toEqual([all, 3]);
    const asked = await collect(sized, byOffset(), { limit: 2 });
    expect([asked.items, asked.queries.length]).toEqual([all, 4]);
    const same = () => json({ items: [1, 2] });
    const numbered = { style: "page", items: "items", page: "page", pageSize: 3 } as const;
    expect((await collect(numbered, same)).items).toEqual([1, 2]);
  });

  it("by offset starts where the query says", async () => {
    expect((await collect(offset, byOffset(), { offset: 5, limit: 2 })).items).toEqual([5, 6]);
  });

  it("by number counts up, from the first number of the document", async () => {
    const server = (first: number, extra: object) => (sent: SentRequest) => {
      const page = Number(queryOf(sent).page ?? first) - first;
      return json({ items: all.slice(page * 3, page * 3 + 3), ...extra });
    };
    const pages = { style: "page", items: "items", page: "page", limit: "size" } as const;
    for (const [extra, more] of [
      [{ pages: 3 }, { totalPages: "pages" }],
      [{ total: 7 }, { total: "total" }],
    ] as const) {
      const { items, queries } = await collect({ ...pages, ...more }, server(1, extra), {
        size: 3,
      });
      expect([items, queries.map(({ page }) => page)]).toEqual([all, [undefined, "2", "3"]]);
    }
    const zero = await collect(
      { ...pages, firstPage: 0, totalPages: "pages" },
      server(0, { pages: 3 }),
    );
    expect(zero.queries.map(({ page }) => page)).toEqual([undefined, "1", "2"]);
    expect((await collect(pages, server(1, {}))).items).toEqual(all);
  });

  const cursor: CursorPages = { style: "cursor", items: "items", cursor: "after", next: "next" };

  it("by cursor goes on until there is none, also past empty pages", async () => {
    const pages: Record<string, object> = {
      "": { items: [1], next: "a" },
      a: { items: [], next: "b" },
      b: { items: [2], next: null },
    };
    const { items, queries } = await collect(
      cursor,
      (sent) => json(pages[queryOf(sent).after ?? ""]),
      { q: "x" },
    );
    expect(items).toEqual([1, 2]);
    expect(queries).toEqual([{ q: "x" }, { q: "x", after: "a" }, { q: "x", after: "b" }]);
  });

  it("stops with an error when the server goes in circles", async () => {
    const error = await reasonOf(collect(cursor, json({ items: [1], next: "same" })));
    expect(error).toBeInstanceOf(ParseError);
    const url = await reasonOf(
      collect(
        { style: "nextUrl", items: "items", next: "next" },
        json({ items: [1], next: "/v1/things?p=2" }),
      ),
    );
    expect(url).toBeInstanceOf(ParseError);
  });

  it("by Link header or by URL keeps the original query, and credentials", async () => {
    const link = (sent: SentRequest) => {
      const page = queryOf(sent).page ?? "1";
      const next = '</first>; rel="first", </v1/things?page=2>; title="a, b"; rel="prefetch next"';
      return json(
        [Number(page)],
        200,
        page === "1" ? { link: next } : { link: "</v1/things>; rel=first" },
      );
    };
    const linked = await collect({ style: "link", items: "" }, link, { q: "x" });
    expect([linked.items, linked.urls[1]]).toEqual([
      [1, 2],
      "https://api.test/v1/things?page=2&q=x",
    ]);
    const next = (sent: SentRequest) =>
      json({
        items: [1],
        next: queryOf(sent).page ? "" : "https://api.test/v1/things?page=2&q=y",
      });
    const named = await collect({ style: "nextUrl", items: "items", next: "next" }, next, {
      q: "x",
    });
    expect(named.urls[1]).toBe("https://api.test/v1/things?page=2&q=y");
  });

  it("is not followed to another origin", async () => {
    for (const next of [
      "https://evil.test/",
      "//evil.test/x",
      "http://api.test/v1/things",
      "https://a:b@api.test/",
    ]) {
      const error = await reasonOf(
        collect({ style: "nextUrl", items: "items", next: "next" }, json({ items: [1], next })),
      );
      expect(String(error)).toContain("another origin");
    }
  });

  it("can be collected up to a count, page by page, or ahead of use", async () => {
    const { client, sent } = givenClient([byOffset()]);
    const list = () => client.paginate(paged(offset), { query: { limit: 3 } });
    await expect(list().all({ maxItems: 4 })).resolves.toEqual([0, 1, 2, 3]);
    expect(sent).toHaveLength(2);
    await expect(list().all()).resolves.toEqual(all);
    const counts: number[] = [];
    for await (const page of list().pages()) counts.push(page.items.length);
    expect(counts).toEqual([3, 3, 1]);
    const before = sent.length;
    for await (const _ of list().items({ prefetch: true })) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length - before).toBe(2);
    const plain = sent.length;
    for await (const _ of list()) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length - plain).toBe(1);
  });

  it("ends with the caller's signal, and leaves no unhandled rejection of a page ahead", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const { client } = givenClient([byOffset()]);
    const walk = async (isLeft: boolean): Promise<void> => {
      const controller = new AbortController();
      const { signal } = controller;
      const pages = client.paginate(paged(offset), { query: { limit: 3 } }, { signal });
      for await (const _ of pages.items({ prefetch: true })) {
        controller.abort();
        if (isLeft) break;
      }
    };
    expect(await reasonOf(walk(false))).toMatchObject({ name: "AbortError" });
    await walk(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", listen);
    expect(unhandled).toEqual([]);
  });

  it("has what every call has: response, safety, the raw answer", async () => {
    const { client } = givenClient([byOffset()]);
    const { data, response } = await client.paginate(paged(offset), {}).withResponse();
    expect([data.items, response.status]).toEqual([[0, 1, 2], 200]);
    await expect((await client.paginate(paged(offset), {}).asResponse()).json()).resolves.toEqual({
      data: { items: [0, 1, 2] },
    });
    const failing = givenClient([json({}, 404)]);
    await expect(failing.client.paginate(paged(offset), {}).safe()).resolves.toMatchObject({
      ok: false,
    });
  });
});

describe("pages that are asked for in the body", () => {
  it("go on by nested members, and leave the caller's body as it is", async () => {
    const { client, sent } = givenClient([
      ({ body }) => {
        const from = Number(JSON.parse(body).paging?.from ?? 0);
        return json({ items: all.slice(from, from + 3) });
      },
    ]);
    const pages = {
      style: "offset",
      in: "body",
      items: "items",
      offset: "paging.from",
      limit: "paging.size",
    } as const;
    const body = { q: "x", paging: { size: 3 } };
    const list = { ...operation({ method: "POST", body: "json" }), pages } as PagedOperation<
      { body: object },
      unknown,
      number
    >;
    expect(await client.paginate(list, { body }).all()).toEqual(all);
    expect(sent.map((request) => JSON.parse(request.body))).toEqual([
      body,
      { q: "x", paging: { size: 3, from: 3 } },
      { q: "x", paging: { size: 3, from: 6 } },
    ]);
    expect(body).toEqual({ q: "x", paging: { size: 3 } });
  });

  it("have sizes for services too", async () => {
    const { client, sent } = givenClient([json({ items: [1], total: 1 })]);
    const pages = {
      style: "offset",
      in: "body",
      items: "items",
      offset: "from",
      limit: "size",
      total: "total",
      sizes: { usual: 20, most: 100 },
    } as const;
    const list = { ...operation({ method: "POST", body: "json" }), pages } as PagedOperation<
      { body?: object },
      unknown,
      number
    >;
    const page = await onePage(client, list, { body: { from: -5, q: "x" } });
    expect(sent[0]?.body).toBe('{"from":0,"q":"x","size":20}');
    expect(page).toMatchObject({ limit: 20, offset: 0, total: 1 });
    expect(await allItems(client, list, {})).toEqual([1]);
    expect(sent[1]?.body).toBe('{"size":100}');
  });
});

describe("a cursor", () => {
  it("may be a name with a dot, or a member of the last item", async () => {
    const byName = { style: "nextUrl", items: "value", next: "@odata.nextLink" } as const;
    const first = givenClient([
      json({ value: [1], "@odata.nextLink": "/v1/things?at=2" }),
      json({ value: [2] }),
    ]);
    expect(await first.client.paginate(paged(byName), {}).all()).toEqual([1, 2]);
    const byItem = {
      style: "cursor",
      items: "data",
      cursor: "after",
      next: "data.-1.id",
      hasMore: "more",
    } as const;
    const second = givenClient([
      json({ data: [{ id: 1 }, { id: 2 }], more: true }),
      json({ data: [{ id: 3 }], more: false }),
    ]);
    expect(await second.client.paginate(paged(byItem), {}).all()).toHaveLength(3);
    expect(second.sent.map(queryOf)).toEqual([{}, { after: "2" }]);
  });
});
