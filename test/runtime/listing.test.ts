import { describe, expect, expectTypeOf, it } from "vitest";
import {
  AbortError,
  type ApiPromise,
  allItems,
  CountedPage,
  createFilePart,
  eachItem,
  type OffsetPages,
  onePage,
  type PagedOperation,
  ScopedService,
  wireValues,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, type SentRequest } from "../support/scripted-transport.js";

interface Query {
  limit?: number;
  offset?: number;
  kind?: string;
}
type Listed = PagedOperation<{ query?: Query | undefined }, unknown, number, { 404: string }>;

const pages: OffsetPages = {
  style: "offset",
  items: "items",
  offset: "offset",
  limit: "limit",
  total: "total",
  sizes: { usual: 10, least: 0, most: 100 },
  repeats: { limit: "limit", offset: "offset" },
};
const listed = (changes: Partial<OffsetPages> = {}) =>
  ({ ...operation(), pages: { ...pages, ...changes } }) as Listed;

const queryOf = ({ url }: SentRequest) => Object.fromEntries(new URL(url).searchParams);

/** A server that counts up to a total, and repeats what it was asked for. */
const counting = (total: number) => (sent: SentRequest) => {
  const query = queryOf(sent);
  const [limit, offset] = [Number(query.limit), Number(query.offset ?? 0)];
  const count = Math.max(0, Math.min(limit, total - offset));
  return json({
    items: Array.from({ length: count }, (_, at) => offset + at),
    limit,
    offset,
    total,
  });
};

describe("one page", () => {
  it("is of the usual size and from the start, and knows its place", async () => {
    const { client, sent } = givenClient([counting(25)]);
    const page = await onePage(client, listed(), {});
    expect(sent.map(queryOf)).toEqual([{ limit: "10", offset: "0" }]);
    expect(page).toBeInstanceOf(CountedPage);
    expect(page).toMatchObject({ limit: 10, offset: 0, total: 25, hasMore: true });
    expect(page).toMatchObject({ nextOffset: 10, totalPages: 3, currentPage: 1 });
    expect(page.items).toHaveLength(10);
    const last = await onePage(client, listed(), { query: { offset: 20 } });
    expect(last).toMatchObject({ hasMore: false, nextOffset: 30, currentPage: 3 });
  });

  it("has a size and an offset that the document allows", async () => {
    const { client, sent } = givenClient([counting(5)]);
    for (const query of [{ limit: 500, offset: -3 }, { limit: -1 }, { limit: 7, kind: "x" }])
      await onePage(client, listed(), { query });
    expect(sent.map(queryOf)).toEqual([
      { limit: "100", offset: "0" },
      { limit: "0", offset: "0" },
      { limit: "7", offset: "0", kind: "x" },
    ]);
  });

  it("of size 0 has no number", async () => {
    const page = new CountedPage([1, 2], { limit: 0, offset: 0, total: 2 });
    expect(page).toMatchObject({ totalPages: 0, currentPage: 0, nextOffset: 0, hasMore: false });
  });

  it("takes what the answer lacks as 0, and what it never has from the query", async () => {
    const { client } = givenClient([json({})]);
    const bare = await onePage(client, listed(), { query: { limit: 3 } });
    expect(bare).toEqual(new CountedPage([], { limit: 0, offset: 0, total: 0 }));
    const { repeats: _, ...silent } = pages;
    const operationWithout = { ...operation(), pages: silent } as Listed;
    const asked = await onePage(client, operationWithout, { query: { limit: 3, offset: 6 } });
    expect(asked).toMatchObject({ limit: 3, offset: 6, currentPage: 3 });
  });

  it("is items, limit, offset and total as JSON", async () => {
    const { client } = givenClient([counting(1)]);
    const page = await onePage(client, listed(), {});
    expect(JSON.stringify(page)).toBe('{"items":[0],"limit":10,"offset":0,"total":1}');
  });

  it("is a call like any other: safe, with its response, or raw", async () => {
    const { client } = givenClient([counting(2)]);
    const { data, response } = await onePage(client, listed(), {}).withResponse();
    expect([data.items, response.status]).toEqual([[0, 1], 200]);
    const raw = await onePage(client, listed(), {}).asResponse();
    await expect(raw.json()).resolves.toMatchObject({ total: 2 });
    const failing = givenClient([json("gone", 404)]);
    const result = await onePage(failing.client, listed(), {}).safe();
    expect(result).toMatchObject({ ok: false, error: { status: 404, body: "gone" } });
  });
});

describe("all items", () => {
  it("come by pages of the largest size", async () => {
    const { client, sent } = givenClient([counting(250)]);
    await expect(allItems(client, listed(), { query: { kind: "x" } })).resolves.toHaveLength(250);
    expect(sent.map(queryOf)).toEqual([
      { kind: "x", limit: "100" },
      { kind: "x", limit: "100", offset: "100" },
      { kind: "x", limit: "100", offset: "200" },
    ]);
  });

  it("can be limited, and end with their caller's signal", async () => {
    const { client, sent } = givenClient([counting(1_000)]);
    await expect(allItems(client, listed(), {}, { maxItems: 150 })).resolves.toHaveLength(150);
    expect(sent).toHaveLength(2);
    const controller = new AbortController();
    const stopping = givenClient([
      counting(1_000),
      (request) => {
        controller.abort();
        return counting(1_000)(request);
      },
    ]);
    const { signal } = controller;
    const all = allItems(stopping.client, listed(), {}, { signal });
    expect(await reasonOf(all)).toBeInstanceOf(AbortError);
    expect(stopping.sent).toHaveLength(2);
  });
});

