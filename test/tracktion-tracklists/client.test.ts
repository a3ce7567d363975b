/** What a user of the client sees: addresses, bytes, pages and errors. */
import { describe, expect, it } from "vitest";
import * as tracktion from "../../src/tracktion-tracklists/index.js";
import { rejection } from "../support/rejection.js";
import { given, recordingId, tracklistId } from "./given.js";

const {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TracktionTracklistsError,
  ValidationError,
} = tracktion;

const set = (dj_name: string): object => ({ dj_name });
const searched = (page: number, dj: string, has_next: boolean): object => ({
  results: [set(dj)],
  pagination: { page, limit: 1, total_pages: 2, total_items: 2, has_next, has_previous: page > 1 },
});

describe("addresses", () => {
  it("are those of the hosted service unless another server is named", async () => {
    const { fetch } = given([{ json: [] }, { json: [] }]);
    await new tracktion.TracktionTracklistsClient({ fetch }).cue.formats.list();
    expect(fetch.last.url).toBe("https://api.tracktion.com/api/v1/cue/formats");
    const { client } = given([], { fetch, baseUrl: "http://localhost:9000/" });
    await client.cue.formats.list();
    expect(fetch.last.url).toBe("http://localhost:9000/api/v1/cue/formats");
  });

  it("take the tracklist once for everything that belongs to it", async () => {
    const { client, fetch } = given({ "* /api/v1/tracklists/*": { json: {} } });
    const tracks = client.drafts.tracks({ tracklistId });
    await tracks.add({ position: 1, artist: "Okari", title: "Low Tide", start_time: "00:00:00" });
    await tracks.updateTimes(1, { start_time: "00:00:05" });
    await client.sync({ tracklistId }).schedule({ frequency: "daily" });
    await client
      .versions({ tracklistId })
      .compare({ version1: tracklistId, version2: recordingId });
    const at = `/api/v1/tracklists/${tracklistId}`;
    expect(fetch.lines).toEqual([
      `POST ${at}/tracks`,
      `PUT ${at}/tracks/1/timing`,
      `POST ${at}/sync/schedule?frequency=daily`,
      `GET ${at}/versions/compare?version1=${tracklistId}&version2=${recordingId}`,
    ]);
  });
});

describe("pages", () => {
  it("of a search go on while there is a next one, at the address with a slash", async () => {
    const { client, fetch } = given([
      { json: searched(1, "Nora", true) },
      { json: searched(2, "Mila", false) },
    ]);
    const sets = await client.search.tracklists({ query: "n", limit: 1 }).all();
    expect(sets).toEqual([set("Nora"), set("Mila")]);
    expect(fetch.lines).toEqual([
      "GET /api/v1/search/?query=n&limit=1",
      "GET /api/v1/search/?query=n&limit=1&page=2",
    ]);
  });

  it("of the source's search go on while there is more", async () => {
    const answer = (has_more: boolean): object => ({
      results: [set("Nora")],
      total_count: 2,
      has_more,
    });
    const { client, fetch } = given([{ json: answer(true) }, { json: answer(false) }]);
    const sets: unknown[] = [];
    for await (const found of client.sourceSearch.sets({ artist: "n" })) sets.push(found);
    expect(sets).toHaveLength(2);
    expect(fetch.lines[1]).toBe("GET /api/v1/tracklists/search/1001tracklists?artist=n&page=2");
  });

  it("of CUE sheets move by as many as came", async () => {
    const answer = (has_more: boolean): object => ({
      files: [{ id: "1" }, { id: "2" }],
      pagination: { limit: 2, offset: 0, total: 4, has_more, returned: 2 },
    });
    const { client, fetch } = given([{ json: answer(true) }, { json: answer(false) }]);
    const page = await client.cue.files.list({ limit: 2 });
    expect([page.total, page.hasNext]).toEqual([4, true]);
    expect((await page.next())?.items).toHaveLength(2);
    expect(fetch.lines[1]).toBe("GET /api/v1/cue/files?limit=2&offset=2");
  });

  it("of versions end with the one that is not full", async () => {
    const answer = (...versions: string[]): object => ({
      json: { versions: versions.map((version_id) => ({ version_id })) },
    });
    const { client, fetch } = given([answer("3", "2"), answer("1")]);
    const versions = await client.versions({ tracklistId }).list({ limit: 2 }).all();
    expect(versions.map(({ version_id }) => version_id)).toEqual(["3", "2", "1"]);
    expect(fetch.count).toBe(2);
  });
});

