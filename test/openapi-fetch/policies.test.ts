import { describe, expect, it } from "vitest";
import { bearer } from "../../src/auth/index.js";
import createClient, { type ClientOptions } from "../../src/openapi-fetch/index.js";
import {
  AbortError,
  ConfigError,
  ConnectionError,
  type Logger,
  type Policy,
  TimeoutError,
} from "../../src/runtime/index.js";
import { createManualClock } from "../support/manual-clock.js";
import { startRawServer } from "../support/raw-server.js";
import { rejection } from "../support/rejection.js";
import { type Step, scriptTransport } from "../support/scripted-transport.js";
import { baseUrl, json, type paths } from "./support/libraries.js";

const thing = { params: { path: { id: "1" } } } as const;
const busy = (): Response => json({ message: "busy" }, 503);

const given = (steps: readonly Step[], options: ClientOptions = {}) => {
  const clock = createManualClock();
  const { fetch, sent } = scriptTransport(steps, clock);
  const client = createClient<paths>({ baseUrl, fetch, clock, random: () => 0.5, ...options });
  return { client, clock, sent };
};

describe("retries", () => {
  it("repeat what may be repeated, bodies included, and answer the last response", async () => {
    const { client, clock, sent } = given([busy(), new TypeError("fetch failed"), json({ id: 1 })]);
    const responses: number[] = [];
    client.use({ onResponse: ({ response }) => void responses.push(response.status) });
    const call = client.PUT("/things/{id}", { ...thing, body: { name: "x" } });
    expect(await clock.settle(call)).toMatchObject({ value: { data: { id: 1 } } });
    expect(sent.map(({ body, at }) => [body, at - (sent[0]?.at ?? 0)])).toEqual([
      ['{"name":"x"}', 0],
      ['{"name":"x"}', 250],
      ['{"name":"x"}', 750],
    ]);
    expect(responses).toEqual([200]);
  });

  it("end with the error of the server as a result, and wait as long as it asked", async () => {
    const asks = json({ message: "slow down" }, 429, { "retry-after": "3" });
    const { client, clock, sent } = given([asks]);
    const outcome = await clock.settle(client.GET("/things"));
    expect(outcome).toMatchObject({ value: { error: { message: "slow down" } } });
    expect(sent.map(({ at }) => at - (sent[0]?.at ?? 0))).toEqual([0, 3000, 6000]);
  });

  it("spare writes, unless a key makes them safe", async () => {
    const { client, clock, sent } = given([busy()]);
    const body = { name: "x" };
    await clock.settle(client.POST("/things", { body }));
    expect(sent).toHaveLength(1);
    await clock.settle(client.POST("/things", { body, idempotencyKey: "k1" }));
    expect(sent.slice(1).map(({ headers }) => headers.get("idempotency-key"))).toEqual([
      "k1",
      "k1",
      "k1",
    ]);
  });

  it("spare streams, which can be sent once only", async () => {
    const { client, clock, sent } = given([busy()]);
    const call = client.PUT("/things/{id}", {
      ...thing,
      body: new Blob(["x"]).stream() as never,
      bodySerializer: (body: unknown) => body,
      duplex: "half",
    });
    expect(await clock.settle(call)).toMatchObject({ value: { response: { status: 503 } } });
    expect(sent).toHaveLength(1);
  });

  it("are as the call says, else the view, else the client", async () => {
    const { client, clock, sent } = given([busy()], { retry: 1 });
    await clock.settle(client.GET("/things"));
    await clock.settle(client.withOptions({ retry: false }).GET("/things"));
    await clock.settle(client.withOptions({ retry: false }).GET("/things", { retry: 2 }));
    expect(sent).toHaveLength(2 + 1 + 3);
  });

  it("keep the middlewares of the client in its views", async () => {
    const { client, sent } = given([json([])]);
    client.use({ onRequest: ({ request }) => request.headers.set("x-a", "1") });
    await client.withOptions({ retry: 0 }).request("get", "/things");
    expect(sent[0]?.headers.get("x-a")).toBe("1");
  });
});

describe("a platform whose requests do not show their body, such as Firefox,", () => {
  class BodylessRequest extends Request {
    override get body(): never {
      return undefined as never;
    }
  }

  it("sends bodies, and none where there is none", async () => {
    const real = Object.getOwnPropertyDescriptor(Request.prototype, "body");
    const bodies: unknown[] = [];
    const fetch = async (request: Request): Promise<Response> => {
      bodies.push(real?.get?.call(request) === null ? "none" : await request.text());
      return json({ id: 1 });
    };
    const client = createClient<paths>({ baseUrl, fetch, Request: BodylessRequest });
    await client.GET("/things");
    await client.PUT("/things/{id}", thing);
    await client.PUT("/things/{id}", { ...thing, body: { name: "x" } });
    expect(bodies).toEqual(["none", "none", '{"name":"x"}']);
  });
});

