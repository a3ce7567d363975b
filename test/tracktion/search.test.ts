/** Searching the catalogue. */
import { describe, expect, it } from "vitest";
import {
  RateLimitError,
  TracktionApiError,
  TracktionClient,
  type TracktionClientOptions,
} from "../../src/tracktion/index.js";
import { found, given, rejection, track } from "./support/given.js";

const givenClient = (script: Parameters<typeof given>[0], options: TracktionClientOptions = {}) => {
  const world = given(script);
  return { ...world, client: new TracktionClient({ ...world, apiKey: "tk_test_1", ...options }) };
};

describe("a search", () => {
  it("answers the tracks [TK-18, TK-23]", async () => {
    const { client } = givenClient([found]);
    const tracks = await client.searchTracks("house");
    expect(tracks).toEqual([track]);
    const [first] = tracks;
    expect(`${first?.title} by ${first?.artist}`).toBe("Low Tide by Okari");
  });

  it("asks for ten tracks unless told otherwise [TK-18, TK-19]", async () => {
    const { fetch, client } = givenClient({ "* /*": found });
    await client.searchTracks("electronic music");
    await client.searchTracks("electronic music", { limit: 5 });
    expect(fetch.lines).toEqual([
      "GET /api/v1/search/tracks?q=electronic+music&limit=10",
      "GET /api/v1/search/tracks?q=electronic+music&limit=5",
    ]);
  });

  it("narrows, orders and skips [TK-136]", async () => {
    const { fetch, client } = givenClient([found]);
    const search = { genre: "Deep House", offset: 20, sort: "popularity" };
    await client.searchTracks("house", search);
    expect(Object.fromEntries(fetch.last.query)).toEqual({
      q: "house",
      limit: "10",
      genre: "Deep House",
      offset: "20",
      sort: "popularity",
    });
  });

  it.each([
    ["text for a duration", { duration: "6:12" }],
    ["null for a duration", { duration: null }],
  ])("takes %s as it comes", async (_name, more) => {
    const { client } = givenClient([{ json: { tracks: [{ ...track, ...more }] } }]);
    await expect(client.searchTracks("house")).resolves.toEqual([{ ...track, ...more }]);
  });

  it("throws when it fails, unlike the safe one [TK-20, TK-21]", async () => {
    const { client } = givenClient([{ status: 429 }, { status: 500, text: "down" }]);
    expect(await rejection(client.searchTracks("house"))).toBeInstanceOf(RateLimitError);
    expect(await rejection(client.searchTracks("house"))).toBeInstanceOf(TracktionApiError);
  });

  it("throws when the answer has no tracks", async () => {
    const { client } = givenClient([{ json: { results: [] } }]);
    expect(await rejection(client.searchTracks("house"))).toMatchObject({ kind: "parse" });
  });

  it("reads on by what came, in as many calls as there are pages", async () => {
    const all = Array.from({ length: 23 }, (_, index) => ({ ...track, id: `track_${index}` }));
    const { fetch, client } = givenClient({
      "GET /api/v1/search/tracks": ({ query }) => {
        const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit"))];
        const pagination = { page: offset / limit + 1, per_page: limit, total: all.length };
        return { json: { tracks: all.slice(offset, offset + limit), pagination } };
      },
    });
    const seen: string[] = [];
    for await (const { id = "" } of client.iterateTracks("house")) seen.push(id);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(fetch.requests.map(({ query }) => query.get("offset"))).toEqual([null, "10", "20"]);
  });

  it("stops at a short page where nobody says how many there are", async () => {
    const { fetch, client } = givenClient({ "* /*": found });
    await expect(client.iterateTracks("house", { limit: 2 }).all()).resolves.toHaveLength(1);
    expect(fetch.count).toBe(1);
  });
});

describe("a safe search", () => {
  const logged = () => {
    const lines: string[] = [];
    const nothing = (): void => {};
    const error = (line: string): void => void lines.push(line);
    return { lines, logger: { debug: nothing, info: nothing, warn: nothing, error } };
  };

  it("answers what the other one does", async () => {
    const { client } = givenClient([found]);
    await expect(client.safeSearchTracks("house", { limit: 1 })).resolves.toEqual([track]);
  });

  it.each([
    [
      "a reached limit [TK-20, TK-110]",
      { status: 429, headers: { "retry-after": "3" } },
      "Rate Limit Error: Rate limit exceeded. Retry after 3 seconds.",
    ],
    [
      "a refusal [TK-21, TK-109]",
      { status: 401, json: { error: "invalid_api_key", message: "no" } },
      "API Error (invalid_api_key): Invalid API key",
    ],
    [
      "a failed connection",
      { networkError: "ECONNREFUSED" },
      "API Error (no code): Connection error. Please check your internet connection.",
    ],
  ])("answers null for %s, and says why", async (_name, answer, line) => {
    const { lines, logger } = logged();
    const { client } = givenClient([answer], { logger });
    const told: unknown[] = [];
    const onError = (error: unknown): void => void told.push(error);
    await expect(client.safeSearchTracks("house", { onError })).resolves.toBeNull();
    expect(lines).toEqual([line]);
    expect(told).toHaveLength(1);
  });

  it("lets an abort through", async () => {
    const { client } = givenClient([found]);
    const signal = AbortSignal.abort();
    const error = await rejection(client.safeSearchTracks("house", {}, { signal }));
    expect(error).toMatchObject({ kind: "abort" });
  });
});

describe("a cache", () => {
  it("is off by default [TK-139]", async () => {
    const { fetch, client } = givenClient({ "* /*": found });
    await client.searchTracks("house");
    await client.searchTracks("house");
    expect(fetch.count).toBe(2);
  });

  it("keeps what was found for 300 s, by everything that was asked for [TK-139]", async () => {
    const { fetch, clock, client } = givenClient({ "* /*": found }, { cache: true });
    const first = await client.searchTracks("house");
    first.pop();
    await clock.advance(299_999);
    await expect(client.searchTracks("house", { limit: 10 })).resolves.toEqual([track]);
    expect(fetch.count).toBe(1);
    await client.searchTracks("house", { limit: 5 });
    await client.searchTracks("techno");
    expect(fetch.count).toBe(3);
    await clock.advance(1);
    await client.searchTracks("house");
    expect(fetch.count).toBe(4);
  });

  it("keeps no failure, and nothing that another credential found [TK-139]", async () => {
    const answers = [{ status: 500 }, found, found, found];
    const { fetch, client } = givenClient(answers, { cache: { ttlMs: 1_000 } });
    await rejection(client.searchTracks("house"));
    await client.searchTracks("house");
    await client.searchTracks("house", {}, { headers: { authorization: "Bearer other" } });
    await client.searchTracks("house", {}, { auth: false });
    expect(fetch.count).toBe(4);
  });

  it("forgets the oldest search when it is full [TK-139]", async () => {
    const { fetch, client } = givenClient({ "* /*": found }, { cache: { maxEntries: 2 } });
    for (const query of ["a", "b", "c", "b", "c", "a"]) await client.searchTracks(query);
    expect(fetch.requests.map(({ query }) => query.get("q"))).toEqual(["a", "b", "c", "a"]);
  });
});
