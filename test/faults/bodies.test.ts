/** Bodies that break, stall, lie about themselves or try to forge the envelope they travel in. */
import {
  ConnectionError,
  type Operation,
  ParseError,
  RequestValidationError,
} from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { failure, given, operation } from "./given.js";

const put = (body: Operation["body"]) => operation({ method: "PUT", ...(body && { body }) });
const cyclic: Record<string, unknown> = { name: "x" };
cyclic.self = cyclic;

describe("an argument that cannot be written", () => {
  it.each<[string, Operation, object]>([
    ["a cycle in a JSON body", put("json"), { body: cyclic }],
    ["a BigInt in a JSON body", put("json"), { body: { id: 1n } }],
    ["a function as a JSON body", put("json"), { body: () => 1 }],
    [
      "a toJSON that throws",
      put("json"),
      {
        body: {
          toJSON() {
            throw new Error("no");
          },
        },
      },
    ],
    ["a cycle in a form field", put("form"), { body: { field: cyclic } }],
    ["a BigInt in a form field's JSON", put("form"), { body: { field: { id: 1n } } }],
    ["a cycle in a part", put("multipart"), { body: { part: cyclic } }],
    ["a cycle in a query parameter", operation(), { query: { filter: { deep: cyclic } } }],
    [
      "a cycle in a deepObject",
      operation({ parameters: { query: { filter: { style: "deepObject", explode: true } } } }),
      { query: { filter: cyclic } },
    ],
    [
      "a cycle in a JSON parameter",
      operation({ parameters: { query: { filter: { content: "json" } } } }),
      { query: { filter: cyclic } },
    ],
    ["a date that is none in the query", operation(), { query: { since: new Date(Number.NaN) } }],
    [
      "a date that is none in the path",
      operation({ path: "/days/{day}" }),
      { path: { day: new Date(Number.NaN) } },
    ],
    ["half a surrogate pair in the path", operation({ path: "/x/{x}" }), { path: { x: "\ud800" } }],
    ["half a surrogate pair in the query", operation(), { query: { x: "\ud800" } }],
    ["a header with a line break", operation(), { header: { "X-Note": "a\r\nX-Admin: 1" } }],
    ["a header with a line break in a list", operation(), { header: { "X-Note": ["a", "b\nc"] } }],
    ["a header with an emoji", operation(), { header: { "X-Note": "\u{1F600}" } }],
    ["a number as bytes", put("binary"), { body: 7 }],
    ["null as an upload", put("binary"), { body: null }],
  ])("%s is a RequestValidationError, and nothing is sent", async (_title, call, args) => {
    const { client, fetch } = given([{ json: 1 }]);
    const result = await client.call(call, args).safe();
    expect(result.ok === false && result.error).toBeInstanceOf(RequestValidationError);
    expect(fetch.count).toBe(0);
  });
});

