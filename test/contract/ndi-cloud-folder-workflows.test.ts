/** Folders, uploaded, downloaded and made alike, over the document and with the stateful server and its storage. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NdiCloudClient } from "clientwright/ndi-cloud";
import { describe, expect, it } from "vitest";
import {
  downloadDataset,
  LocalDataset,
  newDataset,
  type SyncMode,
  type SyncOptions,
  type SyncReport,
  sync,
  tryDownloadDataset,
  uploadDocumentCollection,
} from "../../src/ndi-cloud/node/index.js";
import { scratchFolder } from "../ndi-cloud/node/scratch-folder.js";
import {
  ines,
  type NdiCloudServerOptions,
  type StoredDataset,
  writeZip,
} from "../servers/ndi-cloud/index.js";
import { holdNext } from "../servers/support/held-answer.js";
import { type Given, given } from "./support/ndi-cloud.js";

/** Workers that take their time. */
const slow: NdiCloudServerOptions = {
  ...{ ingestDelayMs: 3_000, archiveDelayMs: 2_500, unpackDelayMs: 4_000, fileDelayMs: 1_500 },
};

/** A document that names files. */
const documentOf = (id: string, ...uids: readonly string[]) => ({
  base: { id },
  document_class: { class_name: "element" },
  ...(uids.length > 0 && {
    files: {
      file_list: uids,
      file_info: uids.map((uid) => ({ name: uid, locations: [{ uid, location: `/lab/${uid}` }] })),
    },
  }),
});

interface Sides extends Given {
  readonly own: NdiCloudClient;
  readonly remote: StoredDataset;
  readonly dataset: LocalDataset;
  readonly run: (mode: SyncMode, more?: Partial<SyncOptions>) => Promise<SyncReport>;
}

/** A dataset and its folder. Both have the link and `both`; each has one more, with a file. */
async function sides(options?: NdiCloudServerOptions): Promise<Sides> {
  const setup = await given(options);
  const { state, storage } = setup.server;
  const remote = state.addDataset();
  const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
  const link = await dataset.setLink({
    datasetId: remote.id,
    organizationId: remote.organizationId,
  });
  await dataset.addDocument(documentOf("both"));
  for (const id of [link, "both"])
    state.addDocument(remote, { ...(await dataset.documents.get(id)) });
  await dataset.addDocument(documentOf("local", "u1"));
  await writeFile(dataset.files.path("u1"), "volts");
  state.addDocument(remote, documentOf("remote", "u2"));
  storage.objects.put(`files/${remote.id}/u2`, Buffer.from("amperes"));
  Object.assign(remote.files.get("u2") ?? {}, { uploaded: true, size: 7 });
  const own = setup.as(ines);
  const { clock } = setup;
  const run: Sides["run"] = (mode, more) => sync(own, dataset, { clock, ...more, mode });
  return { ...setup, own, remote, dataset, run };
}

/** NDI ids of documents, without that of the link. */
const named = (ids: readonly string[]) => ids.filter((id) => !/^[0-9a-f]{16}_/.test(id)).toSorted();

const remoteIds = ({ remote }: Sides): string[] => {
  const live = [...remote.documents.values()].filter((d) => d.deletedAtMs === undefined);
  return named(live.map(({ body }) => (body.base as { id: string }).id));
};

const localIds = async ({ dataset }: Sides) => named(await dataset.documents.ids());

/** What changed something, at the API and at the storage. */
const writes = ({ server }: Sides): string[] =>
  [...server.requests, ...server.storage.requests]
    .map(({ method, path }) => `${method} ${path}`)
    .filter((line) => /^(PUT|POST|DELETE)/.test(line));

const outcomes: readonly (readonly [SyncMode, string, string[], string[]])[] = [
  ["uploadNew", "NDI-143", ["both", "local"], ["both", "local", "remote"]],
  ["downloadNew", "NDI-144", ["both", "local", "remote"], ["both", "remote"]],
  ["mirrorToRemote", "NDI-145", ["both", "local"], ["both", "local"]],
  ["mirrorFromRemote", "NDI-146", ["both", "remote"], ["both", "remote"]],
  ["twoWaySync", "NDI-147", ["both", "local", "remote"], ["both", "local", "remote"]],
];

