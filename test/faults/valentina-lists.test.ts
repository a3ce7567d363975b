/** Lists of many items: how many requests they take, when these stop, and what is held in memory. */
import { describe, expect, it } from "vitest";
import { failure } from "./given.js";
import { given, heldMemory, manyNotes, notePage } from "./valentina-given.js";

const userId = "68c1f7152cae3787a09a7402";

const givenMany = (total: number) => {
  const source = manyNotes(total);
  const { client } = given([], { fetch: source.fetch });
  return { source, users: client.users() };
};

describe("100,000 items", () => {
  const total = 100_000;

  it("are all there, in order, by as few requests as can be, and cost little more than themselves [VN-064]", async () => {
    const { source, users } = givenMany(total);
    const before = heldMemory();
    const notes = await users.listAllNotes(userId);
    const perItem = (heldMemory() - before) / total;
    expect([notes.length, source.count]).toEqual([total, total / 100]);
    expect(notes.findIndex(({ title }, index) => title !== `Note ${index}`)).toBe(-1);
    // As text an item is 220 bytes, and as an object of fresh strings twice as much.
    expect(perItem).toBeLessThan(1_000);
  });

  it("that are read one by one leave nothing behind [VN-065]", async () => {
    const { source, users } = givenMany(total / 5);
    let most = 0;
    let seen = 0;
    const before = heldMemory();
    for await (const { title } of users.iterAllNotes(userId)) {
      if (title !== `Note ${seen}`) throw new Error(`${title} in place of ${seen}`);
      seen += 1;
      if (seen % 4_000 === 0) most = Math.max(most, heldMemory() - before);
    }
    expect([seen, source.count]).toEqual([total / 5, total / 500]);
    // All of them would be 8 million bytes and more.
    expect(most).toBeLessThan(3_000_000);
  });
});

describe("reading one by one", () => {
  it.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])("stops after %i items with %i requests [VN-065]", async (items, requests) => {
    const { source, users } = givenMany(1_000);
    let seen = 0;
    for await (const _ of users.iterAllNotes(userId)) {
      seen += 1;
      if (seen === items) break;
    }
    expect(source.count).toBe(requests);
  });

  it("asks for nothing before somebody looks, and for one page ahead when told", async () => {
    const { source, users } = givenMany(1_000);
    const items = users.iterAllNotes(userId, {}, { prefetch: true });
    expect(source.count).toBe(0);
    await items.next();
    expect(source.count).toBeLessThanOrEqual(2);
    await items.return(undefined);
    const after = source.count;
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.count).toBe(after);
  });

  it("is ended by a throw in its loop, and by its signal, with no further request", async () => {
    const { source, users } = givenMany(1_000);
    const mine = new Error("mine");
    const thrown = (async () => {
      for await (const _ of users.iterAllNotes(userId)) throw mine;
    })();
    expect(await failure(thrown)).toBe(mine);
    expect(source.count).toBe(1);

    const abort = new AbortController();
    const { signal } = abort;
    let seen = 0;
    const aborted = (async () => {
      for await (const _ of users.iterAllNotes(userId, {}, { signal })) {
        seen += 1;
        if (seen === 150) abort.abort();
      }
    })();
    expect(await failure(aborted)).toMatchObject({ kind: "abort" });
    expect([source.count, seen]).toEqual([3, 200]);
  });
});

describe("a list that is read in full", () => {
  it("ends with its signal, whatever page it is at", async () => {
    const abort = new AbortController();
    let count = 0;
    const { client } = given([], {
      fetch: async (input) => {
        count += 1;
        if (count === 3) abort.abort();
        return Response.json(notePage(new URL(String(input)), 1_000));
      },
    });
    const { signal } = abort;
    const call = client.users().listAllNotes(userId, {}, { signal });
    expect(await failure(call)).toMatchObject({ kind: "abort" });
    expect(count).toBe(3);
  });

  it("fails with the page that fails, and keeps on through a rate limit", async () => {
    const broken = given([
      { json: notePage(new URL("https://x.test/?limit=100"), 250) },
      { status: 500, json: {} },
    ]);
    const failed = await failure(broken.client.users().listAllNotes(userId));
    expect(failed).toMatchObject({ name: "ServerError" });

    const pages = [0, 100, 200].map((offset) => ({
      json: notePage(new URL(`https://x.test/?limit=100&offset=${offset}`), 250),
    }));
    const [first, ...rest] = pages;
    const { client, fetch, clock } = given([...(first ? [first] : []), { status: 429 }, ...rest]);
    const call = client.users().listAllNotes(userId);
    await clock.runAll();
    expect(await call).toHaveLength(250);
    expect(fetch.count).toBe(4);
  });

  it("goes on with what grows or shrinks meanwhile, and always comes to an end", async () => {
    for (const step of [-60, 40]) {
      let total = 400;
      let count = 0;
      const { client } = given([], {
        fetch: async (input) => {
          count += 1;
          const page = notePage(new URL(String(input)), total);
          total += step;
          return Response.json(page);
        },
      });
      const notes = await client.users().listAllNotes(userId);
      expect(notes.length).toBeGreaterThan(200);
      expect(count).toBeLessThan(9);
    }
  });
});
