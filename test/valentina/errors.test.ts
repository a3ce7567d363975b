/** The guide's error classes: which one comes when, what it knows, and how it reads. */
import { describe, expect, it } from "vitest";
import * as runtime from "../../src/runtime/index.js";
import type { AnswerParts } from "../../src/testing/answers.js";
import * as errors from "../../src/valentina/errors/index.js";
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConfigurationError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  RequestValidationError,
  ServerError,
  ValidationError,
} from "../../src/valentina/index.js";
import { rejection } from "../support/rejection.js";
import { apiKey, given } from "./support/given.js";

/** What getting a company is rejected with. */
async function errorOf(answer: AnswerParts): Promise<APIError> {
  const { client } = given([answer], { maxRetries: 0 });
  const error = await rejection(client.companies.get("c1"));
  if (!(error instanceof APIError)) throw error;
  return error;
}

const problem = (status: number, members: object = {}): AnswerParts => ({
  status,
  json: { status, ...members },
  headers: { "content-type": "application/problem+json" },
});

const classes = [
  ["VN-079", 400, ValidationError],
  ["VN-076", 401, AuthenticationError],
  ["VN-077", 403, AuthorizationError],
  ["VN-078, VN-087", 404, NotFoundError],
  ["VN-080, VN-028", 409, ConflictError],
  ["VN-081", 429, RateLimitError],
  ["VN-082, VN-087", 500, ServerError],
  ["VN-082", 503, ServerError],
  ["VN-082", 599, ServerError],
] as const;

describe("the class of an error", () => {
  for (const [rows, status, type] of classes) {
    it(`is ${type.name} for ${status}, and an APIError besides [${rows}, VN-005, VN-086]`, async () => {
      const error = await errorOf(problem(status, { title: "T", detail: "D" }));
      expect(error).toBeInstanceOf(type);
      expect(error).toBeInstanceOf(runtime.ClientwrightError);
      expect(error).toBeInstanceOf(runtime.ApiError);
      expect(error.name).toBe(type.name);
      expect(error.statusCode).toBe(status);
      const others = classes.map(([, , other]) => other).filter((other) => other !== type);
      expect(others.filter((other) => error instanceof other)).toEqual([]);
    });
  }

  it.each([405, 418, 422, 302, 301])("is APIError alone for %i [VN-075]", async (status) => {
    const location = { location: "https://elsewhere.test/" };
    const error = await errorOf({ status, headers: location, text: "" });
    expect(error.constructor).toBe(APIError);
    expect(error.statusCode).toBe(status);
  });

  it("is RequestValidationError, without a status, when nothing is sent [VN-083]", async () => {
    const { client, fetch } = given([]);
    const error = await rejection(client.companies.create({ name: "ab", email: "a@b.c" }));
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ statusCode: undefined, responseData: {} });
    expect(fetch.count).toBe(0);
  });

  it("is the runtime's as well where there is no answer", async () => {
    const { client } = given([{ networkError: "ECONNRESET" }]);
    const error = await rejection(client.companies.get("c1"));
    expect(error).toBeInstanceOf(APIError);
    expect(error).toBeInstanceOf(runtime.ConnectionError);
    expect(error).toMatchObject({ statusCode: undefined, attempts: [{ attempt: 1 }] });
  });

  it("can be imported from the module itself and from its part for errors [VN-088]", () => {
    expect(Object.keys(errors).sort()).toEqual([
      "APIError",
      "AuthenticationError",
      "AuthorizationError",
      "ConfigurationError",
      "ConflictError",
      "NotFoundError",
      "RateLimitError",
      "RequestValidationError",
      "ServerError",
      "ValidationError",
    ]);
    expect(errors.ConfigurationError).toBe(ConfigurationError);
    expect(errors.NotFoundError).toBe(NotFoundError);
  });
});

