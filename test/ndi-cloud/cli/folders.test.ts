import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LocalDataset } from "../../../src/ndi-cloud/node/index.js";
import { root } from "../../servers/ndi-cloud/index.js";
import { documentOf } from "../node/fake-cloud.js";
import { dataOf, givenFolder, givenLogin, type Scene } from "./run.js";

const uploaded = async (scene: Scene) => {
  const dataset = await givenFolder(scene);
  const run = await scene.cli("upload", dataset.path, "--json");
  const { datasetId } = dataOf(run);
  return { dataset, run, datasetId: String(datasetId) };
};

describe("upload", () => {
  it("makes a dataset of a folder, once", async () => {
    await using scene = await givenLogin();
    const { dataset, run, datasetId } = await uploaded(scene);
    expect(run).toMatchObject({ exitCode: 0, stderr: `Dataset ${datasetId} was created\n` });
    expect(dataOf(run)).toMatchObject({ isNew: true, path: dataset.path });
    const again = await scene.cli("upload", dataset.path);
    expect(again.stdout).toContain(`Brought up to date: ${datasetId}\n`);
    const list = dataOf(await scene.cli("list", "--json"));
    expect(list.datasets).toMatchObject([{ id: datasetId, name: "ferret", documentCount: 3 }]);
  });

  it("refuses a folder that is no dataset", async () => {
    await using scene = await givenLogin();
    const run = await scene.cli("upload", join(scene.folder, "nowhere"));
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain("is no dataset folder");
    expect(scene.news()).toEqual([]);
  });

  it("sends documents one by one where the environment says so", async () => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    const env = { NDI_CLOUD_UPLOAD_NO_ZIP: "Yes" };
    expect(await scene.cliWith({ env }, "upload", path)).toMatchObject({ exitCode: 0 });
    const news = scene.news();
    expect(news.filter((line) => /^POST .*\/documents$/.test(line))).toHaveLength(3);
    expect(news.some((line) => line.endsWith("/bulk-upload"))).toBe(false);
  });
});

describe("download", () => {
  it("brings documents and files into a folder named by the id", async () => {
    await using scene = await givenLogin();
    const { datasetId } = await uploaded(scene);
    const into = join(scene.folder, "copies");
    const run = await scene.cli("download", datasetId, into, "--json");
    expect(dataOf(run)).toMatchObject({ path: join(into, datasetId), mode: "local", documents: 3 });
    const copy = await LocalDataset.open(join(into, datasetId));
    expect(await copy.files.has("u1")).toBe(true);
  });

  it("leaves the bytes of files on the server with --documents-only", async () => {
    await using scene = await givenLogin();
    const { datasetId } = await uploaded(scene);
    const into = join(scene.folder, "copies");
    await scene.cli("download", datasetId, into, "--documents-only");
    const copy = await LocalDataset.open(join(into, datasetId));
    expect(await copy.files.has("u1")).toBe(false);
  });

  it("says which dataset there is not", async () => {
    await using scene = await givenLogin();
    const run = await scene.cli("download", "66f0c0ffee00000000000bad", scene.folder, "--json");
    expect(run.exitCode).toBe(1);
    expect(dataOf(run)).toMatchObject({ error: { name: "NdiDownloadError", status: 404 } });
  });
});

