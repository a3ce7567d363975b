/** `client.tokens`. */
import { describe, expect, it } from "vitest";
import { NotFoundError, toDate, ValidationError } from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import {
  developer,
  given,
  givenClient,
  givenServer,
  received,
  rejection,
} from "./support/given.js";

const path = "/api/v1/tokens";

describe("tokens.create", () => {
  it("sends text and metadata and answers the token [NG-028, NG-030..NG-033]", async () => {
    const { server, client } = await given();
    const metadata = { category: "greeting", nested: { someKey: [1, { snake_key: null }] } };
    const token = await client.tokens.create({ text: "hello world", metadata });
    expect(server.requests.at(-1)).toMatchObject({
      method: "POST",
      path,
      json: { text: "hello world", metadata },
    });
    expect(server.requests.at(-1)?.headers["content-type"]).toMatch(/^application\/json/);
    expect(token).toMatchObject({ text: "hello world", metadata });
    expect(Number.isInteger(token.id)).toBe(true);
    expect(token.embedding.slice(0, 5).every((value) => typeof value === "number")).toBe(true);
  });

  it("leaves metadata out when there is none [NG-028, NG-029]", async () => {
    const { server, client } = await given();
    await client.tokens.create({ text: "hello" });
    await client.tokens.create({ text: "hello", metadata: null });
    expect(server.requests.slice(-2).map(({ body }) => body)).toEqual(
      Array(2).fill('{"text":"hello"}'),
    );
  });

  it("answers times that can be read as dates [NG-034, NG-035]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ now: clock.now });
    const client = givenClient(server, { ...developer, clock });
    const token = await client.tokens.create({ text: "hello" });
    expect(toDate(token.created_at)?.getTime()).toBe(clock.now());
    expect(toDate(token.updated_at)?.getTime()).toBe(clock.now());
  });

  it("leaves the check of the text to the server [NG-079]", async () => {
    const { server, client } = await given();
    const error = await rejection(client.tokens.create({ text: "" }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ details: { errors: [{ field: "body.text" }], count: 1 } });
    expect(server.count("POST", path)).toBe(1);
  });
});

describe("tokens.get", () => {
  it("asks for the id [NG-036]", async () => {
    const { server, client } = await given();
    const created = await client.tokens.create({ text: "hello" });
    await expect(client.tokens.get(created.id)).resolves.toEqual(created);
    expect(received(server).at(-1)).toBe(`GET ${path}/${created.id}`);
  });

  it("rejects for a token that does not exist [NG-037]", async () => {
    const { client } = await given();
    expect(await rejection(client.tokens.get(123))).toBeInstanceOf(NotFoundError);
  });
});

describe("tokens.list", () => {
  it("answers an array and always sends limit and offset [NG-038, NG-039]", async () => {
    const { server, client } = await given();
    const created = await client.tokens.create({ text: "hello" });
    await expect(client.tokens.list()).resolves.toEqual([created]);
    await client.tokens.list({ limit: 2, offset: 4 });
    expect(received(server).slice(-2)).toEqual([
      `GET ${path}?limit=100&offset=0`,
      `GET ${path}?limit=2&offset=4`,
    ]);
  });

  it("passes a large limit through [NG-040]", async () => {
    const { server, client } = await given();
    await client.tokens.list({ limit: 10_000 });
    expect(received(server).at(-1)).toBe(`GET ${path}?limit=10000&offset=0`);
    const strict = await given({ profile: "reference" });
    const error = await rejection(strict.client.tokens.list({ limit: 10_000 }));
    expect(error).toBeInstanceOf(ValidationError);
  });

  it("pages until an empty batch, and iterates [NG-052]", async () => {
    const { server, client } = await given();
    const texts = Array.from({ length: 250 }, (_, index) => `document ${index}`);
    for (const text of texts) await client.tokens.create({ text });
    const sizes = [];
    for (const offset of [0, 100, 200, 300]) {
      sizes.push((await client.tokens.list({ limit: 100, offset })).length);
    }
    expect(sizes).toEqual([100, 100, 50, 0]);
    const before = server.requests.length;
    const seen: unknown[] = [];
    for await (const token of client.tokens.iterate({ pageSize: 100 })) seen.push(token.text);
    expect(seen).toEqual(texts);
    expect(server.requests.length - before).toBeLessThanOrEqual(4);
  });
});

describe("tokens.update", () => {
  it("sends only what was given and answers the new token [NG-041, NG-043]", async () => {
    const { server, client } = await given();
    const { id, embedding } = await client.tokens.create({ text: "old" });
    const updated = await client.tokens.update(id, { text: "new" });
    expect(server.requests.at(-1)).toMatchObject({
      method: "PUT",
      path: `${path}/${id}`,
      body: '{"text":"new"}',
    });
    expect(updated).toMatchObject({ id, text: "new" });
    expect(updated.embedding).not.toEqual(embedding);
    await client.tokens.update(id, { text: "newer", metadata: { done: true } });
    expect(server.requests.at(-1)?.json).toEqual({ text: "newer", metadata: { done: true } });
  });

  it("of the metadata keeps the text and replaces the metadata [NG-042]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ now: clock.now });
    const client = givenClient(server, { ...developer, clock });
    const token = await client.tokens.create({ text: "same", metadata: { a: 1, b: 2 } });
    clock.advance(1_000);
    const updated = await client.tokens.update(token.id, { metadata: { status: "processed" } });
    expect(server.requests.at(-1)?.body).toBe('{"metadata":{"status":"processed"}}');
    const { text, embedding, created_at } = token;
    expect(updated).toMatchObject({ text, embedding, created_at });
    expect(updated.metadata).toEqual({ status: "processed" });
    expect(Date.parse(String(updated.updated_at))).toBeGreaterThan(Date.parse(String(created_at)));
  });

  it("of nothing sends an empty object", async () => {
    const { server, client } = await given();
    const { id } = await client.tokens.create({ text: "same" });
    await client.tokens.update(id, {});
    expect(server.requests.at(-1)?.body).toBe("{}");
  });
});

