/** The guide's examples, run as they stand in `examples/tracktion` against the stateful server. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import * as apiKeys from "../../examples/tracktion/api-keys.js";
import * as batchSearch from "../../examples/tracktion/batch-search.js";
import * as complete from "../../examples/tracktion/complete.js";
import * as configuration from "../../examples/tracktion/configuration.js";
import * as keySearch from "../../examples/tracktion/key-search.js";
import * as login from "../../examples/tracktion/login.js";
import * as retry from "../../examples/tracktion/retry.js";
import * as safeSearch from "../../examples/tracktion/safe-search.js";
import * as signedRequest from "../../examples/tracktion/signed-request.js";
import { sampleConfig } from "../../src/tracktion/index.js";
import { createLeapingClock, type LeapingClock } from "../neurograph/support/clocks.js";
import {
  startTracktionServer,
  type TracktionServer,
  type TracktionServerOptions,
} from "../servers/tracktion/index.js";

const apiKey = "tk_live_51b0c3d2e4f5";
const dana = { username: "dana@example.org", password: "correct horse" };
const search = "GET /api/v1/search/tracks";
const limited = { status: 429, headers: { "x-ratelimit-retry-after": "2" } };

interface Scene extends AsyncDisposable {
  readonly server: TracktionServer;
  readonly clock: LeapingClock;
  /** What examples of clients with a key are given. */
  readonly options: {
    readonly apiKey: string;
    readonly baseUrl: string;
    readonly clock: LeapingClock;
  };
  readonly printed: string[];
  readonly print: (...words: unknown[]) => void;
}

/** A server that finds four tracks of electronic music, one of them bare. */
async function given(settings: TracktionServerOptions = {}): Promise<Scene> {
  const clock = createLeapingClock();
  const server = await startTracktionServer({ now: clock.now, ...settings });
  const [first, second] = server.state.tracks;
  const bare = server.state.tracks.at(-1);
  if (!first || !second || !bare) throw new Error("there are no tracks");
  for (const [index, track] of [first, second, bare, first].entries())
    server.state.tracks.push({ ...track, title: `Electronic Music ${index + 1}` });
  const printed: string[] = [];
  return {
    server,
    clock,
    options: { apiKey, baseUrl: server.url, clock },
    printed,
    print: (...words) => void printed.push(words.join(" ")),
    [Symbol.asyncDispose]: server.close,
  };
}

const received = ({ requests }: TracktionServer): string[] =>
  requests.map(({ method, path }) => `${method} ${path}`);

describe("the examples", () => {
  const folder = new URL("../../examples/tracktion/", import.meta.url);

  it("import the package under its public name, and are all run here [TK-2]", async () => {
    const own = await readFile(new URL(import.meta.url), "utf8");
    const readme = await readFile(new URL("README.md", folder), "utf8");
    for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts"))) {
      const text = await readFile(new URL(file, folder), "utf8");
      // One entry has every name: there is no other import of the package.
      expect(text.match(/from "clientwright[^"]*"/g)).toEqual(['from "clientwright/tracktion"']);
      expect(own).toContain(`examples/tracktion/${file.replace(/\.ts$/, ".js")}`);
      expect(readme).toContain(`| \`${file}\` |`);
    }
  });
});

describe("a search with a key", () => {
  it("asks for five tracks and prints title and artist [TK-22]", async () => {
    await using scene = await given();
    await keySearch.main(scene.options, scene.print);
    expect(received(scene.server)).toEqual([`${search}?q=electronic%20music&limit=5`]);
    expect(scene.printed).toEqual([
      "Electronic Music 1 by Mila Voss",
      "Electronic Music 2 by Okari",
      "Electronic Music 3 by Café ☕",
      "Electronic Music 4 by Mila Voss",
    ]);
  });

  it("prints why there are no tracks [TK-20, TK-21]", async () => {
    await using scene = await given();
    scene.server.failNext(search, [limited, { status: 500 }]);
    await keySearch.main(scene.options, scene.print);
    await keySearch.main(scene.options, scene.print);
    expect(scene.printed).toEqual([
      "Rate limit error: Rate limit exceeded. Retry after 2 seconds.",
      expect.stringMatching(/^HTTP error: HTTP 500: /),
    ]);
  });
});

