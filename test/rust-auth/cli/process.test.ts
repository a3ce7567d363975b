/** `rust-auth-cli` as a process of its own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../../src/runtime/version.js";
import { usualPassword } from "../../servers/rust-auth/index.js";
import { email, givenServer, type Scene, said } from "./run.js";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const main = "src/rust-auth/node/cli/main.ts";
const seconds = 60_000;

/** Runs sources, as the tests do everywhere; test/pack runs what is published. */
async function runProcess(scene: Scene, stdin: string, ...argv: string[]) {
  const child = spawn(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", main, ...argv], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      JITI_TSCONFIG_PATHS: "true",
      AUTH_SERVICE_URL: scene.server.url,
      AUTH_TOKEN_FILE: scene.tokenFile,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exit = new Promise((done) => child.once("exit", done));
  child.stdin.end(stdin);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exit, stdout, stderr };
}

describe("the package", () => {
  it("installs the command rust-auth-cli [RA-169, RA-170]", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const built = manifest.bin["rust-auth-cli"] ?? "";
    const source = built.replace("./dist/", "").replace(/\.js$/, ".ts");
    expect(source).toBe(main);
    expect(readFileSync(join(root, source), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the processes", () => {
  it("share one session: login, me, logout, me [RA-169]", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    scene.server.state.addUser({ email });
    const login = await runProcess(scene, `${usualPassword}\n`, "login", email, "--password-stdin");
    expect(login).toEqual(said(`Signed in as Mara Quill <${email}>`));
    expect((await runProcess(scene, "", "me")).stdout).toContain(`Email: ${email}\n`);
    expect(await runProcess(scene, "", "logout")).toEqual(said("Signed out"));
    const after = await runProcess(scene, "", "me");
    expect(after).toMatchObject({ exitCode: 1, stdout: "" });
    expect(after.stderr).toMatch(/^Error: Not signed in\n/);
  });

  it("print their version [RA-170]", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    expect(await runProcess(scene, "", "--version")).toEqual(said(VERSION));
  });
});
