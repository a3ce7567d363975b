// Documents, one by one, in archives, and found by queries.
import { describe, expect, it } from "vitest";
import { type Given, given, probe } from "./given.js";
import { ines, sam } from "./users.js";
import { readZip, writeZip } from "./zip.js";

const octets = { "content-type": "application/octet-stream" };

/** A draft with these documents, a member as caller, and its path. */
function draft({ server, as }: Given, ...bodies: readonly Record<string, unknown>[]) {
  const dataset = server.state.addDataset();
  const ids = bodies.map((body) => server.state.addDocument(dataset, body).id);
  return { dataset, ids, call: as(ines), path: `/datasets/${dataset.id}` };
}

describe("a document", () => {
  it("is kept as it was sent, also twice, and in its wrapper", async () => {
    await using setup = await given();
    const { call, path } = draft(setup);
    const wrapped = { document_properties: probe("41a0_1") };
    const ids = [];
    for (const body of [probe("41a0_1"), probe("41a0_1"), wrapped])
      ids.push((await call(`POST ${path}/documents`, { body })).at("id"));
    const list = await call(`GET ${path}/documents`);
    expect(list.body).toEqual({
      ...{ page: 1, pageSize: 20 },
      documents: [
        { id: ids[0], ndiId: "41a0_1", name: "probe 41a0_1", className: "probe" },
        { id: ids[1], ndiId: "41a0_1", name: "probe 41a0_1", className: "probe" },
        { id: ids[2] },
      ],
    });
    const last = await call(`GET ${path}/documents/${ids[2]}`);
    expect(last.body).toEqual({ id: ids[2], ...wrapped });
    expect((await call(`GET ${path}`)).at("documentCount")).toBe(3);
  });

  it("is found by the server's id, not by its own", async () => {
    await using setup = await given();
    const { call, path, ids } = draft(setup, probe("41a0_1"));
    expect((await call(`GET ${path}/documents/${ids[0]}`)).at("probe", "channels")).toBe(4);
    expect((await call(`GET ${path}/documents/41a0_1`)).status).toBe(500);
    const update = await call(`POST ${path}/documents/${ids[0]}`, { body: { a: 1 } });
    expect(update.body).toEqual({ id: ids[0], a: 1 });
  });

  it("is no longer counted when deleted, unless it is asked for", async () => {
    await using setup = await given();
    const { call, path, ids } = draft(setup, probe("41a0_1"), probe("41a0_2"));
    await call(`DELETE ${path}/documents/${ids[0]}`);
    const body = { documentIds: [ids[1], "unknown"], when: "now" };
    await call(`POST ${path}/documents/bulk-delete`, { body });
    const counts = [
      await call(`GET ${path}/document-count`),
      await call(`GET ${path}/document-count?includeDeleted=true`),
    ];
    expect(counts.map((count) => count.at("count"))).toEqual([0, 1]);
    expect((await call(`GET ${path}/documents/deleted`)).at("documents", 0, "id")).toBe(ids[0]);
  });

  it("is fetched with others, 500 at most, those that are not there left out", async () => {
    await using setup = await given();
    const { call, path, ids } = draft(setup, probe("41a0_1"));
    const fetch = (documentIds: unknown[]) =>
      call(`POST ${path}/documents/bulk-fetch`, { body: { documentIds } });
    const [id = ""] = ids;
    const found = await fetch([id, "5f1a0b2c3d4e5f6071829fff"]);
    expect(found.at("documents")).toMatchObject([{ id, data: { base: { id: "41a0_1" } } }]);
    for (const bad of [[], ["41a0_1"], Array(501).fill(id)])
      expect((await fetch(bad)).status).toBe(400);
    expect((await fetch(Array(500).fill(id))).status).toBe(200);
  });

  it("is counted by its class", async () => {
    await using setup = await given();
    const { call, path } = draft(setup, probe("41a0_1"), probe("41a0_2"), {});
    const counts = await call(`GET ${path}/document-class-counts`);
    expect(counts.at("classCounts")).toEqual({ probe: 2, unknown: 1 });
    expect((await call(`GET ${path}/documents?pageSize=1001`)).status).toBe(400);
  });
});

