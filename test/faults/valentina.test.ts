/** A hostile Valentina Noir server: storms of refusals, broken answers, pages for people, echoes of secrets. */
import { inspect } from "node:util";
import type { Answer } from "clientwright/testing";
import {
  APIError,
  AuthenticationError,
  NotFoundError,
  RateLimitError,
  ServerError,
} from "clientwright/valentina";
import { describe, expect, it } from "vitest";
import { failure, failureAfterAll, keepingLogger, outcome, printed } from "./given.js";
import { baseUrl, given, secret } from "./valentina-given.js";

const me = { id: "68c1f7152cae3787a09a7409", username: "rosa-quill", companies: [] };
const userId = "68c1f7152cae3787a09a7402";
const asProblem = { "content-type": "application/problem+json" };
const refused: Answer = {
  status: 429,
  headers: { ...asProblem, ratelimit: '"burst";r=0;t=2' },
  text: JSON.stringify({ status: 429, title: "Too Many Requests", instance: "/x" }),
};

/** The wait before the second attempt, by what the first answer says. */
const waitAfter = async (headers: Readonly<Record<string, string>>): Promise<number> => {
  const { client, clock } = given([{ status: 429, headers, json: {} }, { json: me }]);
  const before = clock.now();
  await outcome(clock, client.developer.getMe());
  return clock.now() - before;
};

describe("a storm of 429", () => {
  it("ends after the retries that are allowed, each wait twice the one before [VN-007, VN-018, VN-019]", async () => {
    const { client, fetch, clock } = given({ "* *": refused });
    const before = clock.now();
    const error = await failureAfterAll(clock, client.developer.getMe());
    expect(error).toBeInstanceOf(RateLimitError);
    expect([fetch.count, clock.now() - before]).toEqual([4, 2_000 + 4_000 + 8_000]);
  });

  it("on many calls at once is no more than their retries together", async () => {
    const { client, fetch, clock } = given({ "* *": refused }, { maxRetries: 2 });
    const calls = Array.from({ length: 50 }, () => client.developer.getMe());
    const results = await outcome(clock, Promise.allSettled(calls));
    const outcomes = results.status === "fulfilled" ? results.value : [];
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(50);
    expect(fetch.count).toBe(150);
  });

  it("is waited out by a call that is not allowed to be made twice otherwise", async () => {
    const created = { company: { id: "1" }, admin_user: { id: "2" } };
    const { client, fetch, clock } = given([refused, refused, { status: 201, json: created }]);
    const body = { name: "Harbor Table", email: "table@example.org" };
    const result = await outcome(clock, client.companies.create(body));
    expect(result).toMatchObject({ status: "fulfilled", value: created });
    expect(fetch.requests.map(({ text }) => text)).toEqual(Array(3).fill(JSON.stringify(body)));
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ["nothing", {}, 1_000],
    ["t of 5", { ratelimit: '"d";r=0;t=5' }, 5_000],
    ["t of 0", { ratelimit: '"d";r=3;t=0' }, 1_000],
    ["t of 0, and Retry-After", { ratelimit: '"d";r=3;t=0', "retry-after": "60" }, 1_000],
    ["t, and a longer Retry-After", { ratelimit: '"d";r=0;t=2', "retry-after": "60" }, 2_000],
    ["the first policy of two", { ratelimit: '"a";r=8;t=0, "b";r=0;t=42' }, 1_000],
    ["Retry-After alone", { "retry-after": "7" }, 7_000],
    [
      "Retry-After behind what cannot be read",
      { ratelimit: '"a"; t=3', "retry-after": "7" },
      7_000,
    ],
    ["a broken t", { ratelimit: '"d";t=1.5;r=2' }, 1_000],
    ["no sense at all", { ratelimit: ";;;=", "retry-after": "soon" }, 1_000],
    ["a negative wait", { "retry-after": "-5" }, 1_000],
  ])("that tells %s is waited for as long as the guide says [VN-084]", async (_t, headers, ms) => {
    expect(await waitAfter(headers)).toBe(ms);
  });

  it("that is given up while waiting sends nothing more", async () => {
    const { client, fetch, clock } = given({ "* *": refused });
    const abort = new AbortController();
    const call = failure(client.developer.getMe({ signal: abort.signal }));
    await clock.settle();
    abort.abort();
    expect(await call).toMatchObject({ kind: "abort" });
    await clock.runAll();
    expect(fetch.count).toBe(1);
  });
});

