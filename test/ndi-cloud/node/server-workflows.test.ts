/** The workflows against the whole server, over real connections. */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NdiCloudClient } from "../../../src/ndi-cloud/index.js";
import {
  downloadDataset,
  LocalDataset,
  newDataset,
  sync,
  uploadDocumentCollection,
  uploadFiles,
  uploadZip,
} from "../../../src/ndi-cloud/node/index.js";
import {
  hartLab,
  ines,
  type NdiCloudServer,
  startNdiCloudServer,
  writeZip,
} from "../../servers/ndi-cloud/index.js";
import { createLeapingClock } from "../../support/leaping-clock.js";
import { rejection } from "../../support/rejection.js";
import { documentOf } from "./fake-cloud.js";
import { scratchFolder } from "./scratch-folder.js";

const clientOf = (server: NdiCloudServer): NdiCloudClient =>
  new NdiCloudClient({
    ...{ baseUrl: server.baseUrl, token: server.state.tokenFor(ines.email) },
    ...{ organizationId: hartLab, env: {} },
  });

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
};

const folder = async (): Promise<LocalDataset> => {
  const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
  await dataset.addDocument(documentOf("d1", ["u1", "u2"]));
  await dataset.addDocument(documentOf("d2"));
  await writeFile(dataset.files.path("u1"), randomBytes(3_000_000));
  await writeFile(dataset.files.path("u2"), "volts");
  return dataset;
};

describe("from a folder to the server and back", () => {
  it("uploads a folder once, and its collection not again [NDI-176]", async () => {
    await using server = await startNdiCloudServer();
    const client = clientOf(server);
    const dataset = await folder();
    const datasetId = await newDataset(client, dataset);
    const documents = await dataset.allDocuments();
    const { success, report } = await uploadDocumentCollection(client, datasetId, documents, {
      onlyUploadMissing: true,
    });
    expect({ success, report }).toMatchObject({
      success: true,
      report: { uploadType: "none", manifest: [] },
    });
    const { id } = await client.datasets.create({ name: "by hand" });
    const sent = await uploadDocumentCollection(client, id, documents, { waitForIngest: true });
    expect(sent.report).toMatchObject({ uploadType: "batch", manifest: [{ length: 3 }] });
    expect(await client.documents.count(id)).toBe(3);
    expect((await uploadDocumentCollection(client, id, documents)).report.uploadType).toBe("none");
  });

  it.each(["local", "hybrid"] as const)(
    "downloads what was uploaded (%s) [NDI-177]",
    async (mode) => {
      await using server = await startNdiCloudServer();
      const client = clientOf(server);
      const dataset = await folder();
      const datasetId = await newDataset(client, dataset);
      const outputPath = await scratchFolder();
      const copy = await downloadDataset(client, datasetId, { mode, outputPath });
      const opened = await LocalDataset.open(copy.path);
      // The link came with the upload: none had to be added.
      expect(await opened.allDocuments()).toHaveLength(await client.documents.count(datasetId));
      expect(await opened.files.has("u1")).toBe(mode === "local");
      if (mode === "local")
        expect(await digestOf(opened.files.path("u1"))).toBe(
          await digestOf(dataset.files.path("u1")),
        );
      expect(await sync(client, opened, { mode: "twoWaySync", syncFiles: true })).toMatchObject({
        success: true,
        uploadedDocumentIds: [],
        downloadedDocumentIds: [],
      });
      expect(await opened.files.has("u1")).toBe(true);
    },
  );

  it("writes nothing of an archive that leads out of its folder", async () => {
    await using server = await startNdiCloudServer();
    const client = clientOf(server);
    const datasetId = await newDataset(client, await folder());
    for (const name of ["../../../escape.json", "/tmp/escape.json"]) {
      server.state.forgedArchives.push(writeZip([{ name, bytes: Buffer.from("[]") }]));
      const outputPath = await scratchFolder();
      const error = await rejection(downloadDataset(client, datasetId, { outputPath }));
      expect(error).toMatchObject({ name: "NdiDownloadError", code: "UNSAFE_ARCHIVE" });
      expect(await readdir(join(outputPath, datasetId, ".ndi/documents"))).toEqual([]);
      expect(await readdir(outputPath)).toEqual([datasetId]);
    }
  });

  it("says which document the server dropped, and sends it alone the next time", async () => {
    await using server = await startNdiCloudServer();
    const client = clientOf(server);
    const dataset = await folder();
    const clock = createLeapingClock();
    server.state.refusedNdiIds.add("d2");
    const error = await rejection(newDataset(client, dataset, { clock }));
    expect(error).toMatchObject({ name: "NdiUploadError", code: "INCOMPLETE" });
    expect((error as { details: { failed: unknown } }).details.failed).toEqual(["d2"]);
    server.state.refusedNdiIds.clear();
    const datasetId = await newDataset(client, dataset, { clock });
    expect(await client.documents.count(datasetId)).toBe(3);
    expect(server.state.datasets.size).toBe(1);
  });

  it("waits until an archive of files is unpacked, and says when it cannot be", async () => {
    await using server = await startNdiCloudServer();
    const client = clientOf(server);
    const database = await folder();
    const { id } = await client.datasets.create({ name: "jobs" });
    const files = [{ uid: "u1" }, { uid: "u2" }];
    const options = { database, waitForCompletion: true };
    expect(await uploadZip(client, id, files, options)).toMatchObject({
      ...{ success: true, uploaded: ["u1", "u2"] },
      jobIds: [expect.any(String)],
    });
    expect((await client.files.list(id)).every(({ uploaded }) => uploaded === true)).toBe(true);
    server.state.failingJobs.push("no space");
    expect(await uploadZip(client, id, files, options)).toMatchObject({
      ...{ success: false, uploadedCount: 0, notUploaded: ["u1", "u2"] },
      message: expect.stringContaining("no space"),
    });
  });

  it("sends large files as streams whose length the storage knows", async () => {
    await using server = await startNdiCloudServer();
    const client = clientOf(server);
    const dataset = await folder();
    const { id } = await client.datasets.create({ name: "streams" });
    const result = await uploadFiles(client, id, [{ uid: "u1" }], {
      ...{ database: dataset, clock: createLeapingClock() },
    });
    expect(result).toMatchObject({ success: true, message: "1 of 1 files uploaded" });
    const bytes = await client.files.downloadBytes(id, "u1");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      await digestOf(dataset.files.path("u1")),
    );
  });
});
