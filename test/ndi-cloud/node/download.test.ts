import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { NdiDownloadError } from "../../../src/ndi-cloud/index.js";
import {
  bulkDownload,
  downloadDataset,
  downloadDatasetFiles,
  downloadTo,
  fetchNdicUri,
  LocalDataset,
  tryDownloadDataset,
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

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("node:fs/promises", async (original) => {
  const fs = await original<typeof import("node:fs/promises")>();
  const open: typeof fs.open = async (...args) => {
    const file = await fs.open(...args);
    const full = async () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
        ...{ code: "ENOSPC", syscall: "write", errno: -28 },
      });
    };
    return disk.isFull ? Object.assign(file, { write: full, writeFile: full }) : file;
  };
  return { ...fs, open };
});

const filled = async (): Promise<FakeCloud> => {
  const cloud = await createFakeCloud();
  for (let at = 0; at < 10; at += 1)
    cloud.add(documentOf(`d${at}`, at % 2 === 0 ? [`u${at}`] : []));
  for (const uid of ["u0", "u2", "u4", "u6"]) cloud.files.set(uid, Buffer.from(`bytes of ${uid}`));
  return cloud;
};

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe("downloading documents", () => {
  it("asks for archives of some thousand, waits until they are packed, and gives each document once [NDI-141]", async () => {
    const cloud = await filled();
    cloud.add(documentOf("d0"));
    cloud.add({ without: "id", at: "__NDI__-Infinity__" });
    cloud.add({ without: "id", at: "__NDI__-Infinity__" });
    cloud.packingLooks = 2;
    const { clock } = cloud;
    const ids = [...cloud.documents.keys()];
    const documents = await bulkDownload(cloud.client, datasetId, ids, { clock, chunkSize: 4 });
    expect(documents).toHaveLength(12);
    expect(documents.at(-1)).toEqual({ without: "id", at: Number.NEGATIVE_INFINITY });
    expect(cloud.lines(`POST /datasets/${datasetId}/documents/bulk-download`)).toHaveLength(4);
    expect(clock.waits).toEqual([1_000, 1_000]);
    const get = cloud.requests.find(({ line }) => line.startsWith("GET storage/"));
    expect(get?.headers.get("authorization")).toBeNull();
    expect(get?.headers.get("accept-encoding")).toBe("identity");
  });

  it("gives up after its time, with the documents before, or goes on [NDI-141]", async () => {
    const cloud = await filled();
    let asked = 0;
    cloud.fault = ({ line }) => {
      if (line.endsWith("/bulk-download")) asked += 1;
      return line.startsWith("GET storage/") && asked === 2 ? refusal(404, "NoSuchKey") : undefined;
    };
    const { clock } = cloud;
    const options = { clock, chunkSize: 4, timeoutMs: 2_500 };
    const error = await rejection(bulkDownload(cloud.client, datasetId, undefined, options));
    expect(error).toBeInstanceOf(NdiDownloadError);
    expect(error).toMatchObject({
      message: expect.stringContaining("Download failed for chunk 2"),
    });
    expect((error as { details: { documents: unknown[] } }).details.documents).toHaveLength(4);
    expect(clock.waits).toEqual([1_000, 1_000, 500]);
    asked = 0;
    const rest = await bulkDownload(cloud.client, datasetId, undefined, {
      ...options,
      continueOnError: true,
    });
    expect(rest).toHaveLength(6);
  });

  it("asks for a fresh address when the old one is over, and shows neither", async () => {
    const cloud = await filled();
    cloud.fault = once(
      "GET storage/",
      () =>
        new Response(
          "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
          { status: 403 },
        ),
    );
    expect(await bulkDownload(cloud.client, datasetId)).toHaveLength(10);
    expect(cloud.lines(`POST /datasets/${datasetId}/documents/bulk-download`)).toHaveLength(2);
    cloud.fault = ({ line }) =>
      line.startsWith("GET storage/") ? refusal(500, "Oops") : undefined;
    const error = await rejection(
      bulkDownload(cloud.client, datasetId, undefined, { clock: cloud.clock }),
    );
    const shown =
      JSON.stringify(error) + String((error as Error).stack) + String((error as Error).cause);
    expect(shown).not.toContain("secret-");
  });
});