describe("what an error knows", () => {
  it("is status, data, title, detail and instance of the problem [VN-075]", async () => {
    const members = { title: "Not Found", detail: "Campaign not found", instance: "http://h/x" };
    const error = await errorOf(problem(404, members));
    expect(error).toMatchObject({ statusCode: 404, ...members });
    expect(error.responseData).toEqual({ status: 404, ...members });
    expect(error.operation).toMatchObject({ id: "getCompany" });
  });

  it("is undefined where the server says nothing [VN-075]", async () => {
    const error = await errorOf({ status: 404 });
    expect(error).toMatchObject({ title: undefined, detail: undefined, instance: undefined });
    expect(error.responseData).toEqual({});
  });

  it("is which fields were not accepted, by name or by list of names [VN-079]", async () => {
    const list = [
      { field: "name", message: "too short" },
      { field: ["settings", "cost"], message: "too high" },
    ];
    const error = await errorOf(problem(400, { title: "Bad Request", invalid_parameters: list }));
    if (!(error instanceof ValidationError)) throw error;
    expect(error.invalidParameters).toEqual(list);
    expect(error.message).toBe(
      "[400] Bad Request | Fields: name: too short; settings.cost: too high",
    );
    const bare = await errorOf(problem(400));
    expect(bare).toMatchObject({ invalidParameters: [] });
    const odd = await errorOf(problem(400, { invalid_parameters: "none" }));
    expect(odd).toMatchObject({ invalidParameters: [] });
  });

  it("is experience that is missing, in the data [VN-079]", async () => {
    const members = { detail: "Not enough XP.", current_xp: 1, required_xp: 5 };
    const error = await errorOf(problem(400, members));
    expect(error.responseData).toMatchObject({ current_xp: 1, required_xp: 5 });
    expect(error).toMatchObject({ invalidParameters: [] });
  });

  const bodies: readonly (readonly [string, AnswerParts, string])[] = [
    ["a list", { status: 500, json: [1, 2] }, "[500] [1,2]"],
    ["null", { status: 500, text: "null" }, "[500] null"],
    ["text", { status: 502, text: "bad gateway" }, "[502] bad gateway"],
    [
      "broken JSON",
      { status: 500, text: "{oops", headers: { "content-type": "application/json" } },
      "[500] {oops",
    ],
    [
      "the framework's own form",
      { status: 500, json: { status_code: 500, detail: "Internal Server Error" } },
      "[500] Internal Server Error",
    ],
    ["a title that is a number", { status: 418, json: { title: 7 } }, '[418] {"title":7}'],
  ];
  it.each(bodies)("survives a body that is %s [VN-075]", async (_, answer, text) => {
    const error = await errorOf(answer);
    expect(error.message).toBe(text);
    expect(error.title).toBeUndefined();
  });

  it("never holds the API key in what is printed", async () => {
    const error = await errorOf(problem(401, { detail: `Unknown key ${apiKey}` }));
    for (const text of [error.message, String(error), JSON.stringify(error), error.stack])
      expect(text).not.toContain(apiKey);
  });
});

const vectors: readonly (readonly [string, AnswerParts, string])[] = [
  [
    "a problem",
    problem(404, {
      title: "Not Found",
      detail: "Campaign not found",
      instance: "http://h/api/v1/x",
    }),
    "[404] Not Found | Instance: http://h/api/v1/x",
  ],
  [
    "a problem with fields",
    problem(400, {
      title: "Bad Request",
      detail: "A validation error occurred.",
      instance: "http://h/p",
      invalid_parameters: [
        { field: "name", message: "too short" },
        { message: "x" },
        { field: "y" },
      ],
    }),
    "[400] Bad Request | Instance: http://h/p | Fields: name: too short; unknown: x; y: invalid",
  ],
  [
    "a rate limit",
    {
      ...problem(429, { title: "Too Many Requests", detail: "Slow down.", instance: "http://h/p" }),
      headers: { ratelimit: '"d";r=0;t=1' },
    },
    "[429] Too Many Requests | Instance: http://h/p | retry_after=1s, remaining=0",
  ],
  [
    "an unhealthy server",
    {
      status: 500,
      json: { database_status: "offline", cache_status: "online", version: "1" },
    },
    '[500] {"database_status":"offline","cache_status":"online","version":"1"}',
  ],
  [
    "a page",
    { status: 404, text: "<html>nope</html>", headers: { "content-type": "text/html" } },
    "[404] <html>nope</html>",
  ],
  [
    "a refusal without detail",
    problem(403, { title: "Forbidden", instance: "http://h/x" }),
    "[403] Forbidden | Instance: http://h/x",
  ],
  ["an empty redirect", { status: 302 }, "[302] HTTP 302"],
  ["an empty rate limit", { status: 429 }, "[429] HTTP 429"],
  ["a detail alone", problem(409, { detail: "Taken." }), "[409] Taken."],
];

