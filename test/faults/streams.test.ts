/** Streams of events and lines, cut and bent where a network or a server may cut and bend them. */
import { ConnectionError, ParseError, type ServerSentEvent } from "clientwright/runtime";
import { manualClock } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { startRawServer } from "../support/raw-server.js";
import { failure, given, operation } from "./given.js";

const events = operation<object, AsyncIterable<ServerSentEvent>>({ answer: "events" });
const lines = operation<object, AsyncIterable<unknown>>({ answer: "lines" });

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The same bytes, cut in every way that makes pieces of one size. */
const cuts = (text: string): readonly (readonly Uint8Array[])[] => {
  const bytes = new TextEncoder().encode(text);
  return [1, 2, 3, 5, 7, bytes.length].map((size) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.slice(index * size, (index + 1) * size),
    ),
  );
};

const eventsOf = async (chunks: readonly Uint8Array[]) =>
  collect(await given([{ chunks }]).client.call(events, {}));
const linesOf = async (chunks: readonly Uint8Array[]) =>
  collect(await given([{ chunks }]).client.call(lines, {}));

describe("server-sent events", () => {
  it.each<[string, string, readonly Partial<ServerSentEvent>[]]>([
    [
      "every kind of line end",
      "data: a\r\n\r\ndata: b\n\ndata: c\r\rdata: d\r\n\n",
      [{ data: "a" }, { data: "b" }, { data: "c" }, { data: "d" }],
    ],
    ["a byte order mark", "\ufeffdata: a\n\n", [{ data: "a" }]],
    ["several lines of data", "data: a\ndata\ndata:\ndata:  b\n\n", [{ data: "a\n\n\n b" }]],
    ["comments and unknown fields", ": hi\n:\nfoo: bar\ndata: a\n\n", [{ data: "a" }]],
    [
      "ids that last",
      "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
      [
        { data: "a", id: "1" },
        { data: "b", id: "1" },
        { data: "c", id: "" },
      ],
    ],
    ["ids with NUL, which are ignored", "id: 1\u0000\ndata: a\n\n", [{ data: "a", id: "" }]],
    [
      "retry times, good and bad",
      "retry: 10\ndata: a\n\nretry: 1x\ndata: b\n\n",
      [
        { data: "a", retry: 10 },
        { data: "b", retry: 10 },
      ],
    ],
    [
      "names that do not last",
      "event: x\ndata: a\n\ndata: b\n\n",
      [
        { event: "x", data: "a" },
        { event: "message", data: "b" },
      ],
    ],
    [
      "an event without data, which is none",
      "event: x\n\ndata: a\n\n",
      [{ event: "message", data: "a" }],
    ],
    [
      "characters of several bytes",
      'data: {"a":"\u00fc\u{1F600}"}\n\n',
      [{ data: { a: "\u00fc\u{1F600}" } }],
    ],
    ["an end in the middle", "data: a\n\ndata: lost\n", [{ data: "a" }]],
    ["a carriage return at the very end", "data: a\r\r", [{ data: "a" }]],
    ["nothing", "", []],
  ])("with %s are read the same wherever chunks end", async (_title, text, expected) => {
    for (const chunks of cuts(text)) expect(await eventsOf(chunks)).toMatchObject(expected);
    for (const chunks of cuts(text)) expect(await eventsOf(chunks)).toHaveLength(expected.length);
  });
});

describe("lines of JSON", () => {
  it.each<[string, string, readonly unknown[]]>([
    [
      "blank lines and every line end",
      '\n1\r\n\r\n{"a":2}\n   \n"\u{1F600}"',
      [1, { a: 2 }, "\u{1F600}"],
    ],
    ["a byte order mark", "\ufeff1\n", [1]],
    ["line separators inside text", '"a\u2028b"\n', ["a\u2028b"]],
    ["no end of the last line", "1\n2", [1, 2]],
    ["nothing", "", []],
  ])("with %s are read the same wherever chunks end", async (_title, text, expected) => {
    for (const chunks of cuts(text)) expect(await linesOf(chunks)).toEqual(expected);
  });

  it("that are cut off end in a ParseError after what came before", async () => {
    const { client } = given([{ text: '1\n{"a":' }]);
    const seen: unknown[] = [];
    const walk = async () => {
      for await (const each of await client.call(lines, {})) seen.push(each);
    };
    expect(await failure(walk())).toBeInstanceOf(ParseError);
    expect(seen).toEqual([1]);
  });
});

describe("a stream", () => {
  it("whose connection breaks ends in a ConnectionError after what came before", async () => {
    await using server = await startRawServer((_, response) => {
      response.writeHead(200);
      response.write("1\n", () => setImmediate(() => response.socket?.resetAndDestroy()));
    });
    const { client } = given([], { fetch: globalThis.fetch, baseUrl: server.url });
    const seen: unknown[] = [];
    const walk = async () => {
      for await (const each of await client.call(lines, {})) seen.push(each);
    };
    expect(await failure(walk())).toBeInstanceOf(ConnectionError);
    expect(seen).toEqual([1]);
  });

  it("that is aborted while it is read ends in an AbortError", async () => {
    const controller = new AbortController();
    await using server = await startRawServer((_, response) => {
      response.writeHead(200);
      response.write("1\n");
    });
    const { client } = given([], { fetch: globalThis.fetch, baseUrl: server.url });
    const walk = async () => {
      for await (const _ of await client.call(lines, {}, { signal: controller.signal }))
        controller.abort();
    };
    expect(await failure(walk())).toMatchObject({ kind: "abort" });
  });

  it("outlives the limit of its attempt and the deadline of its call", async () => {
    const clock = manualClock();
    const slow = async function* () {
      yield "1\n";
      await clock.sleep(60_000);
      yield "2\n";
    };
    const { client } = given([{ chunks: slow() }], { clock });
    const stream = await client.call(lines, {}, { timeoutMs: 100, deadlineMs: 200 });
    const [all] = await Promise.all([collect(stream), clock.runAll()]);
    expect(all).toEqual([1, 2]);
  });

  it.each([
    ["lines", lines, '"', '"\n'],
    ["events", events, "data: ", "\n\n"],
  ] as const)(
    "of %s with one line of 16 MB in small chunks takes time in proportion",
    async (_title, call, first, last) => {
      const piece = "x".repeat(1024);
      const chunks = function* () {
        yield first;
        for (let count = 0; count < 16 * 1024; count += 1) yield piece;
        yield last;
      };
      const { client } = given([{ chunks: chunks() }]);
      const start = performance.now();
      const all = await collect(
        (await client.call(call as typeof lines, {})) as AsyncIterable<unknown>,
      );
      expect(all).toHaveLength(1);
      // Quadratic work takes minutes.
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );
});
