/** Documents: added, listed, read, replaced, deleted, counted. */
import { describe, expect, it } from "vitest";
import {
  bareDocument,
  documentBody,
  NdiApiError,
  type NdiDocument,
  NdiNotFoundError,
  NdiServerError,
  NdiValidationError,
  ndiIdOf,
} from "../../src/ndi-cloud/index.js";
import { documentPage, ferret, ids, unknownDataset } from "./support/answers.js";
import { collect, givenAda, rejection } from "./support/given.js";

const path = `/datasets/${ids.dataset}/documents`;
const created = { status: 201, json: { id: ids.document } };

/** The guide's document. */
const guideDocument = {
  base: { id: "unique_ndi_doc_id_12345", session_id: "session_001", type: "ndi.probe.timeseries" },
  definition: { name: "Recording Probe 1", reference: "Probe in V1, depth 500um" },
  files: {
    file_list: ["recording_001.dat"],
    file_info: [{ name: "recording_001.dat", size: 1_048_576, type: "binary" }],
  },
  properties: { sampling_rate: 30_000, num_channels: 64, duration_seconds: 600 },
} satisfies NdiDocument;

describe("add", () => {
  it("sends the bare document as it is [NDI-057, NDI-058, NDI-059, NDI-060, NDI-061, NDI-062, NDI-063, NDI-064]", async () => {
    const { client, fetch, sent } = givenAda([created]);
    await client.documents.add(ids.dataset, guideDocument);
    expect(sent()).toEqual([`POST ${path}`]);
    expect(fetch.last.text).toBe(JSON.stringify(guideDocument));
  });

  it("takes the guide's wrapper off, and nothing else [NDI-057]", async () => {
    const { client, fetch } = givenAda([created, created]);
    await client.documents.add(ids.dataset, { document_properties: guideDocument });
    expect(fetch.last.json).toEqual(guideDocument);
    const both = { document_properties: { a: 1 }, base: { id: "b" } };
    await client.documents.add(ids.dataset, both);
    expect(fetch.last.json).toEqual(both);
    expect(bareDocument({ document_properties: "text" })).toEqual({ document_properties: "text" });
  });

  it("sends numbers that are not finite as texts [NDI-064, NDI-167]", async () => {
    const { client, fetch } = givenAda([created]);
    const gains = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1];
    await client.documents.add(ids.dataset, { probe: { gains } });
    expect(fetch.last.json).toEqual({
      probe: { gains: ["__NDI__NaN__", "__NDI__Infinity__", "__NDI__-Infinity__", 1] },
    });
  });

  it("of what is no document rejects, and sends nothing [NDI-066]", async () => {
    const { client, fetch } = givenAda([]);
    // What JavaScript lets people write.
    const nothing = undefined as unknown as NdiDocument;
    expect(await rejection(client.documents.add(ids.dataset, nothing))).toBeInstanceOf(
      NdiValidationError,
    );
    expect(fetch.count).toBe(0);
  });

  it.each(["id", "_id"])("answers the id that came as `%s` [NDI-065]", async (name) => {
    const { client } = givenAda([{ json: { [name]: ids.document } }]);
    expect((await client.documents.add(ids.dataset, {})).id).toBe(ids.document);
  });

  it("that fails throws, and is never repeated: it would be there twice [NDI-066]", async () => {
    const { client, fetch } = givenAda([{ status: 400, json: { message: "no" } }, { status: 503 }]);
    const error = await rejection(client.documents.add(ids.dataset, {}));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error.message).toBe("no");
    await rejection(client.documents.add(ids.dataset, {}));
    expect(fetch.count).toBe(2);
  });
});