describe("how an error reads", () => {
  it.each(vectors)("tells %s as the guide's client does [VN-085]", async (_, answer, text) => {
    const error = await errorOf(answer);
    expect(error.message).toBe(text);
    expect(String(error)).toBe(text);
    expect(`${error}`).toBe(text);
  });

  it("is the same of errors that are made by hand [VN-085]", () => {
    const made = [
      new APIError(),
      new NotFoundError("boom", { status: 404 }),
      new ValidationError("msg", { status: 400, body: { title: "T", detail: "D" } }),
      new RateLimitError("", { status: 429, retryAfterMs: 2000 }),
      new APIError("no status"),
    ];
    expect(made.map(String)).toEqual([
      "Unknown API error",
      "[404] boom",
      "[400] T | Detail: D",
      "[429] | retry_after=2s",
      "no status",
    ]);
  });

  it("names each field of a request that is not sent [VN-083, VN-408]", async () => {
    const { client } = given([]);
    // As people without types would call it.
    const body = { name: "ab" } as { name: string; email: string };
    const error = await rejection(client.companies.create(body));
    expect(String(error)).toBe(
      "Request validation failed: email: is required; name: must have at least 3 characters",
    );
  });
});

const headers: readonly (readonly [string, number | undefined, number | undefined])[] = [
  ['"default";r=0;t=7', 7, 0],
  ['"burst";r=8;t=0, "sustained";r=0;t=42', 0, 8],
  ['"a";r=5', undefined, 5],
  ['"a"; r=1; t=3', undefined, undefined],
  ['"d";t=1.5;r=2', undefined, 2],
];

describe("the wait that a rate limit asks for", () => {
  it.each(headers)("is the first policy's of %s [VN-084, VN-081]", async (ratelimit, t, r) => {
    const error = await errorOf({ status: 429, headers: { ratelimit } });
    expect(error).toMatchObject({ retryAfter: t, remaining: r });
    expect(error.retryAfterMs).toBe(t === undefined ? undefined : t * 1000);
  });

  it.each([
    [{ "retry-after": "9" }, 9],
    [{ ratelimit: '"a";r=5', "retry-after": "9" }, 9],
    [{ ratelimit: '"a";r=0;t=0', "retry-after": "9" }, 0],
    [{ ratelimit: '"a";r=0;t=3', "retry-after": "9" }, 3],
    [{ "retry-after": "Fri, 31 Dec 2027 23:59:59 GMT" }, undefined],
    [{ "retry-after": "1.5" }, undefined],
  ])("is RateLimit's before that of Retry-After: %j [VN-084]", async (given, seconds) => {
    expect(await errorOf({ status: 429, headers: given })).toMatchObject({ retryAfter: seconds });
  });

  it("is none where only the body has one [VN-084]", async () => {
    const error = await errorOf(problem(429, { retry_after: 2.5 }));
    expect(error).toMatchObject({ retryAfter: undefined, remaining: undefined });
  });

  it("is a point in time as well [VN-084]", async () => {
    const error = await errorOf({ status: 429, headers: { ratelimit: '"d";r=0;t=7' } });
    expect(error.retryAt).toEqual(new Date("2026-01-01T00:00:07Z"));
  });
});