describe("archives", () => {
  it("come in and are taken apart some time later", async () => {
    await using setup = await given({ ingestDelayMs: 2_000 });
    const { call, path } = draft(setup);
    const list = Buffer.from(JSON.stringify([probe("41a0_1", "b7e0_1"), probe("41a0_2"), 3]));
    const body = writeZip([{ name: "set.json", bytes: list }]);
    setup.server.state.refusedNdiIds.add("41a0_2");
    const url = String((await call(`POST ${path}/documents/bulk-upload`)).at("url"));
    expect((await fetch(url, { method: "PUT", headers: octets, body })).status).toBe(200);
    const counts = [];
    for (const pause of [1_999, 1]) {
      setup.clock.ms += pause;
      counts.push((await call(`GET ${path}/document-count`)).at("count"));
    }
    expect(counts).toEqual([0, 1]);
    expect((await call(`GET ${path}`)).at("files", 0)).toMatchObject({ uid: "b7e0_1" });
    expect(setup.server.state.ingestFailures).toHaveLength(2);
  });

  it("are written some time after they were asked for, with what was asked for", async () => {
    await using setup = await given({ archiveDelayMs: 2_000 });
    const { call, path, ids } = draft(setup, probe("41a0_1"), probe("41a0_2"));
    const ask = async (documentIds: unknown[]) => {
      const body = { documentIds };
      return String((await call(`POST ${path}/documents/bulk-download`, { body })).at("url"));
    };
    const [all, one] = [await ask([]), await ask([ids[1]])];
    expect((await fetch(all)).status).toBe(404);
    setup.clock.ms += 2_000;
    const read = async (url: string): Promise<unknown> => {
      const archive = Buffer.from(await (await fetch(url)).arrayBuffer());
      return JSON.parse(Buffer.from(readZip(archive)[0]?.bytes ?? []).toString());
    };
    expect(await read(all)).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
    expect(await read(one)).toEqual([{ id: ids[1], ...probe("41a0_2") }]);
  });
});

describe("queries", () => {
  const condition = (
    operation: string,
    field = "",
    param1: unknown = "",
    param2: unknown = "",
  ) => ({
    ...{ field, operation, param1, param2 },
  });
  const cases: readonly (readonly [name: string, structure: object[], found: string[]])[] = [
    ["everything", [], ["1", "2"]],
    ["a class above", [condition("isa", "", "base")], ["1"]],
    ["another class", [condition("~isa", "", "base")], ["2"]],
    ["a dependency", [condition("depends_on", "", "*", "41a0_2")], ["1"]],
    ["a dependency's name", [condition("depends_on", "", "x", "41a0_2")], []],
    ["a field", [condition("hasfield", "probe.channels")], ["1"]],
    ["a text", [condition("exact_string", "base.id", "2")], ["2"]],
    ["a text in any case", [condition("exact_string_anycase", "base.name", "PROBE 1")], ["1"]],
    ["a part", [condition("contains_string", "base.name", "robe")], ["1"]],
    ["a pattern", [condition("regexp", "base.id", "^[12]$")], ["1", "2"]],
    ["a number", [condition("exact_number", "probe.channels", 4)], ["1"]],
    ["numbers", [condition("lessthan", "n", 3), condition("greaterthaneq", "n", 2)], ["2"]],
    ["more numbers", [condition("lessthaneq", "n", 2), condition("~greaterthan", "n", 2)], ["2"]],
    ["a member", [condition("hasmember", "tags", "b")], ["2"]],
    [
      "the class by its path",
      [condition("exact_string", "document_class.class_name", "probe")],
      [],
    ],
    [
      "one of two",
      [condition("or", "", [condition("isa", "", "probe")], [condition("hasfield", "tags")])],
      ["1", "2"],
    ],
  ];

  it.each(cases)("find %s", async (_, searchstructure, found) => {
    await using setup = await given();
    const other = { base: { id: "2" }, n: 2, tags: ["a", "b"] };
    const { call, dataset } = draft(setup, probe("1"), other);
    const reply = await call("POST /ndiquery", { body: { scope: dataset.id, searchstructure } });
    expect(reply.at("number_matches")).toBe(found.length);
    const documents = reply.at("documents");
    expect(documents).toMatchObject(found.map((ndiId) => ({ ndiId, datasetId: dataset.id })));
  });

  it("look only where the caller may", async () => {
    await using setup = await given();
    const { dataset } = draft(setup, probe("1"));
    const open = setup.server.state.addDataset({ isPublished: true });
    setup.server.state.addDocument(open, probe("2"));
    const counts = async (account: { email: string }) => {
      const call = setup.as(account);
      const replies = ["public", "private", "all", `${dataset.id}, ${open.id}`].map((scope) =>
        call("POST /ndiquery", { body: { scope, searchstructure: [] } }),
      );
      return (await Promise.all(replies)).map(
        (reply) => reply.at("number_matches") ?? reply.status,
      );
    };
    expect(await counts(ines)).toEqual([1, 1, 2, 2]);
    expect(await counts(sam)).toEqual([1, 0, 1, 403]);
  });

  it("are refused when they are none", async () => {
    await using setup = await given();
    draft(setup, probe("1"));
    const bad = [
      { scope: "all", searchstructure: condition("isa", "", "probe") },
      { scope: "all", searchstructure: [condition("~or", "", [], [])] },
      { scope: "all", searchstructure: [condition("looks_like")] },
      { scope: "mine", searchstructure: [] },
    ];
    for (const body of bad)
      expect((await setup.as(ines)("POST /ndiquery", { body })).status).toBe(400);
  });
});
