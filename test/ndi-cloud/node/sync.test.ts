import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  describePlan,
  LocalDataset,
  planSync,
  type SyncMode,
  type SyncOptions,
  sync,
  syncPlan,
} from "../../../src/ndi-cloud/node/index.js";
import { rejection } from "../../support/rejection.js";
import {
  createFakeCloud,
  datasetId,
  documentOf,
  type FakeCloud,
  json,
  once,
  refusal,
} from "./fake-cloud.js";
import { scratchFolder } from "./scratch-folder.js";

interface Sides {
  readonly cloud: FakeCloud;
  readonly dataset: LocalDataset;
  readonly run: (mode: SyncMode, more?: Partial<SyncOptions>) => ReturnType<typeof sync>;
}

/** The link is on both sides; `both`, a local and a remote document beside it. */
const sides = async (): Promise<Sides> => {
  const cloud = await createFakeCloud();
  const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
  const link = await dataset.setLink({ datasetId, organizationId: undefined });
  const copy = async (id: string) => void cloud.add({ ...(await dataset.documents.get(id)) });
  await copy(link);
  await dataset.addDocument(documentOf("both"));
  await copy("both");
  await dataset.addDocument(documentOf("local", ["u1"]));
  await writeFile(dataset.files.path("u1"), "volts");
  cloud.add(documentOf("remote", ["u2"]));
  cloud.files.set("u2", Buffer.from("amperes"));
  const { clock } = cloud;
  return {
    cloud,
    dataset,
    run: (mode, more) => sync(cloud.client, dataset, { clock, ...more, mode }),
  };
};

const remoteIds = ({ cloud }: Sides): string[] =>
  [...cloud.documents.values()]
    .map(({ body }) => (body.base as { id: string }).id)
    .filter((id) => !/^[0-9a-f]{16}_/.test(id))
    .sort();

const localIds = async ({ dataset }: Sides): Promise<string[]> =>
  (await dataset.documents.ids()).filter((id) => !/^[0-9a-f]{16}_/.test(id));

const writesOf = ({ cloud }: Sides): string[] =>
  cloud.requests.map(({ line }) => line).filter((line) => /^(PUT|POST|DELETE)/.test(line));

const outcomes: readonly (readonly [SyncMode, string, readonly string[], readonly string[]])[] = [
  ["uploadNew", "NDI-143", ["both", "local"], ["both", "local", "remote"]],
  ["downloadNew", "NDI-144", ["both", "local", "remote"], ["both", "remote"]],
  ["mirrorToRemote", "NDI-145", ["both", "local"], ["both", "local"]],
  ["mirrorFromRemote", "NDI-146", ["both", "remote"], ["both", "remote"]],
  ["twoWaySync", "NDI-147", ["both", "local", "remote"], ["both", "local", "remote"]],
];