describe("a login", () => {
  it("welcomes by e-mail [TK-47]", async () => {
    await using scene = await given();
    const { baseUrl, clock } = scene.options;
    await login.main(dana, { baseUrl, clock }, scene.print);
    expect(scene.printed).toEqual(["Welcome, dana@example.org!", "Your tier is premium."]);
    expect(received(scene.server)).toEqual([
      "POST /api/v1/auth/token",
      "GET /api/v1/user/profile",
      "GET /api/v1/user/profile",
    ]);
  });

  it("that is refused ends there [TK-28]", async () => {
    await using scene = await given();
    const { baseUrl, clock } = scene.options;
    await login.main({ ...dana, password: "wrong" }, { baseUrl, clock }, scene.print);
    expect(scene.printed).toEqual(["Login refused"]);
    expect(scene.server.requests).toHaveLength(1);
  });
});

describe("a signed request", () => {
  it("sends action and user, and the server finds the signature good [TK-60]", async () => {
    await using scene = await given();
    const hmacSecret = "test_hmac_secret_0001";
    const result = await signedRequest.main({ ...scene.options, hmacSecret }, scene.print);
    expect(result).toEqual({ status: "accepted", operation_id: "op_3301" });
    expect(scene.printed).toEqual([JSON.stringify(result)]);
    expect(received(scene.server)).toEqual(["POST /api/v1/sensitive-operation"]);
    expect(scene.server.state.operations[0]?.body).toEqual({
      action: "delete_user_data",
      user_id: "12345",
    });
  });
});

describe("a batch of searches", () => {
  it("reports four genres, in order and with pauses [TK-79]", async () => {
    await using scene = await given();
    scene.server.failNext((request) => request.path.includes("techno"), [{ status: 500 }]);
    await batchSearch.main(scene.options, scene.print);
    expect(scene.printed).toEqual([
      "Found 4 tracks for 'electronic'",
      "Found 3 tracks for 'house music'",
      expect.stringMatching(/^Error for 'techno': HTTP 500: /),
      "Found 10 tracks for 'ambient'",
    ]);
    expect(scene.clock.waits).toEqual([100, 100]);
  });

  it("waits for the rate limit as long as the server asks [TK-79]", async () => {
    await using scene = await given();
    scene.server.failNext(search, [limited]);
    await batchSearch.main(scene.options, scene.print);
    expect(scene.clock.waits).toEqual([2_000, 100, 100, 100]);
    expect(scene.printed).toHaveLength(4);
  });
});

describe("a function that repeats itself", () => {
  it("says how long it waits", async () => {
    await using scene = await given();
    scene.server.failNext("GET /api/v1/user/profile", [limited]);
    const { sleep } = scene.clock;
    await retry.main(scene.options, scene.print, { sleep });
    expect(scene.printed).toEqual([
      "Rate limited, retrying in 2.00 seconds...",
      "Profile of dana@example.org",
    ]);
  });
});

describe("API keys", () => {
  it("are created from the token of a login, printed once, and listed [TK-149, TK-91]", async () => {
    await using scene = await given();
    const { baseUrl, clock } = scene.options;
    const token = scene.server.state.accessTokenFor(dana.username);
    const until = "2024-12-31T23:59:59Z";
    const id = await apiKeys.main({ token, baseUrl, clock }, scene.print, until);
    const secret = scene.server.state.apiKeys.get(id)?.secret;
    expect(scene.printed).toEqual([
      `Created API key: ${secret}`,
      "Key: CI key - Active: true",
      "Key: Test key - Active: true",
      "Key: Production Server Key - Active: true",
    ]);
    expect(scene.server.requests[0]?.json).toEqual({
      name: "Production Server Key",
      permissions: ["read", "write"],
      scopes: ["search", "tracklists"],
      expires_at: "2024-12-31T23:59:59Z",
    });
  });
});

describe("a safe search", () => {
  it("prints how many tracks there are, and nothing when there are none [TK-153]", async () => {
    await using scene = await given();
    await safeSearch.main(scene.options, scene.print);
    expect(scene.printed).toEqual(["Found 4 tracks"]);
    scene.server.state.tracks.length = 0;
    await safeSearch.main(scene.options, scene.print);
    expect(scene.printed).toHaveLength(1);
  });

  it("prints one line for each failure, and no count [TK-109, TK-110, TK-153]", async () => {
    await using scene = await given();
    scene.server.failNext(search, [limited, { status: 401 }]);
    await safeSearch.main(scene.options, scene.print);
    await safeSearch.main(scene.options, scene.print);
    expect(scene.printed).toEqual([
      "Rate Limit Error: Rate limit exceeded. Retry after 2 seconds.",
      "API Error (token_expired): JWT token expired",
    ]);
  });
});

