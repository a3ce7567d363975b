/** What a user of the client sees: credentials, addresses, bytes, streams, pages and errors. */
import { describe, expect, it } from "vitest";
import { type FakeFetch, fakeFetch, manualClock } from "../../src/testing/index.js";
import {
  BadRequestError,
  ConnectionError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TracktionAnalysisClient,
  type TracktionAnalysisClientOptions,
  TracktionAnalysisError,
  ValidationError,
} from "../../src/tracktion-analysis/index.js";
import { rejection } from "../support/rejection.js";

const id = "b2d6a1f4-0000-4000-8000-000000000001";

interface Given {
  readonly client: TracktionAnalysisClient;
  readonly fetch: FakeFetch;
}

function given(
  script: Parameters<typeof fakeFetch>[0],
  options: TracktionAnalysisClientOptions = {},
): Given {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const defaults = { baseUrl: "http://localhost:8001", fetch, clock, retry: false } as const;
  return { client: new TracktionAnalysisClient({ ...defaults, ...options }), fetch };
}

describe("credentials", () => {
  it("are not sent when there are none", async () => {
    const { client, fetch } = given([{ json: {} }]);
    await client.health.check();
    expect(fetch.last.headers).not.toHaveProperty("x-api-key");
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });

  it("are the API key in a header of its own, asked for at each call", async () => {
    let count = 0;
    const apiKey = (): string => `tk_test_${++count}`;
    const { client, fetch } = given({ "GET /v1/health": { json: {} } }, { apiKey });
    await client.health.check();
    await client.health.check();
    expect(fetch.requests.map(({ headers }) => headers["x-api-key"])).toEqual([
      "tk_test_1",
      "tk_test_2",
    ]);
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });
});

describe("requests", () => {
  it("go to the hosted service unless another server is named", async () => {
    const fetch = fakeFetch([{ json: {} }]);
    await new TracktionAnalysisClient({ fetch }).health.check();
    expect(fetch.last.url).toBe("https://api.tracktion.com/v1/health");
  });

  it("write the # of a colour so that it is no fragment", async () => {
    const { client, fetch } = given([{ json: {} }]);
    await client.analysis.drawWaveform(id, { width: 800, color: "#00ff00" });
    expect(fetch.lines).toEqual([`POST /v1/analysis/${id}/waveform?width=800&color=%2300ff00`]);
  });

  it("carry a CUE sheet byte by byte, and lists as they are", async () => {
    const { client, fetch } = given([{ json: {} }, { json: {} }]);
    const sheet = { cue_content: 'TITLE "Ébène"\r\n', audio_file_path: "/music/a.flac" };
    await client.tracklists.parseCue(sheet);
    expect(fetch.last.bytes).toEqual(new TextEncoder().encode(JSON.stringify(sheet)));
    const times = { start_time: 0, end_time: 210.5, duration: 210.5 };
    const tracks = [{ index: 1, title: "Low Tide", artist: null, ...times, file_path: null }];
    await client.tracklists.update(id, tracks);
    expect(fetch.last.json).toEqual(tracks);
  });
});

describe("pages of recordings", () => {
  it("start at multiples of their size and end with one that is not full", async () => {
    const { client, fetch } = given([
      { json: [{ id: "1" }, { id: "2" }] },
      { json: [{ id: "3" }] },
    ]);
    const recordings = await client.recordings.list({ status: "completed", limit: 2 }).all();
    expect(recordings.map((recording) => recording.id)).toEqual(["1", "2", "3"]);
    expect(fetch.lines).toEqual([
      "GET /v1/recordings?status=completed&limit=2",
      "GET /v1/recordings?status=completed&limit=2&offset=2",
    ]);
  });
});

describe("streams", () => {
  it("of audio come byte by byte, as the part that was asked for", async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const headers = { "content-type": "audio/flac", "content-range": "bytes 0-3/4096" };
    const { client, fetch } = given([{ status: 206, bytes, headers }]);
    const query = {} as const;
    const call = client.streaming.audio(id, query, { Range: "bytes=0-3" });
    const { data, response } = await call.withResponse();
    expect(new Uint8Array(await data.arrayBuffer())).toEqual(bytes);
    expect(fetch.last.headers["range"]).toBe("bytes=0-3");
    expect([response.status, response.headers.get("content-range")]).toEqual([
      206,
      "bytes 0-3/4096",
    ]);
  });

  it("of events have their names and parsed data, and end with the last one", async () => {
    const chunks = [
      'event: progress\ndata: {"recording_id":"1","progr',
      'ess":25}\n\nevent: complete\ndata: {"recording_id":"1","results":[]}\n\n',
    ];
    const headers = { "content-type": "text/event-stream" };
    const { client } = given([{ chunks, headers }]);
    const events: unknown[] = [];
    for await (const { event, data } of await client.streaming.events(id))
      events.push([event, data]);
    expect(events).toEqual([
      ["progress", { recording_id: "1", progress: 25 }],
      ["complete", { recording_id: "1", results: [] }],
    ]);
  });

  it("of lines are read across pieces", async () => {
    const chunks = ['{"recording_id":"1","status":"proc', 'essed"}\n{"recording_id":"2"}\n'];
    const headers = { "content-type": "application/x-ndjson", "x-total-count": "2" };
    const { client, fetch } = given([{ chunks, headers }]);
    const done: string[] = [];
    for await (const { recording_id } of await client.streaming.processAll(["1", "2"]))
      done.push(recording_id);
    expect(done).toEqual(["1", "2"]);
    expect(fetch.last.json).toEqual(["1", "2"]);
  });

  it("of logs are text", async () => {
    const { client } = given([{ text: "Analysis started\n" }]);
    expect(await client.streaming.logs(id)).toBe("Analysis started\n");
  });
});

describe("failures", () => {
  const structured = { error: { code: "API_ERROR", message: "no such thing", status: 404 } };
  it.each([
    [400, BadRequestError, { detail: "no such thing" }],
    [404, NotFoundError, { detail: "no such thing" }],
    [404, NotFoundError, structured],
    [422, ValidationError, structured],
    [429, RateLimitError, { error: "no such thing", retry_after: 0.37 }],
    [500, ServerError, { error: "Internal Server Error", message: "no such thing" }],
    [503, ServerError, { error: "no such thing" }],
    [504, ServerError, { detail: "no such thing" }],
  ])("with status %s are %o, with what the server says", async (status, expected, json) => {
    const { client } = given([{ status, json }]);
    const error = await rejection(client.analysis.get(id));
    expect(error).toBeInstanceOf(expected);
    expect(error).toBeInstanceOf(TracktionAnalysisError);
    expect(error).toMatchObject({ status, message: expect.stringContaining("no such thing") });
  });

  it("without an answer are of their class as well", async () => {
    const { client } = given([{ networkError: "ECONNREFUSED" }]);
    expect(await rejection(client.health.check())).toBeInstanceOf(ConnectionError);
  });

  it("that are events have status 200 and are events", async () => {
    const text = 'event: error\ndata: {"recording_id":"1","error":"not found","timestamp":1}\n\n';
    const { client } = given([{ text, headers: { "content-type": "text/event-stream" } }]);
    const events: unknown[] = [];
    for await (const { event } of await client.streaming.events("1")) events.push(event);
    expect(events).toEqual(["error"]);
  });
});