describe("bodies", () => {
  it("are sent as the JSON that they are, in UTF-8", async () => {
    const { client, fetch } = given([{ json: { success: true } }]);
    const tracks = [{ position: 1, start_time: "PT0S", artist: "Björk ☕", title: "A" }];
    const tracklist_data = { audio_file_id: recordingId, source: "manual", tracks } as const;
    const body = { request: { format: "cdj" }, tracklist_data } as const;
    await client.cue.generate(body, { async_processing: true });
    expect(fetch.lines).toEqual(["POST /api/v1/cue/generate?async_processing=true"]);
    expect(fetch.last.headers["content-type"]).toBe("application/json");
    expect(fetch.last.bytes).toEqual(new TextEncoder().encode(JSON.stringify(body)));
  });

  it("may be left out where settings are optional", async () => {
    const { client, fetch } = given([{ json: { success: true } }]);
    await client.cue.files.regenerate(tracklistId);
    expect(fetch.last.bytes).toHaveLength(0);
    expect(fetch.last.headers).not.toHaveProperty("content-type");
  });

  it("of CUE sheets come byte by byte, with the name of the file", async () => {
    const text = 'PERFORMER "Björk"\r\n';
    const disposition = "attachment; filename=cdj_e4e4e4e4_v1.cue";
    const headers = { "content-type": "application/x-cue", "content-disposition": disposition };
    const { client } = given([{ text, headers }]);
    const { data, response } = await client.cue.download(tracklistId).withResponse();
    expect(await data.text()).toBe(text);
    expect(response.headers.get("content-disposition")).toBe(disposition);
  });
});

describe("failures", () => {
  it.each([
    [400, BadRequestError],
    [401, AuthenticationError],
    [403, PermissionError],
    [404, NotFoundError],
    [409, ConflictError],
    [422, ValidationError],
    [429, RateLimitError],
    [500, ServerError],
    [501, ServerError],
    [418, TracktionTracklistsError],
  ])("with status %s are of their class, with the server's sentence", async (status, expected) => {
    const { client } = given([{ status, json: { detail: "no such thing" } }]);
    const error = await rejection(client.tracklists.get("nf1"));
    expect(error).toBeInstanceOf(expected);
    expect(error).toBeInstanceOf(TracktionTracklistsError);
    expect(error).toMatchObject({ status, message: expect.stringContaining("no such thing") });
  });

  it("of the service's own rules have its code", async () => {
    const body = { error: { code: "CONCURRENT_EDIT", message: "Version moved on", details: {} } };
    const { client } = given([{ status: 409, json: body }]);
    const error = await rejection(client.drafts.publish(tracklistId));
    expect(error).toMatchObject({ code: "CONCURRENT_EDIT", body });
  });

  it("without an answer are of their class as well", async () => {
    const { client } = given([{ networkError: "ECONNREFUSED" }]);
    expect(await rejection(client.health.check())).toBeInstanceOf(ConnectionError);
    const slow = given([{ never: true }], { timeoutMs: 10 });
    const error = rejection(slow.client.health.check());
    await slow.clock.advance(10);
    expect(await error).toBeInstanceOf(TimeoutError);
  });

  it("with status 200 are results", async () => {
    const answer = { success: false, tracklist: null, error: "page not found", cached: false };
    const { client } = given([{ json: answer }]);
    const url = "https://www.1001tracklists.com/tracklist/nf1";
    expect(await client.tracklists.retrieve({ url })).toEqual(answer);
  });
});

describe("repeating", () => {
  it("happens to a retrieval, never to the deletion of a track", async () => {
    const { client, fetch, clock } = given(
      { "DELETE /*": { status: 500 }, "POST /*": [{ status: 500 }, { json: { success: true } }] },
      { retry: 2 },
    );
    const deleted = rejection(client.drafts.tracks({ tracklistId }).delete(2));
    await clock.runAll();
    expect(await deleted).toBeInstanceOf(ServerError);
    expect(fetch.count).toBe(1);
    const retrieved = client.tracklists.retrieve({ url: "https://1001tracklists.com/tracklist/1" });
    const result = retrieved.then(({ success }) => success);
    await clock.runAll();
    expect(await result).toBe(true);
    expect(fetch.count).toBe(3);
  });
});
