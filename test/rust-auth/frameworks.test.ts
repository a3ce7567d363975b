/** The examples of web frameworks over real HTTP: their routes, refusals, and users who come at the same time. */
import { describe, expect, it, onTestFinished, vi } from "vitest";
import * as express from "../../examples/rust-auth/express.js";
import * as fastify from "../../examples/rust-auth/fastify.js";
import * as hono from "../../examples/rust-auth/hono.js";
import * as nextRoute from "../../examples/rust-auth/next-route.js";
import { startRustAuthServer, usualPassword } from "../servers/rust-auth/index.js";

const mara = { email: "mara@example.org", password: usualPassword };
const ivo = { email: "ivo@example.org", password: usualPassword };
const wrong = { ...mara, password: "wrong-password" };

/** What a framework answered. */
interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly cookie: string;
  readonly text: string;
}

/** A program that serves. */
interface Example {
  main(
    options: { baseUrl: string; maxRetries: number },
    port: number,
    print: (line: string) => void,
  ): Promise<AsyncDisposable & { readonly url: string }>;
}

/** A service with two accounts, and one of the examples in front of it. */
async function given(example: Example, maxRetries = 0) {
  const service = await startRustAuthServer();
  onTestFinished(() => service.close());
  service.state.addUser({ email: mara.email });
  service.state.addUser({ email: ivo.email, firstName: "Ivo", lastName: "Lark" });
  const printed: string[] = [];
  const options = { baseUrl: service.url, maxRetries };
  const app = await example.main(options, 0, (line) => void printed.push(line));
  onTestFinished(() => app[Symbol.asyncDispose]());
  expect(printed).toEqual([`Listening on ${app.url}`]);

  const send = async (line: string, body?: unknown, headers = {}): Promise<Reply> => {
    const [method = "", path = ""] = line.split(" ");
    const response = await fetch(app.url + path, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    const cookie = response.headers.get("set-cookie") ?? "";
    return { status: response.status, json: isJson ? JSON.parse(text) : undefined, cookie, text };
  };
  return { service, send };
}

/** One asks; before the service answers at the second attempt, the other asks and is answered. */
async function interleaved(
  { service, send }: Awaited<ReturnType<typeof given>>,
  first: object,
  second: object,
): Promise<unknown[]> {
  let done = (): void => {};
  const after = new Promise<void>((resolve) => {
    done = resolve;
  });
  service.failNext("GET /auth/me", [{ status: 503, after }]);
  const slow = send("GET /profile", undefined, first);
  await vi.waitFor(() => expect(service.count("GET", "/auth/me")).toBe(1));
  const quick = await send("GET /profile", undefined, second);
  done();
  return [await slow, quick].map(({ json }) => Reflect.get(Object(json), "email"));
}

const sessions = { express, "next-route": nextRoute };
const bearers = { fastify, hono };

describe.each(Object.entries(sessions))("%s: a session on the server", (name, example) => {
  const logIn = async (send: Awaited<ReturnType<typeof given>>["send"], account: object) => {
    const { cookie } = await send("POST /login", account);
    return { cookie: cookie.split(";")[0] ?? "" };
  };

  it("logs in, and keeps the token to itself [RA-134, RA-136]", async () => {
    const { service, send } = await given(example);
    const { status, json, cookie, text } = await send("POST /login", mara);
    expect(status).toBe(200);
    const { userId: id } = service.state.user(mara.email);
    const known = name === "express" ? { id } : {};
    expect(json).toEqual({
      success: true,
      user: { ...known, email: mara.email, full_name: "Mara Quill" },
    });
    expect(cookie).toMatch(/^session=[\w-]{36};.*HttpOnly/);
    for (const token of service.state.sessions.accessTokens)
      expect(cookie + text).not.toContain(token);
  });

  it.each([
    ["a wrong password", wrong],
    ["no password", { email: mara.email }],
    ["no address", {}],
    ["no object", []],
  ])("answers 400 to %s [RA-134, RA-136]", async (_what, body) => {
    const { send } = await given(example);
    const { status, json } = await send("POST /login", body);
    expect({ status, json }).toEqual({
      status: 400,
      json: { success: false, error: expect.stringMatching(/./) },
    });
  });

  it("shows the profile to whoever has a session [RA-135]", async () => {
    const { service, send } = await given(example);
    const session = await logIn(send, mara);
    const { status, json } = await send("GET /profile", undefined, session);
    expect(status).toBe(200);
    const { userId: id } = service.state.user(mara.email);
    expect(json).toEqual({ id, email: mara.email, full_name: "Mara Quill", is_verified: true });
  });

  it.each([
    ["no session", {}],
    ["an unknown session", { cookie: "session=00000000-0000-0000-0000-000000000000" }],
  ])("answers 401 to %s, without asking the service [RA-135]", async (_what, headers) => {
    const { service, send } = await given(example);
    const { status, json } = await send("GET /profile", undefined, headers);
    expect({ status, json }).toEqual({ status: 401, json: { error: "Not authenticated" } });
    expect(service.requests).toHaveLength(0);
  });

  it("answers 401 when the token is over [RA-135]", async () => {
    const { service, send } = await given(example);
    const session = await logIn(send, mara);
    service.state.invalidateAccessTokens();
    const { status, json } = await send("GET /profile", undefined, session);
    expect(status).toBe(401);
    expect(json).toEqual({ error: "Authentication failed. Please log in again." });
  });

  it("blames neither password nor session for a service that is down", async () => {
    const { service, send } = await given(example);
    const session = await logIn(send, mara);
    service.failNext(() => true, [{ status: 503 }, { status: 503 }]);
    expect((await send("POST /login", mara)).status).toBe(502);
    expect((await send("GET /profile", undefined, session)).status).toBe(502);
    expect((await send("GET /profile", undefined, session)).status).toBe(200);
  });

  it("keeps two users apart, though one waits while the other is served [RA-135, RA-098, RA-007]", async () => {
    const all = await given(example, 1);
    const [first, second] = await Promise.all([logIn(all.send, mara), logIn(all.send, ivo)]);
    expect(await interleaved(all, first, second)).toEqual([mara.email, ivo.email]);
    const tokens = all.service.requests.map(({ headers }) => headers.authorization).filter(Boolean);
    expect([tokens.length, new Set(tokens).size]).toEqual([3, 2]);
  });

  it("has no login for other methods [RA-136]", async () => {
    const { send } = await given(example);
    expect([404, 405]).toContain((await send("GET /login")).status);
  });
});

describe.each(Object.entries(bearers))("%s: bearer tokens", (_name, example) => {
  const logIn = async (send: Awaited<ReturnType<typeof given>>["send"], account: object) => {
    const { json } = await send("POST /login", account);
    return { authorization: `Bearer ${Reflect.get(Object(json), "access_token")}` };
  };

  it("hands out the token with the user [RA-137]", async () => {
    const { service, send } = await given(example);
    const { status, json } = await send("POST /login", mara);
    const [token] = service.state.sessions.accessTokens;
    const { userId: id } = service.state.user(mara.email);
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        access_token: token,
        user: { id, email: mara.email, full_name: "Mara Quill", is_verified: true },
      },
    });
  });

  it.each([
    ["a wrong password", wrong],
    ["no password", { email: mara.email }],
    ["broken JSON", "{"],
  ])("answers 400 with a detail to %s [RA-137]", async (_what, body) => {
    const { send } = await given(example);
    const { status, json } = await send("POST /login", body);
    expect({ status, json }).toEqual({
      status: 400,
      json: { detail: expect.stringMatching(/./) },
    });
  });

  it("shows the profile to a good token [RA-139]", async () => {
    const { service, send } = await given(example);
    const { status, json } = await send("GET /profile", undefined, await logIn(send, mara));
    const { userId: id } = service.state.user(mara.email);
    expect({ status, json }).toEqual({
      status: 200,
      json: { id, email: mara.email, full_name: "Mara Quill", is_verified: true },
    });
  });

  it.each([
    [{}, "Invalid authorization header"],
    [{ authorization: "Basic abc" }, "Invalid authorization header"],
    [{ authorization: "bearer abc" }, "Invalid authorization header"],
    [{ authorization: "Bearer abc" }, "Invalid token"],
  ])("answers 401 to %j [RA-138, RA-139]", async (headers, detail) => {
    const { send } = await given(example);
    const { status, json } = await send("GET /profile", undefined, headers);
    expect({ status, json }).toEqual({ status: 401, json: { detail } });
  });

  it("blames neither password nor token for a service that is down [RA-138]", async () => {
    const { service, send } = await given(example);
    const bearer = await logIn(send, mara);
    service.failNext(() => true, [{ status: 503 }, { status: 503 }]);
    expect((await send("POST /login", mara)).status).toBe(502);
    expect((await send("GET /profile", undefined, bearer)).status).toBe(502);
    expect((await send("GET /profile", undefined, bearer)).status).toBe(200);
  });

  it("keeps two users apart, though one waits while the other is served [RA-139, RA-098, RA-007]", async () => {
    const all = await given(example, 1);
    const [first, second] = await Promise.all([logIn(all.send, mara), logIn(all.send, ivo)]);
    expect(await interleaved(all, first, second)).toEqual([mara.email, ivo.email]);
  });
});