describe("list", () => {
  it("takes page and page size: 50 unless told otherwise [NDI-067]", async () => {
    const { client, sent } = givenAda([documentPage(0), documentPage(0)]);
    await client.documents.list(ids.dataset);
    await client.documents.list(ids.dataset, { page: 2, pageSize: 10 });
    expect(sent()).toEqual([`GET ${path}?page=1&pageSize=50`, `GET ${path}?page=2&pageSize=10`]);
    const large = client.documents.list(ids.dataset, { pageSize: 1_001 });
    expect(await rejection(large)).toBeInstanceOf(NdiValidationError);
  });

  it("has its documents with their class [NDI-068, NDI-070]", async () => {
    const { client } = givenAda([documentPage(2)]);
    const { documents } = await client.documents.list(ids.dataset);
    expect(documents).toHaveLength(2);
    expect(documents[0]?.className).toBe("probe");
    expect(documents[0]?.id).toBe("66f0c0ffee00000000000001");
  });

  it("finds NDI ids wherever the server put them [NDI-069]", () => {
    expect(ndiIdOf({ ndiId: "a", base: { id: "b" } })).toBe("a");
    expect(ndiIdOf({ ndiId: "", base: { id: "b" } })).toBe("b");
    expect(ndiIdOf({ data: { base: { id: "c" } } })).toBe("c");
    expect(ndiIdOf({ id: "cloud" })).toBeUndefined();
  });

  it("of an unknown dataset is a not-found error [NDI-170]", async () => {
    const { client } = givenAda([unknownDataset]);
    const error = await rejection(client.documents.list(ids.dataset));
    expect(error).toBeInstanceOf(NdiNotFoundError);
    expect(error.message).toBe("Dataset not found");
  });

  it("of deleted documents is one of its own [NDI-155]", async () => {
    const { client, sent } = givenAda([documentPage(1), documentPage(1)]);
    await client.documents.listDeleted(ids.dataset);
    expect(await collect(client.documents.listAllDeleted(ids.dataset))).toHaveLength(1);
    expect(sent()).toEqual([
      `GET ${path}/deleted?page=1&pageSize=50`,
      `GET ${path}/deleted?page=1&pageSize=1000`,
    ]);
  });
});

describe("all documents", () => {
  it("end with a page that is not full: no total is reliable [NDI-159]", async () => {
    const { client, sent } = givenAda([documentPage(2), documentPage(2, 3), documentPage(0)]);
    const found = await collect(client.documents.listAll(ids.dataset, { pageSize: 2 }));
    expect(found.map(({ ndiId }) => ndiId)).toEqual(["ndi_1", "ndi_2", "ndi_3", "ndi_4"]);
    expect(sent()).toHaveLength(3);
  });

  it("are asked for a thousand at a time; a server with smaller pages says so [NDI-159]", async () => {
    const small = { json: { ...documentPage(2).json, pageSize: 2 } };
    const { client, sent } = givenAda([small, documentPage(1, 3)]);
    expect(await collect(client.documents.listAll(ids.dataset))).toHaveLength(3);
    expect(sent()[0]).toBe(`GET ${path}?page=1&pageSize=1000`);
  });

  it("that come meanwhile are found where that is wanted, each once [NDI-159]", async () => {
    const { client, clock } = givenAda([
      documentPage(2),
      documentPage(1, 3),
      { json: { count: 4 } },
      documentPage(2, 3),
      documentPage(0),
      { json: { count: 4 } },
    ]);
    const walk = client.documents.listAll(ids.dataset, { pageSize: 2, checkForUpdates: true });
    expect((await collect(walk)).map(({ ndiId }) => ndiId)).toEqual([
      "ndi_1",
      "ndi_2",
      "ndi_3",
      "ndi_4",
    ]);
    expect(clock.waits).toEqual([5_000, 5_000]);
  });
});

describe("get", () => {
  it("answers the document with its body beside the id [NDI-071, NDI-072, NDI-073, NDI-074]", async () => {
    const { client, sent } = givenAda([{ json: { _id: ids.document, ...guideDocument } }]);
    const document = await client.documents.get(ids.dataset, ids.document);
    expect(sent()).toEqual([`GET ${path}/${ids.document}`]);
    expect(document.id).toBe(ids.document);
    expect(document.base).toMatchObject({
      id: guideDocument.base.id,
      type: "ndi.probe.timeseries",
    });
    expect(document.files?.file_list ?? []).toEqual(["recording_001.dat"]);
    expect(documentBody(document)).toEqual(guideDocument);
  });

  it("may have no files, and keeps single things single [NDI-074]", async () => {
    const files = { file_info: { name: "rec.dat", locations: { uid: "u" } } };
    const { client } = givenAda([{ json: { id: "a" } }, { json: { id: "b", files } }]);
    expect((await client.documents.get(ids.dataset, "a")).files?.file_list ?? []).toEqual([]);
    expect((await client.documents.get(ids.dataset, "b")).files).toEqual(files);
  });

  it("of an unknown document, or by an NDI id, is an error by status [NDI-171]", async () => {
    const { client } = givenAda([
      { status: 404, json: { message: "Document not found" } },
      ...Array(3).fill({ status: 500, json: { message: "Cast to ObjectId failed" } }),
    ]);
    expect(await rejection(client.documents.get(ids.dataset, ids.document))).toBeInstanceOf(
      NdiNotFoundError,
    );
    const error = await rejection(client.documents.get(ids.dataset, "412693bb_40cf"));
    expect(error).toBeInstanceOf(NdiServerError);
    expect(error.message).toBe("Cast to ObjectId failed");
  });

  it("makes numbers of the texts that stand for them [NDI-167]", async () => {
    const body = { id: "a", probe: { gain: "__NDI__NaN__", name: "NaN" } };
    const { client } = givenAda([{ json: body }]);
    const document = await client.documents.get(ids.dataset, "a");
    expect(document.probe).toEqual({ gain: Number.NaN, name: "NaN" });
    const raw = givenAda([{ json: body }], { rehydrateNonFinite: false });
    expect(await raw.client.documents.get(ids.dataset, "a")).toEqual(body);
  });
});

