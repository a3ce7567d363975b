/** Providers inside a client: the whole way from a call to the wire and back. */
import { describe, expect, it } from "vitest";
import {
  allOf,
  apiKey,
  bearer,
  clientCredentials,
  hmac,
  passwordLogin,
  requestTokens,
} from "../../src/auth/index.js";
import {
  ApiClient,
  type ApiDescription,
  AuthError,
  AuthenticationError,
  type ClientOptions,
  ClientwrightError,
  ConnectionError,
  createErrorFamily,
  type Operation,
  runtimeErrors,
} from "../../src/runtime/index.js";
import { type Answer, fakeFetch, manualClock } from "../../src/testing/index.js";
import { recordingLogger } from "./support/call.js";

interface Thing {
  readonly id: number;
}

const getThing: Operation<{ path: { id: number } }, Thing> = {
  id: "getThing",
  method: "GET",
  path: "/things/{id}",
  security: [["bearer"]],
  idempotent: true,
};
const createThing: Operation<{ body: Thing }, Thing> = {
  id: "createThing",
  method: "POST",
  path: "/things",
  body: "json",
  security: [["bearer"]],
  idempotent: false,
};
const description: ApiDescription = {
  name: "things",
  servers: ["https://api.example.com"],
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
  errors: runtimeErrors,
};

function given(script: Record<string, Answer | readonly Answer[]>, options: ClientOptions = {}) {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const client = new ApiClient(description, { fetch, clock, random: () => 0.5, ...options });
  const get = () => client.call(getThing, { path: { id: 1 } });
  return { clock, fetch, client, get };
}

/** A server whose access tokens can be revoked; it answers logins and refreshes as OAuth has it. */
function givenServer() {
  let valid = 0;
  const grant = () => ({
    json: { access_token: `access-${++valid}`, refresh_token: `r-${valid}`, expires_in: 900 },
  });
  const isAllowed = (authorization: string | undefined) =>
    authorization === `Bearer access-${valid}`;
  const script: Record<string, Answer> = {
    "POST /login": grant,
    "POST /refresh": grant,
    "GET /things/{id}": ({ headers }) =>
      isAllowed(headers.authorization) ? { json: { id: 1 } } : { status: 401, json: {} },
    "POST /things": ({ headers, json }) =>
      isAllowed(headers.authorization) ? { json } : { status: 401, json: {} },
  };
  return {
    script,
    revoke: () => {
      valid += 1;
    },
  };
}

const login = () =>
  passwordLogin({
    login: (context) =>
      requestTokens({ url: "/login", body: { username: "mara", password: "pw" } }, context),
    refresh: (refresh_token, context) =>
      requestTokens({ url: "/refresh", body: { refresh_token } }, context),
  });

const count = (lines: readonly string[], line: string): number =>
  lines.filter((each) => each === line).length;

