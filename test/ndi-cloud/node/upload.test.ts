import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NdiValidationError } from "../../../src/ndi-cloud/index.js";
import {
  LocalDataset,
  newDataset,
  scanForUpload,
  uploadDocumentCollection,
  uploadFiles,
  uploadZip,
} from "../../../src/ndi-cloud/node/index.js";
import { rejection } from "../../support/rejection.js";
import {
  createFakeCloud,
  datasetId,
  documentOf,
  once,
  organizationId,
  refusal,
} from "./fake-cloud.js";
import { scratchFolder } from "./scratch-folder.js";

const folderWith = async (
  documents: readonly Record<string, unknown>[],
  files: Readonly<Record<string, string>> = {},
): Promise<LocalDataset> => {
  const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
  for (const document of documents) await dataset.addDocument(document);
  for (const [uid, text] of Object.entries(files)) await writeFile(dataset.files.path(uid), text);
  return dataset;
};

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => documentOf(`d_${String(at).padStart(4, "0")}`));

const leftovers = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => /^ndi-(documents|files|archive)-/.test(name));

/** Scratch files of this test alone: others run at the same time. */
let scratch: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "ndi-cloud-"));
  vi.stubEnv("TMPDIR", scratch);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(scratch, { recursive: true, force: true });
});

describe("uploading documents", () => {
  it("sends one archive with all of them, and reports it [NDI-094, NDI-096, NDI-140]", async () => {
    const cloud = await createFakeCloud();
    const documents = [
      ...many(3),
      { document_properties: { base: { id: "x" }, gain: Number.NaN } },
    ];
    const { success, report } = await uploadDocumentCollection(cloud.client, datasetId, documents);
    expect(success).toBe(true);
    expect(report).toMatchObject({
      uploadType: "batch",
      manifest: [["d_0000", "d_0001", "d_0002", "x"]],
      status: ["success"],
    });
    expect([...cloud.documents.values()].at(-1)?.body).toEqual({
      base: { id: "x" },
      gain: "__NDI__NaN__",
    });
    expect(cloud.lines("PUT")).toEqual(["PUT storage/documents.zip"]);
  });

  it("sends no credentials to the storage, and its bytes as plain ones with their length", async () => {
    const cloud = await createFakeCloud();
    await uploadDocumentCollection(cloud.client, datasetId, many(1));
    const put = cloud.requests.find(({ line }) => line.startsWith("PUT"));
    expect(put?.headers.get("authorization")).toBeNull();
    expect(put?.headers.get("content-type")).toBe("application/octet-stream");
    expect(Number(put?.headers.get("content-length"))).toBeGreaterThan(0);
  });

  it("leaves out what the server has, and sends nothing when that is all [NDI-095]", async () => {
    const cloud = await createFakeCloud();
    cloud.add(documentOf("d_0000"));
    const { report } = await uploadDocumentCollection(cloud.client, datasetId, many(2));
    expect(report.manifest).toEqual([["d_0001"]]);
    const again = await uploadDocumentCollection(cloud.client, datasetId, many(2));
    expect(again).toMatchObject({ success: true, report: { uploadType: "none", manifest: [] } });
    await uploadDocumentCollection(cloud.client, datasetId, many(2), { onlyUploadMissing: false });
    expect(cloud.documents.size).toBe(4);
  });

  it("goes on after an archive that fails, and says which [NDI-098]", async () => {
    const cloud = await createFakeCloud();
    let puts = 0;
    cloud.fault = ({ line }) => {
      if (!line.startsWith("PUT")) return undefined;
      puts += 1;
      return puts <= 3 ? refusal(500, "InternalError") : undefined;
    };
    const options = { maxDocumentChunk: 2, clock: cloud.clock };
    const { success, report } = await uploadDocumentCollection(
      cloud.client,
      datasetId,
      many(4),
      options,
    );
    expect(success).toBe(false);
    expect(report.status).toEqual(["failure", "success"]);
    expect(report.errors).toMatchObject([{ index: 0, message: expect.stringContaining("500") }]);
    expect(cloud.clock.waits).toEqual([5_000, 5_000]);
    expect(cloud.documents.size).toBe(2);
    expect(await leftovers()).toEqual([]);
  });

  it("sends one by one where archives are not wanted; one of 1,000 that fails is the only one that is missing", async () => {
    const cloud = await createFakeCloud();
    let posts = 0;
    cloud.fault = ({ line }) => {
      if (line !== `POST /datasets/${datasetId}/documents`) return undefined;
      posts += 1;
      return posts === 500 ? new Response('{"error":"bad document"}', { status: 400 }) : undefined;
    };
    vi.stubEnv("NDI_CLOUD_UPLOAD_NO_ZIP", "Yes");
    const documents = many(1_000);
    const { success, report } = await uploadDocumentCollection(cloud.client, datasetId, documents);
    expect(success).toBe(false);
    expect(report.uploadType).toBe("serial");
    expect(report.manifest).toHaveLength(1_000);
    expect(report.status.filter((each) => each === "failure")).toHaveLength(1);
    expect(report.status[499]).toBe("failure");
    const again = await uploadDocumentCollection(cloud.client, datasetId, documents);
    expect(again.report.manifest).toEqual(["d_0499"]);
    expect(cloud.documents.size).toBe(1_000);
  });

  it("refuses an empty list before it sends anything", async () => {
    const cloud = await createFakeCloud();
    const error = await rejection(uploadDocumentCollection(cloud.client, datasetId, []));
    expect(error).toBeInstanceOf(NdiValidationError);
    expect(cloud.requests).toEqual([]);
  });

  it("stops with its signal, and leaves nothing in the temporary folder", async () => {
    const cloud = await createFakeCloud();
    const stop = new AbortController();
    cloud.fault = ({ line }) => {
      if (line.startsWith("PUT")) stop.abort();
      return undefined;
    };
    const { signal } = stop;
    const error = await rejection(
      uploadDocumentCollection(cloud.client, datasetId, many(3), { signal }),
    );
    expect(error).toMatchObject({ kind: "abort" });
    expect(await leftovers()).toEqual([]);
  });
});

