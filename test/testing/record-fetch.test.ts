/** Recording real exchanges, keeping their secrets out, and playing them back. */
import { describe, expect, it } from "vitest";
import {
  type AnswerParts,
  type Fixture,
  fakeFetch,
  recordFetch,
  replayFetch,
} from "../../src/testing/index.js";

const origin = "https://api.example.com";
const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJhIn0.c2lnbmF0dXJl";

const answers: readonly AnswerParts[] = [
  { json: { access_token: jwt, token_type: "bearer", user: { name: "mara" } } },
  { json: [{ id: 1, note: `seen with ${jwt} and hunter2` }], headers: { "set-cookie": "s=1" } },
  { bytes: new Uint8Array([255, 0, 1]), headers: { "content-type": "image/png" } },
  { status: 204 },
];

async function record(): Promise<Fixture> {
  const recorder = recordFetch(fakeFetch(answers), { secrets: ["hunter2"] });
  const login = await recorder(`${origin}/login`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "username=mara&password=hunter2",
  });
  expect(await login.json()).toMatchObject({ access_token: jwt });
  const headers = { authorization: `Bearer ${jwt}` };
  await (await recorder(`${origin}/things?api_key=hunter2&page=1`, { headers })).text();
  await (await recorder(new Request(`${origin}/logo`))).arrayBuffer();
  await recorder(`${origin}/things/1`, { method: "DELETE" });
  return await recorder.fixture();
}

describe("recordFetch", () => {
  it("keeps every exchange, in the order of the requests", async () => {
    const { exchanges } = await record();
    expect(exchanges.map(({ request, response }) => [request.method, response.status])).toEqual([
      ["POST", 200],
      ["GET", 200],
      ["GET", 200],
      ["DELETE", 204],
    ]);
  });

  it("keeps bodies as JSON, text or bytes", async () => {
    const { exchanges } = await record();
    expect(exchanges.map(({ response }) => response.body)).toEqual([
      { json: { access_token: "[redacted]", token_type: "bearer", user: { name: "mara" } } },
      { json: [{ id: 1, note: "seen with [redacted] and [redacted]" }] },
      { base64: "/wAB" },
      undefined,
    ]);
    expect(exchanges[0]?.request.body).toEqual({
      text: "username=mara&password=%5Bredacted%5D",
    });
  });

  it("lets no secret into the fixture", async () => {
    const text = JSON.stringify(await record());
    expect(text).not.toContain(jwt);
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("s=1");
  });

  it("passes failures on, and keeps nothing of them", async () => {
    const recorder = recordFetch(fakeFetch([{ networkError: "ECONNREFUSED" }]));
    await expect(recorder(origin)).rejects.toThrow("fetch failed");
    expect((await recorder.fixture()).exchanges).toEqual([]);
  });

  it("takes further names for secret", async () => {
    const fetch = fakeFetch([{ json: { pin: "1234", deep: [{ PIN: "5678" }] } }]);
    const recorder = recordFetch(fetch, { secretNames: ["pin"] });
    await recorder(`${origin}/x?pin=1234`, { headers: { pin: "1234" } });
    expect(JSON.stringify(await recorder.fixture())).not.toMatch(/1234|5678/);
  });
});

describe("replayFetch", () => {
  it("plays a fixture that was saved as JSON", async () => {
    const replay = replayFetch(JSON.parse(JSON.stringify(await record())));
    const things = await replay(`${origin}/things?api_key=another&page=1`);
    expect(await things.json()).toEqual([{ id: 1, note: "seen with [redacted] and [redacted]" }]);
    const logo = await replay("http://127.0.0.1:8080/logo");
    expect(new Uint8Array(await logo.arrayBuffer())).toEqual(new Uint8Array([255, 0, 1]));
    expect(logo.headers.get("content-type")).toBe("image/png");
    const deleted = await replay(`${origin}/things/1`, { method: "DELETE" });
    expect([deleted.status, deleted.body]).toEqual([204, null]);
    expect(replay.remaining.map(({ request }) => request.method)).toEqual(["POST"]);
  });

  it("plays each exchange once, and says which request has none left", async () => {
    const replay = replayFetch(await record());
    await replay(`${origin}/logo`);
    await expect(replay(`${origin}/logo`)).rejects.toThrow("no exchange left for GET /logo");
    await expect(replay(`${origin}/things?page=2`)).rejects.toThrow("GET /things?page=2");
  });

  it("compares the server too where that is asked for", async () => {
    const replay = replayFetch(await record(), { anyOrigin: false });
    await expect(replay("https://other.example/logo")).rejects.toThrow(
      "https://other.example/logo",
    );
    expect((await replay(`${origin}/logo`)).status).toBe(200);
  });

  it("does not claim that a body is still compressed", async () => {
    const exchange = {
      request: { method: "GET", url: `${origin}/x`, headers: {} },
      response: {
        status: 200,
        headers: { "content-encoding": "gzip", "content-length": "3", etag: "e" },
        body: { text: "hello" },
      },
    };
    const response = await replayFetch({ version: 1, exchanges: [exchange] })(`${origin}/x`);
    expect(Object.fromEntries(response.headers)).toEqual({ etag: "e" });
    expect(await response.text()).toBe("hello");
  });
});
