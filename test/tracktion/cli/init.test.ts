/** `tracktion-cli init`. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sampleConfig } from "../../../src/tracktion/index.js";
import { run } from "./run.js";

const key = "tk_live_1234567890abcdef";

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tracktion-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function givenFile(text: string): Promise<string> {
  const path = join(await givenFolder(), "tracktion_config.json");
  await writeFile(path, text);
  return path;
}

const written = JSON.stringify(sampleConfig, undefined, 2);

describe("tracktion-cli init", () => {
  it("writes the guide's file, and says what to do next [TK-119, TK-122, TK-155]", async () => {
    const before = process.cwd();
    process.chdir(await givenFolder());
    onTestFinished(() => process.chdir(before));
    const { exitCode, stdout, stderr } = await run(["init"], {});
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "Created tracktion_config.json",
      "Replace its api_key by your own API key",
      "",
      "Next steps:",
      "1. Put your API key into tracktion_config.json",
      "2. Set the environment variable TRACKTION_API_KEY",
      '3. Try it out: tracktion-cli search "electronic music"',
      "",
    ]);
    expect(await readFile("tracktion_config.json", "utf8")).toBe(written);
  });

  it("writes elsewhere, and prints the path [TK-155]", async () => {
    const path = join(await givenFolder(), "other.json");
    const { stdout } = await run(["init", path, "--json"], {});
    expect(JSON.parse(stdout)).toEqual({ created: true, path });
    expect(await readFile(path, "utf8")).toBe(written);
  });

  it.each([
    ["the placeholder", written],
    ["an empty key", '{"api_key": ""}'],
  ])("replaces a file that holds %s [TK-155]", async (_name, text) => {
    const path = await givenFile(text);
    expect((await run(["init", path], {})).exitCode).toBe(0);
    expect(await readFile(path, "utf8")).toBe(written);
  });

  it.each([
    ["a key", JSON.stringify({ ...sampleConfig, api_key: key })],
    ["who knows what", `{"api_key": "${key}"`],
  ])("asks for --force before it replaces a file that holds %s [TK-155]", async (_name, text) => {
    const path = await givenFile(text);
    const refused = await run(["init", path], {});
    expect(refused).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `Error: ${path} may hold a key: give --force to replace it\n`,
    });
    expect(await readFile(path, "utf8")).toBe(text);
    expect((await run(["init", path, "--force"], {})).exitCode).toBe(0);
    expect(await readFile(path, "utf8")).toBe(written);
  });

  it("tells when the file cannot be written", async () => {
    const path = join(await givenFile("{}"), "below-a-file.json");
    const { exitCode, stderr } = await run(["init", path, "--force"], {});
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: .*cannot be written\n$/);
  });
});

describe("tracktion-cli --config", () => {
  it("takes key, server and limits from the file that init writes [TK-121]", async () => {
    const file = { ...sampleConfig, api_key: key, base_url: "https://a.example", max_retries: 1 };
    const path = await givenFile(JSON.stringify(file));
    const requests: Request[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      requests.push(new Request(input, init));
      return Response.json({}, { status: 429, headers: { "retry-after": "0" } });
    };
    const { exitCode, stderr } = await run(["search", "techno", "--config", path], { fetch });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Rate limit exceeded. Retry after 0 seconds.");
    expect(requests.map(({ url }) => new URL(url).host)).toEqual(["a.example", "a.example"]);
    expect(requests[0]?.headers.get("authorization")).toBe(`Bearer ${key}`);
  });
});
