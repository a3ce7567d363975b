/** `clientwright-ndi` as a process of its own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../../src/runtime/version.js";
import { holdNext } from "../../servers/support/held-answer.js";
import { createLeapingClock } from "../../support/leaping-clock.js";
import { documentOf } from "../node/fake-cloud.js";
import { dataOf, givenFolder, givenLogin, givenServer, type Scene } from "./run.js";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const main = "src/ndi-cloud/node/cli/main.ts";
const seconds = 60_000;

/** Runs sources, as the tests do everywhere; test/pack runs what is published. */
function start(scene: Scene, ...argv: string[]) {
  const child = spawn(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", main, ...argv], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: scene.folder,
      TMPDIR: scene.folder,
      JITI_TSCONFIG_PATHS: "true",
      NDI_CLOUD_URL: scene.server.baseUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise((done) => child.once("exit", done));
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([exitCode, stdout, stderr]) => ({ exitCode, stdout, stderr }),
  );
  return { child, ended };
}

describe("the package", () => {
  it("installs the command clientwright-ndi", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const built = manifest.bin["clientwright-ndi"] ?? "";
    expect(built.replace("./dist/", "").replace(/\.js$/, ".ts")).toBe(main);
    expect(readFileSync(join(root, main), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the process", () => {
  it("prints its version", { timeout: seconds }, async () => {
    await using scene = await givenServer();
    const { exitCode, stdout, stderr } = await start(scene, "--version").ended;
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: `${VERSION}\n`,
      stderr: "",
    });
  });

  it("ends with 130 on Ctrl-C, and gives the folder back", { timeout: seconds }, async () => {
    await using scene = await givenLogin();
    const dataset = await givenFolder(scene);
    const request = "POST /v1/datasets/{id}/documents/bulk-upload";
    const held = holdNext(scene.server, request, { status: 500 });
    const { child, ended } = start(scene, "upload", dataset.path, "--config", scene.config);
    await held.arrived;
    child.kill("SIGINT");
    expect(await ended).toMatchObject({
      ...{ exitCode: 130, stdout: "" },
      stderr: expect.stringMatching(/Error: Interrupted\n$/),
    });
    held.release();
    expect(await scene.cli("upload", dataset.path)).toMatchObject({ exitCode: 0 });
  });

  it("may be killed in the middle of an upload, a synchronisation and a download: the next goes on", {
    timeout: seconds,
  }, async () => {
    await using scene = await givenLogin();
    const dataset = await givenFolder(scene);
    const clock = createLeapingClock();
    const killed = async (request: string, ...argv: string[]) => {
      // The server does nothing for a request that broke off.
      const held = holdNext(scene.server, request, { status: 500 });
      const { child, ended } = start(scene, ...argv, "--config", scene.config);
      await held.arrived;
      child.kill("SIGKILL");
      expect(await ended).toMatchObject({ exitCode: null, stdout: "" });
      held.release();
      const next = await scene.cliWith({ clock }, ...argv, "--json");
      expect(next).toMatchObject({ exitCode: 0 });
      return dataOf(next);
    };
    const files = "GET /v1/datasets/{organization}/{id}/files/bulk";
    const { datasetId } = await killed(files, "upload", dataset.path);
    await dataset.addDocument(documentOf("d3"));
    const documents = "POST /v1/datasets/{id}/documents/bulk-upload";
    const synced = await killed(documents, "sync", dataset.path);
    expect(synced).toMatchObject({ uploadedDocumentIds: ["d3"], indexUpdated: true });
    const detail = "GET /v1/datasets/{id}/files/{uid}/detail";
    const downloaded = await killed(detail, "download", String(datasetId), scene.folder);
    expect(downloaded).toMatchObject({ documents: 4 });
    const [stored, ...others] = scene.server.state.datasets.values();
    expect(others).toEqual([]);
    expect(stored?.documents.size).toBe(4);
    expect(scene.server.storage.count("PUT", /./)).toBe(3);
  });
});
