/** Answers of a Rust Auth Service, and of what stands before it, that are not what they should be; over real sockets. */
import { inspect } from "node:util";
import { TimeoutError } from "clientwright/runtime";
import { manualClock } from "clientwright/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { rejection } from "../rust-auth/support/given.js";
import { startRustAuthServer, usualPassword } from "../servers/rust-auth/index.js";
import { createGate } from "../support/gate.js";
import { keepingLogger, printed } from "./given.js";
import { email, givenLogin, givenService, me, refresh } from "./rust-auth-given.js";

const login = "POST /auth/login";
const change = "POST /auth/change-password";
const html = { "content-type": "text/html" };
const page = "<html><head><title>Bad Gateway</title></head><body>nginx</body></html>";

const shown = {
  user_id: "u-1",
  email,
  first_name: "Mara",
  last_name: "Quill",
  role: "user",
  is_active: true,
  email_verified: true,
  last_login: null,
  created_at: "2026-01-03T09:15:42Z",
  updated_at: "2026-01-03T09:15:42Z",
};

describe("an answer that breaks off", () => {
  it("is asked for again, also that to a login [RA-042, RA-044]", async () => {
    const all = await givenService();
    all.server.failNext(login, [{ resetMidBody: true, body: { access_token: "half" } }]);
    all.server.failNext(me, [{ resetMidBody: true, body: { user_id: "half" } }]);
    await all.client.login(email, usualPassword);
    expect((await all.client.getCurrentUser()).email).toBe(email);
    expect([all.count(login), all.count(me)]).toEqual([2, 2]);
  });

  it("every time is an error without a status, and no login [RA-051]", async () => {
    const all = await givenService();
    const torn = { resetMidBody: true, body: { access_token: "half" } } as const;
    all.server.failNext(login, [torn, torn, torn, torn]);
    const error = await rejection(all.client.login(email, usualPassword));
    expect([error.statusCode, error.details]).toEqual([undefined, {}]);
    expect(error.message).toMatch(/^Network error: /);
    expect(error.cause).toBeDefined();
    expect([all.count(login), all.client.isAuthenticated()]).toEqual([4, false]);
  });
});

describe("an answer that comes slowly", () => {
  const givenSlow = async () => {
    const clock = manualClock();
    const [head, rest] = [createGate(), createGate()];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await globalThis.fetch(input, init);
      head.open();
      return response;
    };
    const options = { clock, fetch, maxRetries: 0, timeoutMs: 10_000 };
    const all = await givenService({}, options);
    all.server.failNext("GET /live", [
      { status: 200, body: { status: "alive", timestamp: "t" }, restAfter: rest.opened },
    ]);
    return { ...all, clock, head, rest };
  };

  it("is waited for up to the limit, its body included [RA-016]", async () => {
    const { client, clock, head, rest } = await givenSlow();
    const call = client.system.live();
    await head.opened;
    await clock.advance(9_999);
    rest.open();
    expect((await call).status).toBe("alive");
  });

  it("and not longer [RA-016, RA-017]", async () => {
    const { client, clock, head, rest } = await givenSlow();
    const call = rejection(client.system.live());
    await head.opened;
    await clock.advance(10_000);
    const error = await call;
    expect([error.statusCode, error.cause instanceof TimeoutError]).toEqual([undefined, true]);
    expect(error.message).toMatch(/^Network error: /);
    rest.open();
  });
});

describe("a media type", () => {
  it.each([
    ["text/plain", { "content-type": "text/plain" }],
    ["text/html", html],
    ["application/octet-stream", { "content-type": "application/octet-stream" }],
    ["none at all", {}],
  ])("of %s does not keep JSON from being read [RA-153]", async (_, headers) => {
    const { server, client } = await givenLogin();
    server.failNext(me, [{ status: 200, rawBody: JSON.stringify(shown), headers }]);
    expect((await client.getCurrentUser()).id).toBe("u-1");
    const body = JSON.stringify({ error: { code: "CONFLICT", message: "Taken" } });
    server.failNext("PUT /auth/profile", [{ status: 409, rawBody: body, headers }]);
    const error = await rejection(client.updateProfile({}));
    expect([error.statusCode, error.code, error.message]).toEqual([409, "CONFLICT", "Taken"]);
  });

  it.each<[string, string, Record<string, string>]>([
    ["a page", page, html],
    ["a page that claims to be JSON", page, { "content-type": "application/json" }],
    ["nothing", "", {}],
    ["half of an object", '{"user_id": "u-1", ', { "content-type": "application/json" }],
    ["null", "null", { "content-type": "application/json" }],
    ["a list", "[]", { "content-type": "application/json" }],
    ["an object of another kind", '{"ok": true}', { "content-type": "application/json" }],
  ])("with %s in place of a user is an error that knows its status [RA-120]", async (...given) => {
    const [, rawBody, headers] = given;
    const { server, client } = await givenLogin();
    server.failNext(me, [{ status: 200, rawBody, headers }]);
    const error = await rejection(client.getCurrentUser());
    expect([error.statusCode, error.details]).toEqual([200, {}]);
    expect(client.isAuthenticated()).toBe(true);
  });

  it("with a page in place of a login is an error, and who was signed in stays so [RA-120]", async () => {
    const { server, client } = await givenLogin();
    const held = client.getAccessToken();
    server.failNext(login, [{ status: 200, rawBody: page, headers: html }]);
    expect((await rejection(client.login(email, usualPassword))).statusCode).toBe(200);
    expect(client.getAccessToken()).toBe(held);
  });
});

