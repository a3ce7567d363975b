/** Processes that are killed while they work on a dataset folder, and those that come after them or between. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenFolder, givenLogin, type Scene } from "../ndi-cloud/cli/run.js";
import { type HeldAnswer, holdNext } from "../servers/support/held-answer.js";
import { createLeapingClock } from "../support/leaping-clock.js";
import {
  copyOf,
  givenUnsynced,
  givenUploaded,
  killedAt,
  served,
  start,
} from "./ndi-cloud-given.js";

/** What may have been sent is looked for, for a while, before it is sent again: nobody waits for that here. */
const next = (scene: Scene, ...argv: string[]) =>
  scene.cliWith({ clock: createLeapingClock() }, ...argv);

type Hold = (scene: Scene) => HeldAnswer;

const at =
  (request: string): Hold =>
  ({ server }) =>
    holdNext(server, request);

const bytesArrive: Hold = ({ server }) =>
  holdNext(server.storage, ({ method }) => method === "PUT");
const bytesAreLost: Hold = ({ server }) =>
  holdNext(server.storage, ({ method }) => method === "PUT", { status: 500 });

/** Where a run that sends is killed. */
const sending: readonly (readonly [place: string, hold: Hold])[] = [
  ["while bytes leave, and they arrive", bytesArrive],
  ["while bytes leave, and they are lost", bytesAreLost],
  ["before its files", at("GET /v1/datasets/{organization}/{id}/files/bulk")],
];

const whole = { documents: ["d1", "d2"], files: ["u1"] };

describe("an upload whose process is killed", () => {
  it.each(sending)("%s, is finished by the next", async (_, hold) => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    await killedAt(scene, hold(scene), "upload", path);
    expect(await next(scene, "upload", path)).toMatchObject({ exitCode: 0 });
    expect(served(scene)).toEqual([whole]);
  });
});

describe("a download whose process is killed", () => {
  it.each<readonly [string, Hold]>([
    ["before its documents", at("POST /v1/datasets/{id}/documents/bulk-download")],
    ["before its files", at("GET /v1/datasets/{id}/files/{uid}/detail")],
    [
      "while bytes come",
      ({ server }) =>
        holdNext(server.storage, ({ method, path }) => method === "GET" && /u1/.test(path)),
    ],
  ])("%s, is finished by the next", async (_, hold) => {
    await using scene = await givenLogin();
    const datasetId = await givenUploaded(scene);
    const argv = ["download", datasetId, scene.folder];
    await killedAt(scene, hold(scene), ...argv);
    expect(await next(scene, ...argv)).toMatchObject({ exitCode: 0 });
    const copy = await copyOf(scene, datasetId);
    expect((await copy.documents.ids()).filter((id) => /^d\d$/.test(id))).toEqual(["d1", "d2"]);
    expect(await readFile(copy.files.path("u1"), "utf8")).toBe("volts");
  });
});

describe("a synchronisation whose process is killed", () => {
  it.each(sending)("%s, is finished by the next", async (_, hold) => {
    await using scene = await givenLogin();
    const dataset = await givenUnsynced(scene);
    await killedAt(scene, hold(scene), "sync", dataset.path);
    expect(await next(scene, "sync", dataset.path)).toMatchObject({ exitCode: 0 });
    expect((await next(scene, "sync", dataset.path)).stdout).toBe("twoWaySync: nothing to do\n");
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