describe("sync", () => {
  it.each(outcomes)(
    "%s makes the sides what they are to be, and does nothing when it runs again [%s]",
    async (mode, _row, local, remote) => {
      const given = await sides();
      const report = await given.run(mode);
      expect(report).toMatchObject({ success: true, mode, dryRun: false, indexUpdated: true });
      expect(await localIds(given)).toEqual(local);
      expect(remoteIds(given)).toEqual(remote);
      const sends = remote.includes("local");
      expect(report.filesUploaded).toBe(sends ? 1 : 0);
      expect(given.cloud.files.has("u1")).toBe(sends);
      const index = await given.dataset.readIndex();
      expect(index.remoteDocumentIdsLastSync.filter((id) => !id.includes("_"))).toEqual(remote);
      expect(index.localDocumentIdsLastSync.filter((id) => !id.includes("_"))).toEqual(local);

      const before = given.cloud.requests.length;
      expect(await given.run(mode)).toMatchObject({ success: true, indexUpdated: true });
      const writes = given.cloud.requests
        .slice(before)
        .filter(({ line }) => /^(PUT|POST|DELETE)/.test(line));
      expect(writes).toEqual([]);
      expect(await localIds(given)).toEqual(local);
    },
  );

  it.each(outcomes)(
    "%s tells what it would do, and does nothing, on a dry run [%s]",
    async (mode) => {
      const given = await sides();
      const { message: _none, ...report } = await given.run(mode, { dryRun: true });
      expect(report).toMatchObject({ success: true, dryRun: true, indexUpdated: false });
      expect(writesOf(given)).toEqual([]);
      expect(given.cloud.lines(`GET /datasets/${datasetId}/bulk-uploads`)).toEqual([]);
      expect(await localIds(given)).toEqual(["both", "local"]);
      expect((await given.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
      const plan = await syncPlan(given.cloud.client, given.dataset, { mode });
      expect(report.uploadedDocumentIds).toEqual(plan.upload);
      expect(report.deletedRemoteDocumentIds).toEqual(plan.deleteRemote);
      expect(report.downloadedDocumentIds).toEqual(plan.download);
      expect(report.deletedLocalDocumentIds).toEqual(plan.deleteLocal);
    },
  );

  it("shows its plan before anything is done, and leaves it where it is declined", async () => {
    const given = await sides();
    const shown: string[] = [];
    const onPlan: SyncOptions["onPlan"] = (plan) => {
      shown.push(describePlan(plan));
      expect(writesOf(given)).toEqual([]);
      return false;
    };
    const report = await given.run("mirrorToRemote", { onPlan });
    expect(shown).toEqual([
      "mirrorToRemote:\nupload (1):\n  local\ndelete on the server (1):\n  remote",
    ]);
    expect(report).toMatchObject({ success: false, indexUpdated: false });
    expect(writesOf(given)).toEqual([]);
    expect(
      describePlan(
        planSync("twoWaySync", { local: new Set(), remote: new Set(), remoteBefore: new Set() }),
      ),
    ).toBe("twoWaySync: nothing to do");
  });

  it("brings nothing back that the other side had at the last synchronisation", () => {
    const local = new Set(["kept", "new"]);
    const remote = new Set(["other", "fresh"]);
    const about = { local, remote, remoteBefore: new Set(["kept", "other"]) };
    expect(planSync("uploadNew", about).upload).toEqual(["new"]);
    expect(planSync("downloadNew", about).download).toEqual(["fresh"]);
    expect(planSync("twoWaySync", about)).toMatchObject({
      upload: ["kept", "new"],
      download: ["fresh", "other"],
    });
    expect(planSync("mirrorFromRemote", { ...about, kept: "kept" }).deleteLocal).toEqual(["new"]);
  });

  it("understands the modes as other programs write them, and no others", async () => {
    const given = await sides();
    expect((await given.run("two_way_sync" as SyncMode, { dryRun: true })).mode).toBe("twoWaySync");
    expect((await given.run("MirrorToRemote" as SyncMode, { dryRun: true })).mode).toBe(
      "mirrorToRemote",
    );
    expect(await rejection(given.run("sideways" as SyncMode))).toMatchObject({
      name: "NdiValidationError",
    });
  });

  it("downloads bytes where that is wanted, and names files by reference otherwise", async () => {
    const given = await sides();
    await given.run("downloadNew");
    expect(await given.dataset.files.has("u2")).toBe(false);
    const report = await given.run("downloadNew", { syncFiles: true });
    expect(report).toMatchObject({ success: true, filesDownloaded: 1 });
    expect(await readFile(given.dataset.files.path("u2"), "utf8")).toBe("amperes");
  });

  it.each(["uploadNew", "mirrorToRemote", "twoWaySync"] as const)(
    "%s leaves index and deletions alone after a document or a file failed",
    async (mode) => {
      for (const start of ["PUT storage/documents", "PUT storage/collection"]) {
        const given = await sides();
        given.cloud.fault = ({ line }) =>
          line.startsWith(start) ? refusal(500, "Oops") : undefined;
        const report = await given.run(mode);
        expect(report).toMatchObject({
          success: false,
          indexUpdated: false,
          deletedRemoteDocumentIds: [],
        });
        expect(report.message).toBeDefined();
        expect(report.message).not.toContain("secret-");
        expect(remoteIds(given)).toContain("remote");
        expect((await given.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
        given.cloud.fault = undefined;
        expect(await given.run(mode)).toMatchObject({ success: true, indexUpdated: true });
        expect(remoteIds(given).filter((id) => id === "local")).toHaveLength(1);
        expect(given.cloud.files.has("u1")).toBe(true);
      }
    },
  );

  it("deletes nothing here after a download failed", async () => {
    const given = await sides();
    given.cloud.fault = ({ line }) =>
      line.startsWith("GET storage/") ? refusal(404, "NoSuchKey") : undefined;
    expect(await given.run("mirrorFromRemote")).toMatchObject({
      success: false,
      deletedLocalDocumentIds: [],
    });
    expect(await localIds(given)).toEqual(["both", "local"]);
    expect((await given.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
  });

  it("finds the one document of a batch of 1,000 that the server did not take, and sends it alone the next time", async () => {
    const given = await sides();
    for (let at = 0; at < 999; at += 1) await given.dataset.addDocument(documentOf(`n${at}`));
    given.cloud.drops = ({ base }) => (base as { id: string }).id === "n500";
    const report = await given.run("uploadNew");
    expect(report).toMatchObject({
      success: false,
      indexUpdated: false,
      failedDocumentIds: ["n500"],
    });
    expect(report.uploadedDocumentIds).toHaveLength(999);
    given.cloud.drops = () => false;
    const again = await given.run("uploadNew");
    expect(again).toMatchObject({ success: true, uploadedDocumentIds: ["n500"] });
    expect(given.cloud.documents.size).toBe(1_003);
  });

  it("lets one of two have the folder, and says so to the other", async () => {
    const given = await sides();
    const results = await Promise.allSettled([given.run("twoWaySync"), given.run("twoWaySync")]);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ name: "NdiSyncError", code: "LOCKED" });
    expect(remoteIds(given)).toEqual(["both", "local", "remote"]);
    expect(await given.run("twoWaySync")).toMatchObject({ success: true });
  });

  it("sees what others wrote meanwhile", async () => {
    for (const [mode, expected] of [
      ["twoWaySync", ["both", "late", "local", "remote"]],
      ["uploadNew", ["both", "local"]],
      ["downloadNew", ["both", "local", "remote"]],
    ] as const) {
      const given = await sides();
      let isAdded = false;
      const onPlan = () => {
        if (!isAdded) given.cloud.add(documentOf("late"));
        isAdded = true;
        return undefined;
      };
      expect(await given.run(mode, { onPlan })).toMatchObject({ success: true });
      expect(await localIds(given)).toEqual(expected);
      const next = await given.run("downloadNew");
      const isNew = mode === "downloadNew";
      expect(next.downloadedDocumentIds).toEqual(isNew ? ["late"] : []);
    }
  });

  it("says which documents went away on the server while they were to come", async () => {
    const given = await sides();
    const onPlan = () => {
      for (const { id, body } of given.cloud.documents.values())
        if ((body.base as { id: string }).id === "remote") given.cloud.documents.delete(id);
      return undefined;
    };
    const report = await given.run("downloadNew", { onPlan });
    expect(report).toMatchObject({
      success: false,
      failedDocumentIds: ["remote"],
      indexUpdated: false,
    });
    expect(await given.run("downloadNew")).toMatchObject({ success: true });
  });

  it.each(["uploadNew", "mirrorToRemote", "mirrorFromRemote", "twoWaySync"] as const)(
    "%s goes on where it was stopped: at any request, nothing is lost and nothing doubled",
    async (mode) => {
      const complete = await sides();
      complete.cloud.unpackingLooks = 3;
      await complete.run(mode, { syncFiles: true });
      const count = complete.cloud.requests.length;
      for (let at = 2; at <= count; at += 1) {
        const given = await sides();
        const stop = new AbortController();
        given.cloud.unpackingLooks = 3;
        given.cloud.fault = () => {
          if (given.cloud.requests.length !== at) return undefined;
          stop.abort();
          given.cloud.unpackingLooks = 1;
          return undefined;
        };
        const { signal } = stop;
        const error = await rejection(given.run(mode, { signal, syncFiles: true }));
        expect(error).toMatchObject({ kind: "abort" });
        expect((await given.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
        given.cloud.fault = undefined;
        expect(await given.run(mode, { syncFiles: true })).toMatchObject({ success: true });
        expect(await localIds(given)).toEqual(await localIds(complete));
        expect(remoteIds(given)).toEqual(remoteIds(complete));
        expect([...given.cloud.files.keys()].sort()).toEqual(
          [...complete.cloud.files.keys()].sort(),
        );
        expect(await given.dataset.files.has("u2")).toBe(await complete.dataset.files.has("u2"));
      }
    },
    60_000,
  );

  it("refuses a folder that belongs to no dataset, or to two", async () => {
    const { cloud, dataset } = await sides();
    await dataset.setLink({ datasetId: "64b0000000000000000000ff", organizationId: undefined });
    expect(await rejection(sync(cloud.client, dataset, { mode: "uploadNew" }))).toMatchObject({
      code: "AMBIGUOUS_LINK",
    });
    const empty = await LocalDataset.create(await scratchFolder());
    expect(await rejection(sync(cloud.client, empty, { mode: "uploadNew" }))).toMatchObject({
      code: "NO_LINK",
    });
    expect(cloud.requests).toEqual([]);
  });

  it("waits for archives of files that are being unpacked, and says so when they do not end", async () => {
    const given = await sides();
    const job = {
      jobId: "j1",
      datasetId,
      state: "extracting",
      createdAt: "2026-01-01T00:00:00.000Z",
      filesExtracted: 0,
    };
    given.cloud.fault = ({ line }) =>
      line.endsWith("/bulk-uploads") ? json({ datasetId, jobs: [job] }) : undefined;
    expect(await rejection(given.run("uploadNew"))).toMatchObject({
      name: "NdiSyncError",
      code: "UPLOADS_ACTIVE",
    });
    expect(writesOf(given)).toEqual([]);
    given.cloud.fault = once(`GET /datasets/${datasetId}/bulk-uploads`, () =>
      json({ datasetId, jobs: [job] }),
    );
    expect(await given.run("uploadNew")).toMatchObject({ success: true });
  });
});
