/** The scripted `fetch`, as people use it in tests of their own. */
import { describe, expect, it } from "vitest";
import { fakeFetch, manualClock } from "../../src/testing/index.js";

const url = "https://api.example.com/tokens";

describe("a script in order", () => {
  it("answers each request with the next answer", async () => {
    const fetch = fakeFetch([{ status: 503 }, { json: { id: 1 } }]);
    expect((await fetch(url)).status).toBe(503);
    const second = await fetch(url);
    expect([second.status, second.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await second.json()).toEqual({ id: 1 });
    fetch.assertDone();
  });

  it("names the request that finds no answer", async () => {
    const fetch = fakeFetch([]);
    await expect(fetch(url, { method: "POST" })).rejects.toThrow(
      "fakeFetch has no answer for request 1: POST /tokens",
    );
    expect(() => fetch.assertDone()).toThrow("no answer for POST /tokens");
  });

  it("names answers that nobody asked for", async () => {
    const fetch = fakeFetch([{}, {}]);
    await fetch(url);
    expect(() => fetch.assertDone()).toThrow("never asked for answer 2");
  });
});

describe("a script by route", () => {
  it("matches method and path template, and ignores the query", async () => {
    const fetch = fakeFetch({
      "GET /tokens/{id}": { text: "one" },
      "GET /tokens": { text: "all" },
      "* /files/*": { text: "file" },
    });
    expect(await (await fetch(`${url}/5?full=1`)).text()).toBe("one");
    expect(await (await fetch(url)).text()).toBe("all");
    const file = await fetch("https://x.example/files/a/b", { method: "PUT" });
    expect(await file.text()).toBe("file");
    await expect(fetch(url, { method: "DELETE" })).rejects.toThrow("no answer");
  });

  it("plays a list in order, and one answer for ever", async () => {
    const fetch = fakeFetch({ "GET /tokens": [{ status: 500 }, { status: 200, text: "" }] });
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([500, 200]);
    await expect(fetch(url)).rejects.toThrow("no answer for request 3");
    const forever = fakeFetch({ "GET /tokens": { status: 204 } });
    await forever(url);
    expect((await forever(url)).status).toBe(204);
  });

  it("takes nothing in a path for a pattern that is none", async () => {
    const fetch = fakeFetch({ "GET /a.b": { text: "x" } });
    await expect(fetch("https://x.example/aXb")).rejects.toThrow("no answer");
  });

  it("names routes that nobody asked for, or not often enough", async () => {
    const fetch = fakeFetch({ "GET /tokens": [{}, {}], "GET /never": {} });
    await fetch(url);
    expect(() => fetch.assertDone()).toThrow(
      "never asked for GET /tokens; never asked for GET /never",
    );
    await fetch(url);
    expect(() => fetch.assertDone()).toThrow("fakeFetch: never asked for GET /never");
  });

  it("refuses a key without a method", () => {
    expect(() => fakeFetch({ "/tokens": {} })).toThrow('"/tokens" is not of the form');
  });
});

describe("answers", () => {
  it("may be functions of the request", async () => {
    const fetch = fakeFetch([({ json }) => ({ json: { echo: json } })]);
    const response = await fetch(url, { method: "POST", body: '{"a":1}' });
    expect(await response.json()).toEqual({ echo: { a: 1 } });
  });

  it("may be responses, which serve again and again", async () => {
    const fetch = fakeFetch({ "* *": new Response("same", { status: 201 }) });
    expect(await (await fetch(url)).text()).toBe("same");
    expect(await (await fetch(url)).text()).toBe("same");
  });

  it("may be bytes, and headers of one's own", async () => {
    const bytes = new Uint8Array([1, 2]);
    const fetch = fakeFetch([{ bytes, headers: { "content-type": "image/png", etag: "e" } }]);
    const response = await fetch(url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect([response.headers.get("content-type"), response.headers.get("etag")]).toEqual([
      "image/png",
      "e",
    ]);
  });

  it("may come late, on the fake's clock", async () => {
    const clock = manualClock();
    const fetch = fakeFetch([{ delayMs: 500, text: "late" }], { clock });
    const answer = fetch(url);
    await clock.settle();
    expect(clock.pending.map(({ delayMs }) => delayMs)).toEqual([500]);
    await clock.advance(500);
    expect(await (await answer).text()).toBe("late");
  });

  it("may be a failed connection, as Node reports it", async () => {
    const failed: unknown = await fakeFetch([{ networkError: "ECONNRESET" }])(url).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(TypeError);
    expect(failed).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
  });

  it("may never come: the caller's signal ends the wait", async () => {
    const controller = new AbortController();
    const answer = fakeFetch([{ never: true }])(url, { signal: controller.signal });
    await manualClock().settle();
    controller.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
  });

  it("may be a stream that breaks", async () => {
    async function* chunks() {
      yield "one ";
      yield new TextEncoder().encode("two");
      throw new TypeError("terminated");
    }
    const response = await fakeFetch([{ chunks: chunks() }])(url);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of response.body ?? []) seen.push(new TextDecoder().decode(chunk));
    })();
    await expect(reading).rejects.toThrow("terminated");
    expect(seen).toEqual(["one ", "two"]);
  });

  it("end with the signal, even halfway through a stream", async () => {
    const controller = new AbortController();
    const chunks = ["a", "b", "c"];
    const response = await fakeFetch([{ chunks }])(url, { signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort(new Error("enough"));
    await expect(reader?.read()).rejects.toThrow("enough");
  });
});

describe("what was sent", () => {
  async function sent() {
    const fetch = fakeFetch({ "* *": { status: 204 } });
    await fetch(new Request(`${url}?limit=5`, { headers: { "X-One": "1" } }));
    await fetch(`${url}?api_key=k`, {
      method: "POST",
      headers: { authorization: "Bearer topsecret", "content-type": "application/json" },
      body: JSON.stringify({ name: "mara", password: "topsecret" }),
    });
    return fetch;
  }

  it("can be asked for in parts", async () => {
    const fetch = await sent();
    expect(fetch.count).toBe(2);
    expect(fetch.lines).toEqual(["GET /tokens?limit=5", "POST /tokens?api_key=k"]);
    expect(fetch.requests[0]?.headers["x-one"]).toBe("1");
    expect(fetch.requests[0]?.query.get("limit")).toBe("5");
    expect(fetch.requests[0]?.json).toBeUndefined();
    expect(fetch.last.json).toEqual({ name: "mara", password: "topsecret" });
    expect(fetch.last.bytes).toEqual(new TextEncoder().encode(fetch.last.text));
  });

  it("says so when nothing was sent", () => {
    expect(() => fakeFetch([]).last).toThrow("was not called");
  });

  it("is recorded as plain data without secrets", async () => {
    const recording = (await sent()).recording();
    expect(recording[1]).toEqual({
      method: "POST",
      url: `${url}?api_key=[redacted]`,
      headers: { authorization: "[redacted]", "content-type": "application/json" },
      body: { json: { name: "mara", password: "[redacted]" } },
    });
    expect(JSON.stringify(recording)).not.toContain("topsecret");
  });
});
