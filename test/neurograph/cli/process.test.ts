/** `neurograph-cli` as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../../src/runtime/version.js";
import { givenServer, type Scene } from "./run.js";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const main = "src/neurograph/node/cli/main.ts";
const seconds = 60_000;

/** Runs sources, as the tests do everywhere; test/pack runs what is published. */
function start({ server }: Scene, ...argv: string[]): ChildProcess {
  return spawn(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", main, ...argv], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      JITI_TSCONFIG_PATHS: "true",
      NEUROGRAPH_BASE_URL: server.url,
      NEUROGRAPH_USERNAME: "developer",
      NEUROGRAPH_PASSWORD: "developer123",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

async function resultOf(child: ChildProcess): Promise<Record<string, unknown>> {
  const exit = new Promise((done) => child.once("exit", done));
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the process has no pipes");
  const [written, said] = await Promise.all([text(stdout), text(stderr)]);
  return { exitCode: await exit, stdout: written, stderr: said };
}

describe("the package", () => {
  it("installs the command neurograph-cli [NG-112]", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const built = manifest.bin["neurograph-cli"] ?? "";
    const source = built.replace("./dist/", "").replace(/\.js$/, ".ts");
    expect(source).toBe(main);
    expect(readFileSync(join(root, source), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the process", () => {
  it("prints its version [NG-112]", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const result = await resultOf(start(scene, "--version"));
    expect(result).toEqual({ exitCode: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  it("reads its environment and standard input", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const child = start(scene, "token", "list", "--username", "viewer", "--password-stdin");
    child.stdin?.end("viewer123\n");
    expect(await resultOf(child)).toEqual({ exitCode: 0, stdout: "No tokens\n", stderr: "" });
    const login = { username: "viewer", password: "viewer123" };
    expect(scene.server.requests[0]?.json).toEqual(login);
  });

  it("ends with 1 and a message when it fails [NG-131]", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const result = await resultOf(start(scene, "token", "get", "123"));
    expect(result).toEqual({ exitCode: 1, stdout: "", stderr: "Error: Token not found\n" });
  });

  it("ends with 130 on SIGINT, and tidies up first [NG-121] [NG-131]", {
    timeout: seconds,
  }, async () => {
    await using scene = await givenServer();
    scene.server.failNext("DELETE /api/v1/tokens/1", [{ delayMs: 300 }]);
    const child = start(scene, "token", "query", "--text", "hello");
    const result = resultOf(child);
    const deletes = () => scene.server.count("DELETE", "/api/v1/tokens/1");
    await expect.poll(deletes, { timeout: seconds / 2 }).toBe(1);
    child.kill("SIGINT");
    expect(await result).toEqual({ exitCode: 130, stdout: "", stderr: "Error: Interrupted\n" });
    expect(scene.server.state.tokens.byId.size).toBe(0);
    expect(scene.server.count("POST", "/api/v1/tokens/query")).toBe(0);
  });
});
