/** Clients out of the environment and out of files. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createConfigFile,
  loadConfig,
  RobustTracktionClient,
  SecureTracktionClient,
  sampleConfig,
  TracktionApiError,
  TracktionClient,
} from "../../src/tracktion/index.js";
import { afterWaits, given, rejection } from "./support/given.js";

const key = "tk_live_1234567890abcdef";

/** A folder of the test's own. */
async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tracktion-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A configuration file that says this besides what a new one says. */
async function givenFile(more: object = {}): Promise<string> {
  const path = join(await givenFolder(), "tracktion_config.json");
  await writeFile(path, JSON.stringify({ ...sampleConfig, api_key: key, ...more }));
  return path;
}

describe("the environment", () => {
  it("has the key, and may have an address [TK-112]", () => {
    const env = { TRACKTION_API_KEY: key, TRACKTION_BASE_URL: "http://localhost:8000" };
    const client = TracktionClient.fromEnv({ env });
    expect([client.apiKey, client.baseUrl]).toEqual([key, "http://localhost:8000"]);
    const plain = TracktionClient.fromEnv({ env: { TRACKTION_API_KEY: key } });
    expect(plain.baseUrl).toBe("https://api.tracktion.com");
  });

  it("is that of the process, and makes a client of the class that is asked [TK-112]", () => {
    vi.stubEnv("TRACKTION_API_KEY", key);
    vi.stubEnv("TRACKTION_HMAC_SECRET", "test_hmac_secret_0001");
    onTestFinished(() => void vi.unstubAllEnvs());
    const robust = RobustTracktionClient.fromEnv({ maxRetries: 1 });
    expect(robust).toBeInstanceOf(RobustTracktionClient);
    const secure: SecureTracktionClient = SecureTracktionClient.fromEnv();
    expect([secure.apiKey, secure.hmacSecret]).toEqual([key, "test_hmac_secret_0001"]);
  });

  it.each([{}, { TRACKTION_API_KEY: "" }])("without a key is told so [TK-113]", (env) => {
    expect(() => TracktionClient.fromEnv({ env })).toThrow(TracktionApiError);
    const message = "Please set TRACKTION_API_KEY environment variable";
    expect(() => TracktionClient.fromEnv({ env })).toThrow(message);
  });

  it("without a secret makes no client that signs", () => {
    const env = { TRACKTION_API_KEY: key };
    expect(() => SecureTracktionClient.fromEnv({ env })).toThrow(TracktionApiError);
  });
});

