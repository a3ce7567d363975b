import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  addDocumentFromFile,
  documentDifference,
  downloadGenericFiles,
  LocalDataset,
  validateSync,
} from "../../../src/ndi-cloud/node/index.js";
import { readZip } from "../../../src/ndi-cloud/node/zip-reader.js";
import { rejection } from "../../support/rejection.js";
import { createFakeCloud, datasetId, documentOf, type FakeCloud, json } from "./fake-cloud.js";
import { scratchFolder } from "./scratch-folder.js";

describe("comparing both sides", () => {
  const given = async (): Promise<{ cloud: FakeCloud; dataset: LocalDataset; link: string }> => {
    const cloud = await createFakeCloud();
    const dataset = await LocalDataset.create(await scratchFolder());
    const link = await dataset.setLink({ datasetId, organizationId: undefined });
    for (const id of ["same", "other", "local", "gone"])
      await dataset.addDocument({ ...documentOf(id, ["u1"]), gain: Number.NaN });
    cloud.add({ ...documentOf("same"), gain: "__NDI__NaN__" });
    cloud.add({ ...documentOf("other"), gain: 2 });
    cloud.add(documentOf("remote"));
    cloud.add(documentOf("gone"));
    return { cloud, dataset, link };
  };

  it("tells which documents are where, by their ids alone [NDI-164]", async () => {
    const { cloud, dataset, link } = await given();
    expect(await documentDifference(cloud.client, dataset)).toEqual({
      localOnlyIds: [link, "local"].sort(),
      remoteOnlyIds: ["remote"],
      commonIds: ["gone", "other", "same"],
      ...{ numLocalOnly: 2, numRemoteOnly: 1, numCommon: 3 },
    });
    expect(cloud.lines("POST")).toEqual([]);
  });

  it("tells which documents are not the same, files and the server's ids apart [NDI-164]", async () => {
    const { cloud, dataset } = await given();
    let goneId = "";
    for (const { id, body } of cloud.documents.values())
      if ((body.base as { id: string }).id === "gone") goneId = id;
    const serial = ({ line }: { line: string }) =>
      line.endsWith(goneId) ? json({ error: "gone" }, 404) : undefined;
    cloud.fault = serial;
    const each = await validateSync(cloud.client, dataset, { comparison: "serial" });
    expect(each.mismatchDetails).toMatchObject([
      { ndiId: "gone", apiId: goneId, reason: "Failed to retrieve remote document." },
      { ndiId: "other", reason: "Document properties do not match." },
    ]);
    cloud.fault = ({ line }) => {
      if (line.endsWith("/bulk-download")) cloud.documents.delete(goneId);
      return undefined;
    };
    const bulk = await validateSync(cloud.client, dataset);
    expect(bulk.mismatchedIds).toEqual(["gone", "other"]);
    expect(bulk.mismatchDetails[0]?.reason).toBe(
      "Remote document could not be found in bulk download.",
    );
  });
});

describe("files under names for people", () => {
  const given = async (): Promise<FakeCloud> => {
    const cloud = await createFakeCloud();
    const names = { a: "../../notes.txt", b: "notes.txt", c: "", d: "raw.bin" };
    for (const [id, filename] of Object.entries(names))
      cloud.add({ ...documentOf(id, [`u${id}`]), generic_file: { filename } });
    cloud.add(documentOf("plain", ["ua"]));
    for (const id of ["a", "b", "c"]) cloud.files.set(`u${id}`, Buffer.from(id));
    return cloud;
  };

  it.each([
    ["original", ["b_notes.txt", "notes.txt", "uc.dat"]],
    ["id", ["a.txt", "b.txt", "c.dat"]],
    ["id_original", ["a_notes.txt", "b_notes.txt", "c_uc.dat"]],
  ] as const)("are named %s, inside the folder [NDI-151]", async (namingStrategy, expected) => {
    const cloud = await given();
    const folder = await scratchFolder();
    const zip = join(await scratchFolder(), "files.zip");
    const messages: string[] = [];
    const { files, skipped } = await downloadGenericFiles(
      ...([cloud.client, datasetId, ["a", "b", "c", "d", "plain", "none"], folder] as const),
      { namingStrategy, zip, clock: cloud.clock, onMessage: (text) => void messages.push(text) },
    );
    expect((await readdir(folder)).sort()).toEqual(expected);
    expect([...skipped.keys()].sort()).toEqual(["d", "none", "plain"]);
    expect(messages).toHaveLength(3);
    expect(await readFile(files.get("b") ?? "", "utf8")).toBe("b");
    const names: string[] = [];
    for await (const { name } of readZip(zip, () => true)) names.push(name);
    expect(names.sort()).toEqual(expected);
  });
});

describe("a document in a file", () => {
  it("is added as it is [NDI-166]", async () => {
    const cloud = await createFakeCloud();
    const path = join(await scratchFolder(), "document.json");
    await writeFile(
      path,
      '\uFEFF{"document_properties":{"base":{"id":"d1"},"gain":"__NDI__NaN__"}}',
    );
    const { id } = await addDocumentFromFile(cloud.client, datasetId, path);
    expect(cloud.documents.get(id)?.body).toEqual({ base: { id: "d1" }, gain: "__NDI__NaN__" });
    await writeFile(path, "[]");
    for (const wrong of [path, `${path}.none`])
      expect(await rejection(addDocumentFromFile(cloud.client, datasetId, wrong))).toMatchObject({
        name: "NdiConfigError",
      });
    expect(cloud.requests).toHaveLength(1);
  });
});
