/** Processes that are killed while they work on a dataset folder, and those that come after them or between. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenFolder, givenLogin, type Scene } from "../ndi-cloud/cli/run.js";
import { ines } from "../servers/ndi-cloud/index.js";
import { type HeldAnswer, holdNext } from "../servers/support/held-answer.js";
import { createLeapingClock } from "../support/leaping-clock.js";
import {
  copyOf,
  givenUnsynced,
  givenUploaded,
  haltHalfway,
  killedAt,
  served,
  start,
} from "./ndi-cloud-given.js";

/**
 * A server whose workers take their time, so that what was sent does not show at once. Its clock follows the waits of
 * `cli`, and not those of a process of its own.
 */
async function givenWorkers(ingestDelayMs: number) {
  const clock = createLeapingClock();
  // Processes of their own know the real time alone.
  clock.advance(Date.now() - clock.now());
  const delays = { ingestDelayMs, unpackDelayMs: 4_000, archiveDelayMs: 1_000 };
  const scene = await givenLogin(ines, { now: clock.now, tokenSeconds: 20_000, ...delays });
  const cli: Scene["cli"] = (...argv) => scene.cliWith({ clock }, ...argv);
  /** What is on its way has arrived. */
  const settle = async () => {
    clock.advance(60_000);
    await scene.cli("list");
  };
  return { ...scene, cli, settle };
}

type Hold = (scene: Scene) => HeldAnswer;

const at =
  (request: string): Hold =>
  ({ server }) =>
    holdNext(server, request);

const bytesHaveArrived: Hold = ({ server }) => {
  const before = server.storage.requests.length;
  const haveArrived = () => server.storage.requests.length > before;
  return holdNext(server, ({ path }) => /\/documents(\?|$)/.test(path) && haveArrived());
};
const bytesAreLost: Hold = ({ server }) =>
  holdNext(server.storage, ({ method }) => method === "PUT", { status: 500 });

/** Where a run that sends is killed. */
const sending: readonly (readonly [place: string, hold: Hold, ingestDelayMs: number])[] = [
  ["after its documents, before they show", bytesHaveArrived, 5_000],
  ["while bytes leave, and they are lost", bytesAreLost, 5_000],
  ["before its files", at("GET /v1/datasets/{organization}/{id}/files/bulk"), 0],
];

const whole = { documents: ["d1", "d2"], files: ["u1"] };

describe("an upload whose process is killed", () => {
  it.each(sending)("%s, is finished by the next", async (_, hold, delay) => {
    await using scene = await givenWorkers(delay);
    const { path } = await givenFolder(scene);
    await killedAt(scene, hold(scene), "upload", path);
    expect(await scene.cli("upload", path)).toMatchObject({ exitCode: 0 });
    await scene.settle();
    expect(served(scene)).toEqual([whole]);
  });
});

describe("a download whose process is killed", () => {
  it.each<readonly [string, Hold]>([
    ["before its documents", at("POST /v1/datasets/{id}/documents/bulk-download")],
    ["before its files", at("GET /v1/datasets/{id}/files/{uid}/detail")],
  ])("%s, is finished by the next", async (_, hold) => {
    await using scene = await givenLogin();
    const datasetId = await givenUploaded(scene);
    const argv = ["download", datasetId, scene.folder];
    await killedAt(scene, hold(scene), ...argv);
    expect(await scene.cli(...argv)).toMatchObject({ exitCode: 0 });
    const copy = await copyOf(scene, datasetId);
    expect((await copy.documents.ids()).filter((id) => /^d\d$/.test(id))).toEqual(["d1", "d2"]);
    expect(await readFile(copy.files.path("u1"), "utf8")).toBe("volts");
  });
});

describe("a download whose process is killed in the middle of a file", () => {
  it("is finished by the next, and nothing of the half is left", async () => {
    await using scene = await givenLogin();
    const datasetId = await givenUploaded(scene);
    const argv = ["download", datasetId, scene.folder];
    await killedAt(scene, at("GET /v1/datasets/{id}/files/{uid}/detail")(scene), ...argv);
    const { files } = await copyOf(scene, datasetId);
    await mkdir(files.folder, { recursive: true });
    await killedAt(scene, haltHalfway(scene, "u1", files.folder), ...argv);
    expect(await readdir(files.folder)).toEqual([expect.stringMatching(/^u1\..*\.tmp$/)]);
    expect(await scene.cli(...argv)).toMatchObject({ exitCode: 0 });
    expect(await readdir(files.folder)).toEqual(["u1"]);
    expect(await readFile(files.path("u1"), "utf8")).toBe("volts");
  });
});

describe("a synchronisation whose process is killed", () => {
  it.each(sending)("%s, is finished by the next", async (_, hold, delay) => {
    await using scene = await givenWorkers(delay);
    const dataset = await givenUnsynced(scene);
    await scene.settle();
    await killedAt(scene, hold(scene), "sync", dataset.path);
    expect(await scene.cli("sync", dataset.path)).toMatchObject({ exitCode: 0 });
    await scene.settle();
    expect((await scene.cli("sync", dataset.path)).stdout).toBe("twoWaySync: nothing to do\n");
    expect(served(scene)).toEqual([{ documents: ["d1", "d2", "d3", "d4"], files: ["u1", "u3"] }]);
  });
});

describe("two processes on one folder", () => {
  it("are refused to the second, until the first has ended; that of a killed one is free", async () => {
    await using scene = await givenLogin();
    const dataset = await givenUnsynced(scene);
    const lock = join(dataset.statePath, "lock");
    const held = holdNext(scene.server, "GET /v1/datasets/{id}/bulk-uploads");
    const first = await start(scene, "sync", dataset.path);
    await held.arrived;
    const before = served(scene);
    const { exitCode, stdout, stderr } = await (await start(scene, "sync", dataset.path)).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`Process ${first.child.pid} `);
    expect(stderr).toContain("Another run works on this folder: wait for its end");
    expect(served(scene)).toEqual(before);
    first.child.kill("SIGKILL");
    expect(await first.ended).toMatchObject({ signal: "SIGKILL" });
    held.release();
    expect(JSON.parse(await readFile(lock, "utf8"))).toMatchObject({ process: first.child.pid });
    const third = await (await start(scene, "sync", dataset.path)).ended;
    expect(third).toMatchObject({ exitCode: 0, signal: null });
    expect(existsSync(lock)).toBe(false);
    expect(served(scene)).toEqual([{ documents: ["d1", "d2", "d3", "d4"], files: ["u1", "u3"] }]);
  });
});