describe("a gateway's error page", () => {
  it.each([
    [502, "HTTP 502: Bad Gateway"],
    [503, "HTTP 503: Service Unavailable"],
    [504, "HTTP 504: Gateway Timeout"],
  ])(
    "with %d is tried again, then an error that keeps it [RA-041, RA-121, RA-123]",
    async (...given) => {
      const [status, message] = given;
      const { server, client, count } = await givenLogin();
      const answer = { status, rawBody: page, headers: html };
      server.failNext(me, [answer]);
      expect((await client.getCurrentUser()).email).toBe(email);
      expect(count(me)).toBe(2);
      server.failNext(me, [answer, answer, answer, answer]);
      const error = await rejection(client.getCurrentUser());
      expect([error.statusCode, error.message]).toEqual([status, message]);
      expect([error.details, error.rawBody, error.code]).toEqual([{}, page, undefined]);
    },
  );

  it("with 403 is no word of the service about the account: nobody is signed out [RA-121]", async () => {
    const { server, client, count } = await givenLogin();
    server.failNext(me, [{ status: 403, rawBody: page, headers: html }]);
    const error = await rejection(client.getCurrentUser());
    expect([error.statusCode, error.message]).toEqual([403, "HTTP 403: Forbidden"]);
    expect([count(me), client.isAuthenticated()]).toEqual([1, true]);
  });
});

describe("a redirect", () => {
  const givenTwo = async () => {
    const all = await givenLogin({}, { maxRetries: 0 });
    const elsewhere = await startRustAuthServer();
    onTestFinished(() => elsewhere.close());
    const to = (status: number, path: string) => [
      { status, rawBody: "", headers: { location: elsewhere.url + path } },
    ];
    return { ...all, elsewhere, to };
  };

  it.each([301, 302, 303, 307, 308])(
    "with %d to another origin is followed without the token [RA-050]",
    async (status) => {
      const { server, client, elsewhere, to } = await givenTwo();
      server.failNext(me, to(status, "/auth/me"));
      elsewhere.failNext(me, [{ status: 200, body: shown }]);
      expect((await client.getCurrentUser()).id).toBe("u-1");
      expect(elsewhere.requests.map(({ path }) => path)).toEqual(["/auth/me"]);
      expect(elsewhere.requests[0]?.headers).not.toHaveProperty("authorization");
    },
  );

  it.each([307, 308])(
    "with %d takes neither password nor refresh token to another origin [RA-050]",
    async (status) => {
      const { server, client, elsewhere, to } = await givenTwo();
      const held = client.getAccessToken();
      server.failNext(login, to(status, "/auth/login"));
      await rejection(client.login(email, usualPassword));
      server.failNext(refresh, to(status, "/auth/refresh"));
      await rejection(client.refresh());
      expect(elsewhere.requests).toEqual([]);
      expect(client.getAccessToken()).toBe(held);
    },
  );

  it("within the origin keeps token, method and body [RA-050]", async () => {
    const { server, client } = await givenTwo();
    const location = `${server.url}/auth/profile`;
    server.failNext("PUT /auth/profile", [{ status: 307, rawBody: "", headers: { location } }]);
    expect((await client.updateProfile({ firstName: "Jane" })).firstName).toBe("Jane");
  });
});

describe("secrets", () => {
  /** An answer that repeats what the server was sent, wherever it can. */
  const quoting = (status: number, ...sent: readonly string[]) => ({
    status,
    body: {
      error: { code: "VALIDATION_ERROR", message: `refused: ${sent.join(" ")}` },
      details: { sent, [sent[0] ?? ""]: true },
    },
    headers: { "x-quoted": sent.join(" "), "x-request-id": sent[0] ?? "" },
  });

  it("are in no error and no log line, though the server quotes all that it gets [RA-167]", async () => {
    const logger = keepingLogger();
    const { server, client } = await givenService({}, { logger, maxRetries: 1 });
    const [next, mailed] = ["Another#Calm7", "b7a1d1c2-4a35-4b6f-8a43-9d1c6a5f7e10"];
    const { accessToken, refreshToken = "" } = await client.login(email, usualPassword);
    server.failNext(login, [quoting(500, usualPassword), quoting(401, usualPassword)]);
    server.failNext(change, [quoting(500, usualPassword, next), quoting(400, usualPassword, next)]);
    server.failNext("POST /auth/reset-password", [quoting(400, mailed, next)]);
    server.failNext("POST /auth/verify", [quoting(400, mailed)]);
    server.failNext(me, [quoting(500, accessToken), quoting(403, accessToken)]);
    server.failNext(refresh, [quoting(500, refreshToken), quoting(401, refreshToken)]);
    const errors = [
      await rejection(client.login(email, usualPassword)),
      await rejection(client.changePassword(usualPassword, next)),
      await rejection(client.resetPassword(mailed, next)),
      await rejection(client.verifyEmail(mailed)),
      await rejection(client.getCurrentUser()),
      await rejection(client.refresh()),
    ];
    expect(errors.map(({ statusCode }) => statusCode)).toEqual([401, 400, 400, 400, 403, 401]);
    for (const secret of [usualPassword, next, mailed, accessToken, refreshToken]) {
      for (const error of errors) expect(printed(error)).not.toContain(secret);
      expect(logger.text()).not.toContain(secret);
    }
    expect(logger.text()).toContain("/auth/me");
  });

  it("are not printed with a client [RA-167]", async () => {
    const { client } = await givenLogin();
    const text = inspect(client, { depth: 20, showHidden: true }) + JSON.stringify(client);
    for (const secret of [usualPassword, client.getAccessToken() ?? ""])
      expect(text).not.toContain(secret);
  });
});
