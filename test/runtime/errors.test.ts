import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serverMessage } from "../../src/runtime/errors/server-message.js";
import {
  ApiError,
  AuthError,
  ClientwrightError,
  ConfigError,
  ConnectionError,
  createErrorFamily,
  NotFoundError,
  RateLimitError,
  runtimeErrors,
  ServerError,
  summaryOf,
  TimeoutError,
  UnprocessableError,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, networkError } from "../support/scripted-transport.js";

const get = operation({ id: "getThing", path: "/things/{id}" });
const fails = (answer: Response | Error, options = {}) => {
  const { client } = givenClient([answer], { retry: 0, ...options });
  return reasonOf(client.call(get, { path: { id: 1 } })) as Promise<ClientwrightError>;
};

class ExampleError extends ClientwrightError {
  override get name(): string {
    return "ExampleError";
  }
  get statusCode(): number | undefined {
    return this.status;
  }
}
class MissingError extends ExampleError {
  declare readonly status: 404;
  override get name(): string {
    return "MissingError";
  }
}
class NoThingError extends MissingError {}
class BrokenError extends ExampleError {}
const family = createErrorFamily({
  base: ExampleError,
  statuses: { 404: MissingError, "5XX": BrokenError },
  operations: { getThing: { 410: NoThingError } },
});

describe("an answer that is not a success", () => {
  it("says operation, status, message and request id", async () => {
    const error = await fails(json({ message: "text is required" }, 422, { "x-request-id": "r9" }));
    expect(error.message).toBe("GET /things/{id} -> 422 (getThing): text is required [r9]");
    expect(error).toBeInstanceOf(UnprocessableError);
    expect(error).toMatchObject({
      status: 422,
      requestId: "r9",
      body: { message: "text is required" },
    });
    expect(error.headers?.get("x-request-id")).toBe("r9");
    expect(error.operation).toEqual({ id: "getThing", method: "GET", path: "/things/{id}" });
  });

  it.each([
    [404, NotFoundError],
    [429, RateLimitError],
    [500, ServerError],
    [599, ServerError],
    [418, ApiError],
    [304, ApiError],
  ])("%s has the class of its status", async (status, type) => {
    const response = status === 304 ? new Response(null, { status }) : json({}, status);
    const error = await fails(response);
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(ApiError);
    expect(error.name).toBe(type.name);
    expect(error instanceof NotFoundError).toBe(status === 404);
  });

  it("has an empty body as undefined", async () => {
    expect((await fails(new Response("", { status: 500 }))).body).toBeUndefined();
  });

  it.each<[unknown, string | undefined, string | undefined]>([
    [{ error: { message: "m", code: "c", details: [1] } }, "m", "c"],
    [{ message: "m", code: 7 }, "m", "7"],
    [{ error: "ip_blocked", message: "m", code: 403 }, "m", "ip_blocked"],
    [{ error: "Not for you", message: "m", code: 403 }, "m", "403"],
    [{ title: "m", type: "https://example.com/full", code: 7 }, "m", "7"],
    [{ error: { code: 404, message: "m", status: "NOT_FOUND" } }, "m", "NOT_FOUND"],
    [{ code: 20404, message: "m", more_info: "https://x.test", status: 404 }, "m", "20404"],
    [{ kind: "Status", status: "Failure", message: "m", code: 404 }, "m", "404"],
    [{ status: "ERROR", message: "m", code: 7 }, "m", "7"],
    [{ __type: "shop.v1#NotFoundException", Message: "m" }, "m", "NotFoundException"],
    [{ error: "invalid_grant", error_description: "expired" }, "expired", "invalid_grant"],
    [{ error: "Something went wrong" }, "Something went wrong", undefined],
    [{ detail: "Not found" }, "Not found", undefined],
    [{ detail: { message: "m", code: "c" } }, "m", "c"],
    [
      { detail: [{ loc: ["body", "text"], msg: "field required", type: "missing" }] },
      "body.text: field required",
      undefined,
    ],
    [
      { type: "https://x.test/out-of-credit", title: "t", detail: "d", status: 403 },
      "d",
      "https://x.test/out-of-credit",
    ],
    [{ type: "about:blank", title: "Forbidden" }, "Forbidden", undefined],
    [{ errors: [{ field: "a", message: "bad" }] }, "a: bad", undefined],
    ["plain text\n", "plain text", undefined],
    ["<html>no</html>", undefined, undefined],
    [undefined, undefined, undefined],
    [[], undefined, undefined],
    ["x".repeat(1_000), `${"x".repeat(300)}…`, undefined],
  ])("reads %j", (body, message, code) => {
    expect(serverMessage(body)).toMatchObject({ message, code });
  });

  it("keeps what the server says in particular", () => {
    expect(serverMessage({ error: { message: "m", details: { a: 1 } } }).details).toEqual({ a: 1 });
    expect(serverMessage({ detail: [{ msg: "m" }] }).details).toEqual([{ msg: "m" }]);
  });
});

