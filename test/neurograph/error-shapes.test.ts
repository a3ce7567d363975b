/** What errors say, whichever shape the server's answer has. */
import { describe, expect, it } from "vitest";
import { NeuroGraphError, NotFoundError, RateLimitError } from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import { developer, given, givenClient, givenServer, rejection } from "./support/given.js";

const failingGet = "GET /api/v1/tokens/{id}";

describe("what an answer's error says", () => {
  const details = { resource_type: "Token", resource_id: "999999" };
  const message = "Token not found";
  const code = "RESOURCE_NOT_FOUND";
  const text = { "content-type": "text/html" };

  it.each([
    [
      "A",
      { body: { success: false, error: { code, message, details } } },
      { message, code, details },
    ],
    [
      "A without details",
      { body: { success: false, error: { code, message } } },
      { message, code, details: {} },
    ],
    [
      "B",
      { body: { detail: "Token 000F423F not found" } },
      { message: "Token 000F423F not found" },
    ],
    [
      "B around A",
      { body: { detail: { error: { code, message, details } } } },
      { message, code, details },
    ],
    [
      "B with a list",
      { body: { detail: [{ loc: ["body", "text"] }] } },
      { message: "Validation failed", details: { errors: [{ loc: ["body", "text"] }] } },
    ],
    [
      "C",
      { body: { detail: { message, errors: ["a"], warnings: [] } } },
      { message, details: { message, errors: ["a"], warnings: [] } },
    ],
    ["E", { body: { code, message, details } }, { message, code, details }],
    ["E with error_code", { body: { error_code: code, message } }, { message, code }],
    ["F text", { rawBody: "<h1>Not here</h1>", headers: text }, { message: "<h1>Not here</h1>" }],
    [
      "F broken JSON",
      { rawBody: "{\"ready\": false, 'x'}" },
      { message: "{\"ready\": false, 'x'}" },
    ],
    ["F empty", { rawBody: "" }, { message: "Not Found" }],
    [
      "F null",
      { rawBody: "null", headers: { "content-type": "application/json" } },
      { message: "Not Found" },
    ],
    ["F without a sentence", { body: { success: false } }, { message: "Not Found" }],
  ])("comes out of shape %s [NG-075..NG-077]", async (_shape, answer, expected) => {
    const { server, client } = await given();
    server.failNext(failingGet, [{ status: 404, ...answer }]);
    const error = await rejection(client.tokens.get(999999));
    expect(error).toBeInstanceOf(NotFoundError);
    const { code: errorCode, ...rest } = { code: undefined, details: {}, ...expected };
    expect(error).toMatchObject({ statusCode: 404, errorCode, ...rest });
    expect(String(error)).toBe(errorCode ? `[${errorCode}] ${message}` : expected.message);
  });

  it("comes out of an envelope that fails with status 200 (shape D) [NG-067]", async () => {
    const { server, client } = await given();
    server.state.metricsFail = true;
    const error = await rejection(client.metrics.getJson());
    expect(error).toBeInstanceOf(NeuroGraphError);
    expect(error).toMatchObject({
      statusCode: 200,
      errorCode: "METRICS_ERROR",
      message: "Failed to generate metrics",
      details: {},
    });
  });

  it("is the server's own in both switches of the test server [NG-075, NG-076]", async () => {
    const structured = await given();
    expect(await rejection(structured.client.tokens.get(999999))).toMatchObject({
      message,
      errorCode: code,
      details,
    });
    const plain = await given({ errorShape: "B" });
    const error = await rejection(plain.client.tokens.get(999999));
    expect(error).toMatchObject({ message: "Token 000F423F not found", errorCode: undefined });
  });

  it("names the fields of invalid input [NG-079]", async () => {
    const { client } = await given();
    const error = await rejection(client.tokens.create({ text: "" }));
    expect(error).toMatchObject({
      errorCode: "VALIDATION_ERROR",
      details: { errors: [{ field: "body.text", message: expect.any(String) }] },
    });
  });
});

describe("RateLimitError", () => {
  const body = {
    success: false,
    error: { code: "X", message: "slow", details: { retry_after: 7 } },
  };
  const bare = { success: false, error: { code: "X", message: "slow" } };

  it.each([
    ["whole seconds of the header", { "retry-after": "3" }, body, 3],
    ["decimal seconds of the header", { "retry-after": "1.5" }, body, 1.5],
    ["zero", { "retry-after": "0" }, body, 0],
    ["the details without a header", {}, body, 7],
    ["the details when the header is unreadable", { "retry-after": "soon" }, body, 7],
    ["nothing when nobody says", {}, bare, undefined],
  ])("waits by %s [NG-078]", async (_case, headers, answer, seconds) => {
    const { server, client } = await given();
    server.failNext(failingGet, [{ status: 429, headers, body: answer }]);
    const error = await rejection(client.tokens.get(1));
    expect(error).toBeInstanceOf(RateLimitError);
    // Asserted above.
    const { retryAfter, retryAfterMs } = error as RateLimitError;
    expect(retryAfter).toBe(seconds);
    expect(retryAfterMs).toBe(seconds === undefined ? undefined : seconds * 1000);
  });

  it("reads a date in the header [NG-078]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ now: clock.now });
    const client = givenClient(server, { ...developer, clock });
    const inFive = new Date(clock.now() + 5_000).toUTCString();
    server.failNext(failingGet, [{ status: 429, headers: { "retry-after": inFive } }]);
    expect(await rejection(client.tokens.get(1))).toMatchObject({ retryAfter: 5 });
  });
});
