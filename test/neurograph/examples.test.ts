/** The guide's examples, run as they stand in `examples/neurograph` against the stateful server. */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as apiKeys from "../../examples/neurograph/api-keys.js";
import * as batchDelete from "../../examples/neurograph/batch-delete.js";
import * as batchWithRetry from "../../examples/neurograph/batch-with-retry.js";
import * as concurrentCreate from "../../examples/neurograph/concurrent-create.js";
import * as debugLogging from "../../examples/neurograph/debug-logging.js";
import * as errorHandling from "../../examples/neurograph/error-handling.js";
import * as errorRecovery from "../../examples/neurograph/error-recovery.js";
import * as getOrCreate from "../../examples/neurograph/get-or-create.js";
import * as health from "../../examples/neurograph/health.js";
import * as logging from "../../examples/neurograph/logging.js";
import * as manualRetry from "../../examples/neurograph/manual-retry.js";
import * as paging from "../../examples/neurograph/paging.js";
import * as quickstart from "../../examples/neurograph/quickstart.js";
import * as quickstartAsync from "../../examples/neurograph/quickstart-async.js";
import * as rateLimit from "../../examples/neurograph/rate-limit.js";
import * as retryWrapper from "../../examples/neurograph/retry-wrapper.js";
import * as semanticSearch from "../../examples/neurograph/semantic-search.js";
import * as tls from "../../examples/neurograph/tls.js";
import * as withClientExample from "../../examples/neurograph/with-client.js";
import { disableLogging, ServerError, ValidationError } from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import { developer, given, givenServer, received, rejection } from "./support/given.js";
import { selfSigned } from "./support/self-signed.js";

const login = "POST /api/v1/auth/login";
const limited = { status: 429, headers: { "retry-after": "1" } };

let printed: string[];
const print = (...words: unknown[]): void => void printed.push(words.join(" "));
const waits: number[] = [];
const wait = async (ms: number): Promise<void> => void waits.push(ms);

async function givenOptions(...[options]: Parameters<typeof givenServer>) {
  printed = [];
  waits.length = 0;
  const server = await givenServer(options);
  return { server, options: { baseUrl: server.url, ...developer } };
}

afterEach(disableLogging);

describe("the examples", () => {
  const folder = new URL("../../examples/neurograph/", import.meta.url);

  it("import the package under its public name and are all run here", () => {
    const own = readFileSync(new URL(import.meta.url), "utf8");
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
      expect(readFileSync(new URL(file, folder), "utf8")).toContain(
        'from "clientwright/neurograph"',
      );
      expect(own).toContain(`examples/neurograph/${file.replace(/\.ts$/, ".js")}`);
    }
  });
});

describe("quick start", () => {
  it("creates, queries and deletes in this order after one login [NG-146, NG-141]", async () => {
    const { server, options } = await givenOptions();
    const id = await quickstart.main(options, print);
    expect(received(server)).toEqual([
      login,
      "POST /api/v1/tokens",
      "POST /api/v1/tokens/query",
      `DELETE /api/v1/tokens/${id}`,
    ]);
    expect(printed).toEqual([
      `Token ID: ${id}`,
      expect.stringMatching(/^Embedding: ([\d.e-]+, ){4}[\d.e-]+\.\.\.$/),
      "hello world: 1.0000",
    ]);
    expect(server.state.tokens.byId.size).toBe(0);
  });

  it("does the same inside an `await using` block [NG-147]", async () => {
    const { server, options } = await givenOptions();
    const id = await quickstartAsync.main(options, print);
    expect(received(server)).toEqual([
      login,
      "POST /api/v1/tokens",
      "POST /api/v1/tokens/query",
      `DELETE /api/v1/tokens/${id}`,
    ]);
    expect(printed).toEqual(["hello async: 1.0000"]);
  });

  it("lets withClient do the closing [NG-006]", async () => {
    const { options } = await givenOptions();
    const id = await withClientExample.main(options, print);
    expect(printed).toEqual([`Token ID: ${id}`]);
  });
});