describe("the configuration", () => {
  async function givenPath(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "tracktion-example-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    return join(folder, "tracktion_config.json");
  }

  it("is written, and said to want a key [TK-119, TK-155]", async () => {
    await using scene = await given();
    const path = await givenPath();
    await configuration.main(path, scene.print);
    expect(scene.printed).toEqual([
      `Created ${path}`,
      "  Please put your own API key in the place of its api_key",
      "https://api.tracktion.com, 30000 ms for each request, 3 retries",
    ]);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual(sampleConfig);
  });

  it("makes a client once it has a key [TK-121, TK-156]", async () => {
    await using scene = await given();
    const path = await givenPath();
    const file = { ...sampleConfig, api_key: apiKey, base_url: scene.server.url };
    await writeFile(path, JSON.stringify(file));
    await configuration.main(path, scene.print, { clock: scene.clock });
    expect(scene.printed.at(-1)).toBe("Found 4 tracks");
  });
});

describe("the complete application", () => {
  const env = (scene: Scene) => ({
    TRACKTION_API_KEY: apiKey,
    TRACKTION_BASE_URL: scene.server.url,
  });

  it.each([{}, { TRACKTION_API_KEY: "" }])(
    "asks for a key and ends with 1 without one: %j [TK-112, TK-113]",
    async (missing) => {
      const printed: unknown[] = [];
      const code = await complete.main(missing, (line) => void printed.push(line));
      expect(code).toBe(1);
      expect(printed).toEqual(["Please set TRACKTION_API_KEY environment variable"]);
    },
  );

  it("ends its process with 1 as well [TK-113]", { timeout: 60_000 }, () => {
    const file = fileURLToPath(new URL("../../examples/tracktion/complete.ts", import.meta.url));
    const jiti = createRequire(import.meta.url).resolve("jiti/package.json");
    const cli = join(dirname(jiti), "lib/jiti-cli.mjs");
    const environment = { PATH: process.env.PATH, JITI_TSCONFIG_PATHS: "true" };
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const ended = spawnSync(process.execPath, [cli, file], { cwd: root, env: environment });
    expect({ status: ended.status, stdout: String(ended.stdout) }).toEqual({
      status: 1,
      stdout: "Please set TRACKTION_API_KEY environment variable\n",
    });
  });

  it("lists tracks, counts four genres, and says that it is done [TK-114..TK-116, TK-154]", async () => {
    await using scene = await given();
    const { clock } = scene;
    expect(await complete.main(env(scene), scene.print, { clock })).toBe(0);
    expect(scene.printed).toEqual([
      "Tracktion API Example",
      "====================",
      "\nSearching for electronic music tracks...",
      "Found 4 tracks:",
      "1. Electronic Music 1 by Mila Voss",
      "   Genre: Deep House",
      "   Duration: 180",
      "2. Electronic Music 2 by Okari",
      "   Genre: Deep House",
      "   Duration: 192",
      "3. Electronic Music 3 by Café ☕",
      "   Genre: Unknown",
      "   Duration: Unknown",
      "4. Electronic Music 4 by Mila Voss",
      "   Genre: Deep House",
      "   Duration: 180",
      "\nBatch searching multiple genres...",
      "house: 10 tracks found",
      "techno: 7 tracks found",
      "ambient: 10 tracks found",
      "drum and bass: 4 tracks found",
      "\nAPI example completed successfully!",
    ]);
    expect(received(scene.server)[0]).toBe(`${search}?q=electronic%20music&limit=5`);
    expect(scene.server.requests).toHaveLength(5);
  });

  it.each([
    ["nothing is found", { status: 200, body: { tracks: [] } }],
    ["the search fails", { status: 403 }],
  ])("goes on with the batch when %s [TK-115, TK-154]", async (_name, answer) => {
    await using scene = await given();
    const { clock } = scene;
    scene.server.failNext((request) => request.path.includes("electronic"), [answer]);
    scene.server.failNext((request) => request.path.includes("ambient"), [{ status: 500 }]);
    expect(await complete.main(env(scene), scene.print, { clock })).toBe(0);
    expect(scene.printed.slice(3)).toEqual([
      "No tracks found or error occurred",
      "\nBatch searching multiple genres...",
      "house: 10 tracks found",
      "techno: 7 tracks found",
      expect.stringMatching(/^ambient: Error - HTTP 500: /),
      "drum and bass: 4 tracks found",
      "\nAPI example completed successfully!",
    ]);
  });
});