describe("update", () => {
  it("is POST with the whole body, and reads an answer that is JSON within JSON [NDI-075]", async () => {
    const answer = JSON.stringify({ _id: ids.document, ...guideDocument });
    const { client, fetch, sent } = givenAda([{ json: answer }]);
    const wrapped = { document_properties: guideDocument };
    const document = await client.documents.update(ids.dataset, ids.document, wrapped);
    expect(sent()).toEqual([`POST ${path}/${ids.document}`]);
    expect(fetch.last.json).toEqual(guideDocument);
    expect(document).toMatchObject({ id: ids.document, base: { session_id: "session_001" } });
  });
});

describe("delete", () => {
  it("is for a week from now, unless told otherwise; 504 counts as accepted [NDI-076]", async () => {
    const { client, sent } = givenAda([{ json: { message: "m" } }, { status: 504 }]);
    expect(await client.documents.delete(ids.dataset, ids.document)).toEqual({ message: "m" });
    const late = await client.documents.delete(ids.dataset, ids.document, { when: "24h" });
    expect(late.unconfirmed).toBe(true);
    expect(sent()).toEqual([
      `DELETE ${path}/${ids.document}?when=7d`,
      `DELETE ${path}/${ids.document}?when=24h`,
    ]);
  });

  it("takes many at once, in a list also for one [NDI-158]", async () => {
    const { client, fetch, sent } = givenAda([
      { json: { message: "Documents deleted" } },
      { status: 204 },
    ]);
    await client.documents.bulkDelete(ids.dataset, [ids.document], { when: "now" });
    expect(fetch.last.json).toEqual({ documentIds: [ids.document], when: "now" });
    await client.documents.bulkDelete(ids.dataset, ["a", "b"]);
    expect(fetch.last.json).toEqual({ documentIds: ["a", "b"], when: "7d" });
    await client.documents.bulkDelete(ids.dataset, []);
    expect(sent()).toEqual([`POST ${path}/bulk-delete`, `POST ${path}/bulk-delete`]);
  });
});

describe("many documents", () => {
  const fetched = {
    json: { documents: [{ id: ids.document, ndiId: "n", data: guideDocument }] },
  };

  it("are fetched with their bodies [NDI-158]", async () => {
    const { client, fetch, sent } = givenAda([fetched]);
    const [document] = await client.documents.bulkFetch(ids.dataset, [ids.document]);
    expect(sent()).toEqual([`POST ${path}/bulk-fetch`]);
    expect(fetch.last.json).toEqual({ documentIds: [ids.document] });
    expect(documentBody(document ?? {})).toEqual(guideDocument);
  });

  it("are repeated after a failure: fetching changes nothing [NDI-158, NDI-118]", async () => {
    const { client, fetch } = givenAda([{ status: 502 }, fetched]);
    await client.documents.bulkFetch(ids.dataset, [ids.document]);
    expect(fetch.count).toBe(2);
  });

  it.each([[[]], [Array(501).fill(ids.document)], [["ndi_1"]]])(
    "are not asked for by lists that the server refuses [NDI-158]",
    async (list) => {
      const { client, fetch } = givenAda([]);
      const asked = client.documents.bulkFetch(ids.dataset, list);
      expect(await rejection(asked)).toBeInstanceOf(NdiValidationError);
      expect(fetch.count).toBe(0);
    },
  );

  it("have addresses for archives, both ways", async () => {
    const { client, fetch, sent } = givenAda([
      { json: { url: "https://bucket.test/up" } },
      { json: { uploadUrl: "https://bucket.test/down" } },
      { json: { url: "https://bucket.test/all" } },
    ]);
    expect((await client.documents.requestBulkUpload(ids.dataset)).url).toMatch("/up");
    expect(fetch.last.text).toBe("");
    expect((await client.documents.requestBulkDownload(ids.dataset, ["a"])).url).toMatch("/down");
    expect(fetch.last.json).toEqual({ documentIds: ["a"] });
    await client.documents.requestBulkDownload(ids.dataset);
    expect(fetch.last.json).toEqual({ documentIds: [] });
    expect(sent()).toEqual([
      `POST ${path}/bulk-upload`,
      `POST ${path}/bulk-download`,
      `POST ${path}/bulk-download`,
    ]);
  });
});