describe("downloading a file", () => {
  it("is there whole or not at all, whichever way it breaks off [NDI-151]", async () => {
    const cloud = await filled();
    const folder = await scratchFolder();
    const path = join(folder, "u0");
    expect(await fetchNdicUri(cloud.client, `ndic://${datasetId}/u0`, path)).toBe(11);
    expect(await readFile(path, "utf8")).toBe("bytes of u0");
    await rm(path);
    const { clock } = cloud;
    const wrong: Record<string, () => Response> = {
      short: () => new Response("byte", { headers: { "content-length": "11" } }),
      checksum: () => new Response("bytes", { headers: { "x-amz-checksum-sha256": "AAAA" } }),
      break: () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(new Uint8Array(3)),
            pull: (controller) => controller.error(new TypeError("terminated")),
          }),
        ),
    };
    for (const answer of Object.values(wrong)) {
      cloud.fault = ({ line }) => (line.startsWith("GET storage/") ? answer() : undefined);
      await rejection(downloadTo(cloud.client, { datasetId, uid: "u0" }, path, { clock }));
      expect(await filesBelow(folder)).toEqual([]);
    }
    cloud.fault = once("GET storage/", wrong.break as () => Response);
    expect(await downloadTo(cloud.client, { datasetId, uid: "u0" }, path, { clock })).toBe(11);
  });

  it("asks for a fresh address when the old one is over", async () => {
    const cloud = await filled();
    cloud.fault = once("GET storage/", () => refusal(403, "AccessDenied"));
    const path = join(await scratchFolder(), "u0");
    await downloadTo(cloud.client, { datasetId, uid: "u0" }, path, { clock: cloud.clock });
    expect(cloud.lines(`GET /datasets/${datasetId}/files/u0/detail`)).toHaveLength(2);
    expect(cloud.clock.waits).toEqual([]);
  });

  it("does not ask again for what is registered, but not there", async () => {
    const cloud = await filled();
    cloud.fault = ({ line }) => (line.endsWith("/detail") ? json({ uid: "u0" }) : undefined);
    const path = join(await scratchFolder(), "u0");
    const error = await rejection(downloadTo(cloud.client, { datasetId, uid: "u0" }, path));
    expect(error).toMatchObject({ name: "NdiDownloadError", code: "NOT_UPLOADED" });
    expect(cloud.requests).toHaveLength(1);
  });

  it("leaves nothing when the disk is full, and says so", async () => {
    const cloud = await filled();
    const folder = await scratchFolder();
    disk.isFull = true;
    try {
      const error = await rejection(
        downloadTo(cloud.client, { datasetId, uid: "u0" }, join(folder, "u0")),
      );
      expect(error).toMatchObject({ code: "ENOSPC" });
    } finally {
      disk.isFull = false;
    }
    expect(await filesBelow(folder)).toEqual([]);
    expect(cloud.lines("GET storage/")).toHaveLength(1);
  });

  it("keeps uids inside the folder, and goes on after a failure where that is wanted [NDI-151]", async () => {
    const cloud = await createFakeCloud();
    for (const uid of ["../../out", "b", "c"]) cloud.files.set(uid, Buffer.from(uid));
    cloud.fault = ({ line }) =>
      line.endsWith("/b/detail") ? json({ error: "oops" }, 500) : undefined;
    const folder = join(await scratchFolder(), "deep", "files");
    const messages: string[] = [];
    const { clock } = cloud;
    const result = await downloadDatasetFiles(cloud.client, datasetId, cloud.files.keys(), folder, {
      ...{ clock, abortOnError: false, onMessage: (text: string) => void messages.push(text) },
    });
    expect(result).toEqual({
      downloaded: ["../../out", "c"],
      present: [],
      skipped: [],
      failed: ["b"],
    });
    expect(await readdir(join(folder, "../.."))).toEqual(["deep"]);
    expect(messages).toHaveLength(1);
  });
});