describe("item by item", () => {
  const take = async (items: AsyncIterable<number>, count: number): Promise<number[]> => {
    const taken: number[] = [];
    for await (const item of items) {
      taken.push(item);
      if (taken.length >= count) break;
    }
    return taken;
  };

  it("asks for nothing before somebody wants an item, and for no more than is wanted", async () => {
    const { client, sent } = givenClient([counting(300)]);
    const items = eachItem(client, listed(), {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(0);
    await expect(take(items, 3)).resolves.toEqual([0, 1, 2]);
    expect(sent.map(queryOf)).toEqual([{ limit: "100" }]);
    await expect(take(eachItem(client, listed(), { query: { limit: 2 } }), 3)).resolves.toEqual([
      0, 1, 2,
    ]);
    expect(sent.slice(1).map(queryOf)).toEqual([{ limit: "2" }, { limit: "2", offset: "2" }]);
  });

  it("gives everything in order, ahead of use or not", async () => {
    for (const prefetch of [false, true]) {
      const { client, sent } = givenClient([counting(250)]);
      const items = await take(eachItem(client, listed(), {}, { prefetch }), 1_000);
      expect([items.length, items.at(-1), sent.length]).toEqual([250, 249, 3]);
    }
  });

  it("ends the call for a page that was asked for ahead when it is left", async () => {
    let ended = false;
    const { client } = givenClient([counting(300)]);
    const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init);
      if (!request.url.includes("offset=100"))
        return counting(300)({ url: request.url } as SentRequest);
      return new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => {
          ended = true;
          reject(init.signal?.reason);
        });
      });
    };
    await take(eachItem(client, listed(), {}, { prefetch: true, fetch }), 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(true);
  });

  it("stops at a page of size 0, which is everything or nothing", async () => {
    const { client, sent } = givenClient([json({ items: [1, 2], total: 5, limit: 0, offset: 0 })]);
    await expect(take(eachItem(client, listed(), { query: { limit: 0 } }), 9)).resolves.toEqual([
      1, 2,
    ]);
    expect(sent).toHaveLength(1);
  });
});

describe("values under their names on the wire", () => {
  it("are renamed; what is undefined or unknown is left out", () => {
    const given: { userRole?: "A" | undefined; limit?: number; other: number } = {
      userRole: undefined,
      limit: 3,
      other: 1,
    };
    const names = { userRole: "user_role", limit: "limit" } as const;
    const values = wireValues(given, names);
    expect(values).toEqual({ limit: 3 });
    expectTypeOf(values).toEqualTypeOf<{ user_role?: "A"; limit?: number }>();
    expect(wireValues({ userRole: "A" }, names)).toEqual({ user_role: "A" });
  });
});

describe("a file to upload", () => {
  it("has a name, and a type where one is given", () => {
    expect(createFilePart("a.png", "bytes", "image/png")).toEqual({
      data: "bytes",
      filename: "a.png",
      type: "image/png",
    });
    expect(createFilePart("a.png", "bytes", undefined)).not.toHaveProperty("type");
  });
});

describe("a service", () => {
  const find = operation<{ path: { id: number } }, string, unknown>({ path: "/things/{id}" });

  it("calls with the values of its scope", async () => {
    class Things extends ScopedService<{ readonly id: number }> {
      get(): ApiPromise<string, unknown> {
        return this.caller.call(find, { path: { id: this.scope.id } });
      }
    }
    const { client, sent } = givenClient([json("thing")]);
    await expect(new Things(client, { id: 7 }).get()).resolves.toBe("thing");
    expect(sent[0]?.url).toBe("https://api.test/v1/things/7");
  });
});

describe("a call whose result is made into something else", () => {
  const get = operation<Record<string, never>, number, unknown>();

  it("keeps all that a call has, and rejects with what making it throws", async () => {
    const { client } = givenClient([json(2)]);
    const doubled = client.call(get, {}).map((value) => value * 2);
    await expect(doubled).resolves.toBe(4);
    await expect(doubled.withResponse()).resolves.toMatchObject({
      data: 4,
      response: { status: 200 },
    });
    const failing = client.call(get, {}).map(() => {
      throw new TypeError("no");
    });
    expect(await reasonOf(failing)).toBeInstanceOf(TypeError);
  });

  it("is not asked when the call fails", async () => {
    const { client } = givenClient([json({}, 404)]);
    const mapped = client.call(get, {}).map(() => {
      throw new TypeError("no");
    });
    expect(await reasonOf(mapped)).toMatchObject({ status: 404 });
  });
});