describe("a folder and its dataset", () => {
  it.each(outcomes)(
    "are as %s has them, with workers that take their time, and stay so [%s]",
    async (mode, _row, local, remote) => {
      const setup = await sides(slow);
      const report = await setup.run(mode, { syncFiles: true });
      expect(report).toMatchObject({ success: true, indexUpdated: true });
      expect([await localIds(setup), remoteIds(setup)]).toEqual([local, remote]);
      expect(await setup.dataset.files.has("u2")).toBe(local.includes("remote"));
      setup.clock.advance(60_000);
      await setup.own.datasets.get(setup.remote.id);
      expect(setup.remote.files.get("u1")?.uploaded === true).toBe(remote.includes("local"));
      const before = writes(setup).length;
      expect(await setup.run(mode, { syncFiles: true })).toMatchObject({ success: true });
      expect(writes(setup).slice(before)).toEqual([]);
    },
  );

  it("have bytes that nobody changed on the way [NDI-147]", async () => {
    const setup = await sides(slow);
    await setup.run("twoWaySync", { syncFiles: true });
    expect(await readFile(setup.dataset.files.path("u2"), "utf8")).toBe("amperes");
    setup.clock.advance(60_000);
    const bytes = await setup.own.files.downloadBytes(setup.remote.id, "u1");
    expect(new TextDecoder().decode(bytes)).toBe("volts");
    const credentials = setup.server.storage.requests.map(({ headers }) => headers.authorization);
    expect(new Set(credentials)).toEqual(new Set([undefined]));
  });
});

