/** `tracktion-cli` as a process of its own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../../src/tracktion/version.js";
import { apiKey, givenServer, type Scene } from "./run.js";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const main = "src/tracktion/node/cli/main.ts";
const seconds = 60_000;

/** Runs sources, as the tests do everywhere; test/pack runs what is published. */
async function run({ server }: Scene, ...argv: string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", main, ...argv], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      JITI_TSCONFIG_PATHS: "true",
      TRACKTION_BASE_URL: server.url,
      TRACKTION_API_KEY: apiKey,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise((done) => child.once("exit", done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exit, stdout, stderr };
}

describe("the package", () => {
  it("installs the command tracktion-cli [TK-134]", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const built = manifest.bin["tracktion-cli"] ?? "";
    const source = built.replace("./dist/", "").replace(/\.js$/, ".ts");
    expect(source).toBe(main);
    expect(readFileSync(join(root, source), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the process", () => {
  it("prints its version", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const result = await run(scene, "--version");
    expect(result).toEqual({ exitCode: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  it("reads its environment [TK-112, TK-134]", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const result = await run(scene, "profile");
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(/^ID: user_77\nEmail: dana@example\.org\n/);
  });
});
