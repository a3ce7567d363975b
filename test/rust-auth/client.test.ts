/** Making a client: options, environment, TLS, its end, and what goes with every request. */
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  VERSION,
} from "../../src/rust-auth/index.js";
import { type FakeFetch, fakeFetch, manualClock } from "../../src/testing/index.js";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { selfSigned } from "../support/self-signed.js";
import { empty, mara, nested, tokens } from "./support/answers.js";
import { baseUrl, given, givenSignedIn, rejection } from "./support/given.js";

const ok = { json: { status: "ok" } };
const anyAnswer = (): FakeFetch => fakeFetch({ "* *": ok });
const messageOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof AuthError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
};

describe("the address", () => {
  it.each([
    ["none", () => undefined, "https://localhost/api/health"],
    ["a path", () => "https://auth.example.com/api", "https://auth.example.com/api/health"],
    [
      "slashes at the end",
      () => "https://auth.example.com/api///",
      "https://auth.example.com/api/health",
    ],
    ["no path", () => "https://api.production.com", "https://api.production.com/health"],
    ["a port", () => "https://localhost:8443/api", "https://localhost:8443/api/health"],
    ["a URL", () => new URL("http://localhost:8090/"), "http://localhost:8090/health"],
  ])("may have %s [RA-012, RA-013, RA-014, RA-015]", async (_what, address, expected) => {
    const given = address();
    for (const make of [
      (fetch: FakeFetch) => new AuthClient(given, { fetch }),
      (fetch: FakeFetch) => new AuthClient({ fetch, ...(given && { baseUrl: given }) }),
    ]) {
      const fetch = anyAnswer();
      await make(fetch).healthCheck();
      expect(fetch.last.url).toBe(expected);
    }
  });

  it("needs to be said nowhere [RA-013, RA-216]", () => {
    expect(new AuthClient().isAuthenticated()).toBe(false);
  });

  it.each(["ftp://x", "", "https://u:p@x"])(
    "that makes no sense is refused, unquoted: %j",
    (bad) => {
      expect(messageOf(() => new AuthClient(bad))).toMatch(/baseUrl must be an http\(s\) URL/);
    },
  );
});

describe("options", () => {
  const limitsOf = async (options: AuthClientOptions) => {
    const clock = manualClock();
    const fetch = fakeFetch({ "* *": { never: true } }, { clock });
    const failed = rejection(new AuthClient({ clock, fetch, ...options }).healthCheck());
    await clock.runAll();
    await failed;
    const [timeoutMs] = clock.delays;
    return { timeoutMs, attempts: fetch.count, url: fetch.last.url };
  };

  it("are ten seconds and three retries unless said otherwise [RA-016, RA-018]", async () => {
    expect(await limitsOf({})).toMatchObject({ timeoutMs: 10_000, attempts: 4 });
  });

  it("may come in any order: the guide's configurations [RA-021, RA-022, RA-023, RA-181]", async () => {
    const development = { maxRetries: 5, timeoutMs: 30_000, baseUrl: "https://localhost:8443/api" };
    expect(await limitsOf(development)).toEqual({
      timeoutMs: 30_000,
      attempts: 6,
      url: "https://localhost:8443/api/health",
    });
    const production = {
      baseUrl: "https://api.production.com",
      timeoutMs: 10_000,
      maxRetries: 3,
      verifySsl: true,
    };
    expect(await limitsOf(production)).toEqual({
      timeoutMs: 10_000,
      attempts: 4,
      url: "https://api.production.com/health",
    });
    expect(new AuthClient({ ...development, verifySsl: false })).toBeInstanceOf(AuthClient);
  });

  it("that are undefined are those that are left out [RA-016, RA-018, RA-218]", async () => {
    // What callers may do whose compiler does not tell the two apart.
    const undefinedOptions = { timeoutMs: undefined, maxRetries: undefined } as object;
    expect(await limitsOf(undefinedOptions)).toMatchObject({ timeoutMs: 10_000, attempts: 4 });
  });

  it.each([
    [{ maxRetries: -1 }, /maxRetries/],
    [{ maxRetries: Number.NaN }, /maxRetries/],
    [{ refreshBufferMs: -1 }, /refreshBufferMs/],
    [{ timeoutMs: -1 }, /timeoutMs/],
    [{ verifySsl: false, fetch: anyAnswer() }, /exclude each other/],
  ] as [AuthClientOptions, RegExp][])(
    "that make no sense are refused: %o [RA-120]",
    (options, message) => {
      expect(messageOf(() => new AuthClient(options))).toMatch(message);
    },
  );
});