describe("a run that fails", () => {
  /** What goes wrong, in a run that deletes what the other side has not. */
  const faults: readonly (readonly [SyncMode, name: string, fault: (setup: Sides) => void])[] = [
    [
      "mirrorToRemote",
      "a document is not taken",
      ({ server }) => void server.state.refusedNdiIds.add("local"),
    ],
    [
      "mirrorFromRemote",
      "an archive of documents has a path that leads out",
      ({ server }) => {
        const bytes = Buffer.from(JSON.stringify([documentOf("evil")]));
        server.state.forgedArchives.push(writeZip([{ name: "../../evil.json", bytes }]));
      },
    ],
    [
      "mirrorFromRemote",
      "an archive of documents has a link",
      ({ server }) => {
        const bytes = Buffer.from("/etc/passwd");
        server.state.forgedArchives.push(writeZip([{ name: "a.json", bytes, mode: 0o120777 }]));
      },
    ],
    [
      "mirrorFromRemote",
      "the server fails",
      ({ server }) => {
        const match = "POST /v1/datasets/{datasetId}/documents/bulk-download";
        server.failNext(match, Array(20).fill({ status: 500 }));
      },
    ],
  ];

  it.each(faults)("deletes nothing and notes nothing: %s, when %s", async (mode, _, fault) => {
    const setup = await sides(slow);
    fault(setup);
    const report = await setup.run(mode, { ingestTimeoutMs: 10_000 });
    expect(report).toMatchObject({ success: false, indexUpdated: false });
    expect(report.message).toEqual(expect.any(String));
    expect(remoteIds(setup)).toContain("remote");
    expect(await localIds(setup)).toContain("local");
    expect(await localIds(setup)).not.toContain("evil");
    expect(await readdir(join(setup.dataset.path, ".."))).toEqual(["ferret"]);
    expect((await setup.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
  });

  it("is made good by the next one, and nothing is there twice", async () => {
    const setup = await sides(slow);
    setup.server.state.refusedNdiIds.add("local");
    await setup.run("twoWaySync", { ingestTimeoutMs: 10_000 });
    setup.server.state.refusedNdiIds.clear();
    expect(await setup.run("twoWaySync")).toMatchObject({ success: true, indexUpdated: true });
    expect(remoteIds(setup)).toEqual(["both", "local", "remote"]);
    expect(await localIds(setup)).toEqual(["both", "local", "remote"]);
  });
});

describe("a file whose archive was not unpacked", () => {
  it.each(["uploadNew", "mirrorToRemote", "twoWaySync"] as const)(
    "fails the run of %s, which then deletes nothing and notes nothing",
    async (mode) => {
      const setup = await sides(slow);
      setup.server.state.failingJobs.push("No room");
      const report = await setup.run(mode);
      expect(report).toMatchObject({ success: false, indexUpdated: false });
      expect(report).toMatchObject({ filesUploaded: 0, filesFailed: 1, downloadedDocumentIds: [] });
      expect(report.message).toContain("No room");
      expect(remoteIds(setup)).toContain("remote");
      expect((await setup.dataset.readIndex()).lastSyncTimestamp).toBeUndefined();
    },
  );

  it("fails the run as well when nobody knows in time what became of it", async () => {
    const setup = await sides({ ...slow, unpackDelayMs: 100_000 });
    const messages: string[] = [];
    const report = await setup.run("mirrorToRemote", { onMessage: (text) => messages.push(text) });
    expect(report).toMatchObject({ success: false, indexUpdated: false, filesFailed: 1 });
    expect(messages).toContain("Job job-1 has not unpacked its archive in time");
    expect(remoteIds(setup)).toContain("remote");
    expect(await setup.run("mirrorToRemote")).toMatchObject({ success: true, filesUploaded: 0 });
    expect(remoteIds(setup)).toEqual(["both", "local"]);
  });

  it("is no failure where the server names no jobs", async () => {
    const setup = await sides({ oddities: { noJobIds: true } });
    expect(await setup.run("uploadNew")).toMatchObject({ success: true, filesUploaded: 1 });
  });

  it("is sent again by the next run, and no more after that", async () => {
    const setup = await sides(slow);
    const { server, remote, clock } = setup;
    server.state.failingJobs.push("No room");
    expect(await setup.run("uploadNew")).toMatchObject({ success: false });
    clock.advance(60_000);
    expect(await setup.run("uploadNew")).toMatchObject({ success: true, filesUploaded: 1 });
    clock.advance(60_000);
    expect(await setup.run("uploadNew")).toMatchObject({ success: true, filesUploaded: 0 });
    expect(remote.files.get("u1")).toMatchObject({ uploaded: true, size: 5 });
    expect([...server.state.jobs.values()].map(({ state }) => state)).toEqual([
      "failed",
      "complete",
    ]);
  });
});

describe("an address of an archive whose answer is lost", () => {
  const addresses = "GET /v1/datasets/{organizationId}/{datasetId}/files/bulk";
  const jobsOf = ({ server }: Sides) => [...server.state.jobs.values()].map(({ state }) => state);

  it("is asked for three times in all, as each makes a job", async () => {
    const setup = await sides();
    for (let tries = 0; tries < 6; tries += 1) setup.server.timeOutNext(addresses);
    expect(await setup.run("uploadNew")).toMatchObject({ success: false, indexUpdated: false });
    expect(jobsOf(setup)).toEqual(["queued", "queued", "queued"]);
  });

  it("leaves a job that nobody fills: the next run waits, tells, and goes on", async () => {
    const setup = await sides();
    setup.server.timeOutNext(addresses);
    expect(await setup.run("uploadNew")).toMatchObject({ success: true });
    expect(jobsOf(setup)).toEqual(["queued", "complete"]);
    const messages: string[] = [];
    const onMessage = (text: string) => void messages.push(text);
    const before = setup.clock.now();
    expect(await setup.run("uploadNew", { onMessage })).toMatchObject({ success: true });
    expect(messages.join()).toContain("never came are not waited for: jobs job-1");
    expect(setup.clock.now() - before).toBeGreaterThanOrEqual(300_000);
  });

  it("is not waited for once it is older than an address lives", async () => {
    const setup = await sides({ tokenSeconds: 20_000 });
    setup.server.timeOutNext(addresses);
    await setup.run("uploadNew");
    setup.clock.advance(3_600_001);
    const before = setup.clock.now();
    expect(await setup.run("uploadNew")).toMatchObject({ success: true });
    expect(setup.clock.now() - before).toBeLessThan(1_000);
  });
});

describe("a run that meets trouble goes on", () => {
  const ways: readonly (readonly [name: string, trouble: (setup: Sides) => void])[] = [
    [
      "an address of an upload is over",
      ({ server }) => server.storage.failNext(({ method }) => method === "PUT", [{ status: 403 }]),
    ],
    [
      "a download breaks off",
      ({ server }) => server.storage.tearNext("GET /files/{dataset}/{uid}", 3),
    ],
    [
      "a connection is reset",
      ({ server }) => server.storage.failNext(({ method }) => method === "GET", [{ reset: true }]),
    ],
    [
      "an address of an archive comes late",
      ({ server }) => server.timeOutNext("POST /v1/datasets/{datasetId}/documents/bulk-upload"),
    ],
    [
      "the address of files comes late",
      ({ server }) =>
        server.timeOutNext("GET /v1/datasets/{organizationId}/{datasetId}/files/bulk"),
    ],
  ];

  it.each(ways)("when %s", async (_, trouble) => {
    const setup = await sides();
    trouble(setup);
    const report = await setup.run("twoWaySync", { syncFiles: true });
    expect(report).toMatchObject({ success: true, message: undefined });
    expect(remoteIds(setup)).toEqual(["both", "local", "remote"]);
    expect(await readFile(setup.dataset.files.path("u2"), "utf8")).toBe("amperes");
    expect(setup.remote.files.get("u1")?.uploaded).toBe(true);
  });

  it("when others add to the dataset meanwhile, which the next run brings", async () => {
    const setup = await sides();
    const { server, remote } = setup;
    const held = holdNext(server, "POST /v1/datasets/{datasetId}/documents/bulk-download");
    const running = setup.run("twoWaySync");
    await held.arrived;
    server.state.addDocument(remote, documentOf("meanwhile"));
    held.release();
    expect(await running).toMatchObject({ success: true });
    await setup.run("twoWaySync");
    expect(await localIds(setup)).toEqual(["both", "local", "meanwhile", "remote"]);
    expect(remoteIds(setup)).toEqual(["both", "local", "meanwhile", "remote"]);
  });
});

describe("a folder that is uploaded", () => {
  it("becomes a dataset, and a folder again elsewhere [NDI-092] [NDI-176] [NDI-177]", async () => {
    const setup = await given(slow);
    const client = setup.as(ines);
    const { clock } = setup;
    const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
    await dataset.addDocument(documentOf("d1", "u1"));
    await dataset.addDocument(documentOf("d2"));
    await writeFile(dataset.files.path("u1"), "volts");
    const id = await newDataset(client, dataset, { clock });
    clock.advance(60_000);
    const documents = await dataset.allDocuments();
    const again = await uploadDocumentCollection(client, id, documents, { clock });
    expect(again).toMatchObject({ success: true, report: { uploadType: "none", manifest: [] } });
    const outputPath = await scratchFolder();
    const copy = await downloadDataset(client, id, { mode: "local", outputPath, clock });
    expect(copy.path).toBe(join(outputPath, id));
    expect(await copy.documents.ids()).toEqual(await dataset.documents.ids());
    expect(await readFile(copy.files.path("u1"), "utf8")).toBe("volts");
  });

  it("is refused an unreachable dataset, with a sentence [NDI-099] [NDI-105]", async () => {
    const setup = await given();
    const nowhere = "5f1a0b2c3d4e5f6071829fff";
    const outputPath = await scratchFolder();
    const { clock } = setup;
    const result = await tryDownloadDataset(setup.as(ines), nowhere, { outputPath, clock });
    expect(result.success).toBe(false);
    expect(result.message).toContain(nowhere);
    expect(await readdir(outputPath)).toEqual([]);
  });
});