describe("a new file", () => {
  it("is what the guide's setup script writes [TK-119, TK-120]", async () => {
    const path = join(await givenFolder(), "tracktion_config.json");
    await expect(createConfigFile(path)).resolves.toBe(path);
    await expect(readFile(path, "utf8")).resolves.toBe(
      [
        "{",
        '  "api_key": "your_api_key_here",',
        '  "base_url": "https://api.tracktion.com",',
        '  "rate_limit_strategy": "exponential_backoff",',
        '  "max_retries": 3,',
        '  "timeout": 30',
        "}",
      ].join("\n"),
    );
  });

  it("is in the current folder unless said otherwise [TK-119, TK-121]", async () => {
    const before = process.cwd();
    process.chdir(await givenFolder());
    onTestFinished(() => process.chdir(before));
    await expect(createConfigFile()).resolves.toBe("tracktion_config.json");
    await expect(loadConfig()).resolves.toMatchObject({ maxRetries: 3 });
  });

  it.skipIf(process.platform === "win32")("can be read by its owner alone", async () => {
    const folder = await givenFolder();
    for (const overwrite of [true, false]) {
      const path = await createConfigFile(join(folder, `${overwrite}.json`), { overwrite });
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
  });

  it("takes the place of an old one, unless told not to", async () => {
    const path = await givenFile();
    const error = await rejection(createConfigFile(path, { overwrite: false }));
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({ message: expect.stringContaining("the file exists") });
    await expect(readFile(path, "utf8")).resolves.toContain(key);
    await createConfigFile(path);
    await expect(readFile(path, "utf8")).resolves.not.toContain(key);
  });
});

describe("a file", () => {
  it("is read as options, its seconds as milliseconds [TK-121]", async () => {
    const path = await givenFile({ timeout: 2.5, max_retries: 5, base_url: "https://a.example" });
    const config = await loadConfig(path);
    expect({ ...config }).toEqual({
      apiKey: key,
      baseUrl: "https://a.example",
      timeoutMs: 2_500,
      maxRetries: 5,
    });
    expect(inspect(config) + JSON.stringify(config)).not.toContain(key);
    expect(new TracktionClient({ ...config }).apiKey).toBe(key);
  });

  it("has a new file's word for what it leaves out, and no key for the placeholder", async () => {
    const path = join(await givenFolder(), "c.json");
    await writeFile(path, "{}");
    const config = await loadConfig(path);
    expect(config).toMatchObject({ apiKey: undefined, maxRetries: 3, timeoutMs: 30_000 });
  });

  it.each([
    ["another strategy", { rate_limit_strategy: "give_up" }, "rate_limit_strategy"],
    ["text for a time", { timeout: "30" }, "timeout"],
    ["a count below zero", { max_retries: -1 }, "max_retries"],
    ["a number for an address", { base_url: 1 }, "base_url"],
    ["a number for a key", { api_key: 1 }, "api_key"],
  ])("with %s is refused [TK-121]", async (_name, more, member) => {
    const error = await rejection(loadConfig(await givenFile(more)));
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({ kind: "config", message: expect.stringContaining(member) });
  });

  it.each([
    ["no JSON", `{"api_key": "${key}"`],
    ["no object", `["${key}"]`],
  ])("that is %s is refused without quoting it", async (_name, text) => {
    const path = join(await givenFolder(), "c.json");
    await writeFile(path, text);
    const error = await rejection(loadConfig(path));
    expect(error).toMatchObject({ kind: "config" });
    expect(inspect(error)).not.toContain(key);
  });

  it("that is not there is missed", async () => {
    const error = await rejection(loadConfig(join(await givenFolder(), "none.json")));
    expect(error).toMatchObject({ message: expect.stringContaining("there is no such file") });
  });

  it("makes a client of the class that is asked: limit and retries [TK-121, TK-156]", async () => {
    const path = await givenFile();
    const world = given({ "* /*": { status: 429, headers: { "retry-after": "1" } } });
    const robust = await RobustTracktionClient.fromConfig(path, world);
    const { tookMs } = await afterWaits(world.clock, robust.searchTracksWithRetry("house"));
    expect([world.fetch.count, tookMs]).toEqual([4, 3_000]);
    expect(world.clock.delays).toContain(30_000);
    const few = await RobustTracktionClient.fromConfig(await givenFile({ max_retries: 1 }), world);
    await afterWaits(world.clock, few.searchTracksWithRetry("house"));
    expect(world.fetch.count).toBe(6);
  });

  it("makes a plain client, which takes the limit and repeats nothing [TK-156]", async () => {
    const path = await givenFile({ timeout: 4 });
    const world = given([{ status: 429 }]);
    const client = await TracktionClient.fromConfig(path, world);
    await rejection(client.searchTracks("house"));
    expect([world.fetch.count, world.clock.delays]).toEqual([1, [4_000]]);
    expect(world.fetch.last.headers.authorization).toBe(`Bearer ${key}`);
  });

  it("needs a key, which may be said besides", async () => {
    const path = await givenFile({ api_key: sampleConfig.api_key });
    const error = await rejection(TracktionClient.fromConfig(path));
    expect(error).toMatchObject({ message: expect.stringContaining("your_api_key_here") });
    const client = await TracktionClient.fromConfig(path, { apiKey: key });
    expect(client.apiKey).toBe(key);
  });

  it("is for Node only", async () => {
    vi.stubGlobal("process", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const error = await rejection(loadConfig("x"));
    expect(error).toMatchObject({ message: expect.stringContaining("Node only") });
  });
});
