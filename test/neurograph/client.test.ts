/** Construction, options, connections and the end of a client. */
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  AsyncNeuroGraphClient,
  disableLogging,
  NeuroGraphClient,
  NeuroGraphError,
  NotFoundError,
  RateLimitError,
  RetryConfig,
  setupLogging,
  withClient,
} from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import {
  developer,
  given,
  givenClient,
  givenServer,
  received,
  rejection,
} from "./support/given.js";
import { selfSigned } from "./support/self-signed.js";

describe("a client", () => {
  it("is made with options and has the groups of the guide [NG-004, NG-008]", async () => {
    const server = await givenServer();
    const client = new NeuroGraphClient({ baseUrl: server.url, ...developer });
    onTestFinished(() => client.close());
    await expect(client.tokens.list()).resolves.toEqual([]);
    await expect(client.apiKeys.list()).resolves.toEqual([]);
    await expect(client.health.check()).resolves.toMatchObject({ status: "healthy" });
  });

  it("has a second name [NG-005]", () => {
    expect(AsyncNeuroGraphClient).toBe(NeuroGraphClient);
  });

  it.each([
    ["a name without a password", { username: "developer" }],
    ["a password without a name", { password: "developer123" }],
    ["an empty API key", { apiKey: "" }],
    ["an empty API key for its own header", { apiKey: "", apiKeyHeader: "x-api-key" as const }],
    ["no URL", { baseUrl: "not a url" }],
    ["a fetch of its own and no check of certificates", { fetch, verifySsl: false }],
    ["a time limit below zero", { timeoutMs: -1 }],
  ])("is not made with %s [NG-067]", (_case, options) => {
    expect(() => new NeuroGraphClient(options)).toThrow(NeuroGraphError);
  });

  it("ends a call with its signal, during the login too [NG-067]", async () => {
    const aborting = new AbortController();
    const client = new NeuroGraphClient({
      ...developer,
      fetch: () => {
        aborting.abort(new Error("enough"));
        return new Promise<Response>(() => {});
      },
    });
    const error = await rejection(client.tokens.list({}, { signal: aborting.signal }));
    expect(error).toBeInstanceOf(NeuroGraphError);
    expect(error).toMatchObject({ kind: "abort" });
  });

  it("strips trailing slashes of the base URL [NG-009]", async () => {
    const server = await givenServer();
    await givenClient(server, { baseUrl: `${server.url}///` }).health.check();
    expect(received(server)).toEqual(["GET /api/v1/health"]);
  });

  it("keeps a path of the base URL [NG-009]", async () => {
    const server = await givenServer();
    const client = givenClient(server, { baseUrl: `${server.url}/behind/proxy/` });
    await rejection(client.health.check());
    expect(received(server)).toEqual(["GET /behind/proxy/api/v1/health"]);
  });

  it("goes to port 8000 of this machine by default [NG-017]", async () => {
    const urls: string[] = [];
    const client = new NeuroGraphClient({
      apiKey: "ng_xxx",
      fetch: async (input, init) => {
        urls.push(new Request(input, init).url);
        return Response.json({ tokens: [] });
      },
    });
    await client.tokens.list();
    expect(urls).toEqual(["http://localhost:8000/api/v1/tokens?limit=100&offset=0"]);
  });

  it("limits each call to 30 s unless told otherwise [NG-010]", async () => {
    const limitOf = async (options: { timeoutMs?: number }) => {
      const clock = createLeapingClock();
      const limits: number[] = [];
      const timed = {
        ...clock,
        setTimeout: (callback: () => void, ms: number) => {
          limits.push(ms);
          return clock.setTimeout(callback, ms);
        },
      };
      const client = new NeuroGraphClient({
        apiKey: "ng_x",
        clock: timed,
        fetch: async () => Response.json({ tokens: [] }),
        ...options,
      });
      await client.tokens.list();
      return limits;
    };
    expect(await limitOf({})).toEqual([30_000]);
    expect(await limitOf({ timeoutMs: 60_000 })).toEqual([60_000]);
  });

  it("follows the redirect of a trailing slash", async () => {
    const { client } = await given();
    await expect(client.request("GET", "/api/v1/health/")).resolves.toMatchObject({
      status: "healthy",
    });
  });

  it("asks for operations that have no method of their own", async () => {
    const { client } = await given();
    await expect(client.modules.list()).resolves.toMatchObject({ total: expect.any(Number) });
  });
});

describe("retries", () => {
  it("are not made unless asked for: a 429 comes at once [NG-083]", async () => {
    const { server, client } = await given();
    server.failNext("POST /api/v1/tokens", [{ status: 429, headers: { "retry-after": "1" } }]);
    const error = await rejection(client.tokens.create({ text: "x" }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 1, retryAfterMs: 1_000 });
    expect(server.count("POST", "/api/v1/tokens")).toBe(1);
  });

  it.each([
    ["a number", 2],
    ["a RetryConfig", new RetryConfig({ maxRetries: 2, jitter: false })],
  ])("are made when the option asks for them with %s [NG-083]", async (_form, retry) => {
    const server = await givenServer();
    const clock = createLeapingClock();
    const client = givenClient(server, { ...developer, retry, clock });
    server.failNext("GET /api/v1/tokens", [{ status: 503 }, { status: 429 }]);
    await expect(client.tokens.list()).resolves.toEqual([]);
    expect(server.count("GET", "/api/v1/tokens")).toBe(3);
    expect(clock.waits).toHaveLength(2);
  });
});

