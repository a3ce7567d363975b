/**
 * Lists, read page by page, in full and item by item: our client and the stateful server, with Prism
 * between them. Whatever either says that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { givenTable } from "./support/valentina.js";

/** A player with that many notes, put there without a request. */
const givenNotes = async (count: number) => {
  const table = await givenTable();
  for (let index = 0; index < count; index += 1)
    table.server.state.notes.create(table.player.id, { title: `Note ${index}`, content: "..." });
  const users = table.client.users();
  /** Limit and offset of the lists that were asked for. */
  const queries = () =>
    table.takeRequests().map((line) => {
      const query = new URLSearchParams(line.split("?")[1]);
      return [Number(query.get("limit")), Number(query.get("offset") ?? 0)];
    });
  return { ...table, users, queries };
};

describe("lists [workflow 13]", () => {
  it("are read in full by pages of the largest size [VN-004, VN-064, VN-140]", async () => {
    const { users, player, queries } = await givenNotes(250);
    const notes = await users.listAllNotes(player.id);
    expect(notes.map(({ title }) => title)).toEqual(
      Array.from({ length: 250 }, (_, index) => `Note ${index}`),
    );
    expect(queries()).toEqual([
      [100, 0],
      [100, 100],
      [100, 200],
    ]);
  });

  it("are read no further than somebody looks [VN-065]", async () => {
    const { users, player, queries } = await givenNotes(250);
    const seen: string[] = [];
    for await (const { title } of users.iterAllNotes(player.id)) {
      seen.push(title);
      if (seen.length === 5) break;
    }
    expect(seen.at(-1)).toBe("Note 4");
    expect(queries()).toEqual([[100, 0]]);
  });

  it("come page by page, each with its place among all [VN-063, VN-066, VN-067, VN-068, VN-069, VN-070, VN-071, VN-072, VN-073, VN-074]", async () => {
    const { users, player } = await givenNotes(250);
    const page = await users.getNotesPage(player.id, { limit: 7, offset: 245 });
    expect(page.items).toHaveLength(5);
    expect([page.limit, page.offset, page.total]).toEqual([7, 245, 250]);
    expect([page.hasMore, page.nextOffset]).toEqual([false, 252]);
    expect([page.totalPages, page.currentPage]).toEqual([36, 36]);
    const first = await users.getNotesPage(player.id, { limit: 7 });
    expect([first.hasMore, first.currentPage]).toEqual([true, 1]);
    const second = await users.getNotesPage(player.id, { limit: 7, offset: first.nextOffset });
    expect(second.items[0]?.title).toBe("Note 7");
    expect(JSON.parse(JSON.stringify(page))).toEqual({
      ...{ items: page.items, limit: 7, offset: 245, total: 250 },
    });
  });

  it("ask for sizes and places that there are [VN-063]", async () => {
    const { users, player, queries } = await givenNotes(3);
    await users.getNotesPage(player.id);
    await users.getNotesPage(player.id, { limit: 500 });
    const all = await users.getNotesPage(player.id, { limit: -1, offset: -5 });
    expect(queries()).toEqual([
      [10, 0],
      [100, 0],
      [0, 0],
    ]);
    // To the real server no limit means everything.
    expect([all.items.length, all.totalPages, all.currentPage]).toEqual([3, 0, 0]);
  });

  it("that are empty take one request, and so do those without a limit", async () => {
    const { users, player, queries } = await givenNotes(0);
    expect(await users.listAllNotes(player.id)).toEqual([]);
    expect(queries()).toHaveLength(1);
    const { users: others, player: other, queries: asked } = await givenNotes(12);
    const seen: string[] = [];
    for await (const { title } of others.iterAllNotes(other.id, { limit: 0 })) seen.push(title);
    expect([seen.length, asked()]).toEqual([12, [[0, 0]]]);
  });
});
