/** What Ctrl-C leaves: a state from which the same command goes on. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NdiCloudClient } from "../../../src/ndi-cloud/index.js";
import { LocalDataset } from "../../../src/ndi-cloud/node/index.js";
import { ines } from "../../servers/ndi-cloud/index.js";
import { holdNext } from "../../servers/support/held-answer.js";
import { createLeapingClock } from "../../support/leaping-clock.js";
import { documentOf } from "../node/fake-cloud.js";
import { dataOf, givenFolder, givenLogin, type Scene } from "./run.js";

/** Where a run is when it is interrupted: at a request to the server, or while bytes go to the storage. */
const bytesLeave = "the bytes of an archive";

/** A run that is interrupted once this request has arrived. */
async function interrupted(scene: Scene, request: string, argv: string[], stdin = "") {
  const [server, match] =
    request === bytesLeave
      ? ([scene.server.storage, ({ method }: { method: string }) => method === "PUT"] as const)
      : ([scene.server, request] as const);
  // The server does nothing for a request that broke off.
  const held = holdNext(server, match, { status: 500 });
  const controller = new AbortController();
  const run = scene.cliWith({ signal: controller.signal, stdin }, ...argv);
  await held.arrived;
  controller.abort();
  const ended = await run;
  held.release();
  return ended;
}

/** What may have been sent is looked for, for a while, before it is sent again: nobody waits for that here. */
const next = (scene: Scene, ...argv: string[]) =>
  scene.cliWith({ clock: createLeapingClock() }, ...argv);

const stopped = { exitCode: 130, stderr: expect.stringMatching(/Error: Interrupted\n$/) };

/** What the server has of every dataset. */
async function stored(scene: Scene) {
  const list = dataOf(await scene.cli("list", "--json"));
  const [dataset, ...others] = list.datasets as { id: string; documentCount: number }[];
  const { id = "", documentCount } = dataset ?? {};
  const status = dataOf(await scene.cli("status", id, "--json"));
  return { documentCount, files: status.files, others };
}

const whole = { documentCount: 3, files: { stored: 1, named: 1 }, others: [] };

describe("an interrupted upload", () => {
  it.each([
    "POST /v1/datasets/{id}/documents/bulk-upload",
    bytesLeave,
    "GET /v1/datasets/{id}/documents",
    "GET /v1/datasets/{organization}/{id}/files/bulk",
  ])("at %s is finished by the next: nothing lost, nothing doubled", async (request) => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    expect(await interrupted(scene, request, ["upload", path])).toMatchObject(stopped);
    expect(await next(scene, "upload", path)).toMatchObject({ exitCode: 0 });
    expect(await stored(scene)).toEqual(whole);
  });
});

describe("an upload that ends before it learns the id of its dataset", () => {
  it("finds it the next time, and makes no second one", async () => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    scene.server.timeOutNext("POST /v1/organizations/{id}/datasets");
    expect(await scene.cli("upload", path)).toMatchObject({ exitCode: 1 });
    expect(scene.server.state.datasets.size).toBe(1);
    const run = await scene.cli("upload", path);
    expect(run).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^Dataset .* was made by an earlier run\n$/),
    });
    expect(await stored(scene)).toEqual(whole);
  });

  it("takes none that was there before, has documents, or has another name", async () => {
    let isEarly = false;
    const now = (): number => Date.now() - (isEarly ? 3_600_000 : 0);
    await using scene = await givenLogin(ines, { now });
    const { state } = scene.server;
    isEarly = true;
    const before = state.addDataset({ name: "ferret" });
    isEarly = false;
    const filled = state.addDataset({ name: "ferret" });
    state.addDocument(filled, { base: { id: "other" } });
    const others = [before, filled, state.addDataset({ name: "mouse" })];
    const { path } = await givenFolder(scene);
    const refused = "POST /v1/organizations/{id}/datasets";
    scene.server.failNext(refused, [{ status: 500 }]);
    expect(await scene.cli("upload", path)).toMatchObject({ exitCode: 1 });
    const run = dataOf(await scene.cli("upload", path, "--json"));
    expect(others.map(({ id }) => id)).not.toContain(run.datasetId);
    expect(state.datasets.size).toBe(4);
  });
});

describe("an interrupted download", () => {
  it.each([
    "POST /v1/datasets/{id}/documents/bulk-download",
    "GET /v1/datasets/{id}/files/{uid}/detail",
  ])("at %s is finished by the next", async (request) => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    const { datasetId } = dataOf(await scene.cli("upload", path, "--json"));
    const argv = ["download", String(datasetId), scene.folder];
    expect(await interrupted(scene, request, argv)).toMatchObject(stopped);
    expect(await scene.cli(...argv)).toMatchObject({ exitCode: 0 });
    const copy = await LocalDataset.open(join(scene.folder, String(datasetId)));
    expect(await copy.documents.ids()).toHaveLength(3);
    expect(await copy.files.has("u1")).toBe(true);
  });
});

describe("an interrupted synchronisation", () => {
  it.each([
    "POST /v1/datasets/{id}/documents/bulk-upload",
    bytesLeave,
    "GET /v1/datasets/{id}/bulk-uploads",
    "GET /v1/datasets/{organization}/{id}/files/bulk",
  ])("at %s gives the folder back, and is finished by the next", async (request) => {
    await using scene = await givenLogin();
    const dataset = await givenFolder(scene);
    await scene.cli("upload", dataset.path);
    await dataset.addDocument(documentOf("d3", ["u3"]));
    await dataset.addDocument(documentOf("d4"));
    await writeFile(dataset.files.path("u3"), "more volts");
    expect(await interrupted(scene, request, ["sync", dataset.path])).toMatchObject(stopped);
    expect(await next(scene, "sync", dataset.path)).toMatchObject({ exitCode: 0 });
    expect((await scene.cli("sync", dataset.path)).stdout).toBe("twoWaySync: nothing to do\n");
    const files = { stored: 2, named: 2 };
    expect(await stored(scene)).toEqual({ documentCount: 5, files, others: [] });
  });
});

describe("an archive that was announced and never sent", () => {
  it("holds no synchronisation up for ever: its files are sent by the next", async () => {
    await using scene = await givenLogin();
    const dataset = await givenFolder(scene);
    const { datasetId } = dataOf(await scene.cli("upload", dataset.path, "--json"));
    await using client = new NdiCloudClient({
      ...{ baseUrl: scene.server.baseUrl, token: scene.server.state.tokenFor(ines.email), env: {} },
    });
    await client.files.getCollectionUploadUrl(String(datasetId));
    await dataset.addDocument(documentOf("d3", ["u3"]));
    await writeFile(dataset.files.path("u3"), "more volts");
    const run = await next(scene, "sync", dataset.path);
    expect(run).toEqual({
      ...{ exitCode: 0, stdout: "twoWaySync: 1 documents uploaded, 1 files uploaded\n" },
      stderr: "Archives that were announced and never came are not waited for: jobs job-2\n",
    });
    const files = { stored: 2, named: 2 };
    expect(await stored(scene)).toEqual({ documentCount: 4, files, others: [] });
  });
});

describe("an interrupted login", () => {
  it("says so in JSON as well", async () => {
    await using scene = await givenLogin();
    const argv = ["login", ines.email, "--password-stdin", "--json"];
    const ended = await interrupted(scene, "POST /v1/auth/login", argv, ines.password);
    expect(ended).toMatchObject(stopped);
    expect(dataOf(ended)).toEqual({ error: { name: "Interrupted", message: "Interrupted" } });
  });
});