describe("uploading files", () => {
  it("packs files by size, the first that fits first, named by their uids [NDI-087, NDI-088, NDI-089, NDI-142, NDI-174]", async () => {
    const cloud = await createFakeCloud();
    const database = await folderWith([], { a: "1234", b: "1234567", c: "123", d: "12345678901" });
    const files = ["a", "b", "c", "d"].map((uid) => ({ uid }));
    const result = await uploadZip(
      cloud.client,
      datasetId,
      [...files, { uid: "e", isUploaded: true }],
      {
        ...{ database, sizeLimitBytes: 10, totalSizeKb: 1 },
      },
    );
    expect(result).toMatchObject({ success: true, uploadedCount: 4, skipped: [] });
    expect(result.uploaded).toEqual(["a", "c", "b", "d"]);
    expect(cloud.lines("PUT")).toHaveLength(3);
    expect(result.jobIds).toHaveLength(3);
    expect(String(cloud.files.get("b"))).toBe("1234567");
  });

  it("tries an archive again after a pause, and asks for a fresh address when the old one is over", async () => {
    const cloud = await createFakeCloud();
    const database = await folderWith([], { a: "1" });
    cloud.fault = once("PUT", () => refusal(403, "AccessDenied"));
    const { clock } = cloud;
    const result = await uploadZip(cloud.client, datasetId, [{ uid: "a" }], { database, clock });
    expect(result.success).toBe(true);
    expect(
      new Set(cloud.requests.filter(({ line }) => line.startsWith("PUT")).map(({ url }) => url))
        .size,
    ).toBe(2);
    expect(clock.waits).toEqual([]);
    cloud.fault = once("PUT", () => refusal(503, "SlowDown"));
    await uploadZip(cloud.client, datasetId, [{ uid: "a" }], { database, clock });
    expect(clock.waits).toEqual([5_000]);
    expect(cloud.lines("GET").filter((line) => line.endsWith("/files/bulk"))).toHaveLength(3);
  });

  it("says how many were and were not uploaded, and what is not on disk [NDI-087, NDI-090]", async () => {
    const cloud = await createFakeCloud();
    const database = await folderWith([], { a: "12", b: "12", c: "12" });
    let puts = 0;
    cloud.fault = ({ line }) => {
      if (!line.startsWith("PUT")) return undefined;
      puts += 1;
      return puts === 1 ? undefined : refusal(500, "InternalError");
    };
    const messages: string[] = [];
    const entries = ["a", "missing", "b", "c"].map((uid) => ({ uid }));
    const result = await uploadZip(cloud.client, datasetId, entries, {
      ...{ database, sizeLimitBytes: 2, clock: cloud.clock },
      onMessage: (message) => void messages.push(message),
    });
    expect(result).toMatchObject({ success: false, uploadedCount: 1, notUploaded: ["b", "c"] });
    expect(result.skipped).toEqual(["missing"]);
    expect(result.message).toMatch(
      /^1 of 4 files uploaded; 2 not uploaded: .*500.*; not on disk: missing$/,
    );
    expect(messages).toEqual(["File missing is not on disk"]);
    await uploadZip(cloud.client, datasetId, [{ uid: "missing" }], {
      ...{ database, verbose: false, onMessage: (message: string) => void messages.push(message) },
    });
    expect(messages).toHaveLength(1);
    expect(result.message + String(result.error)).not.toContain("secret-");
    expect(await leftovers()).toEqual([]);
  });

  it("sends files one by one, as streams of their length, with progress", async () => {
    const cloud = await createFakeCloud();
    const database = await folderWith([], { "a/1": "x".repeat(200_000) });
    const seen: (number | undefined)[] = [];
    const result = await uploadFiles(cloud.client, datasetId, [{ uid: "a/1" }], {
      database,
      onProgress: ({ bytes, totalBytes }) => void (totalBytes === 200_000 && seen.push(bytes)),
    });
    expect(result.success).toBe(true);
    expect(cloud.files.get("a/1")?.byteLength).toBe(200_000);
    expect(seen.at(-1)).toBe(200_000);
    expect(seen.length).toBeGreaterThan(1);
  });
});