describe("working with the API", () => {
  it("creates a key and works with it alone [NG-023, NG-148]", async () => {
    const { server, options } = await givenOptions();
    const keyId = await apiKeys.main(options, print);
    expect(printed).toEqual([
      `Key ID: ${keyId}`,
      expect.stringMatching(/^Token ID: \d+$/),
      `Production Key: ${keyId}`,
      "  Scopes: tokens:read, tokens:write",
      "  Active: true",
      expect.stringMatching(/^ {2}Expires: \d{4}-/),
    ]);
    expect(server.count("POST", "/api/v1/auth/login")).toBe(1);
  });

  it("searches by meaning and cleans up [NG-053]", async () => {
    const { server, options } = await givenOptions();
    await semanticSearch.main(options, print);
    expect(printed).toEqual([
      "Search results:",
      "  programming languages (1.0000)",
      expect.stringMatching(/^ {2}.+ \(0\.\d{4}\)$/),
      expect.stringMatching(/^ {2}.+ \(0\.\d{4}\)$/),
    ]);
    expect(server.count("DELETE", "/api/v1/tokens/{id}")).toBe(5);
  });

  it("creates five tokens at once, in the order of the texts [NG-133, NG-014]", async () => {
    const { server, options } = await givenOptions();
    const tokens = await concurrentCreate.main(options, print);
    expect(tokens.map(({ text }) => text)).toEqual([
      "token1",
      "token2",
      "token3",
      "token4",
      "token5",
    ]);
    expect([printed, server.count("POST", "/api/v1/auth/login")]).toEqual([
      ["Created 5 tokens"],
      1,
    ]);
  });

  it("pages by hand and by iteration [NG-052]", async () => {
    const { client, server } = await given();
    printed = [];
    for (const text of ["a", "b", "c"]) await client.tokens.create({ text });
    await paging.main({ baseUrl: server.url, ...developer }, print);
    expect(printed).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  it("deletes in a loop and all at once [NG-015]", async () => {
    const { server, options } = await givenOptions();
    await batchDelete.main(options, print);
    expect(server.count("DELETE", "/api/v1/tokens/{id}")).toBe(6);
  });

  it("prints health and status [NG-063, NG-065]", async () => {
    const { options } = await givenOptions();
    await health.main(options, print);
    expect(printed).toEqual([
      expect.stringMatching(/^healthy, version \S+, \d{4}-\S+Z$/),
      expect.stringMatching(/^healthy, version \S+, up [\d.]+ s$/),
      "0 tokens, 0 API keys",
    ]);
  });

  it("talks TLS with a certificate of the server's own making [NG-135, NG-011]", async () => {
    const { options } = await givenOptions({ tls: selfSigned });
    await tls.main(options, print);
    expect(printed).toEqual([expect.stringMatching(/^healthy, version /)]);
  });
});

describe("errors", () => {
  it("are told apart and explained [NG-075..NG-077, NG-079..NG-081]", async () => {
    const { options } = await givenOptions();
    await errorHandling.main(options, print);
    expect(printed).toEqual([
      "Token not found: Token not found",
      "Error code: RESOURCE_NOT_FOUND",
      "Validation failed: Request validation failed",
      expect.stringContaining("body.text"),
    ]);
  });

  it("degrade gracefully: a missing token is created [NG-082]", async () => {
    const { server, options } = await givenOptions();
    await expect(getOrCreate.main(options, print)).resolves.toMatchObject({
      text: "default token",
    });
    expect(received(server).slice(1)).toEqual(["GET /api/v1/tokens/123", "POST /api/v1/tokens"]);
  });

  it("of the rate limit are waited out by hand [NG-083]", async () => {
    const { server, options } = await givenOptions();
    server.failNext("POST /api/v1/tokens", [limited]);
    await expect(rateLimit.main(options, print, wait)).resolves.toMatchObject({ text: "test" });
    expect([printed, waits]).toEqual([["Rate limited. Waiting 1s..."], [1_000]]);
  });

  it("are recovered from: a token is updated or created [NG-084]", async () => {
    const { server, client } = await given();
    const { id } = await client.tokens.create({ text: "old" });
    const updated = await errorRecovery.createOrUpdate(client, id, "new");
    expect(updated).toMatchObject({ id, text: "new" });
    const created = await errorRecovery.createOrUpdate(client, 999999, "fresh");
    expect(created.text).toBe("fresh");
    expect([server.count("PUT", /./), server.count("POST", "/api/v1/tokens")]).toEqual([1, 2]);
  });

  it("of the rate limit are outlasted, three tries in all [NG-085]", async () => {
    const { server, client } = await given();
    printed = [];
    waits.length = 0;
    server.failNext("POST /api/v1/tokens", [limited, limited]);
    await errorRecovery.resilientCreate(client, "resilient token", { print, wait });
    expect([printed, waits]).toEqual([
      ["Rate limited, waiting 1s...", "Rate limited, waiting 1s..."],
      [1_000, 1_000],
    ]);
    server.failNext("POST /api/v1/tokens", [limited, limited, limited]);
    const failed = errorRecovery.resilientCreate(client, "no", { print, wait });
    expect(await rejection(failed)).toMatchObject({ statusCode: 429 });
    expect(server.count("POST", "/api/v1/tokens")).toBe(6);
  });

  it("of validation are not repeated by resilientCreate [NG-085]", async () => {
    const { server, client } = await given();
    printed = [];
    const failed = errorRecovery.resilientCreate(client, "", { print, wait });
    expect(await rejection(failed)).toBeInstanceOf(ValidationError);
    expect(printed).toEqual([expect.stringMatching(/^Invalid input: .*body\.text/)]);
    expect(server.count("POST", "/api/v1/tokens")).toBe(1);
  });

  it("and recovery run as a whole [NG-084, NG-085]", async () => {
    const { options } = await givenOptions();
    await errorRecovery.main(options, print);
    expect(printed).toEqual([expect.stringMatching(/^Token \d+: updated text$/)]);
  });
});

describe("retries", () => {
  it("by hand announce each wait [NG-097, NG-095, NG-151]", async () => {
    const { server, options } = await givenOptions();
    server.failNext("POST /api/v1/tokens", [limited, { status: 503 }]);
    await manualRetry.main(options, print, wait);
    expect(printed).toEqual([
      "Attempt 1 failed. Retrying in 1s...",
      expect.stringMatching(/^Attempt 2 failed\. Retrying in [23](\.\d+)?s\.\.\.$/),
    ]);
    expect(waits[0]).toBe(1_000);
  });

  it("by hand give up after the last [NG-097]", async () => {
    const { server, options } = await givenOptions();
    server.failNext("POST /api/v1/tokens", Array(4).fill({ status: 500 }));
    expect(await rejection(manualRetry.main(options, print, wait))).toBeInstanceOf(ServerError);
    expect([waits.length, server.count("POST", "/api/v1/tokens")]).toEqual([3, 4]);
  });

  it("by the wrapper need no loop [NG-087, NG-088]", async () => {
    const { options } = await givenOptions();
    await retryWrapper.main(options, print);
    expect(printed).toEqual(Array(2).fill(expect.stringMatching(/^Created token \d+$/)));
  });

  it("bring a batch of a hundred through the rate limit [NG-134, NG-103]", async () => {
    const clock = createLeapingClock();
    const rate = { capacity: 60, refillPerSecond: 10 };
    const { server, options } = await givenOptions({ now: clock.now, rateLimit: rate });
    const tokens = await batchWithRetry.main({ ...options, clock }, print, { clock });
    expect(tokens.map(({ text }) => text)).toEqual(
      Array.from({ length: 100 }, (_, index) => `document ${index}`),
    );
    expect(server.count("POST", "/api/v1/tokens")).toBeGreaterThan(100);
    expect(printed).toEqual(["Created 100 tokens"]);
  });
});

describe("logging", () => {
  it("writes three records in order, the last with the trace [NG-152, NG-109, NG-110]", async () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    const { options } = await givenOptions();
    await logging.main(options);
    const records = stderr.mock.calls.map(([line]) => String(line));
    stderr.mockRestore();
    expect(records).toEqual([
      expect.stringMatching(/ - neurograph - INFO - Starting token creation\.\.\.$/),
      expect.stringMatching(/ - neurograph - INFO - Created token: \d+$/),
      expect.stringMatching(/ - neurograph - ERROR - Error: .*\n(.*\n)*NotFoundError: .*\n\s+at /),
    ]);
  });

  it("shows every request in debug mode [NG-107, NG-108]", async () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    const { options } = await givenOptions();
    await debugLogging.main(options);
    const records = stderr.mock.calls.map(([line]) => String(line)).join("\n");
    stderr.mockRestore();
    expect(records).toMatch(/ - DEBUG - POST \S+\/api\/v1\/tokens -> 201 in/);
  });
});
