/** Bodies that break, stall, lie about themselves or try to forge the envelope they travel in. */
import { ConnectionError, type Operation, RequestValidationError } from "clientwright/runtime";
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