describe("values with a meaning of their own in JSON", () => {
  it("are written as JSON writes them", async () => {
    const { client, fetch } = given([{ json: 1 }]);
    const body = {
      nan: Number.NaN,
      none: undefined,
      nil: null,
      day: new Date(0),
      list: [],
      big: 1e21,
    };
    await client.call(put("json"), { body });
    expect(fetch.last.text).toBe(
      '{"nan":null,"nil":null,"day":"1970-01-01T00:00:00.000Z","list":[],"big":1e+21}',
    );
  });

  it("do not pollute prototypes on the way in or out", async () => {
    const body = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    const { client, fetch } = given([
      { text: JSON.stringify(body), headers: { "content-type": "application/json" } },
    ]);
    const answer = await client.call(put("json"), { body, query: body });
    expect(fetch.last.json).toEqual(body);
    expect(answer).toEqual(body);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("are absent, and so is a media type, when there is no body", async () => {
    const { client, fetch } = given({ "* *": { json: 1 } });
    for (const method of ["GET", "DELETE", "POST"] as const)
      await client.call(operation({ method }), {});
    for (const { headers, bytes } of fetch.requests) {
      expect(headers["content-type"]).toBeUndefined();
      expect(bytes).toHaveLength(0);
    }
  });
});

describe("a multipart body", () => {
  const upload = async (
    body: unknown,
  ): Promise<{ readonly text: string; readonly form: FormData }> => {
    const { client, fetch } = given([{ json: 1 }]);
    await client.call(put("multipart"), { body });
    const { bytes, headers, text } = fetch.last;
    const type = headers["content-type"] ?? "";
    return {
      text,
      form: await new Response(new Uint8Array(bytes), {
        headers: { "content-type": type },
      }).formData(),
    };
  };

  it.each([
    'a".txt',
    'a"; name="admin',
    "a\r\nContent-Type: text/html\r\n\r\n<script>",
    "a\nb",
    "\u00fcber \u{1F600}.txt",
    "..\\..\\evil",
    "a;b=c",
    "",
  ])("keeps the file name %j in its place", async (filename) => {
    for (const body of [
      { file: { data: new Blob(["x"]), filename } },
      { file: new File(["x"], filename) },
      (() => {
        const form = new FormData();
        form.set("file", new File(["x"], filename));
        return form;
      })(),
    ]) {
      const { text, form } = await upload(body);
      expect([...form.keys()]).toEqual(["file"]);
      expect((form.get("file") as File).name.replace(/\r\n|\r|\n/g, "\n")).toBe(
        filename.replace(/\r\n|\r|\n/g, "\n"),
      );
      const [head = ""] = text.split("\r\n\r\n");
      expect(head.split("\r\n")).toHaveLength(3);
    }
  });

  it("keeps field names and media types in their place", async () => {
    const name = 'x"\r\nX-Evil: 1';
    const { text } = await upload({
      [name]: { data: new Blob(["x"]), filename: "f", type: "text/plain\r\nX-Evil: 1" },
    });
    expect(text).not.toMatch(/^X-Evil/m);
  });

  it("sends a FormData's fields, lists and files as they are", async () => {
    const given = new FormData();
    given.append("a", "1");
    given.append("a", "2\n3");
    given.append("empty", "");
    given.append("file", new File(["\u0000\u00ff"], "f.bin", { type: "image/x" }));
    const { form } = await upload(given);
    expect(form.getAll("a")).toEqual(["1", "2\n3"]);
    expect(form.get("empty")).toBe("");
    const file = form.get("file") as File;
    expect([file.name, file.type, await file.text()]).toEqual(["f.bin", "image/x", "\u0000\u00ff"]);
  });
});

describe("a body that is a stream", () => {
  const upload = operation({ method: "POST", body: "binary", idempotent: true });
  const onWire = { fetch: globalThis.fetch, clock: undefined as never };

  it("that errs midway ends in a ConnectionError with the cause, and is not sent twice", async () => {
    await using server = await startRawServer((_, response) => answerJson(response, 200, 1));
    const cause = new Error("disk gone");
    async function* chunks() {
      yield new Uint8Array(10);
      throw cause;
    }
    const { client } = given([], {
      ...onWire,
      baseUrl: server.url,
      retry: { maxRetries: 3, initialDelayMs: 1 },
    });
    const error = await failure(client.call(upload, { body: chunks() }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ maybeSent: true, attempts: { length: 1 } });
    let reason: unknown = error;
    while (reason instanceof Error && reason.cause !== undefined) reason = reason.cause;
    expect(reason).toBe(cause);
  });

  it("larger than memory should hold is read no faster than it is sent", async () => {
    const chunk = new Uint8Array(64 * 1024);
    let made = 0;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    async function* chunks() {
      try {
        for (; made < 16_384; made += 1) yield chunk;
      } finally {
        end();
      }
    }
    const { createServer } = await import("node:net");
    // Accepts, and reads nothing.
    const stalled = createServer((socket) => void socket.pause().on("error", () => undefined));
    await new Promise<void>((resolve) => stalled.listen(0, "127.0.0.1", resolve));
    const { port } = stalled.address() as { port: number };
    const { client } = given([], { ...onWire, baseUrl: `http://127.0.0.1:${port}` });
    const error = await failure(client.call(upload, { body: chunks() }, { timeoutMs: 300 }));
    stalled.close();
    expect(error).toMatchObject({ kind: "timeout" });
    expect(made).toBeLessThan(1_000);
    await ended;
  });

  it("among other parts is let go when the upload ends early, begun or not", async () => {
    const ended: string[] = [];
    const part = (filename: string) => {
      const cancel = (): void => void ended.push(filename);
      return { data: new ReadableStream<Uint8Array>({ cancel }), filename };
    };
    const controller = new AbortController();
    const { client } = given([], {
      fetch: async (input, init) => {
        const { body } = new Request(input, init);
        const reader = body?.getReader();
        await reader?.read();
        await reader?.cancel();
        throw new TypeError("fetch failed");
      },
    });
    const body = { first: part("first"), second: part("second") };
    await failure(client.call(put("multipart"), { body }, { signal: controller.signal }));
    expect(ended).toEqual(["first", "second"]);
  });
});

describe("an answer", () => {
  const type = (value: string) => ({ "content-type": value });
  it.each([
    ["a byte order mark", '\ufeff{"a":1}', type("application/json")],
    ["a charset", '{"a":1}', type("application/json; charset=UTF-8")],
    ["a relative of JSON", '{"a":1}', type("application/vnd.x+json")],
    ["capitals in its media type", '{"a":1}', type("Application/JSON")],
    ["no media type", '{"a":1}', {}],
  ])("with %s is read", async (_title, text, headers) => {
    await using server = await startRawServer(
      (_, response) => void response.writeHead(200, headers).end(text),
    );
    const { client } = given([], { baseUrl: server.url, fetch: globalThis.fetch });
    for (const answer of ["json", {}] as const) {
      if (answer !== "json" && _title === "no media type") continue;
      expect(await client.call(operation({ answer }), {})).toEqual({ a: 1 });
    }
  });

  it("that is compressed is read, also as an error", async () => {
    const { gzipSync } = await import("node:zlib");
    await using server = await startRawServer((_, response, count) => {
      const headers = { "content-type": "application/json", "content-encoding": "gzip" };
      response.writeHead(count === 1 ? 200 : 422, headers).end(gzipSync('{"message":"ok"}'));
    });
    const { client } = given([], { baseUrl: server.url, fetch: globalThis.fetch });
    expect(await client.call(operation(), {})).toEqual({ message: "ok" });
    expect(String(await failure(client.call(operation(), {})))).toContain("ok");
  });

  it("that claims to be compressed and is not is a failed connection", async () => {
    await using server = await startRawServer((_, response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end("{}");
    });
    const { client } = given([], {
      baseUrl: server.url,
      fetch: globalThis.fetch,
      retry: false,
      clock: undefined as never,
    });
    expect(await failure(client.call(operation(), {}, { timeoutMs: 5_000 }))).toBeInstanceOf(
      ConnectionError,
    );
  });

  it("with problem details (RFC 9457) says their title", async () => {
    const { client } = given([
      {
        status: 409,
        text: '{"title":"Out of credit","status":409}',
        headers: type("application/problem+json"),
      },
    ]);
    expect(String(await failure(client.call(operation(), {})))).toContain("Out of credit");
  });

  it.each([204, 205, 304])("%i has no content, whatever is documented", async (status) => {
    await using server = await startRawServer(
      (_, response) => void response.writeHead(status, type("application/json")).end(),
    );
    const { client } = given([], { baseUrl: server.url, fetch: globalThis.fetch });
    const result = await client.call(operation(), {}).safe();
    if (result.ok) expect(result.data).toBeUndefined();
    else expect([result.error.status, result.error.body]).toEqual([304, undefined]);
  });

  it("to HEAD is empty, its length notwithstanding", async () => {
    await using server = await startRawServer(
      (_, response) =>
        void response.writeHead(200, { ...type("application/json"), "content-length": "99" }).end(),
    );
    const { client } = given([], { baseUrl: server.url, fetch: globalThis.fetch });
    expect(await client.call(operation({ method: "HEAD" }), {})).toBeUndefined();
  });

  it("after interim answers is the final one", async () => {
    await using server = await startRawServer((_, response) => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.writeProcessing();
      answerJson(response, 200, { a: 1 });
    });
    const { client } = given([], { baseUrl: server.url, fetch: globalThis.fetch });
    expect(await client.call(operation(), {})).toEqual({ a: 1 });
  });

  it("nested deeper than any stack is a value or a ParseError", async () => {
    const deep = "[".repeat(200_000);
    const { client } = given([{ text: deep, headers: type("application/json") }]);
    expect(await failure(client.call(operation(), {}))).toBeInstanceOf(ParseError);
    const error = given(
      [{ status: 500, text: `${deep}${"]".repeat(200_000)}`, headers: type("application/json") }],
      { retry: false },
    );
    expect(await failure(error.client.call(operation(), {}))).toMatchObject({ status: 500 });
  });

  it("whose error body is a megabyte on one line has a short message", async () => {
    const { client } = given([{ status: 500, text: "x".repeat(1_000_000) }], { retry: false });
    expect(String(await failure(client.call(operation(), {}))).length).toBeLessThan(1_000);
  });
});