describe("a folder that becomes a dataset", () => {
  it("makes the dataset, links the folder, and uploads all; a second run uploads nothing [NDI-092]", async () => {
    const cloud = await createFakeCloud();
    const dataset = await folderWith([documentOf("d1", ["u1"]), documentOf("d2")], { u1: "volts" });
    const { clock } = cloud;
    expect(await newDataset(cloud.client, dataset, { clock })).toBe(datasetId);
    expect(await dataset.link()).toEqual({ datasetId, organizationId });
    expect(cloud.dataset.name).toBe("ferret");
    expect(cloud.documents.size).toBe(3);
    expect([...cloud.files.keys()]).toEqual(["u1"]);
    const before = cloud.lines("PUT").length;
    expect(await newDataset(cloud.client, dataset, { clock })).toBe(datasetId);
    expect(cloud.lines("PUT")).toHaveLength(before);
    expect(cloud.lines("POST /organizations")).toHaveLength(1);
    const documents = await dataset.allDocuments();
    const again = await uploadDocumentCollection(cloud.client, datasetId, documents);
    expect(again.report.uploadType).toBe("none");
  });

  it("goes on where it was stopped: nothing is lost, nothing doubled", async () => {
    const cloud = await createFakeCloud();
    const dataset = await folderWith(many(20).concat(documentOf("z", ["u1"])), { u1: "volts" });
    const stop = new AbortController();
    // The archive is with the server, which has not unpacked it, when the process ends.
    cloud.unpackingLooks = 4;
    let puts = 0;
    cloud.fault = ({ line }) => {
      if (line.startsWith("PUT")) puts += 1;
      else if (puts > 0) stop.abort();
      return undefined;
    };
    const { clock } = cloud;
    const { signal } = stop;
    expect(await rejection(newDataset(cloud.client, dataset, { clock, signal }))).toMatchObject({
      kind: "abort",
    });
    cloud.fault = undefined;
    await newDataset(cloud.client, dataset, { clock });
    const ids = [...cloud.documents.values()].map(({ body }) => (body.base as { id: string }).id);
    expect(ids).toHaveLength(22);
    expect(new Set(ids).size).toBe(22);
    expect(cloud.files.size).toBe(1);
  });

  it("tells what is left to upload [NDI-173]", async () => {
    const cloud = await createFakeCloud();
    const series = {
      base: { id: "d1" },
      files: {
        file_list: ["part#", "notes.txt"],
        file_info: [
          { name: "part1", locations: { uid: "u1" } },
          { name: "part12", locations: [{ uid: "u2" }] },
          { name: "part", locations: [{ uid: "u3" }] },
        ],
      },
    };
    const dataset = await folderWith([series, documentOf("d2", ["u4"])], {
      u1: "x".repeat(1024),
      u2: "y".repeat(512),
    });
    cloud.add(documentOf("d2"));
    cloud.files.set("u1", Buffer.from("x"));
    const scan = await scanForUpload(cloud.client, dataset, { datasetId });
    expect(scan.documents).toEqual([
      { docId: "d1", isUploaded: false },
      { docId: "d2", isUploaded: true },
    ]);
    expect(scan.files.map(({ uid, isUploaded, bytes }) => [uid, isUploaded, bytes])).toEqual([
      ["u1", true, 1024],
      ["u2", false, 512],
      ["u4", false, 0],
    ]);
    expect(scan.totalSizeKb).toBe(0.5);
    const requests = cloud.requests.length;
    expect((await scanForUpload(cloud.client, dataset)).totalSizeKb).toBe(1.5);
    expect(cloud.requests).toHaveLength(requests);
    await mkdir(join(dataset.path, "more"));
  });
});
