/** Lists that other vocabularies describe, generated (test/golden/paging-*) and read page by page from a server. */
import { describe, expect, it } from "vitest";
import { PagingHintsApi } from "../golden/paging-hints/expected/index.js";
import { PagingSchemesApi } from "../golden/paging-schemes/expected/index.js";
import { type RawRequest, startRawServer } from "../support/raw-server.js";

const songs = [1, 2, 3, 4, 5].map((id) => ({ id }));

/** Two songs from a position on, and the position after them while there are more. */
const slice = (from: number, size = 2) => ({
  page: songs.slice(from, from + size),
  next: from + size < songs.length ? from + size : undefined,
});

/** Answers any of the lists below, by the shape that its document gives it. */
const answer = ({ path, body }: RawRequest): unknown => {
  const url = new URL(path, "http://server");
  const query = url.searchParams;
  const sent = body === "" ? {} : JSON.parse(body);
  const number = (name: string): number => Number(query.get(name) ?? 0);
  const link = (next: number | undefined): string | undefined =>
    next === undefined ? undefined : `${url.pathname}?at=${next}`;
  switch (url.pathname) {
    case "/speakeasy/offset":
    case "/fern/offset":
      return { data: { songs: slice(number("offset"), number("limit")).page } };
    case "/speakeasy/page":
      return { data: { songs: slice(number("page") * 2).page }, meta: { pages: 3 } };
    case "/fern/page": {
      const page = Number(query.get("page") ?? 1) - 1;
      return { data: { songs: slice(page * 2).page }, meta: { more: page < 2 } };
    }
    case "/speakeasy/body":
      return { songs: slice(sent.since ?? 0).page };
    case "/fern/body": {
      const { page, next } = slice(Number(sent.pagination?.after ?? 0));
      return { songs: page, next: next === undefined ? null : String(next) };
    }
    case "/fern/cursor":
    case "/links":
    case "/links/by-reference": {
      const { page, next } = slice(number("after"));
      return { songs: page, next: next === undefined ? null : String(next) };
    }
    case "/speakeasy/url":
    case "/fern/uri": {
      const { page, next } = slice(number("at"));
      return { songs: page, links: { next: link(next) } };
    }
    case "/microsoft": {
      const { page, next } = slice(number("at"));
      return { value: page, "@odata.nextLink": link(next) };
    }
    case "/microsoft/items": {
      const { page, next } = slice(number("at"));
      return { songs: page, nextLink: link(next) };
    }
    case "/stainless": {
      const { page, next } = slice(number("starting_after"));
      return { data: page, more: next !== undefined };
    }
    case "/searched": {
      const { page, next } = slice(Number(sent.paging?.cursor ?? 0), sent.paging?.size ?? 2);
      return { data: page, meta: { cursor: next === undefined ? "" : String(next) } };
    }
    case "/numbered":
      return { data: slice((number("page") - 1) * 2).page, meta: { pages: 3 } };
    case "/google": {
      const { page, next } = slice(number("pageToken"));
      return { songs: page, nextPageToken: next === undefined ? undefined : String(next) };
    }
    case "/guessed":
      return { results: slice(number("offset"), number("limit")).page, count: 5 };
    default:
      throw new Error(`nothing at ${path}`);
  }
};

const givenServer = () =>
  startRawServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer(request)));
  });

type Hints = Pick<PagingHintsApi, "speakeasy" | "fern" | "microsoft" | "stainless" | "links">;

const lists: readonly (readonly [string, (api: Hints) => AsyncIterable<unknown>, string[]])[] = [
  [
    "x-speakeasy-pagination by offset",
    ({ speakeasy }) => speakeasy.offset({ limit: 2 }),
    ["?limit=2", "?limit=2&offset=2", "?limit=2&offset=4"],
  ],
  [
    "x-speakeasy-pagination by page",
    ({ speakeasy }) => speakeasy.page(),
    ["", "?page=1", "?page=2"],
  ],
  [
    "x-speakeasy-pagination in the body",
    ({ speakeasy }) => speakeasy.body({ genre: "jazz", size: 2 }),
    [
      '{"genre":"jazz","size":2}',
      '{"genre":"jazz","size":2,"since":2}',
      '{"genre":"jazz","size":2,"since":4}',
      '{"genre":"jazz","size":2,"since":5}',
    ],
  ],
  ["x-speakeasy-pagination by URL", ({ speakeasy }) => speakeasy.url(), ["", "?at=2", "?at=4"]],
  ["x-fern-pagination of the document", ({ fern }) => fern.cursor(), ["", "?after=2", "?after=4"]],
  ["x-fern-pagination by page", ({ fern }) => fern.page(), ["", "?page=2", "?page=3"]],
  [
    "x-fern-pagination by offset",
    ({ fern }) => fern.offset({ limit: 3 }),
    ["?limit=3", "?limit=3&offset=3"],
  ],
  [
    "x-fern-pagination in the body",
    ({ fern }) => fern.body(),
    ["", '{"pagination":{"after":"2"}}', '{"pagination":{"after":"4"}}'],
  ],
  ["x-fern-pagination by URL", ({ fern }) => fern.uri(), ["", "?at=2", "?at=4"]],
  [
    "x-ms-pageable with a dot in the name",
    ({ microsoft }) => microsoft.get(),
    ["", "?at=2", "?at=4"],
  ],
  ["x-ms-pageable with an item name", ({ microsoft }) => microsoft.items(), ["", "?at=2", "?at=4"]],
  [
    "x-stainless-pagination-property",
    ({ stainless }) => stainless.get(),
    ["", "?starting_after=2", "?starting_after=4"],
  ],
  [
    "a link back",
    ({ links }) => links.list({ limit: 2 }),
    ["?limit=2", "?limit=2&after=2", "?limit=2&after=4"],
  ],
  ["a link back by reference", ({ links }) => links.byReference(), ["", "?after=2", "?after=4"]],
];

describe("pages are read as said by", () => {
  it.each(lists)("%s", async (_what, list, asked) => {
    await using server = await givenServer();
    const found: unknown[] = [];
    for await (const song of list(new PagingHintsApi({ baseUrl: server.url }))) found.push(song);
    expect(found).toEqual(songs);
    expect(server.requests.map(({ path, body }) => body || path.replace(/^[^?]*/, ""))).toEqual(
      asked,
    );
  });

  it("schemes of document and configuration, and names where that is asked for", async () => {
    await using server = await givenServer();
    const api = new PagingSchemesApi({ baseUrl: server.url });
    const body = { genre: "jazz", paging: { size: 3 } };
    expect(await api.searched.post(body).all()).toEqual(songs);
    expect(server.requests.map((request) => request.body)).toEqual([
      '{"genre":"jazz","paging":{"size":3}}',
      '{"genre":"jazz","paging":{"size":3,"cursor":"3"}}',
    ]);
    expect(body).toEqual({ genre: "jazz", paging: { size: 3 } });
    expect(await api.numbered.get({ page: 1 }).all()).toEqual(songs);
    expect(await api.google.get().all()).toEqual(songs);
    expect(await api.guessed.get({ limit: 2 }).all()).toEqual(songs);
  });

  it("nobody where a hint is left aside", async () => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"songs":[]}');
    });
    const api = new PagingHintsApi({ baseUrl: server.url });
    expect(await api.speakeasy.unclear()).toEqual({ songs: [] });
    expect(await api.none.get()).toEqual({ songs: [] });
    expect(Symbol.asyncIterator in api.microsoft.single()).toBe(false);
  });
});
