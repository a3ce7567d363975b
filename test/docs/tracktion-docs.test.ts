/** The page about Tracktion: its code compiles, runs, and prints what it promises. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../tracktion/cli/run.js";
import { codeBlocksOf, root, runScript, scriptsOf } from "./code-blocks.js";
import { describePages, timeout } from "./describe-pages.js";
import { documentedEnvironment, givenDocumentedTracktion } from "./documented-tracktion.js";

const page = "docs/tracktion.md";
const text = readFileSync(join(root, page), "utf8");

/** A chapter of the page, without its heading. */
const chapter = (title: string): string =>
  text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";

// Programs of the page write into the current folder, and read the environment.
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "tracktion-docs-"));
beforeAll(() => {
  process.chdir(folder);
  for (const [name, value] of Object.entries(documentedEnvironment)) vi.stubEnv(name, value);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

describePages({
  pages: [page],
  givenServer: givenDocumentedTracktion,
  commands: { "tracktion-cli": run },
  stdin: "password\n",
});

describe("the page about Tracktion", () => {
  it("begins with a program that needs nothing but a key [TK-22]", { timeout }, async () => {
    await using server = await givenDocumentedTracktion();
    const [first] = scriptsOf(page);
    if (first === undefined) throw new Error("there is no program");
    const printed = await runScript(first, server.origins);
    expect(printed).toEqual([
      "Electronic Music 1 by Mila Voss",
      "Electronic Music 2 by Okari",
      "Electronic Music 3 by Nora Field",
      "Electronic Music 4 by Tomas Reed",
    ]);
    const path = "/api/v1/search/tracks?q=electronic%20music&limit=5";
    expect(server.hosted.requests.map((request) => request.path)).toEqual([path]);
  });

  it("installs the package and nothing beside it [TK-1]", () => {
    const [install] = codeBlocksOf(page);
    expect(install).toMatchObject({ language: "bash", code: "npm install clientwright" });
    const sources = readdirSync(join(root, "src/tracktion"), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(root, "src/tracktion", name), "utf8"));
    const imported = sources.flatMap((source) => [...source.matchAll(/ from "([^"]+)"/g)]);
    expect(imported.length).toBeGreaterThan(50);
    expect(imported.filter(([, name]) => !name?.startsWith("."))).toEqual([]);
  });

  it("leaves the installation, its report and its exit code to npm [TK-118, TK-123]", () => {
    expect(chapter("Installation")).toMatch(/npm reports[^.]+exit code other than 0/);
    expect(chapter("Coming from the Python examples")).toContain(
      "| `install_requirements()` | `npm install` |",
    );
  });

  it("has best practices about signing in, errors and rate limits [TK-124]", () => {
    const topics = [...chapter("Best practices").matchAll(/^- \*\*([\w ]+)\.\*\*/gm)];
    const names = topics.map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(["Authentication", "Errors", "Rate limits"]));
  });

  it("shows the configuration file as it is written [TK-119, TK-120]", () => {
    const file = codeBlocksOf(page).find(({ language }) => language === "json");
    expect(`${file?.code}`).toBe(readFileSync("tracktion_config.json", "utf8"));
  });

  it("names every class and function of the module", async () => {
    const names = Object.keys(await import("../../src/tracktion/index.js"));
    const bases = ["BaseTracktionClient", "TracktionHttpClient", "BpmResource", "VERSION"];
    const values = ["defaultConfigPath", "placeholderKey", "sampleConfig"];
    const expected = names.filter((name) => ![...bases, ...values].includes(name));
    expect(expected.filter((name) => !text.includes(name))).toEqual([]);
  });

  it("lists every method of the clients", async () => {
    const { BaseTracktionClient, JwtAuthClient, RobustTracktionClient, ApiKeyManager } =
      await import("../../src/tracktion/index.js");
    const classes = [BaseTracktionClient, JwtAuthClient, RobustTracktionClient, ApiKeyManager];
    const methods = classes.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
    const listed = methods.filter((name) => name !== "constructor");
    expect(listed.filter((name) => !text.includes(name))).toEqual([]);
  });

  it("explains the seconds of the guide", () => {
    expect(chapter("Which client")).toContain("its name ends in `Ms`");
    expect(chapter("Configuration")).toContain("**seconds** for each request");
  });
});
