import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/runtime/answer/events.js";
import {
  AbortError,
  ConnectionError,
  ParseError,
  type ServerSentEvent,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const read = async (response: Response, answer?: Parameters<typeof operation>[0]) => {
  const { client } = givenClient([], { fetch: async () => response });
  return client.call(operation(answer), {});
};
const of = (body: string, type: string, status = 200) =>
  new Response(body, { status, headers: { "content-type": type } });

async function* pieces(text: string, ...cuts: number[]): AsyncGenerator<string> {
  const points = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort(
    (a, b) => a - b,
  );
  for (let index = 1; index < points.length; index += 1)
    yield text.slice(points[index - 1], points[index]);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("answers", () => {
  it("are JSON unless the document says otherwise, whatever the media type", async () => {
    await expect(read(of('{"a":1}', "text/plain"))).resolves.toEqual({ a: 1 });
    await expect(read(of("null", "application/json"))).resolves.toBeNull();
  });

  it("are undefined without content", async () => {
    const empty = [
      new Response(null, { status: 204 }),
      new Response(null, { status: 205 }),
      of("", "application/json"),
    ];
    for (const response of empty) await expect(read(response)).resolves.toBeUndefined();
    await expect(
      read(of('{"x":1}', "application/json"), { method: "HEAD" }),
    ).resolves.toBeUndefined();
    await expect(read(of("ignored", "text/plain"), { answer: "none" })).resolves.toBeUndefined();
    for (const answer of ["text", "binary", "events"] as const) {
      await expect(read(new Response(null, { status: 204 }), { answer })).resolves.toBeUndefined();
    }
  });

  it("are text or bytes where documented", async () => {
    await expect(read(of("5", "application/json"), { answer: "text" })).resolves.toBe("5");
    const blob = (await read(of("abc", "image/png"), { answer: "binary" })) as Blob;
    expect([blob.type, await blob.text()]).toEqual(["image/png", "abc"]);
  });

  it("follow the media type where several are documented", async () => {
    const answer = { "application/json": "json", "text/csv": "text", "image/*": "binary" } as const;
    await expect(read(of("[1]", "application/json; charset=utf-8"), { answer })).resolves.toEqual([
      1,
    ]);
    await expect(read(of("[1]", "Text/CSV"), { answer })).resolves.toBe("[1]");
    await expect(read(of("[1]", "image/webp"), { answer })).resolves.toBeInstanceOf(Blob);
    await expect(read(of("[1]", "application/problem+json"), { answer })).resolves.toEqual([1]);
  });

  it("pass through normalise, success and error alike, before anybody sees them", async () => {
    const normalise = (body: unknown) => (body as { data: unknown }).data;
    const good = givenClient([json({ data: 1 })], { normalise });
    await expect(good.client.call(operation(), {})).resolves.toBe(1);
    const bad = givenClient([json({ data: { message: "inside" } }, 400)], { normalise });
    expect(String(await reasonOf(bad.client.call(operation(), {})))).toContain("inside");
  });
});

describe("server-sent events", () => {
  const events = (text: string) => collect(parseEvents(pieces(text)));

  it("are parsed as the standard says", async () => {
    const text = [
      ": a comment",
      "data: one",
      "",
      'event: add\r\nid: 7\r\ndata: {"a":1}\r\n',
      "data",
      "data:two",
      "data:  three",
      "",
      "retry: 500\revent: x\rdata: [DONE]\r\r",
      "retry: 5s",
      "id: bad\0id",
      "event: dropped without data",
      "",
      "data: after",
      "",
      "data: cut off",
    ].join("\n");
    expect(await events(text)).toEqual([
      { event: "message", data: "one", id: "", retry: undefined },
      { event: "add", data: { a: 1 }, id: "7", retry: undefined },
      { event: "message", data: "\ntwo\n three", id: "7", retry: undefined },
      { event: "x", data: "[DONE]", id: "7", retry: 500 },
      { event: "message", data: "after", id: "7", retry: 500 },
    ]);
  });

  it("do not depend on where the stream is cut", async () => {
    const text = "event: a\r\ndata: 1\r\n\r\ndata: x\n\rdata: y\r\rid: 9\n\ndata: z\r\n\n";
    const whole = await events(text);
    expect(whole).toHaveLength(4);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), async (cuts) => {
        expect(await collect(parseEvents(pieces(text, ...cuts)))).toEqual(whole);
      }),
    );
  });

  it("come one by one out of a call, which covers headers only", async () => {
    let push: (text: string) => void = () => {};
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        push = (text) => controller.enqueue(new TextEncoder().encode(text));
      },
    });
    const { client, clock } = givenClient([], {
      fetch: async () => new Response(body),
      timeoutMs: 100,
    });
    const stream = operation<object, AsyncIterable<ServerSentEvent<number>>>({ answer: "events" });
    const iterator = (await client.call(stream, {}, { deadlineMs: 500 }))[Symbol.asyncIterator]();
    expect(clock.waiting).toBe(0);
    push("data: 1\n\n");
    expect(await iterator.next()).toMatchObject({ value: { data: 1 } });
    await clock.advance(10_000);
    push("data: 2\n\n");
    expect(await iterator.next()).toMatchObject({ value: { data: 2 } });
    await iterator.return?.();
  });

  it("end with the caller's signal, and free the connection when left early", async () => {
    for (const leave of ["abort", "break"] as const) {
      let cancelled = false;
      const controller = new AbortController();
      const { client } = givenClient([], {
        fetch: async (_input, init) =>
          new Response(
            new ReadableStream<Uint8Array>({
              start: (stream) => {
                stream.enqueue(new TextEncoder().encode("data: 1\n\n"));
                init?.signal?.addEventListener("abort", () => stream.error(init.signal?.reason));
              },
              cancel: () => {
                cancelled = true;
              },
            }),
          ),
      });
      const stream = operation<object, AsyncIterable<ServerSentEvent>>({ answer: "events" });
      const iterator = (await client.call(stream, {}, { signal: controller.signal }))[
        Symbol.asyncIterator
      ]();
      await iterator.next();
      if (leave === "abort") {
        controller.abort();
        expect(await reasonOf(iterator.next())).toBeInstanceOf(AbortError);
      } else {
        await iterator.return?.();
        await new Promise((resolve) => setImmediate(resolve));
        expect(cancelled).toBe(true);
      }
    }
  });
});

describe("newline-delimited JSON", () => {
  const lines = operation<object, AsyncIterable<unknown>>({ answer: "lines" });

  it("comes value by value", async () => {
    const { client } = givenClient([of('{"a":1}\r\n\n[2]\n"last"', "application/x-ndjson")]);
    expect(await collect(await client.call(lines, {}))).toEqual([{ a: 1 }, [2], "last"]);
  });

  it("rejects at the line that is not JSON, and when the connection breaks", async () => {
    const { client } = givenClient([of("1\noops\n", "application/x-ndjson")]);
    expect(await reasonOf(collect(await client.call(lines, {})))).toBeInstanceOf(ParseError);
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError("terminated")),
    });
    const other = givenClient([], { fetch: async () => new Response(broken) });
    expect(await reasonOf(collect(await other.client.call(lines, {})))).toBeInstanceOf(
      ConnectionError,
    );
  });
});