describe("sync", () => {
  it("prints the plan of a dry run, and does nothing", async () => {
    await using scene = await givenLogin();
    const { dataset } = await uploaded(scene);
    await dataset.addDocument(documentOf("d3"));
    scene.news();
    const run = await scene.cli("sync", dataset.path, "--mode", "upload-new", "--dry-run");
    expect(run).toEqual({
      ...{ exitCode: 0, stderr: "" },
      stdout: "uploadNew:\nupload (1):\n  d3\n",
    });
    expect(scene.news().filter((line) => !line.startsWith("GET "))).toEqual([]);
  });

  it("makes both sides alike, and then has nothing to do", async () => {
    await using scene = await givenLogin();
    const { dataset, datasetId } = await uploaded(scene);
    await dataset.addDocument(documentOf("d3"));
    const before = await scene.cli("status", dataset.path);
    expect(before.stdout).toContain("Only here: 1\nOnly on the server: 0\n");
    const run = await scene.cli("sync", dataset.path);
    expect(run.stdout).toBe("twoWaySync: 1 documents uploaded\n");
    expect((await scene.cli("sync", dataset.path)).stdout).toBe("twoWaySync: nothing to do\n");
    const status = dataOf(await scene.cli("status", datasetId, "--json"));
    expect(status).toMatchObject({ state: "draft", documents: 4, files: { stored: 1, named: 1 } });
  });

  it("ends with a failure when something was not done, and tells what", async () => {
    await using scene = await givenLogin();
    const { dataset } = await uploaded(scene);
    await dataset.addDocument(documentOf("d3"));
    const refused = [{ status: 403, body: { message: "no more room" } }];
    scene.server.failNext("POST /v1/datasets/{id}/documents/bulk-upload", refused);
    const run = await scene.cli("sync", dataset.path, "--json");
    expect(run.exitCode).toBe(1);
    expect(dataOf(run)).toMatchObject({
      ...{ success: false, indexUpdated: false, failedDocumentIds: ["d3"] },
      uploadReport: { errors: [{ index: 0, message: expect.stringContaining("no more room") }] },
    });
    expect(run.stderr).toContain("Warning: 1 documents were not uploaded: ");
    expect((await scene.cli("sync", dataset.path)).stdout).toContain("1 documents uploaded");
  });

  it.each([
    ["mirror-to-remote", "on the server"],
    ["mirror-from-remote", "in the folder"],
  ])("asks for --yes before %s deletes anything %s", async (mode, place) => {
    await using scene = await givenLogin();
    const { dataset } = await uploaded(scene);
    if (mode === "mirror-to-remote") await dataset.documents.delete("d2");
    else await dataset.addDocument(documentOf("d3"));
    scene.news();
    const argv = ["sync", dataset.path, "--mode", mode];
    const refused = await scene.cli(...argv);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain(`deletes documents ${place}: give --yes, or --dry-run`);
    expect(scene.news()).toEqual([]);
    const planned = await scene.cli(...argv, "--dry-run");
    expect(planned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("delete ") });
    const done = await scene.cli(...argv, "--yes");
    expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 documents del") });
  });

  it("leaves a folder alone that another run works on", async () => {
    await using scene = await givenLogin();
    const { dataset } = await uploaded(scene);
    const lock = await dataset.lock();
    const run = await scene.cli("sync", dataset.path, "--json");
    await lock.release();
    expect(dataOf(run)).toMatchObject({ error: { code: "LOCKED" } });
    expect(run.stderr).toContain("Another run works on this folder");
  });
});

describe("publish", () => {
  it("waits until a dataset is public, so that anybody can list and download it", async () => {
    await using scene = await givenLogin(root);
    const { dataset, datasetId } = await uploaded(scene);
    const run = await scene.cli("publish", dataset.path, "--submit", "--json");
    expect(dataOf(run)).toMatchObject({ datasetId, state: "published" });
    const nobody = ["--config", join(scene.folder, "nobody.json")];
    const list = dataOf(await scene.cli("list", "--published", "--all", "--json", ...nobody));
    expect(list).toMatchObject({ totalNumber: 1, datasets: [{ id: datasetId }] });
    const undone = await scene.cli("publish", datasetId, "--undo");
    expect(undone.stdout).toContain(`Unpublished: ${datasetId}\n`);
    expect((await scene.cli("status", datasetId)).stdout).not.toContain("State: published");
  });

  it("is for administrators; others hand in", async () => {
    await using scene = await givenLogin();
    const { dataset } = await uploaded(scene);
    const refused = await scene.cli("publish", dataset.path);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("hand the dataset in with publish --submit-only");
    expect((await scene.cli("publish", dataset.path, "--submit-only")).exitCode).toBe(0);
    expect((await scene.cli("status", dataset.path)).stdout).toContain("State: submitted\n");
  });
});