describe("count", () => {
  const counted = `/datasets/${ids.dataset}/document-count`;

  it("is counted afresh, deleted ones included where that is wanted [NDI-056]", async () => {
    const { client, sent } = givenAda([{ json: { count: 2 } }, { json: { count: 3 } }]);
    expect(await client.documents.count(ids.dataset)).toBe(2);
    expect(await client.documents.count(ids.dataset, { includeDeleted: true })).toBe(3);
    expect(sent()).toEqual([`GET ${counted}`, `GET ${counted}?includeDeleted=true`]);
  });

  it("is the dataset's own number where counting fails [NDI-056]", async () => {
    const { client, sent } = givenAda([...Array(3).fill({ status: 504 }), { json: ferret }]);
    expect(await client.documents.count(ids.dataset)).toBe(1);
    expect(sent().at(-1)).toBe(`GET /datasets/${ids.dataset}`);
  });

  it("fails where nobody knows, and where the caller may not [NDI-056]", async () => {
    const { client } = givenAda([
      ...Array(3).fill({ status: 500, json: { message: "too large" } }),
      { json: { _id: "a", name: "n" } },
    ]);
    expect((await rejection(client.documents.count(ids.dataset))).message).toBe("too large");
    const refused = givenAda([{ status: 403 }]);
    expect((await rejection(refused.client.documents.count(ids.dataset))).status).toBe(403);
  });

  it("by class is a table [NDI-158]", async () => {
    const table = { totalDocuments: 4, classCounts: { subject: 1, probe: 2, unknown: 1 } };
    const { client, sent } = givenAda([{ json: table }]);
    expect((await client.documents.classCounts(ids.dataset)).classCounts).toEqual(
      table.classCounts,
    );
    expect(sent()).toEqual([`GET /datasets/${ids.dataset}/document-class-counts`]);
  });
});

describe("duplicates", () => {
  const listed = {
    json: {
      documents: [
        { id: "c", ndiId: "same" },
        { id: "a", ndiId: "same" },
        { id: "b", ndiId: "same" },
        { id: "d", name: "twin" },
        { id: "e", name: "twin" },
        { id: "f", ndiId: "single", name: "twin" },
        { id: "g" },
        { id: "h" },
      ],
    },
  };

  it("are found by NDI id, else by name; the smallest id stays [NDI-165]", async () => {
    const { client, fetch } = givenAda([listed]);
    const { groups, deletedIds } = await client.documents.findDuplicates(ids.dataset);
    const shown = groups.map(({ kept, duplicates }) => [kept.id, duplicates.map(({ id }) => id)]);
    expect(shown).toEqual([
      ["a", ["b", "c"]],
      ["d", ["e"]],
    ]);
    expect(deletedIds).toEqual([]);
    expect(fetch.count).toBe(1);
  });

  it("are deleted on demand, a thousand at a time [NDI-165]", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      id: `x${1_000 + index}`,
      ndiId: "n",
    }));
    const more = Array.from({ length: 2 }, (_, index) => ({ id: `y${index}`, ndiId: "n" }));
    const deleted = { json: { message: "m" } };
    const { client, fetch } = givenAda([
      { json: { documents: many } },
      { json: { documents: more } },
      deleted,
      deleted,
    ]);
    const { deletedIds } = await client.documents.findDuplicates(ids.dataset, { delete: true });
    expect(deletedIds).toHaveLength(1_001);
    expect(deletedIds).not.toContain("x1000");
    const sizes = fetch.requests.slice(2).map(({ json }) => {
      // What this client sends to this route.
      const { documentIds, when } = json as { documentIds: string[]; when: string };
      return [documentIds.length, when];
    });
    expect(sizes).toEqual([
      [1_000, "7d"],
      [1, "7d"],
    ]);
  });
});