describe("what an error says apart from its call", () => {
  it.each([
    ["a sentence", json({ message: "text is (required)" }, 422), "text is (required)"],
    ["with an id", json({ message: "no: thing" }, 404, { "x-request-id": "r9" }), "no: thing"],
    ["a status text", new Response(null, { status: 404, statusText: "Nope" }), "Nope"],
    ["no connection", networkError("ECONNRESET"), "no answer from https://api.test: ECONNRESET"],
  ])("is %s", async (_what, step, expected) => {
    const error = await fails(step);
    expect(summaryOf(error.message, error.init)).toBe(expected);
  });

  it("is the message itself where there is no call", () => {
    expect(summaryOf("GET /x: y", { kind: "config" })).toBe("GET /x: y");
  });

  it("includes the reason phrase of an answer, which JSON leaves out", async () => {
    const error = await fails(new Response(null, { status: 404, statusText: "Nope" }));
    expect(error).toHaveProperty("statusText", "Nope");
    expect(error.toJSON()).not.toHaveProperty("statusText");
  });

  it("tell the address that was asked, without its secrets, to programs and not to consoles", async () => {
    const query = { page: 2, api_key: "5ecr3t-of-the-query" };
    const error = await fails(json({}, 404), { query });
    expect(error.url).toBe("https://api.test/v1/things/1?page=2&api_key=[redacted]");
    expect(error.toJSON()).not.toHaveProperty("url");
    const broken = await fails(networkError("ECONNRESET"));
    expect(broken.url).toBe("https://api.test/v1/things/1");
  });

  it("tell no address where nothing was sent", async () => {
    const { client } = givenClient([]);
    const error = (await reasonOf(client.call(get, { path: { id: "" } }))) as ClientwrightError;
    expect(error.url).toBeUndefined();
  });
});

describe("a family", () => {
  it("has the API's classes, which are the runtime's by what they say", async () => {
    const error = await fails(json({}, 404), { errors: family });
    for (const type of [
      MissingError,
      ExampleError,
      NotFoundError,
      ApiError,
      ClientwrightError,
      Error,
    ]) {
      expect(error).toBeInstanceOf(type);
    }
    expect(error).not.toBeInstanceOf(ServerError);
    expect(error).not.toBeInstanceOf(BrokenError);
    expect(error.name).toBe("MissingError");
    expect((error as ExampleError).statusCode).toBe(404);
  });

  it("chooses by operation, exact status, range, base", async () => {
    expect(await fails(json({}, 410), { errors: family })).toBeInstanceOf(NoThingError);
    expect(await fails(json({}, 502), { errors: family })).toBeInstanceOf(BrokenError);
    const other = await fails(json({}, 418), { errors: family });
    expect(Object.getPrototypeOf(other)).toBe(ExampleError.prototype);
  });

  it("has every other error of its client too", async () => {
    const refused = await fails(networkError("ECONNREFUSED"), { errors: family });
    expect(refused).toBeInstanceOf(ExampleError);
    expect(refused).toBeInstanceOf(ConnectionError);
    expect(refused).not.toBeInstanceOf(TimeoutError);
    expect(refused).not.toBeInstanceOf(ApiError);
    expect(() => givenClient([], { errors: family, baseUrl: "no" })).toThrow(ExampleError);
  });

  it("takes over errors that providers throw, with what they say", async () => {
    const thrown = new AuthError("login failed", { details: { a: 1 }, cause: new Error("inner") });
    const policies = [() => Promise.reject(thrown)];
    const error = await fails(json({}), { errors: family, policies });
    expect(error).toBeInstanceOf(ExampleError);
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({
      message: "login failed",
      details: { a: 1 },
      stack: expect.stringContaining(thrown.stack ?? "no stack"),
    });
    expect(error.operation?.id).toBe("getThing");
    expect(await fails(json({}), { policies })).toBe(thrown);
  });

  it("does not make an error an instance of a user's subclass", () => {
    class Mine extends ConnectionError {}
    const error = runtimeErrors.create("x", { kind: "connection" });
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).not.toBeInstanceOf(Mine);
    expect(new Mine("x")).toBeInstanceOf(Mine);
    expect(new Error("x")).not.toBeInstanceOf(ClientwrightError);
    expect(null).not.toBeInstanceOf(ClientwrightError);
  });

  it("has a status on every error, undefined where there was no answer", () => {
    expect(new ConfigError("x")).toHaveProperty("status", undefined);
  });
});

