/** Documents, archives of them and queries, from first to last, by the client. */
import {
  NdiApiError,
  NdiCloudClient,
  NdiNotFoundError,
  NdiQuery,
  NdiServerError,
} from "clientwright/ndi-cloud";
import { describe, expect, it } from "vitest";
import { collect } from "../ndi-cloud/support/given.js";
import { hartLab, ines, readZip, writeZip } from "../servers/ndi-cloud/index.js";
import { rejection } from "../support/rejection.js";
import { given, lines } from "./support/ndi-cloud.js";

/** A document of class `probe`. */
const probe = (id: string, more: object = {}) => ({
  base: { id, name: `probe ${id}` },
  document_class: { class_name: "probe", superclasses: [{ definition: "$PATH/base.json" }] },
  ...more,
});

describe("the guide's round trip", () => {
  it("makes a dataset, adds a document, reads both and deletes, by the environment's token [NDI-130] [NDI-131] [NDI-132] [NDI-133] [NDI-134] [NDI-135]", async () => {
    const { server, prism, clock } = await given();
    const env = {
      NDI_CLOUD_TOKEN: server.state.tokenFor(ines.email),
      NDI_CLOUD_ORGANIZATION_ID: hartLab,
    };
    const client = NdiCloudClient.fromEnv({ env, baseUrl: prism.url, clock });
    const { id } = await client.datasets.create({ name: "Test Dataset" });
    const wrapped = { document_properties: { base: { id: "test_doc_001", type: "test" } } };
    const added = await client.documents.add(id, wrapped);
    expect((await client.datasets.get(id)).documentCount).toBe(1);
    const read = await client.documents.get(id, added.id);
    expect(read).toMatchObject({ id: added.id, base: { id: "test_doc_001", type: "test" } });
    await client.datasets.delete(id);
    expect(await rejection(client.datasets.get(id))).toBeInstanceOf(NdiNotFoundError);
    expect(lines(server)).toEqual([
      `POST /organizations/${hartLab}/datasets`,
      `POST /datasets/${id}/documents`,
      `GET /datasets/${id}`,
      `GET /datasets/${id}/documents/${added.id}`,
      `DELETE /datasets/${id}?when=7d`,
      `GET /datasets/${id}`,
    ]);
  });
});

describe("a document", () => {
  it("is added, listed in short, read whole, replaced and deleted [NDI-057] [NDI-069] [NDI-070] [NDI-137]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const added = await client.documents.add(id, probe("41a0_1", { gain: 3 }));
    const { documents } = await client.documents.list(id);
    expect(documents).toEqual([
      { id: added.id, ndiId: "41a0_1", name: "probe 41a0_1", className: "probe" },
    ]);
    expect(await client.documents.get(id, added.id)).toMatchObject({ gain: 3 });
    await client.documents.update(id, added.id, probe("41a0_1"));
    expect(await client.documents.get(id, added.id)).not.toHaveProperty("gain");
    await client.documents.delete(id, added.id);
    expect((await client.documents.list(id)).documents).toEqual([]);
    expect((await client.documents.listDeleted(id)).documents).toMatchObject([{ id: added.id }]);
    expect(await client.documents.count(id, { includeDeleted: true })).toBe(1);
  });

  it("keeps numbers that are not finite, there and back [NDI-064] [NDI-167]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const dataset = server.state.addDataset();
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.5];
    const { id } = await client.documents.add(dataset.id, { properties: { values } });
    const stored = { values: ["__NDI__NaN__", "__NDI__Infinity__", "__NDI__-Infinity__", 1.5] };
    expect(dataset.documents.get(id)?.body).toEqual({ properties: stored });
    expect((await client.documents.get(dataset.id, id)).properties).toEqual({ values });
  });

  it("is told apart from what is not there, by every status that says so [NDI-170] [NDI-171]", async () => {
    const { as, server, prism } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const nowhere = "5f1a0b2c3d4e5f6071829fff";
    expect(await rejection(client.documents.list(nowhere))).toBeInstanceOf(NdiNotFoundError);
    expect(await rejection(client.documents.get(id, nowhere))).toBeInstanceOf(NdiNotFoundError);
    const cast = await rejection(client.documents.get(id, "41a0_1"));
    expect(cast).toBeInstanceOf(NdiServerError);
    // The document states the form of ids: an NDI id is a departure of the question.
    expect(prism.takeViolations().every(({ side }) => side === "request")).toBe(true);
  });

  it("is counted by class, fetched and deleted with others [NDI-056] [NDI-158]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const dataset = server.state.addDataset();
    const bodies = [probe("41a0_1"), probe("41a0_2"), {}];
    const ids = bodies.map((body) => server.state.addDocument(dataset, body).id);
    const { id } = dataset;
    const counts = await client.documents.classCounts(id);
    expect(counts.classCounts).toEqual({ probe: 2, unknown: 1 });
    const fetched = await client.documents.bulkFetch(id, ids);
    expect(fetched.map(({ data }) => data)).toEqual(bodies);
    await client.documents.bulkDelete(id, ids.slice(1));
    expect(await client.documents.count(id)).toBe(1);
  });

  it("is there twice when it was sent twice; copies are found, and deleted on demand [NDI-165]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    for (const ndiId of ["41a0_1", "41a0_2", "41a0_1"])
      await client.documents.add(id, probe(ndiId));
    const { groups } = await client.documents.findDuplicates(id);
    expect(groups.map(({ kept, duplicates }) => [kept.ndiId, duplicates.length])).toEqual([
      ["41a0_1", 1],
    ]);
    expect(await client.documents.count(id)).toBe(3);
    const { deletedIds } = await client.documents.findDuplicates(id, { delete: true });
    expect(deletedIds).toHaveLength(1);
    const left = await collect(client.documents.listAll(id));
    expect(left.map(({ ndiId }) => ndiId).toSorted()).toEqual(["41a0_1", "41a0_2"]);
  });
});

