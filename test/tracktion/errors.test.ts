/** The guide's errors, made of the five forms in which servers tell them. */
import { inspect } from "node:util";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  ApiError,
  ConnectionError,
  AuthenticationError as RuntimeAuthenticationError,
  RateLimitError as RuntimeRateLimitError,
  TimeoutError,
} from "../../src/runtime/index.js";
import type { AnswerParts } from "../../src/testing/index.js";
import {
  AuthenticationError,
  assertSuccess,
  PermissionError,
  RateLimitError,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
  TracktionError,
  TracktionTimeoutError,
} from "../../src/tracktion/index.js";
import { afterWaits, given, rejection } from "./support/given.js";

/** The error that a call rejects with after this answer. */
async function errorOf(answer: AnswerParts): Promise<TracktionError> {
  const client = new TracktionClient({ ...given([answer]), apiKey: "tk_test_1" });
  const error = await rejection(client.get("/x"));
  expect(error).toBeInstanceOf(TracktionError);
  return error as TracktionError;
}

describe("an answer", () => {
  it.each([
    [
      "token_expired [TK-96]",
      401,
      { error: "token_expired" },
      "JWT token expired",
      "token_expired",
    ],
    [
      "invalid_api_key [TK-97]",
      401,
      { error: "invalid_api_key" },
      "Invalid API key",
      "invalid_api_key",
    ],
    [
      "invalid_signature [TK-98]",
      401,
      { error: "invalid_signature" },
      "Authentication failed",
      "invalid_signature",
    ],
    ["no code [TK-98]", 401, { message: "no" }, "Authentication failed", "authentication_failed"],
    ["ip_blocked [TK-101]", 403, { error: "ip_blocked" }, "IP address blocked", "ip_blocked"],
    ["another code [TK-102]", 403, { error: "suspended" }, "Access denied", "suspended"],
    ["no code [TK-102]", 403, {}, "Access denied", "access_denied"],
  ])("with %s is told in the guide's words", async (_name, status, json, message, errorCode) => {
    const error = await errorOf({ status, json });
    expect(error).toMatchObject({ message, errorCode, statusCode: status, status });
    expect(error).toBeInstanceOf(status === 401 ? AuthenticationError : PermissionError);
  });

  it("names the scopes that are missing [TK-100]", async () => {
    const json = { error: "insufficient_permissions", required_scopes: ["batch", "admin"] };
    const error = await errorOf({ status: 403, json });
    expect(error).toMatchObject({
      message: "Insufficient permissions. Required scopes: batch, admin",
      requiredScopes: ["batch", "admin"],
    });
    const other = await errorOf({ status: 403, json: { error: "insufficient_permissions" } });
    expect(other).toMatchObject({
      message: "Insufficient permissions. Required scopes: ",
      requiredScopes: [],
    });
  });

  it.each([
    ["nothing", {}],
    ["a page of HTML", { text: "<html>Forbidden</html>" }],
    ["JSON that is none", { text: "{", headers: { "content-type": "application/json" } }],
  ])("whose body is %s has the usual code of its status [TK-99]", async (_name, body) => {
    const unauthorized = await errorOf({ status: 401, ...body });
    expect(unauthorized).toMatchObject({ errorCode: "authentication_failed" });
    const forbidden = await errorOf({ status: 403, ...body });
    expect(forbidden).toMatchObject({ errorCode: "access_denied", requiredScopes: [] });
  });

  it("of another status is told as it came [TK-104]", async () => {
    const text = '{ "error": "broken", "message": "Try later." }';
    const error = await errorOf({ status: 502, text });
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({
      message: `HTTP 502: ${text}`,
      serverMessage: "Try later.",
      errorCode: "broken",
      raw: text,
      body: { error: "broken" },
    });
    expect(await errorOf({ status: 500 })).toMatchObject({ message: "HTTP 500: " });
  });

  it("does not fill the message with a whole page", async () => {
    const text = "x".repeat(10_000);
    const error = await errorOf({ status: 500, text });
    expect(error.message.length).toBeLessThan(2_100);
    expect(error.raw).toBe(text);
  });

  it("of a reached limit is one, whatever its code [TK-103]", async () => {
    const json = { error: "Rate limit exceeded", message: "Request rate limit exceeded." };
    const error = await errorOf({ status: 429, headers: { "retry-after": "1" }, json });
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      message: "Rate limit exceeded. Retry after 1 seconds.",
      errorCode: "rate_limit_exceeded",
      serverMessage: "Request rate limit exceeded.",
    });
  });
});