describe("limits", () => {
  it("end an attempt after 30 seconds, and the call after its deadline", async () => {
    const { client, clock } = given(["hang"]);
    const start = clock.now();
    const slow = clock.settle(client.GET("/things", { retry: false }));
    expect(await slow).toMatchObject({ reason: expect.any(TimeoutError) });
    expect(clock.now() - start).toBe(30_000);
    const late = clock.settle(client.GET("/things", { deadlineMs: 100 }));
    expect(await late).toMatchObject({ reason: { limit: "deadline" } });
  });

  it("reach onError", async () => {
    const { client, clock } = given(["hang"], { timeoutMs: 10, retry: false });
    client.use({ onError: ({ error }) => new Error("late", { cause: error }) });
    const { reason } = (await clock.settle(client.GET("/things"))) as { reason: Error };
    expect(reason).toMatchObject({ message: "late", cause: { code: "TIMEOUT" } });
  });

  it("name the document's path, and no value of it", async () => {
    const { client, clock } = given(["hang"], { timeoutMs: 10, retry: false });
    const outcome = await clock.settle(client.GET("/things/{id}", thing));
    expect(outcome).toMatchObject({
      reason: { message: expect.stringMatching(/^GET \/things\/\{id\}: no complete answer/) },
    });
  });
});

describe("credentials", () => {
  it("go along to the client's own server, and to no other", async () => {
    const { client, sent } = given([json([])], { auth: bearer("secret-token") });
    await client.GET("/things");
    await client.GET("/things", { baseUrl: "https://other.test" });
    await client.GET("/things", { auth: false });
    await client.GET("/things", { baseUrl: "https://other.test", auth: bearer("for-other") });
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer secret-token",
      null,
      null,
      "Bearer for-other",
    ]);
  });

  it("are renewed after a 401, and the attempt repeated", async () => {
    const tokens = ["old", "new", "new"];
    const { client, sent } = given([json({}, 401), json([])], {
      auth: bearer(() => tokens.shift() ?? "none"),
    });
    const { data } = await client.GET("/things");
    expect(data).toEqual([]);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer old",
      "Bearer new",
    ]);
  });

  it("stay behind when a redirect leaves the server, headers of the client included", async () => {
    await using other = await startRawServer((_request, response) => void response.end("[]"));
    await using server = await startRawServer((_request, response) => {
      response
        .writeHead(307, { location: `${other.url.replace("127.0.0.1", "localhost")}/x` })
        .end();
    });
    const client = createClient<paths>({ baseUrl: server.url, headers: { "X-API-Key": "secret" } });
    await client.GET("/things");
    expect(server.requests[0]?.headers["x-api-key"]).toBe("secret");
    expect(other.requests[0]?.headers["x-api-key"]).toBeUndefined();
  });

  it("need a server that they are for", () => {
    expect(() => createClient({ auth: bearer("secret-token") })).toThrow(ConfigError);
    expect(() => createClient({ baseUrl: "/api", auth: bearer("secret-token") })).toThrow(
      "auth is for one server",
    );
  });

  it("are providers", async () => {
    const auth = { bearer: "secret-token" } as never;
    expect(() => createClient({ baseUrl, auth })).toThrow("auth must be a provider");
    const { client } = given([json([])]);
    const error = await rejection(client.GET("/things", { auth }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).not.toContain("secret-token");
  });
});

describe("policies and logs", () => {
  it("surround each attempt", async () => {
    const marks: string[] = [];
    const policy: Policy = (request, next, call) => {
      marks.push(`${call.operation.id} ${call.attempt}`);
      request.headers.set("x-attempt", String(call.attempt));
      return next(request);
    };
    const { client, clock, sent } = given([busy(), json([])], { policies: [policy] });
    await clock.settle(client.GET("/things", { next: { tags: 1 }, credentials: "include" }));
    expect(marks).toEqual(["GET /things 1", "GET /things 2"]);
    expect(sent.map(({ headers }) => headers.get("x-attempt"))).toEqual(["1", "2"]);
  });

  it("write a line for each attempt, secrets taken out", async () => {
    const lines: string[] = [];
    const write = (message: string, fields?: object): void =>
      void lines.push(`${message} ${JSON.stringify(fields)}`);
    const logger: Logger = { debug: write, info: write, warn: write, error: write };
    const { client } = given([json([])], { logger, headers: { Authorization: "Bearer hidden" } });
    await client.GET("/things", { params: { query: { api_key: "hidden" } as object } });
    expect(lines.join("\n")).toContain(`GET ${baseUrl}/things?api_key=[redacted] -> 200`);
    expect(lines.join("\n")).not.toContain("hidden");
  });
});

describe("typedErrors", () => {
  it("rejects with the runtime's classes", async () => {
    const { client, clock } = given([new TypeError("fetch failed")], { typedErrors: true });
    const outcome = await clock.settle(client.GET("/things"));
    expect(outcome).toMatchObject({ reason: { attempts: [{}, {}, {}] } });
    expect((outcome as { reason: unknown }).reason).toBeInstanceOf(ConnectionError);
    const signal = AbortSignal.abort();
    expect(await rejection(client.GET("/things", { signal }))).toBeInstanceOf(AbortError);
  });
});

describe("options that make no sense", () => {
  it("are refused", async () => {
    expect(() => createClient({ baseUrl, timeoutMs: -1 })).toThrow(ConfigError);
    const { client } = given([json([])]);
    expect(await rejection(client.GET("/things", { timeoutMs: "10" }))).toBeInstanceOf(ConfigError);
  });
});
