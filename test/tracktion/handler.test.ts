/** Calls whose every failure is one of the guide's errors. */
import { describe, expect, it } from "vitest";
import { ApiError } from "../../src/runtime/index.js";
import {
  AuthenticationError,
  PermissionError,
  RateLimitError,
  RobustApiHandler,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
} from "../../src/tracktion/index.js";
import { found, given, rejection, track } from "./support/given.js";

const givenHandler = (script: Parameters<typeof given>[0]) => {
  const lines: unknown[][] = [];
  const nothing = (): void => {};
  const error = (...line: unknown[]): void => void lines.push(line);
  const logger = { debug: nothing, info: nothing, warn: nothing, error };
  const world = given(script);
  const client = new TracktionClient({ ...world, apiKey: "tk_test_1", logger });
  return { ...world, client, lines, handler: new RobustApiHandler(client) };
};

describe("a handler", () => {
  it("answers what the call does [TK-94, TK-95]", async () => {
    const { client, handler } = givenHandler([found]);
    await expect(handler.handleApiCall(() => client.searchTracks("house"))).resolves.toEqual([
      track,
    ]);
    await expect(handler.handleApiCall((a: number, b: number) => a + b, 1, 2)).resolves.toBe(3);
  });

  it("has its client [TK-152]", () => {
    const { client, handler } = givenHandler([]);
    expect(handler.client).toBe(client);
  });

  it("takes a method of its client with its arguments [TK-95, TK-108, TK-151]", async () => {
    const { client, handler, fetch } = givenHandler([found]);
    const { searchTracks } = client;
    await expect(handler.handleApiCall(searchTracks, "house", { limit: 3 })).resolves.toEqual([
      track,
    ]);
    expect(fetch.lines).toEqual(["GET /api/v1/search/tracks?q=house&limit=3"]);
  });

  it.each([
    [
      "a refused key",
      { status: 401, json: { error: "invalid_api_key" } },
      AuthenticationError,
      "Invalid API key",
    ],
    [
      "a blocked address",
      { status: 403, json: { error: "ip_blocked" } },
      PermissionError,
      "IP address blocked",
    ],
    ["another status", { status: 500, text: "down" }, TracktionApiError, "HTTP 500: down"],
    [
      "a failed connection",
      { networkError: "ECONNRESET" },
      TracktionConnectionError,
      "Connection error. Please check your internet connection.",
    ],
    [
      "a reached limit [TK-103]",
      { status: 429, headers: { "retry-after": "3" } },
      RateLimitError,
      "Rate limit exceeded. Retry after 3 seconds.",
    ],
  ])("lets through what the client makes of %s", async (_name, answer, type, message) => {
    const { client, handler, lines } = givenHandler([answer]);
    const error = await rejection(handler.handleApiCall(client.searchTracks, "house"));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ message });
    expect(lines).toEqual([]);
  });

  it("passes an error of the client on as the same object [TK-107]", async () => {
    const { handler } = givenHandler([]);
    for (const thrown of [new RateLimitError(), new TracktionApiError("x", 400, "y")]) {
      const task = async (): Promise<never> => {
        throw thrown;
      };
      expect(await rejection(handler.handleApiCall(task))).toBe(thrown);
    }
  });

  it.each([
    ["an error", new TypeError("x is not a function"), "x is not a function"],
    ["something else", "a text", "a text"],
  ])("logs and wraps what nobody expected: %s [TK-92, TK-107]", async (_name, thrown, text) => {
    const { handler, lines } = givenHandler([]);
    const task = (): never => {
      throw thrown;
    };
    const error = await rejection(handler.handleApiCall(task));
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({ message: `Unexpected error: ${text}`, cause: thrown });
    expect(lines).toEqual([["Unexpected error during API call", { error: text }]]);
  });

  it("takes errors of other clients for what they are", async () => {
    const { handler, lines } = givenHandler([]);
    const headers = new Headers({ "retry-after": "4" });
    const foreign = new ApiError("GET /x -> 429: slow down", { status: 429, headers });
    const error = await rejection(handler.handleApiCall(() => Promise.reject(foreign)));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 4 });
    expect(lines).toEqual([]);
  });

  it("logs where it is told to [TK-92]", async () => {
    const { client, lines } = givenHandler([]);
    const own: string[] = [];
    const nothing = (): void => {};
    const error = (line: string): void => void own.push(line);
    const logger = { debug: nothing, info: nothing, warn: nothing, error };
    const handler = new RobustApiHandler(client, { logger });
    await rejection(handler.handleApiCall(() => Promise.reject(new Error("x"))));
    expect([own.length, lines.length]).toEqual([1, 0]);
  });
});