describe("a server's own form", () => {
  it("of its framework is a sentence", async () => {
    const error = await errorOf({ status: 404, json: { detail: "API key not found" } });
    expect(error).toMatchObject({ serverMessage: "API key not found", statusCode: 404 });
    expect(error.errorCode).toBeUndefined();
  });

  it("of its framework is a list of fields", async () => {
    const entry = { type: "less_than_equal", loc: ["body", "options", "expires_in_days"] };
    const other = { type: "missing", loc: ["query", "q"], msg: "Field required" };
    const detail = [{ ...entry, msg: "Too large", input: 366 }, other];
    expect(await errorOf({ status: 422, json: { detail } })).toMatchObject({
      serverMessage: "Too large; Field required",
      fieldErrors: [
        { field: "options.expires_in_days", message: "Too large", type: "less_than_equal" },
        { field: "q", message: "Field required", type: "missing" },
      ],
    });
  });

  it("of a failed search is an object of its own", async () => {
    const detail = {
      error_code: "SEARCH_FAILED",
      error_message: "upstream closed",
      correlation_id: "3f0c1e52",
      details: { query: "x" },
      retry_after: 30,
    };
    expect(await errorOf({ status: 500, json: { detail } })).toMatchObject({
      errorCode: "SEARCH_FAILED",
      serverMessage: "upstream closed",
      requestId: "3f0c1e52",
      details: { query: "x" },
      retryAfter: 30,
    });
  });

  it("of the analysis is structured", async () => {
    const details = [{ field: "priority", message: "Too high", type: "range" }];
    const error = {
      code: "VALIDATION_ERROR",
      message: "No",
      status: 422,
      request_id: "7b0d",
      details,
    };
    expect(await errorOf({ status: 422, json: { error } })).toMatchObject({
      errorCode: "VALIDATION_ERROR",
      serverMessage: "No",
      requestId: "7b0d",
      fieldErrors: details,
      details,
    });
  });

  it("of tempo detection is flat", async () => {
    const details = { supported_formats: [".mp3"] };
    const json = { status: "error", error_code: "UNSUPPORTED_FORMAT", message: "No .xyz", details };
    expect(await errorOf({ status: 422, json })).toMatchObject({
      errorCode: "UNSUPPORTED_FORMAT",
      serverMessage: "No .xyz",
      details,
    });
  });

  it("of its connection limit has a sentence for a code", async () => {
    const json = { error: "Connection limit exceeded" };
    const answer = { status: 503, headers: { "retry-after": "60" }, json };
    expect(await errorOf(answer)).toMatchObject({
      errorCode: "Connection limit exceeded",
      retryAfter: 60,
    });
  });

  it("has its request's id in a header before all others", async () => {
    const headers = { "x-request-id": "in-header" };
    const json = { error: { code: "X", message: "x", request_id: "in-body" } };
    expect(await errorOf({ status: 404, headers, json })).toMatchObject({ requestId: "in-header" });
    const text = { message: "x", correlation_id: "in-body" };
    expect(await errorOf({ status: 404, json: text })).toMatchObject({ requestId: "in-body" });
  });
});

describe("no answer", () => {
  it("is a connection that failed [TK-105]", async () => {
    const error = await errorOf({ networkError: "ECONNREFUSED" });
    expect(error).toBeInstanceOf(TracktionConnectionError);
    expect(error).toMatchObject({
      message: "Connection error. Please check your internet connection.",
      code: "ECONNREFUSED",
      maybeSent: false,
    });
    expect([error.statusCode, error.errorCode]).toEqual([undefined, undefined]);
  });

  it("is a time that ran out [TK-106]", async () => {
    const world = given([{ never: true }]);
    const client = new TracktionClient({ ...world, apiKey: "tk_test_1", timeoutMs: 5_000 });
    const { result, tookMs } = await afterWaits(world.clock, client.get("/x"));
    const error = result.status === "rejected" ? result.reason : undefined;
    expect(error).toBeInstanceOf(TracktionTimeoutError);
    expect(error).toMatchObject({ message: "Request timeout. Please try again.", limitMs: 5_000 });
    expect(error.errorCode).toBeUndefined();
    expect(tookMs).toBe(5_000);
  });
});

