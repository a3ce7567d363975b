import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NdiConfigError, NdiSyncError } from "../../../src/ndi-cloud/index.js";
import { LocalDataset } from "../../../src/ndi-cloud/node/index.js";
import { rejection } from "../../support/rejection.js";
import { scratchFolder } from "./scratch-folder.js";

const dataset = async (): Promise<LocalDataset> =>
  LocalDataset.create(join(await scratchFolder(), "ferret"));

describe("LocalDataset", () => {
  it("opens what was created, and reads all its documents [NDI-091, NDI-093, NDI-104, NDI-152]", async () => {
    const made = await dataset();
    await made.addDocument({ base: { id: "b_2" }, properties: { gain: Number.NaN } });
    await made.addDocument({ document_properties: { base: { id: "a_1" } } });

    const opened = await LocalDataset.open(made.path);
    expect(await opened.allDocuments()).toEqual([
      { base: { id: "a_1" } },
      { base: { id: "b_2" }, properties: { gain: Number.NaN } },
    ]);
    const text = await readFile(join(made.path, ".ndi/documents/b_2.json"), "utf8");
    expect(text).toContain('\n    "gain": "__NDI__NaN__"');
  });

  it("refuses to open a folder that is none [NDI-091]", async () => {
    const folder = await scratchFolder();
    const error = await rejection(LocalDataset.open(folder));
    expect(error).toBeInstanceOf(NdiConfigError);
    expect(String(error)).toContain(folder);
  });

  it("keeps every id inside the folder", async () => {
    const made = await dataset();
    const ids = ["../../escape", "..", "a/b", "~", "x".repeat(400), "c:\\d", "e.tmp"];
    for (const id of ids) await made.addDocument({ base: { id } });
    for (const uid of ids)
      expect(made.files.path(uid).startsWith(join(made.path, ".ndi/files/"))).toBe(true);
    expect((await made.documents.ids()).sort()).toEqual([...ids].sort());
    expect(await readdir(join(made.path, ".."))).toEqual(["ferret"]);
    for (const id of ids) expect(await made.documents.has(id)).toBe(true);
  });

  it("finds the bytes of a file by its uid", async () => {
    const made = await dataset();
    const source = join(made.path, "recording.dat");
    await writeFile(source, "volts");
    const { uid } = await made.files.add(source);
    expect((await made.files.add(source)).uid).toBe(uid);
    await made.files.add(source, "u/1");
    expect(await made.files.get("u/1")).toMatchObject({ bytes: 5 });
    expect(await made.files.get("nothing")).toBeUndefined();
    const uids: string[] = [];
    for await (const file of made.files.walk()) uids.push(file.uid);
    expect(uids.sort()).toEqual([uid, "u/1"].sort());
  });

  it("knows its dataset of the server, and refuses to choose between two", async () => {
    const made = await dataset();
    expect(await made.link()).toBeUndefined();
    await made.setLink({ datasetId: "d1", organizationId: "o1" });
    expect(await made.link()).toEqual({ datasetId: "d1", organizationId: "o1" });
    await made.setLink({ datasetId: "d2", organizationId: undefined });
    expect(await rejection(made.link())).toBeInstanceOf(NdiSyncError);
  });

  it("reads the sync index in both spellings, and writes one", async () => {
    const made = await dataset();
    const path = join(made.path, ".ndi/sync/index.json");
    expect(await made.readIndex()).toMatchObject({ localDocumentIdsLastSync: [] });
    await writeFile(path, '\uFEFF{"local_doc_ids_last_sync":["a"],"last_sync_timestamp":"t"}');
    expect(await made.readIndex()).toEqual({
      localDocumentIdsLastSync: ["a"],
      remoteDocumentIdsLastSync: [],
      lastSyncTimestamp: "t",
    });
    await writeFile(path, '{"remoteDocumentIdsLastSync":"only"}');
    expect((await made.readIndex()).remoteDocumentIdsLastSync).toEqual(["only"]);
    await made.writeIndex({ localIds: ["b", "a"], remoteIds: [], now: 0 });
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
      localDocumentIdsLastSync: ["a", "b"],
      remoteDocumentIdsLastSync: [],
      lastSyncTimestamp: "1970-01-01T00:00:00.000+00:00",
    });
    await writeFile(path, "{");
    expect(await rejection(made.readIndex())).toBeInstanceOf(NdiSyncError);
  });

  it("lets one process at a time have the folder, and takes over what a dead one left", async () => {
    const made = await dataset();
    const lock = await made.lock();
    const error = await rejection(made.lock());
    expect(error).toMatchObject({ name: "NdiSyncError", code: "LOCKED" });
    expect(String(error)).toContain(`Process ${process.pid}`);
    await lock.release();
    await lock.release();
    const { hostname } = await import("node:os");
    const left = { process: 2 ** 22 + 1, host: hostname(), token: "t" };
    await writeFile(join(made.statePath, "lock"), JSON.stringify(left));
    const [first, second] = await Promise.allSettled([made.lock(), made.lock()]);
    expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("leaves the folder to another process that is alive, and to one of another machine", async () => {
    const made = await dataset();
    const { hostname } = await import("node:os");
    const path = join(made.statePath, "lock");
    for (const holder of [
      { process: process.ppid, host: hostname(), token: "t" },
      { process: 2 ** 22 + 1, host: "elsewhere", token: "t" },
    ]) {
      await writeFile(path, JSON.stringify(holder));
      const error = await rejection(made.lock());
      expect(error).toMatchObject({ code: "LOCKED" });
      expect(String(error)).toContain(`Process ${holder.process} on ${holder.host}`);
      expect(JSON.parse(await readFile(path, "utf8"))).toEqual(holder);
    }
  });

  it("says which document cannot be read", async () => {
    const made = await dataset();
    const path = join(made.path, ".ndi/documents/bad.json");
    await writeFile(path, "[]");
    expect(String(await rejection(made.allDocuments()))).toContain(path);
    await mkdir(join(made.path, ".ndi/documents/folder"));
    expect((await stat(made.path)).isDirectory()).toBe(true);
  });
});