describe("downloading a dataset", () => {
  it("brings documents and files, and links the folder [NDI-099, NDI-100, NDI-102, NDI-103, NDI-104, NDI-177]", async () => {
    const cloud = await filled();
    const outputPath = await scratchFolder();
    const { path } = await downloadDataset(cloud.client, datasetId, { outputPath, mode: "local" });
    expect(path).toBe(join(outputPath, datasetId));
    const opened = await LocalDataset.open(path);
    const documents = await opened.allDocuments();
    expect(documents).toHaveLength(11);
    expect(await opened.link()).toMatchObject({ datasetId });
    expect(await readFile(opened.files.path("u2"), "utf8")).toBe("bytes of u2");
    expect((await opened.documents.get("d2"))?.files?.file_info).toMatchObject([
      {
        locations: [
          {
            uid: "u2",
            location: opened.files.path("u2"),
            location_type: "file",
            ingest: 1,
            delete_original: 1,
          },
        ],
      },
    ]);
    // Not uploaded: left out.
    expect(await opened.files.has("u8")).toBe(false);
    expect((await opened.readIndex()).remoteDocumentIdsLastSync).toHaveLength(10);
  });

  it("brings documents alone, which name their files by reference [NDI-101]", async () => {
    const cloud = await filled();
    const outputPath = await scratchFolder();
    const dataset = await downloadDataset(cloud.client, datasetId, { outputPath, mode: "hybrid" });
    expect(cloud.lines("GET").filter((line) => line.endsWith("/detail"))).toEqual([]);
    expect((await dataset.documents.get("d2"))?.files?.file_info).toMatchObject([
      {
        locations: [
          {
            location: `ndic://${datasetId}/u2`,
            location_type: "ndicloud",
            ingest: 0,
            delete_original: 0,
          },
        ],
      },
    ]);
  });

  it("says which dataset cannot be reached, and why [NDI-105]", async () => {
    const cloud = await createFakeCloud();
    const outputPath = await scratchFolder();
    const other = "64b0000000000000000000ff";
    const error = await rejection(downloadDataset(cloud.client, other, { outputPath }));
    expect(error).toBeInstanceOf(NdiDownloadError);
    expect(error).toMatchObject({
      status: 404,
      message: expect.stringMatching(`${other}.*not found`),
    });
    const result = await tryDownloadDataset(cloud.client, other, { outputPath });
    expect(result).toMatchObject({
      success: false,
      dataset: undefined,
      message: expect.stringContaining(other),
    });
    expect(await readdir(outputPath)).toEqual([]);
  });

  it("goes on where it was stopped: at any request, nothing is lost and nothing asked for twice", async () => {
    const complete = await filled();
    const options = { mode: "local", chunkSize: 3 } as const;
    const whole = await scratchFolder();
    await downloadDataset(complete.client, datasetId, { ...options, outputPath: whole });
    const expected = (await filesBelow(whole)).length;
    const count = complete.requests.length;
    for (let at = 2; at <= count; at += 3) {
      const cloud = await filled();
      const outputPath = await scratchFolder();
      const stop = new AbortController();
      cloud.fault = () => {
        if (cloud.requests.length === at) stop.abort();
        return undefined;
      };
      const { signal } = stop;
      const first = downloadDataset(cloud.client, datasetId, { ...options, outputPath, signal });
      expect(await rejection(first)).toMatchObject({ kind: "abort" });
      expect((await filesBelow(outputPath)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      cloud.fault = undefined;
      const written = (await filesBelow(outputPath)).filter((name) => name.includes("/documents/"));
      const done = new Set(cloud.lines("GET storage/file/").slice(0, -1));
      const before = cloud.requests.length;
      const dataset = await downloadDataset(cloud.client, datasetId, { ...options, outputPath });
      expect(await dataset.allDocuments()).toHaveLength(11);
      expect(await filesBelow(outputPath)).toHaveLength(expected);
      const again = cloud.requests.slice(before).filter(({ line }) => done.has(line));
      expect(again).toEqual([]);
      const archives = cloud.requests
        .slice(before)
        .filter(({ line }) => /bulk-download$/.test(line));
      expect(archives).toHaveLength(Math.max(0, Math.ceil((10 - written.length) / 3)));
    }
  });

  it("fetches all documents anew when the last run was complete", async () => {
    const cloud = await filled();
    const outputPath = await scratchFolder();
    const dataset = await downloadDataset(cloud.client, datasetId, { outputPath });
    await writeFile(join(dataset.path, ".ndi/documents/d1.json"), '{"base":{"id":"d1"},"old":1}');
    await downloadDataset(cloud.client, datasetId, { outputPath });
    expect(await dataset.documents.get("d1")).not.toHaveProperty("old");
    expect(await dataset.documents.ids()).toHaveLength(11);
  });

  it("writes nothing for an archive that is not safe", async () => {
    const cloud = await filled();
    const outputPath = await scratchFolder();
    cloud.fault = ({ line }) =>
      line.startsWith("GET storage/archive") ? new Response("<html>") : undefined;
    const error = await rejection(
      downloadDataset(cloud.client, datasetId, { outputPath, clock: cloud.clock }),
    );
    expect(error).toMatchObject({ code: "DAMAGED" });
    expect(await filesBelow(outputPath)).toEqual([`${datasetId}/.ndi/sync/download.json`]);
  });
});