describe("a failure that is no 429", () => {
  it.each([400, 401, 403, 404, 405, 409, 418, 500, 502, 503, 504])(
    "%i is told at once [VN-023]",
    async (status) => {
      const { client, fetch, clock } = given({ "* *": { status, json: { title: "No" } } });
      const error = await failureAfterAll(clock, client.developer.getMe());
      expect(error).toMatchObject({ statusCode: status, title: "No" });
      expect(fetch.count).toBe(1);
    },
  );

  it("of the connection is told at once [VN-023]", async () => {
    const { client, fetch, clock } = given({ "* *": { networkError: "ECONNRESET" } });
    expect(await failureAfterAll(clock, client.developer.getMe())).toBeInstanceOf(APIError);
    expect(fetch.count).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])("%i takes nothing to another place", async (status) => {
    const { client, fetch, clock } = given({
      "* *": { status, headers: { location: "https://evil.test/" }, text: "" },
    });
    const error = await failureAfterAll(clock, client.developer.getMe());
    expect(String(error)).toBe(`[${status}] HTTP ${status}`);
    expect(fetch.requests.map(({ url }) => url)).toEqual([`${baseUrl}/api/v1/developers/me`]);
  });
});

describe("an answer that is not what it says", () => {
  it.each<[string, Answer, string]>([
    ["a page", { status: 404, text: "<html>nope</html>" }, "[404] <html>nope</html>"],
    ["a proxy's page", { status: 502, text: "<h1>Bad</h1>" }, "[502] <h1>Bad</h1>"],
    ["nothing", { status: 404, text: "" }, "[404] HTTP 404"],
    ["null", { status: 500, json: null }, "[500] null"],
    ["a list", { status: 500, json: [1] }, "[500] [1]"],
    [
      "members of other types",
      { status: 403, json: { title: 1, detail: [] } },
      '[403] {"title":1,"detail":[]}',
    ],
    [
      "a broken body",
      {
        status: 400,
        headers: { "content-type": "application/problem+json" },
        text: '{"title": "Bad',
      },
      '[400] {"title": "Bad',
    ],
  ])("%s is an error by its status", async (_title, answer, text) => {
    const { client } = given([answer]);
    const error = await failure(client.developer.getMe());
    expect(error).toBeInstanceOf(APIError);
    expect(String(error)).toBe(text);
    expect(Object.keys((error as APIError).responseData).length).toBeLessThanOrEqual(2);
  });

  it.each<[string, object]>([
    ["nothing", {}],
    ["no list", { invalid_parameters: "x" }],
    ["no objects", { invalid_parameters: [1, null, "x"] }],
    ["no fields", { invalid_parameters: [{}, { field: null, message: 5 }] }],
  ])("invalid parameters that are %s break nothing", async (_title, json) => {
    const { client } = given([{ status: 400, json: { title: "Bad Request", ...json } }]);
    const error = await failure(client.developer.getMe());
    expect(String(error)).toMatch(/^\[400\] Bad Request/);
    expect(Array.isArray(Reflect.get(Object(error), "invalidParameters"))).toBe(true);
  });

  it.each<[string, Answer]>([
    ["a page", { text: "<html>welcome</html>", headers: { "content-type": "text/html" } }],
    ["half a body", { text: '{"items": [{"id":', headers: { "content-type": "application/json" } }],
  ])("%s with status 200 is an error, and never half a result", async (_title, answer) => {
    const { client, fetch } = given({ "* *": answer });
    expect(await failure(client.users().listAll())).toBeInstanceOf(APIError);
    expect(fetch.count).toBe(1);
  });

  it.each<[string, unknown]>([
    ["an empty object", {}],
    ["a list that is none", { items: "x", total: "many" }],
    ["nothing at all", null],
  ])("%s for a page is an empty one or an error, and no storm", async (_title, json) => {
    const { client, fetch, clock } = given({ "* *": { json } });
    const result = await outcome(clock, client.users().listAll());
    expect(result.status === "rejected" || result.value.length === 0).toBe(true);
    expect(fetch.count).toBe(1);
  });

  it("a total that always grows does not read on for ever", async () => {
    const { client, fetch } = given({
      "* *": { json: { items: [], limit: 100, offset: 0, total: 9e9 } },
    });
    expect(await client.users().listAll()).toEqual([]);
    expect(fetch.count).toBe(1);
  });

  it("a new key that comes without the rest is not lost [VN-098]", async () => {
    const { client } = given([{ status: 201, json: { api_key: "new" } }]);
    expect((await client.developer.regenerateApiKey()).api_key).toBe("new");
  });

  it("a body where there should be none, and none where there should be one, break nothing [VN-060]", async () => {
    const { client } = given([
      { status: 200, json: { deleted: true } },
      { status: 204, text: "" },
    ]);
    expect(await client.companies.delete("x")).toBeUndefined();
    const result = await client.companies.get("x").catch((error: unknown) => error);
    expect(result === undefined || result instanceof APIError).toBe(true);
  });
});