describe("password login in a client", () => {
  it("costs one refresh and one repeat each when a thousand calls get a 401 at once", async () => {
    const server = givenServer();
    const { fetch, get } = given(server.script, { auth: login() });
    await get();
    server.revoke();
    const things = await Promise.all(Array.from({ length: 1_000 }, get));
    expect(things).toHaveLength(1_000);
    expect(count(fetch.lines, "POST /login")).toBe(1);
    expect(count(fetch.lines, "POST /refresh")).toBe(1);
    expect(count(fetch.lines, "GET /things/1")).toBe(1 + 2_000);
  });

  it("repeats a write with the same bytes", async () => {
    const server = givenServer();
    const { fetch, client, get } = given(server.script, { auth: login() });
    await get();
    server.revoke();
    expect(await client.call(createThing, { body: { id: 7 } })).toEqual({ id: 7 });
    const writes = fetch.requests.filter(({ path }) => path === "/things");
    expect(writes.map(({ text }) => text)).toEqual(['{"id":7}', '{"id":7}']);
  });

  it("sends no credentials with the login and the refresh", async () => {
    const server = givenServer();
    const { fetch, get } = given(server.script, { auth: login() });
    await get();
    server.revoke();
    await get();
    const logins = fetch.requests.filter(({ method }) => method === "POST");
    expect(logins.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it("gives a second 401 to the caller", async () => {
    const { script } = givenServer();
    const { fetch, get } = given(
      { ...script, "GET /things/{id}": { status: 401, json: {} } },
      { auth: login() },
    );
    await expect(get()).rejects.toThrow(AuthenticationError);
    expect(count(fetch.lines, "GET /things/1")).toBe(2);
  });

  it("lets one caller give up while the others wait on", async () => {
    const { clock, client, get } = given(
      {
        ...givenServer().script,
        "POST /login": { delayMs: 5_000, json: { access_token: "access-0" } },
      },
      { auth: login() },
    );
    const controller = new AbortController();
    const { signal } = controller;
    const impatient = client.call(getThing, { path: { id: 1 } }, { signal });
    const deadline = client.call(getThing, { path: { id: 1 } }, { deadlineMs: 1_000 });
    const patient = get();
    const given_up = [
      expect(impatient).rejects.toMatchObject({ kind: "abort" }),
      expect(deadline).rejects.toMatchObject({ kind: "timeout", limit: "deadline" }),
    ];
    await clock.settle();
    controller.abort();
    await clock.advance(5_000);
    await Promise.all(given_up);
    expect(await patient).toEqual({ id: 1 });
  });

  it("repeats a write whose login had no connection: the write was never sent", async () => {
    const { script } = givenServer();
    const flaky = [{ networkError: "ECONNRESET" }, { json: { access_token: "access-0" } }];
    const { clock, fetch, client } = given({ ...script, "POST /login": flaky }, { auth: login() });
    const created = client.call(createThing, { body: { id: 1 } });
    await clock.advance(10_000);
    expect(await created).toEqual({ id: 1 });
    expect(fetch.lines).toEqual(["POST /login", "POST /login", "POST /things"]);
  });

  it("keeps every token and password out of errors and logs", async () => {
    const { logger, lines } = recordingLogger();
    const server = givenServer();
    const script = {
      ...server.script,
      "POST /refresh": { status: 400, json: { error: "r-1 is bad" } },
    };
    const { get } = given(script, { auth: login(), logger });
    await get();
    server.revoke();
    await get().catch((error: unknown) => lines.push(JSON.stringify(error), String(error)));
    expect(lines.join("\n")).not.toMatch(/access-\d|pw\b/);
  });
});

describe("client credentials in a client", () => {
  const provider = () =>
    clientCredentials({
      tokenUrl: "https://id.example.com/token",
      clientId: "c",
      clientSecret: "s3cret",
    });

  it("report a refusal as the family's AuthError of the operation", async () => {
    class ThingsError extends ClientwrightError {}
    const errors = createErrorFamily({ base: ThingsError });
    const refused = { status: 401, json: { error: "invalid_client" } };
    const { get } = given({ "POST /token": refused }, { auth: provider(), errors });
    const error: unknown = await get().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ThingsError);
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "invalid_client", operation: { id: "getThing" } });
  });

  it("report a server that cannot be reached as a ConnectionError", async () => {
    const { get } = given(
      { "POST /token": { networkError: "ENOTFOUND" } },
      { auth: provider(), retry: 0 },
    );
    await expect(get()).rejects.toThrow(ConnectionError);
  });
});

describe("signatures in a client", () => {
  it("are made afresh for each attempt, over the bytes of that attempt", async () => {
    const answers = [{ status: 503, headers: { "retry-after": "60" } }, { json: { id: 1 } }];
    const auth = allOf(bearer("key"), hmac({ secret: "test_hmac_secret_0001" }));
    const { clock, fetch, client } = given({ "POST /things": answers }, { auth, timeoutMs: 0 });
    clock.setTime(1_700_000_000_000);
    let isOver = false;
    const created = client.call(createThing, { body: { id: 1 } }).finally(() => {
      isOver = true;
    });
    // Signing happens on another thread: there may be no timer yet when the clock looks for one.
    while (!isOver) await clock.runAll();
    await created;
    const [first, second] = fetch.requests;
    expect(first?.headers["x-timestamp"]).toBe("1700000000");
    expect(second?.headers["x-timestamp"]).toBe("1700000060");
    expect(second?.headers["x-signature"]).not.toBe(first?.headers["x-signature"]);
    expect([first?.text, second?.text]).toEqual(['{"id":1}', '{"id":1}']);
    expect(second?.headers.authorization).toBe("Bearer key");
  });
});

describe("a key in the query, in a client", () => {
  it("is sent, and hidden in the logs", async () => {
    const { logger, lines } = recordingLogger();
    const auth = apiKey({ in: "query", name: "appid", value: "topsecret" });
    const { fetch, get } = given({ "GET /things/1": { json: { id: 1 } } }, { auth, logger });
    await get();
    expect(fetch.lines).toEqual(["GET /things/1?appid=topsecret"]);
    expect(lines.join("\n")).not.toContain("topsecret");
  });
});