describe("secrets", () => {
  const printed = (error: unknown): string => {
    const logged = JSON.stringify(error);
    const parts = [inspect(error, { depth: 10 }), String(error), logged];
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      parts.push(cause.stack ?? "", inspect(cause, { showHidden: false, depth: 10 }));
    return parts.join("\n");
  };
  // Longer than any ordinary word, and without the characters that would be escaped when printed.
  const secretText = fc.stringMatching(/^[A-Za-z0-9._~+/-]{12,40}$/);

  it("never appear in anything printed of an error, whatever the server or the platform echo", async () => {
    const scheme = fc.constantFrom("bearer", "headerKey", "queryKey", "cookieKey");
    const way = fc.constantFrom("message", "details", "text", "header", "cause", "url");
    await fc.assert(
      fc.asyncProperty(secretText, scheme, way, async (secret, name, echo) => {
        const answers: Record<string, () => Response | Error> = {
          message: () => json({ message: `bad token ${secret}`, code: secret }, 401),
          details: () =>
            json({ detail: [{ loc: ["header"], msg: secret, input: { [secret]: secret } }] }, 422),
          text: () => new Response(`no ${secret}`, { status: 500 }),
          header: () => json({}, 400, { "x-request-id": secret, "set-cookie": `a=${secret}` }),
          cause: () =>
            Object.assign(new TypeError(`fetch failed: ${secret}`, { cause: new Error(secret) }), {
              code: "X",
              url: secret,
            }),
          url: () =>
            new TypeError(
              `error sending request for url (https://api.test/?api_key=${encodeURIComponent(secret)})`,
            ),
        };
        const { client } = givenClient([() => answers[echo]?.() ?? json({})], {
          auth: { [name]: secret },
          retry: 0,
        });
        const secured = operation({ security: [[name]] });
        const error = await reasonOf(client.call(secured, {}));
        expect(error).toBeInstanceOf(ClientwrightError);
        expect(printed(error)).not.toContain(secret);
        expect(printed(error)).not.toContain(encodeURIComponent(secret));
      }),
      { numRuns: 300 },
    );
  });

  it("of a login body do not appear when the server repeats its fields", async () => {
    const detail = [
      { loc: ["body", "password"], msg: "too short", input: "hunter2hunter2" },
      { loc: ["body"], msg: "x", input: { client_secret: "s3cr3ts3cr3t" } },
    ];
    const error = await fails(json({ detail }, 422));
    expect(printed(error)).not.toMatch(/hunter2|s3cr3t/);
    expect(error.body).toEqual({ detail });
  });

  it("in a base URL are refused, and not shown", () => {
    const make = () => givenClient([], { baseUrl: "https://me:hunter2hunter2@x.test" });
    expect(make).toThrow(ConfigError);
    try {
      make();
    } catch (error) {
      expect(printed(error)).not.toContain("hunter2");
    }
  });
});