describe("the environment", () => {
  const made = async (environment: Record<string, string>, options?: AuthClientOptions) => {
    const clock = manualClock();
    const fetch = fakeFetch({ "* *": { never: true } }, { clock });
    const client = AuthClient.fromEnv(environment, { clock, fetch, ...options });
    const failed = rejection(client.healthCheck());
    await clock.runAll();
    await failed;
    const [timeoutMs] = clock.delays;
    return { timeoutMs, attempts: fetch.count, url: fetch.last.url };
  };

  it("names address and limit; retries keep their default [RA-160, RA-161, RA-218]", async () => {
    const environment = { AUTH_SERVICE_URL: "http://auth:8090", AUTH_TIMEOUT: "30" };
    expect(await made(environment)).toEqual({
      timeoutMs: 30_000,
      attempts: 4,
      url: "http://auth:8090/health",
    });
  });

  it("has defaults of its own [RA-160, RA-161]", async () => {
    expect(await made({})).toEqual({
      timeoutMs: 10_000,
      attempts: 4,
      url: "https://auth.example.com/api/health",
    });
  });

  it("gives way to options [RA-218]", async () => {
    const environment = { AUTH_SERVICE_URL: "http://auth:8090", AUTH_TIMEOUT: "soon" };
    const options = { baseUrl: "http://other:1", timeoutMs: 5, maxRetries: 0 };
    expect(await made(environment, options)).toEqual({
      timeoutMs: 5,
      attempts: 1,
      url: "http://other:1/health",
    });
  });

  it.each(["soon", "", "1.5", "10s", "-1", "0", "1e3"])(
    "refuses a limit that is no number of seconds: %j [RA-161]",
    (bad) => {
      const message = messageOf(() => AuthClient.fromEnv({ AUTH_TIMEOUT: bad }));
      expect(message).toBe(
        `rust-auth: AUTH_TIMEOUT must be a whole number of seconds above 0, not "${bad}"`,
      );
    },
  );

  it.each([
    ["true", true],
    ["TRUE", true],
    ["True", true],
    [undefined, true],
    ["false", false],
    ["1", false],
    ["yes", false],
    ["", false],
  ])("AUTH_VERIFY_SSL=%s checks certificates: %s [RA-162]", (value, checks) => {
    const environment = value === undefined ? {} : { AUTH_VERIFY_SSL: value };
    const make = () => AuthClient.fromEnv(environment, { fetch: anyAnswer() });
    // A client that checks none refuses a fetch that it cannot tell so.
    if (checks) expect(make()).toBeInstanceOf(AuthClient);
    else expect(messageOf(make)).toMatch(/verifySsl: false and a fetch of your own/);
  });

  it("of the process is the default [RA-160]", async () => {
    vi.stubEnv("AUTH_SERVICE_URL", "http://from-process:1");
    onTestFinished(() => void vi.unstubAllEnvs());
    const fetch = anyAnswer();
    vi.stubGlobal("fetch", fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    await AuthClient.fromEnv().healthCheck();
    expect(fetch.last.url).toBe("http://from-process:1/health");
  });

  it("is not read by the constructor [RA-163]", async () => {
    vi.stubEnv("AUTH_SERVICE_URL", "http://from-process:1");
    onTestFinished(() => void vi.unstubAllEnvs());
    const fetch = anyAnswer();
    await new AuthClient({ fetch }).healthCheck();
    expect(fetch.last.url).toBe("https://localhost/api/health");
  });
});

describe("every request", () => {
  it("says who sends it, which may be replaced [RA-031]", async () => {
    const { client, fetch } = given([ok, ok]);
    await client.healthCheck();
    await client.healthCheck({ headers: { "User-Agent": "mine/2" } });
    const agents = fetch.requests.map(({ headers }) => headers["user-agent"]);
    expect(agents).toEqual([`clientwright-rust-auth/${VERSION}`, "mine/2"]);
    const other = given([ok], { headers: { "User-Agent": "mine/1" } });
    await other.client.healthCheck();
    expect(other.fetch.last.headers["user-agent"]).toBe("mine/1");
  });

  it("does not say so in browsers, which say it themselves [RA-031]", async () => {
    vi.stubGlobal("document", {});
    onTestFinished(() => void vi.unstubAllGlobals());
    const { client, fetch } = given([ok]);
    await client.healthCheck();
    expect(fetch.last.headers).not.toHaveProperty("user-agent");
  });

  it("has a JSON body that says so, in UTF-8, where there is a body [RA-030]", async () => {
    const { client, fetch } = given([tokens(), ok]);
    await client.login("mära@example.org", "Str0ng&Silent!");
    expect(fetch.last.headers["content-type"]).toBe("application/json");
    expect(new TextDecoder().decode(fetch.last.bytes)).toContain("mära@example.org");
    await client.healthCheck();
    expect(fetch.last.headers).not.toHaveProperty("content-type");
  });

  it("goes through the fetch that is given, raw ones and refreshes included [RA-150]", async () => {
    const { client, sent, service } = await givenSignedIn();
    service.good.clear();
    await client.getCurrentUser();
    await client
      .call({ id: "x", method: "GET", path: "/auth/me", security: [], idempotent: true }, {})
      .catch(() => {});
    await client.api.GET("/auth/me");
    expect(sent()).toEqual([
      "GET /auth/me",
      "POST /auth/refresh",
      "GET /auth/me",
      "GET /auth/me",
      "GET /auth/me",
    ]);
  });
});

describe("redirects", () => {
  it.each([
    [301, "GET", ""],
    [302, "GET", ""],
    [303, "GET", ""],
    [307, "POST", '{"email":"a@b.example"}'],
    [308, "POST", '{"email":"a@b.example"}'],
  ])("%s of a write is followed with %s [RA-050]", async (status, method, body) => {
    const { client, fetch } = given([
      empty(status, { location: "/api/elsewhere" }),
      { json: { message: "done" } },
    ]);
    await client.forgotPassword("a@b.example");
    expect(fetch.lines).toEqual(["POST /api/auth/forgot-password", `${method} /api/elsewhere`]);
    expect(fetch.last.text).toBe(body);
  });

  it("keep the token at home [RA-050]", async () => {
    const { client, fetch } = given([
      tokens(),
      empty(307, { location: "/api/near" }),
      empty(307, { location: "https://evil.example/far" }),
      { json: mara },
    ]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    await client.getCurrentUser();
    const bearers = fetch.requests.slice(1).map(({ headers }) => headers.authorization);
    expect(bearers).toEqual(["Bearer access-1", "Bearer access-1", undefined]);
  });
});

describe("TLS", () => {
  const givenTlsServer = async (): Promise<string> => {
    const server = createTlsServer(selfSigned, (_request, response) => {
      answerJson(response, 200, { status: "ok" });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it("accepts any certificate with verifySsl: false, for this client only [RA-019, RA-020]", async () => {
    const address = await givenTlsServer();
    await using trusting = new AuthClient(address, { verifySsl: false });
    await expect(trusting.healthCheck()).resolves.toEqual({ status: "ok" });
    await using strict = new AuthClient(address);
    const error = await rejection(strict.healthCheck());
    expect(error.statusCode).toBeUndefined();
    expect(error.message).toMatch(/^Network error: .*verifySsl: false/);
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
    await expect(trusting.withToken("a").healthCheck()).resolves.toEqual({ status: "ok" });
  });

  it("says clearly that verifySsl: false needs Node [RA-020]", () => {
    vi.stubGlobal("process", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(messageOf(() => new AuthClient({ verifySsl: false }))).toMatch(
      /verifySsl: false works in Node only/,
    );
  });
});

describe("the end of a client", () => {
  it("sends nothing and signs nobody out at the service [RA-006, RA-133]", async () => {
    const fetch = fakeFetch([tokens(), { json: mara }]);
    const block = async () => {
      await using client = new AuthClient({ baseUrl, fetch });
      await client.login("mara.quill@example.org", "Str0ng&Silent!");
      return [client, await client.getCurrentUser()] as const;
    };
    const [client, user] = await block();
    expect(user.fullName).toBe("Mara Quill");
    fetch.assertDone();
    expect(await rejection(client.getCurrentUser())).toMatchObject({ kind: "config" });
    await client.close();
    expect(fetch.count).toBe(2);
  });

  it("comes also after an error [RA-006]", async () => {
    const fetch = fakeFetch([nested(401, "UNAUTHORIZED", "Authentication required")]);
    const clients: AuthClient[] = [];
    const block = async () => {
      await using client = new AuthClient({ baseUrl, fetch });
      clients.push(client);
      await client.login("mara.quill@example.org", "wrong");
    };
    expect(await rejection(block())).toMatchObject({ statusCode: 401 });
    expect(await rejection(clients[0]?.healthCheck() ?? Promise.resolve())).toMatchObject({
      kind: "config",
    });
  });
});

describe("logging", () => {
  const seen: string[] = [];
  const write = (message: string, fields?: object) =>
    void seen.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const logger = { debug: write, info: write, warn: write, error: write };

  it("has a line for each request and answer, with duration and attempt, and no secrets [RA-167, RA-166]", async () => {
    seen.length = 0;
    const { client, service } = await givenSignedIn({ logger });
    service.good.clear();
    await client.getCurrentUser();
    await client.logout();
    const lines = seen.join("\n");
    expect(lines).toMatch(
      /POST https:\/\/auth\.test\/api\/auth\/login -> 200 .*"attempt":1.*"tookMs":0/,
    );
    expect(lines).toMatch(/GET https:\/\/auth\.test\/api\/auth\/me -> 401/);
    expect(lines).toMatch(/POST https:\/\/auth\.test\/api\/auth\/refresh -> 200/);
    expect(lines).toMatch(/POST https:\/\/auth\.test\/api\/auth\/logout -> 200/);
    expect(lines).not.toMatch(/access-\d|refresh-\d|Str0ng/);
  });

  it("tells of retries [RA-167]", async () => {
    seen.length = 0;
    const { client } = given([empty(503), ok], { logger });
    await client.healthCheck();
    expect(seen.join("\n")).toMatch(/attempt 1 of healthCheck failed/);
  });

  it("goes to the console with debug: true, and nowhere by default [RA-167]", async () => {
    const debug = vi.spyOn(console, "debug").mockImplementation(() => {});
    onTestFinished(() => debug.mockRestore());
    await given([ok]).client.healthCheck();
    expect(debug).not.toHaveBeenCalled();
    await given([ok], { debug: true }).client.healthCheck();
    expect(debug.mock.calls.map(([line]) => line)).toContain(
      "[clientwright] GET https://auth.test/api/health -> 200",
    );
  });
});

it("works over the platform's fetch against a real server [RA-217]", async () => {
  await using server = await startRawServer((request, response) => {
    const answer = request.path.endsWith("/login") ? tokens().json : mara;
    answerJson(response, 200, answer);
  });
  await using client = new AuthClient(`${server.url}/api`);
  await client.login("mara.quill@example.org", "Str0ng&Silent!");
  const user = await client.getCurrentUser();
  expect(`Welcome, ${user.fullName}!`).toBe("Welcome, Mara Quill!");
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/auth/login",
    "GET /api/auth/me",
  ]);
  expect(server.requests[1]?.headers).toMatchObject({
    authorization: "Bearer access-1",
    "user-agent": `clientwright-rust-auth/${VERSION}`,
  });
});