describe("the API key", () => {
  const problem = (status: number): Answer => ({
    status,
    json: {
      status,
      title: `No ${secret}`,
      detail: `The key ${secret} is not known`,
      instance: `${baseUrl}/api/v1/developers/me?key=${secret}`,
      invalid_parameters: [{ field: secret, message: secret }],
      extra: { sent: [secret] },
    },
  });

  it.each<[string, Answer]>([
    ["400", problem(400)],
    ["401", problem(401)],
    ["404", problem(404)],
    ["500", problem(500)],
    ["a page", { status: 502, text: `<html>${secret}</html>` }],
    ["headers", { status: 500, headers: { "x-echo": secret }, json: {} }],
    ["a broken connection", { networkError: "ECONNRESET" }],
  ])("that is echoed by %s is in no error and no line of a log", async (_title, answer) => {
    const logger = keepingLogger();
    const { client } = given([answer], { logger });
    const error = await failure(client.developer.getMe());
    expect(error).toBeInstanceOf(APIError);
    expect(printed(error)).not.toContain(secret);
    expect(logger.text()).not.toContain(secret);
  });

  it("is in nothing that is printed of a client or its configuration", () => {
    const { client } = given([]);
    const shown = inspect(client, { depth: 20, showHidden: true }) + JSON.stringify(client);
    expect(shown).not.toContain(secret);
  });

  it("that is new is in no line of a log", async () => {
    const logger = keepingLogger();
    const json = { id: userId, api_key: "M4tB8xQe1WzN6yKc3HuR0vJp5LgS7aDf" };
    const { client } = given([{ status: 201, json }], { logger });
    const { api_key } = await client.developer.regenerateApiKey();
    expect(logger.text()).not.toContain(api_key);
  });

  it("goes along with every request, and errors are of their class [VN-016, VN-076, VN-078, VN-082]", async () => {
    const { client, fetch } = given([{ status: 401 }, { status: 404 }, { status: 599 }]);
    expect(await failure(client.system.health())).toBeInstanceOf(AuthenticationError);
    expect(await failure(client.system.health())).toBeInstanceOf(NotFoundError);
    expect(await failure(client.system.health())).toBeInstanceOf(ServerError);
    expect(fetch.requests.map(({ headers }) => headers["x-api-key"])).toEqual(
      Array(3).fill(secret),
    );
  });
});
