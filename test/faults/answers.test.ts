/** Answers that lie about themselves, or come in unusual ways. */
import { ConnectionError, ParseError } from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { failure, given, operation } from "./given.js";

const cyclic: Record<string, unknown> = { name: "x" };
cyclic.self = cyclic;

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