describe("connections", () => {
  it("are reused between calls [NG-012, NG-013]", async () => {
    const sockets = new Set<unknown>();
    const server = createServer((request, response) => {
      sockets.add(request.socket);
      response.writeHead(200, { "content-type": "application/json" }).end('{"tokens":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const client = new NeuroGraphClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "ng_x" });
    for (const _call of Array(20)) await client.tokens.list();
    await client.close();
    // The platform may open a second one while the first is still being read.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe("TLS", () => {
  it("accepts a self-signed certificate with verifySsl: false, for this client only [NG-011, NG-135]", async () => {
    const server = await givenServer({ tls: selfSigned });
    const trusting = givenClient(server, { ...developer, verifySsl: false });
    await expect(trusting.tokens.list()).resolves.toEqual([]);
    const strict = givenClient(server, developer);
    const error = await rejection(strict.tokens.list());
    expect(error).toMatchObject({ name: "ConnectionError" });
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
    await expect(trusting.tokens.list()).resolves.toEqual([]);
  });

  it("says clearly that verifySsl: false needs Node [NG-011]", () => {
    vi.stubGlobal("process", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const make = () => new NeuroGraphClient({ verifySsl: false });
    expect(make).toThrow(NeuroGraphError);
    expect(make).toThrow(/verifySsl: false .* Node/);
  });
});

describe("the end of a client", () => {
  it("is idempotent, and later calls are rejected [NG-007]", async () => {
    const { client } = await given();
    await client.tokens.list();
    await client.close();
    await client.close();
    expect(await rejection(client.tokens.list())).toBeInstanceOf(NeuroGraphError);
  });

  it("comes with the end of an `await using` block, also after an error [NG-006, NG-147]", async () => {
    const server = await givenServer();
    const clients: NeuroGraphClient[] = [];
    const block = async () => {
      await using client = new NeuroGraphClient({ baseUrl: server.url, ...developer });
      clients.push(client);
      await client.tokens.get(999999);
    };
    expect(await rejection(block())).toBeInstanceOf(NotFoundError);
    const [client] = clients;
    expect(await rejection(client?.health.check() ?? Promise.resolve())).toBeInstanceOf(
      NeuroGraphError,
    );
  });

  it("comes with the end of withClient, also after an error [NG-006]", async () => {
    const server = await givenServer();
    const options = { baseUrl: server.url, ...developer };
    const client = await withClient(options, async (client) => {
      await client.tokens.list();
      return client;
    });
    expect(await rejection(client.tokens.list())).toBeInstanceOf(NeuroGraphError);
    const kept: NeuroGraphClient[] = [];
    const failing = withClient(options, async (client) => {
      kept.push(client);
      throw new Error("in the block");
    });
    await expect(failing).rejects.toThrow("in the block");
    expect(await rejection(kept[0]?.tokens.list() ?? Promise.resolve())).toBeInstanceOf(
      NeuroGraphError,
    );
  });
});

describe("what a client logs", () => {
  const secrets = /developer123|ng_[a-z]|eyJ|Bearer/;

  it("is a line per request at level debug: method, path, status, duration, no secrets [NG-105, NG-108]", async () => {
    const lines: string[] = [];
    setupLogging({ level: "debug", write: (line) => lines.push(line) });
    onTestFinished(disableLogging);
    const { client } = await given();
    await client.tokens.create({ text: "logged operation" });
    await client.apiKeys.create({ name: "logged key" });
    await rejection(client.tokens.get(999999));
    const line = (method: string, path: string, status: number) =>
      expect.stringMatching(
        new RegExp(
          ` - neurograph\\.client - DEBUG - ${method} http\\S+${path} -> ${status} in \\d+ ms$`,
        ),
      );
    expect(lines).toEqual(
      expect.arrayContaining([
        line("POST", "/api/v1/auth/login", 200),
        line("POST", "/api/v1/tokens", 201),
        line("POST", "/api/v1/api-keys", 201),
        line("GET", "/api/v1/tokens/999999", 404),
      ]),
    );
    expect(lines.join("\n")).not.toMatch(secrets);
  });

  it("is nothing before logging is set up, and nothing at level info [NG-104]", async () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    const { client } = await given();
    await client.tokens.list();
    setupLogging({ level: "info" });
    onTestFinished(disableLogging);
    await client.tokens.list();
    expect(stderr).not.toHaveBeenCalled();
    stderr.mockRestore();
  });
});
