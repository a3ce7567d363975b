/** What errors say, in each of the shapes that the service and its proxies give them. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import * as runtime from "../../src/runtime/index.js";
import { type AuthClient, AuthError } from "../../src/rust-auth/index.js";
import type { Answer } from "../../src/testing/index.js";
import { empty, nested, tokens } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const text = (status: number, body: string, type = "text/plain; charset=utf-8"): Answer => {
  return { status, text: body, headers: { "content-type": type } };
};

async function errorFrom(answer: Answer): Promise<AuthError> {
  const { client } = given([answer], { maxRetries: 0 });
  return await rejection(client.login("mara.quill@example.org", "Str0ng&Silent!"));
}

describe("an error that the service words itself", () => {
  it("has its sentence, code, request id and time [RA-121, RA-122, RA-004]", async () => {
    const error = await errorFrom(nested(423, "ACCOUNT_LOCKED", "Account is locked"));
    expect(error).toMatchObject({
      name: "AuthError",
      message: "Account is locked",
      statusCode: 423,
      code: "ACCOUNT_LOCKED",
      requestId: "8d1b6f54-20a5-4b8e-9a61-8a6a2dfb1a11",
      timestamp: "2026-01-03T09:15:42.000123+00:00",
      details: {},
      rawBody: undefined,
    });
    expect(String(error)).toBe("AuthError: Account is locked");
  });

  it.each([
    [400, "VALIDATION_ERROR"],
    [401, "UNAUTHORIZED"],
    [403, "FORBIDDEN"],
    [404, "NOT_FOUND"],
    [409, "CONFLICT"],
    [429, "RATE_LIMITED"],
    [500, "DATABASE_ERROR"],
  ])("%s %s [RA-122]", async (status, code) => {
    expect(await errorFrom(nested(status, code, "So it is"))).toMatchObject({
      statusCode: status,
      code,
      message: "So it is",
    });
  });

  it("without a sentence is a failed request [RA-121]", async () => {
    const error = await errorFrom({ status: 500, json: { error: { code: "ODD" } } });
    expect(error).toMatchObject({ message: "Request failed", code: "ODD" });
  });
});

describe("a flat error", () => {
  it("names the matter and explains it [RA-124, RA-152]", async () => {
    const json = { error: "Invalid credentials", message: "Email or password is incorrect" };
    const error = await errorFrom({ status: 401, json });
    expect(error.message).toBe("Invalid credentials: Email or password is incorrect");
    expect(error).toMatchObject({ statusCode: 401, code: "Invalid credentials", details: {} });
  });

  it.each([
    ["both, alike", { error: "Gone", message: "Gone" }, "Gone"],
    ["error alone", { error: "Something went wrong" }, "Something went wrong"],
    [
      "message alone",
      { message: "Client not found", success: false, data: null },
      "Client not found",
    ],
    [
      "RFC 6749",
      { error: "invalid_grant", error_description: "Used before" },
      "invalid_grant: Used before",
    ],
    ["neither", { status: "bad" }, "Request failed"],
    ["empty texts", { error: "", message: "" }, "Request failed"],
    ["no texts", { error: 5, message: ["x"] }, "Request failed"],
  ])("has the sentence there is: %s [RA-121]", async (_what, json, message) => {
    expect((await errorFrom({ status: 400, json })).message).toBe(message);
  });

  it.each([
    ["an object", { field: "email" }, { field: "email" }],
    ["a text", "too short", { message: "too short" }],
    ["null", null, {}],
    ["absent", undefined, {}],
    ["a list", [1], {}],
  ])("has details that are always an object: %s [RA-123]", async (_what, details, expected) => {
    const error = await errorFrom({ status: 400, json: { error: "Bad", details } });
    expect(error.details).toEqual(expected);
  });
});

describe("an error without JSON", () => {
  it.each([
    [401, "HTTP 401: Unauthorized"],
    [403, "HTTP 403: Forbidden"],
    [404, "HTTP 404: Not Found"],
    [405, "HTTP 405: Method Not Allowed"],
    [503, "HTTP 503: Service Unavailable"],
    [599, "HTTP 599"],
  ])("that is empty is its status: %s [RA-121, RA-123]", async (status, message) => {
    const error = await errorFrom(empty(status));
    expect(error).toMatchObject({ message, statusCode: status, details: {} });
    expect([error.code, error.rawBody]).toEqual([undefined, undefined]);
  });

  it("prefers the reason that the answer gives [RA-121]", async () => {
    const error = await errorFrom(() => new Response(null, { status: 502, statusText: "No Luck" }));
    expect(error.message).toBe("HTTP 502: No Luck");
  });

  it("keeps its text aside [RA-121, RA-004]", async () => {
    const said =
      "Failed to deserialize the JSON body into the target type: missing field `password`";
    const error = await errorFrom(text(422, said));
    expect(error).toMatchObject({ message: "HTTP 422: Unprocessable Content", rawBody: said });
  });

  it.each([
    ["a page of a proxy", "<html><h1>502</h1></html>", "text/html"],
    ["a page that says it is JSON", "<html>", "application/json"],
    ["broken JSON", '{"error":', "application/json"],
  ])("is its status: %s [RA-121, RA-004]", async (_what, body, type) => {
    const error = await errorFrom(text(502, body, type));
    expect(error).toMatchObject({ message: "HTTP 502: Bad Gateway", rawBody: body });
  });

  it.each([["[]"], ["null"], ["42"]])(
    "JSON that is no object is a failed request: %s [RA-121]",
    async (body) => {
      const error = await errorFrom(text(400, body, "application/json"));
      expect(error).toMatchObject({ message: "Request failed", details: {} });
    },
  );

  it("JSON without a content type is JSON [RA-153]", async () => {
    const error = await errorFrom(() => new Response('{"error":"Bad"}', { status: 400 }));
    expect(error.message).toBe("Bad");
  });
});

describe("field errors", () => {
  it("are those of a validation message, by field [RA-208]", async () => {
    const message =
      "first_name: First name must be between 2 and 50 characters; email: Invalid email format, Email is too long";
    const error = await errorFrom(nested(400, "VALIDATION_ERROR", message));
    expect(error.fieldErrors).toEqual({
      first_name: ["First name must be between 2 and 50 characters"],
      email: ["Invalid email format", "Email is too long"],
    });
  });

  it("of a weak password belong to the password [RA-208]", async () => {
    const message =
      "Password must contain at least one digit; Password contains common weak patterns";
    const error = await errorFrom(nested(400, "VALIDATION_ERROR", message));
    expect(error.fieldErrors).toEqual({
      password: [
        "Password must contain at least one digit",
        "Password contains common weak patterns",
      ],
    });
  });

  it.each([
    ["another code", "CONFLICT", "email: taken"],
    ["no field", "VALIDATION_ERROR", "Something is wrong"],
  ])("are none with %s [RA-208]", async (_what, code, message) => {
    expect((await errorFrom(nested(400, code, message))).fieldErrors).toEqual({});
  });

  it("take no field for a property of all objects [RA-208]", async () => {
    const error = await errorFrom(nested(400, "VALIDATION_ERROR", "__proto__: bad"));
    expect(Object.keys(error.fieldErrors)).toEqual(["__proto__"]);
    expect({}).not.toHaveProperty("0");
  });
});

describe("the rate limit", () => {
  const headers = {
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": "1767229260",
  };
  const limit = {
    limit: 5,
    remaining: 0,
    reset: 1_767_229_260,
    resetAt: new Date("2026-01-01T01:01:00Z"),
  };

  it("is on errors that tell it [RA-207]", async () => {
    const answer = { ...nested(429, "RATE_LIMITED", "Rate limit exceeded"), headers };
    const error = await errorFrom({ ...answer, headers: { ...headers, "retry-after": "12" } });
    expect(error).toMatchObject({ rateLimit: limit, retryAfter: 12, retryAfterMs: 12_000 });
  });

  it("is not where the service says nothing, as it does with a 429 [RA-207]", async () => {
    const error = await errorFrom(nested(429, "RATE_LIMITED", "Rate limit exceeded"));
    expect(error).toMatchObject({ rateLimit: undefined, retryAfter: undefined });
  });

  it("of the latest answer that told it is on the client [RA-207]", async () => {
    const { client } = given([
      { ...tokens(), headers },
      { json: { status: "ok" }, headers: { ...headers, "x-ratelimit-remaining": "4" } },
      { json: { status: "ok" } },
    ]);
    expect(client.lastRateLimit).toBeUndefined();
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    expect(client.lastRateLimit).toEqual(limit);
    await client.api.GET("/health");
    await client.healthCheck();
    expect(client.lastRateLimit).toEqual({ ...limit, remaining: 4 });
  });

  it("is nothing when its headers are nonsense [RA-207]", async () => {
    const odd = { ...headers, "x-ratelimit-limit": "many" };
    expect((await errorFrom(empty(500, odd))).rateLimit).toBeUndefined();
    const endless = { ...headers, "x-ratelimit-reset": "never" };
    expect((await errorFrom(empty(500, endless))).rateLimit).toMatchObject({ resetAt: undefined });
  });
});

describe("an AuthError", () => {
  it("is the runtime's error of the same kind as well, but not its AuthError [RA-120]", async () => {
    const answer = await errorFrom(empty(404));
    expect(answer).toBeInstanceOf(runtime.ClientwrightError);
    expect(answer).toBeInstanceOf(runtime.NotFoundError);
    expect(answer).not.toBeInstanceOf(runtime.AuthError);
    const connection = await errorFrom({ networkError: "ECONNREFUSED" });
    expect(connection).toBeInstanceOf(runtime.ConnectionError);
    expect(AuthError).not.toBe(runtime.AuthError);
    expect(new runtime.AuthError("x")).not.toBeInstanceOf(AuthError);
  });

  it("is what everything rejects with, calls by value and raw ones included [RA-120, RA-004]", async () => {
    const { client } = given({ "* *": { networkError: "ECONNRESET" } }, { maxRetries: 0 });
    await rejection(client.request("GET", "/things"));
    await rejection(client.request("GET", "//evil.example"));
    const controller = new AbortController();
    controller.abort();
    expect(await rejection(client.healthCheck({ signal: controller.signal }))).toMatchObject({
      kind: "abort",
    });
    await client.close();
    expect(await rejection(client.healthCheck())).toMatchObject({ kind: "config" });
  });

  it("advises on certificates that are refused [RA-180]", async () => {
    const error = await errorFrom({ networkError: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(error.message).toMatch(/^Network error: .*verifySsl: false/);
    expect(error.statusCode).toBeUndefined();
    expect((await errorFrom({ networkError: "ECONNRESET" })).message).not.toContain("verifySsl");
  });

  it("has sensible defaults when it is made by hand", () => {
    const error = new AuthError();
    expect(error).toMatchObject({ message: "Request failed", details: {}, fieldErrors: {} });
    expect([error.statusCode, error.rateLimit, error.rawBody]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("tells all about a wrong password [RA-215]", async () => {
    const json = { error: "Invalid credentials", details: { attempts: 2 } };
    const error = await errorFrom({ status: 401, json });
    expect([error.message, error.statusCode, error.details]).toEqual([
      "Invalid credentials",
      401,
      { attempts: 2 },
    ]);
  });
});

describe("secrets that were sent", () => {
  const quoting: Answer = (request) => {
    const error = { code: "ODD", message: `cannot take ${request.text}` };
    return { status: 400, json: { error, details: { got: request.text } } };
  };

  it.each([
    ["login", (client: AuthClient) => client.login("a@b.example", "Str0ng&Silent!")],
    [
      "changePassword",
      (client: AuthClient) => client.changePassword("Str0ng&Silent!", "Str0ng&Silent!"),
    ],
    ["resetPassword", (client: AuthClient) => client.resetPassword("t-1234", "Str0ng&Silent!")],
    ["verifyEmail", (client: AuthClient) => client.verifyEmail("Str0ng&Silent!")],
    [
      "refresh",
      (client: AuthClient) => {
        client.setTokens({ accessToken: "a", refreshToken: "Str0ng&Silent!" });
        return client.refresh();
      },
    ],
  ] as const)("are not quoted by errors: %s", async (_name, call) => {
    const { client } = given([quoting]);
    const error = await rejection(call(client));
    for (const shown of [
      error.message,
      error.stack,
      JSON.stringify(error),
      inspect(error, { depth: 9 }),
    ])
      expect(shown).not.toContain("Str0ng&Silent!");
  });

  it("are not shown by a client that is printed", async () => {
    const { client } = given([tokens()], { headers: { "x-api-key": "own-secret" } });
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const shown = inspect(client, { depth: 9, showHidden: true });
    expect(shown).not.toMatch(/access-1|refresh-1|own-secret|Str0ng/);
  });
});
