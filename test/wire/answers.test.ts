import { describe, expect, expectTypeOf, it } from "vitest";
import { ApiError } from "../../src/runtime/index.js";
import { StatusesApi } from "../golden/statuses/expected/index.js";
import { type ReadSequenceItem, type Row, StreamsApi } from "../golden/streams/expected/index.js";
import { recordSent } from "./record.js";

const answered = (body: string | null, type: string, status = 200): (() => Response) => {
  const headers = { "content-type": type };
  return () => new Response(body, { status, headers: body === null ? {} : headers });
};
const streams = (body: string, type: string) => {
  const { fetch, last } = recordSent(answered(body, type));
  return { streams: new StreamsApi({ fetch }).streams, last };
};
const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe("a stream", () => {
  it("of events has what their text is, typed by the schema of its content", async () => {
    const given = streams(
      'event: added\ndata: {"id":1}\n\ndata: {"id":2}\n\n',
      "text/event-stream",
    );
    const events = await collect(await given.streams.watch());
    expectTypeOf(events[0]?.data.id).toEqualTypeOf<number | undefined>();
    expect(events.map(({ event, data }) => [event, data.id])).toEqual([
      ["added", 1],
      ["message", 2],
    ]);
    expect(given.last().headers.accept).toBe("text/event-stream");
  });

  it("of different events has the data of each", async () => {
    const given = streams('data: {"id":1}\n\ndata: hello\n\n', "text/event-stream");
    const events = await collect(await given.streams.watchAll());
    expectTypeOf(events[0]?.data).toEqualTypeOf<Row | string | undefined>();
    expect(events.map(({ data }) => data)).toEqual([{ id: 1 }, "hello"]);
  });

  it("of lines has a typed value a line", async () => {
    const given = streams('{"id":1}\r\n\n{"id":2}', "application/jsonl");
    const rows = await collect(await given.streams.readLines());
    expectTypeOf(rows).toEqualTypeOf<Row[]>();
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
    expect(given.last().headers.accept).toContain("application/jsonl");
    const reusable = streams('{"id":3}\n', "application/x-ndjson");
    expect(await collect(await reusable.streams.readReusable())).toEqual([{ id: 3 }]);
  });

  it("of a JSON sequence is cut at its marks, wherever its lines end", async () => {
    const given = streams('\x1e{"n":\n1}\n\x1e{"n":2}\n', "application/json-seq");
    const items = await collect(await given.streams.readSequence());
    expectTypeOf(items).toEqualTypeOf<ReadSequenceItem[]>();
    expect(items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(given.last().headers.accept).toBe("application/json-seq");
  });

  it("may be chosen where there is another answer", async () => {
    const given = streams('data: {"id":1}\n\n', "text/event-stream");
    const events = await given.streams.complete({ stream: true }, { accept: "text/event-stream" });
    expect((await collect(events)).map(({ data }) => data.id)).toEqual([1]);
    const whole = streams('{"id":2}', "application/json");
    expect(await whole.streams.complete({}, { accept: "application/json" })).toEqual({ id: 2 });
    expect(await whole.streams.complete({})).toEqual({ id: 2 });
    expect(whole.last().headers.accept).toBe("application/json");
  });
});

describe("a status", () => {
  const jobs = (body: string | null, status: number, type = "application/json") =>
    new StatusesApi({ fetch: recordSent(answered(body, type, status)).fetch, retry: false }).jobs;

  it("of several successes brings its own body, or none", async () => {
    expect(await jobs('{"result":"r"}', 200).start()).toEqual({ result: "r" });
    expect(await jobs('{"location":"l"}', 202).start()).toEqual({ location: "l" });
    expect(await jobs(null, 204).start()).toBeUndefined();
    expect(await jobs("", 200).empty()).toBeUndefined();
  });

  it("of a range, or any at all, is a success where the document has no other", async () => {
    expect(await jobs('{"result":"r"}', 206).range()).toEqual({ result: "r" });
    expect(await jobs('{"result":"r"}', 201).whatever()).toEqual({ result: "r" });
  });

  it("that is an error has the body of its range, or of the rest", async () => {
    const refused = await jobs('{"title":"t"}', 418, "application/problem+json").start().safe();
    if (refused.ok) throw new Error("it was a success");
    expect(refused.error).toBeInstanceOf(ApiError);
    expect(refused.error).toMatchObject({ status: 418, body: { title: "t" } });
    const failed = await jobs("down", 500, "text/plain").start().safe();
    expect(failed.ok ? undefined : failed.error).toMatchObject({ status: 500, body: "down" });
  });
});