describe("tokens.delete", () => {
  it("answers true for a 204 and for a 200 [NG-044]", async () => {
    const { server, client } = await given();
    const { id } = await client.tokens.create({ text: "short-lived" });
    await expect(client.tokens.delete(id)).resolves.toBe(true);
    server.failNext(`DELETE ${path}/{id}`, [{ status: 200, body: { success: true } }]);
    await expect(client.tokens.delete(id)).resolves.toBe(true);
  });

  it("rejects for a token that is gone [NG-045, NG-037]", async () => {
    const { client } = await given();
    const { id } = await client.tokens.create({ text: "short-lived" });
    await client.tokens.delete(id);
    expect(await rejection(client.tokens.delete(id))).toBeInstanceOf(NotFoundError);
    expect(await rejection(client.tokens.get(id))).toBeInstanceOf(NotFoundError);
  });

  it("works in a loop and all at once [NG-015]", async () => {
    const { client } = await given();
    const ids: number[] = [];
    for (const text of ["a", "b", "c", "d"]) ids.push((await client.tokens.create({ text })).id);
    for (const id of ids.slice(0, 2)) await client.tokens.delete(id);
    await Promise.all(ids.slice(2).map((id) => client.tokens.delete(id)));
    await expect(client.tokens.list()).resolves.toEqual([]);
  });
});

describe("tokens.query", () => {
  it("sends the vector, ten results by default and no threshold [NG-046..NG-048]", async () => {
    const { server, client } = await given();
    const { embedding } = await client.tokens.create({ text: "red apple" });
    await client.tokens.query({ queryVector: embedding });
    await client.tokens.query({ queryVector: embedding, topK: 3, threshold: 0 });
    const [first, second] = server.requests.slice(-2);
    expect(first).toMatchObject({ method: "POST", path: `${path}/query` });
    expect(first?.json).toEqual({ query_vector: embedding, top_k: 10 });
    expect(second?.json).toEqual({ query_vector: embedding, top_k: 3, threshold: 0 });
  });

  it("answers tokens with similarities, best first [NG-049..NG-051, NG-141]", async () => {
    const { client } = await given();
    for (const text of ["red apple", "green apple", "fast car", "slow boat"]) {
      await client.tokens.create({ text });
    }
    const { id } = await client.tokens.create({ text: "red apple pie" });
    const { embedding } = await client.tokens.get(id);
    const results = await client.tokens.query({ queryVector: embedding, topK: 3 });
    expect(results).toHaveLength(3);
    expect(results[0]?.token.id).toBe(id);
    expect(results[0]?.similarity).toBeGreaterThan(0.99);
    const similarities = results.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((left, right) => right - left));
    expect(similarities.every((value) => value >= 0 && value <= 1.000001)).toBe(true);
    expect(similarities[0]?.toFixed(4)).toBe("1.0000");
  });

  it("answers nothing when nothing is similar enough [NG-048]", async () => {
    const { client } = await given();
    const { embedding } = await client.tokens.create({ text: "red apple" });
    const away = embedding.map((_, index) => (index === 0 ? 1 : 0));
    const results = await client.tokens.query({ queryVector: away, threshold: 0.9999 });
    expect(results).toEqual([]);
  });
});

describe("tokens.queryByText", () => {
  it("makes a token, deletes it and then asks, so that it is never found [NG-143]", async () => {
    const { server, client } = await given();
    const { id } = await client.tokens.create({ text: "red apple" });
    const before = server.requests.length;
    const results = await client.tokens.queryByText({ text: "red apple", topK: 5, threshold: 0.5 });
    const calls = server.requests.slice(before).map(({ method }) => method);
    expect(calls).toEqual(["POST", "DELETE", "POST"]);
    expect(results.map(({ token }) => token.id)).toEqual([id]);
    expect(server.requests.at(-1)?.json).toMatchObject({ top_k: 5, threshold: 0.5 });
    await expect(client.tokens.list()).resolves.toHaveLength(1);
  });

  it("deletes its token even when the search is aborted in between [NG-143]", async () => {
    const aborting = new AbortController();
    const { server } = await given();
    const client = givenClient(server, {
      ...developer,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.status === 201) aborting.abort();
        return response;
      },
    });
    await rejection(client.tokens.queryByText({ text: "x" }, { signal: aborting.signal }));
    await expect(client.tokens.list()).resolves.toEqual([]);
  });

  it("repeats the deletion, and takes a token that is gone for deleted [NG-143]", async () => {
    const server = await givenServer();
    const client = givenClient(server, { ...developer, clock: createLeapingClock() });
    const { id } = await client.tokens.create({ text: "red apple" });
    server.failNext("DELETE /api/v1/tokens/{token_id}", [{ status: 503 }, { reset: true }]);
    const results = await client.tokens.queryByText({ text: "red apple" });
    expect(server.count("DELETE", "/api/v1/tokens/{token_id}")).toBe(3);
    expect(results.map(({ token }) => token.id)).toEqual([id]);
  });

  it("finds and deletes its token when the answer to the creation was lost [NG-143]", async () => {
    const { server } = await given();
    let isLost = false;
    const client = givenClient(server, {
      ...developer,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.status !== 201 || isLost) return response;
        isLost = true;
        throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
      },
    });
    await rejection(client.tokens.queryByText({ text: "x" }));
    expect(isLost).toBe(true);
    await expect(client.tokens.list()).resolves.toEqual([]);
  });
});