describe("the classes", () => {
  it("are made by hand as in the guide [TK-93]", () => {
    const error = new TracktionApiError("JWT token expired", 401, "token_expired");
    expect(error).toMatchObject({
      message: "JWT token expired",
      statusCode: 401,
      errorCode: "token_expired",
      name: "TracktionApiError",
    });
    const bare = new TracktionApiError("Unexpected");
    expect([bare.statusCode, bare.errorCode]).toEqual([undefined, undefined]);
    expect(new RateLimitError("Wait.")).toMatchObject({ message: "Wait.", retryAfter: 60 });
  });

  it("never meet in two catch clauses, and have one base [TK-111, TK-16]", () => {
    const limited = new RateLimitError();
    expect(limited).not.toBeInstanceOf(TracktionApiError);
    expect(limited).toBeInstanceOf(TracktionError);
    const others = [
      new AuthenticationError(),
      new PermissionError(),
      new TracktionConnectionError(),
      new TracktionTimeoutError(),
    ];
    for (const error of others) {
      expect(error).toBeInstanceOf(TracktionApiError);
      expect(error).toBeInstanceOf(TracktionError);
      expect(error).not.toBeInstanceOf(RateLimitError);
    }
    expect(others.map(({ name }) => name)).toEqual([
      "AuthenticationError",
      "PermissionError",
      "TracktionConnectionError",
      "TracktionTimeoutError",
    ]);
    expectTypeOf<RateLimitError["retryAfter"]>().toEqualTypeOf<number>();
  });

  it("are those of the runtime as well", async () => {
    expect(await errorOf({ status: 401 })).toBeInstanceOf(RuntimeAuthenticationError);
    expect(await errorOf({ status: 429 })).toBeInstanceOf(RuntimeRateLimitError);
    expect(await errorOf({ status: 404 })).toBeInstanceOf(ApiError);
    expect(await errorOf({ networkError: "ECONNRESET" })).toBeInstanceOf(ConnectionError);
    expect(new TracktionTimeoutError()).toBeInstanceOf(TimeoutError);
  });

  it("print what is known and neither body nor headers", async () => {
    const headers = { "retry-after": "2", "x-private": "header-value" };
    const json = { error: "rate_limit_exceeded", message: "Slow.", other: "body-value" };
    const error = await errorOf({ status: 429, headers, json });
    const printed = inspect(error) + JSON.stringify(error);
    expect(printed).toContain("Slow.");
    expect(printed).not.toMatch(/body-value|header-value/);
  });
});

describe("a failure that comes with status 200", () => {
  const failed = { success: false, error: "scrape failed", tracklist: null };

  it("is answered, not thrown", async () => {
    const client = new TracktionClient({ ...given([{ json: failed }]), apiKey: "tk_test_1" });
    await expect(client.post("/api/v1/tracklist", {})).resolves.toEqual(failed);
  });

  it.each([
    ["its error", failed, "scrape failed"],
    ["its message", { success: false, message: "no such cache" }, "no such cache"],
    ["its list", { success: false, errors: ["a", "b"] }, "a; b"],
    ["nothing", { success: false }, "The operation was not successful"],
    ["its status", { status: "error", message: "later" }, "later"],
  ])("is thrown by assertSuccess with %s", (_name, answer, message) => {
    expect(() => assertSuccess(answer)).toThrow(TracktionApiError);
    expect(() => assertSuccess(answer)).toThrow(message);
  });

  it.each([{ success: true, a: 1 }, { tracks: [] }, { status: "success" }, [], null, undefined])(
    "is not seen in %j",
    (answer) => {
      expect(assertSuccess(answer)).toBe(answer);
    },
  );
});