describe("express: bearer tokens besides", () => {
  it("lets a good one through, and answers 401 to others [RA-138]", async () => {
    const { service, send } = await given(express);
    await send("POST /login", mara);
    const [token] = service.state.sessions.accessTokens;
    const good = { authorization: `Bearer ${token}` };
    const { status, json } = await send("GET /api/profile", undefined, good);
    expect({ status, json }).toMatchObject({ status: 200, json: { email: mara.email } });
    const refusals = await Promise.all(
      [{}, { authorization: "Bearer abc" }].map((each) =>
        send("GET /api/profile", undefined, each),
      ),
    );
    expect(refusals.map((each) => [each.status, each.json])).toEqual([
      [401, { detail: "Invalid authorization header" }],
      [401, { detail: "Invalid token" }],
    ]);
    service.failNext("GET /auth/me", [{ status: 503 }]);
    expect((await send("GET /api/profile", undefined, good)).status).toBe(502);
  });
});

describe("hono: acting for the asker", () => {
  it("changes the profile of the one who asks, and of nobody else [RA-098]", async () => {
    const { service, send } = await given(hono);
    const { json } = await send("POST /login", ivo);
    const bearer = { authorization: `Bearer ${Reflect.get(Object(json), "access_token")}` };
    const changed = await send("PUT /profile", { first_name: "Ivan" }, bearer);
    expect(changed.json).toMatchObject({ full_name: "Ivan Lark" });
    expect(service.state.user(ivo.email).firstName).toBe("Ivan");
    expect(service.state.user(mara.email).firstName).toBe("Mara");
  });
});