describe("lists of documents", () => {
  it("have no total, and end with a page that is not full [NDI-159]", async () => {
    const { as, server } = await given();
    const dataset = server.state.addDataset();
    for (const id of ["1", "2", "3", "4"]) server.state.addDocument(dataset, probe(id));
    const walked = await collect(as(ines).documents.listAll(dataset.id, { pageSize: 2 }));
    expect(walked.map(({ ndiId }) => ndiId)).toEqual(["1", "2", "3", "4"]);
    expect(lines(server).map((line) => line.split("?")[1])).toEqual([
      "page=1&pageSize=2",
      "page=2&pageSize=2",
      "page=3&pageSize=2",
    ]);
  });
});

describe("archives of documents", () => {
  it("go to the storage without our credentials, and are there some time later", async () => {
    const { as, server, clock } = await given({ ingestDelayMs: 3_000 });
    const client = as(ines);
    const { id } = server.state.addDataset();
    const { url } = await client.documents.requestBulkUpload(id);
    const list = Buffer.from(JSON.stringify([probe("41a0_1"), probe("41a0_2")]));
    await client.files.put(url, writeZip([{ name: "set.json", bytes: list }]));
    expect(await client.documents.count(id)).toBe(0);
    clock.advance(3_000);
    expect(await client.documents.count(id)).toBe(2);
    expect(
      server.storage.requests.map(({ method, headers }) => [method, headers.authorization]),
    ).toEqual([["PUT", undefined]]);
  });

  it("are waited for when they are asked for", async () => {
    const { as, server, clock } = await given({ archiveDelayMs: 2_000 });
    const client = as(ines);
    const dataset = server.state.addDataset();
    for (const id of ["1", "2", "3"]) server.state.addDocument(dataset, probe(id));
    const { url } = await client.documents.requestBulkDownload(dataset.id);
    expect(await rejection(client.files.open(url))).toMatchObject({ status: 404 });
    clock.advance(2_000);
    const { stream } = await client.files.open(url);
    const archive = Buffer.from(await new Response(stream).arrayBuffer());
    const [entry] = readZip(archive);
    const found: unknown = JSON.parse(Buffer.from(entry?.bytes ?? []).toString());
    expect(found).toMatchObject([probe("1"), probe("2"), probe("3")]);
  });
});

describe("queries", () => {
  it("find by all conditions, in the datasets that are named [NDI-150]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const [first, second] = [server.state.addDataset(), server.state.addDataset()];
    const depth = (value: number) => ({ probe: { depth: value } });
    server.state.addDocument(first, probe("1", depth(100)));
    server.state.addDocument(first, probe("2", depth(900)));
    server.state.addDocument(second, probe("3", depth(900)));
    server.state.addDocument(second, { base: { id: "4", name: "V1" }, tags: ["a"] });
    const deep = NdiQuery.isa("base").and(NdiQuery.field("probe.depth").gt(500));
    const ask = async (scope: readonly string[], query: NdiQuery) =>
      (await client.search.queryAll(scope, query)).map(({ ndiId }) => ndiId);
    const both = [first.id, second.id];
    expect(await ask(both, deep)).toEqual(["2", "3"]);
    expect(await ask([first.id], deep)).toEqual(["2"]);
    const named = NdiQuery.field("base.name").contains("V1");
    expect(await ask(both, deep.or(named))).toEqual(["2", "3", "4"]);
    expect(await ask(both, NdiQuery.isa("probe").not())).toEqual(["4"]);
    expect(await ask(both, NdiQuery.field("tags").hasMember("a"))).toEqual(["4"]);
  });

  it("need two requests for 1,500 documents [NDI-159]", async () => {
    const { as, server } = await given();
    const dataset = server.state.addDataset();
    for (let id = 1; id <= 1_500; id += 1) server.state.addDocument(dataset, probe(String(id)));
    const found = await as(ines).search.queryAll([dataset.id], NdiQuery.isa("probe"));
    expect(new Set(found.map(({ ndiId }) => ndiId)).size).toBe(1_500);
    expect(lines(server)).toEqual([
      "POST /ndiquery?page=1&pageSize=1000",
      "POST /ndiquery?page=2&pageSize=1000",
    ]);
  });

  it("are refused by the server with its own words", async () => {
    const { as, server } = await given();
    const dataset = server.state.addDataset();
    server.state.addDocument(dataset, probe("1"));
    server.failNext("POST /v1/ndiquery", [{ status: 400, body: { error: "There is no ~or" } }]);
    const error = await rejection(as(ines).search.query([dataset.id], NdiQuery.isa("probe")));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({ message: expect.stringContaining("There is no ~or") });
  });

  it("without form search what is public [NDI-150]", async () => {
    const { client: make, server } = await given();
    const open = server.state.addDataset({ name: "Open", isPublished: true });
    server.state.addDocument(open, probe("1"));
    const client = make();
    const found = await client.search.datasets({ searchTerm: "open" });
    expect(found.datasets).toEqual([{ id: open.id, name: "Open" }]);
    expect((await client.search.documents({ searchTerm: "probe" })).documents).toHaveLength(1);
  });
});
