/** Queries over documents, and free searches. */
import { describe, expect, it } from "vitest";
import {
  NdiApiError,
  NdiQuery,
  NdiValidationError,
  type QueryInput,
} from "../../src/ndi-cloud/index.js";
import { documentPage, ids } from "./support/answers.js";
import { collect, given, givenAda, rejection } from "./support/given.js";

const found = { json: { number_matches: 1, documents: [{ id: ids.document, datasetId: "d" }] } };

/** The conditions that are sent for a query. */
async function sentFor(query: QueryInput): Promise<unknown> {
  const { client, fetch } = given([found]);
  await client.search.query("public", query);
  return (fetch.last.json as { searchstructure: unknown }).searchstructure;
}

describe("query", () => {
  it("has scope and conditions in the body, the page in the address [NDI-150]", async () => {
    const { client, fetch, sent } = givenAda([found]);
    const scope = [ids.dataset, ids.otherDataset];
    const page = await client.search.query(scope, NdiQuery.isa("probe"), { page: 2, pageSize: 5 });
    expect(sent()).toEqual(["POST /ndiquery?page=2&pageSize=5"]);
    expect(fetch.last.json).toEqual({
      scope: `${ids.dataset},${ids.otherDataset}`,
      searchstructure: [{ field: "", operation: "isa", param1: "probe", param2: "" }],
    });
    expect(page).toMatchObject({ number_matches: 1, documents: [{ id: ids.document }] });
  });

  it("has 20 documents on a page unless told otherwise [NDI-150]", async () => {
    const { client, sent } = givenAda([found]);
    await client.search.query("all", []);
    expect(sent()).toEqual(["POST /ndiquery?page=1&pageSize=20"]);
  });

  it.each([
    [{ ids: ["a", "b"], totalItems: 2 }],
    [{ documents: [{ _id: "a" }, { id: "b" }], totalNumber: "2" }],
  ])("reads matches under other names: %j [NDI-150]", async (json) => {
    const { client } = given([{ json }]);
    const page = await client.search.query("public", []);
    expect(page.documents.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(page.number_matches).toBe(2);
  });

  it.each(["", "mine", "66f0", [ids.dataset, "x"], []])(
    "is not sent for a scope that nobody knows: %j [NDI-150]",
    async (scope) => {
      const { client, fetch } = given([]);
      expect(await rejection(client.search.query(scope, []))).toBeInstanceOf(NdiValidationError);
      expect(fetch.count).toBe(0);
    },
  );

  it.each(["public", "private", "all", `${ids.dataset} , ${ids.otherDataset}`])(
    "is sent for the scope %s [NDI-150]",
    async (scope) => {
      const { client, fetch } = given([found]);
      await client.search.query(scope, []);
      expect(fetch.last.json).toMatchObject({ scope });
    },
  );

  it("that the server refuses is an error with its sentence [NDI-150]", async () => {
    const { client } = given([{ status: 400, json: { error: "~or is not allowed" } }]);
    const error = await rejection(client.search.query("public", []));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error.message).toBe("~or is not allowed");
  });
});

describe("conditions", () => {
  const field = NdiQuery.field("base.name");
  const one = (operation: string, param1: unknown, name = "base.name", param2: unknown = "") => [
    { field: name, operation, param1, param2 },
  ];

  it("are built by name, and always sent in a list [NDI-150]", async () => {
    const cases: [NdiQuery, unknown][] = [
      [NdiQuery.isa("probe"), one("isa", "probe", "")],
      [NdiQuery.dependsOn("*", "ndi_1"), one("depends_on", "*", "", "ndi_1")],
      [NdiQuery.hasField("a.b"), one("hasfield", "", "a.b")],
      [field.equals("V1"), one("exact_string", "V1")],
      [field.equalsAnyCase("v1"), one("exact_string_anycase", "v1")],
      [field.contains("V1"), one("contains_string", "V1")],
      [field.matches("^V"), one("regexp", "^V")],
      [field.equalsNumber(5), one("exact_number", 5)],
      [field.lt(5), one("lessthan", 5)],
      [field.lte(5), one("lessthaneq", 5)],
      [field.gt(5), one("greaterthan", 5)],
      [field.gte(5), one("greaterthaneq", 5)],
      [field.hasMember("x"), one("hasmember", "x")],
    ];
    for (const [query, expected] of cases) expect(await sentFor(query)).toEqual(expected);
  });

  it("are put together: one after the other, or two lists to choose from [NDI-150]", async () => {
    const left = NdiQuery.isa("probe");
    const right = field.contains("V1").and(field.gt(1));
    expect(await sentFor(left.and(right))).toHaveLength(3);
    expect(await sentFor(left.or(right))).toEqual([
      { field: "", operation: "or", param1: left.searchstructure, param2: right.searchstructure },
    ]);
    expect(left.searchstructure).toHaveLength(1);
  });

  it("are turned around, and back again [NDI-150]", async () => {
    const query = NdiQuery.isa("probe").and(field.lt(5));
    const operations = (nodes: unknown) =>
      (nodes as { operation: string }[]).map((n) => n.operation);
    expect(operations(await sentFor(query.not()))).toEqual(["~isa", "~lessthan"]);
    expect(await sentFor(query.not().not())).toEqual(query.searchstructure);
  });

  it("have no opposite of a choice, however it is written [NDI-150]", async () => {
    const choice = NdiQuery.isa("a").or(NdiQuery.isa("b"));
    expect(() => choice.not()).toThrow(NdiValidationError);
    const { client, fetch } = given([]);
    const written = [{ operation: "~or", param1: [], param2: [] }];
    // What JavaScript lets people write.
    const asked = client.search.query("public", written as unknown as QueryInput);
    expect(await rejection(asked)).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(0);
  });

  it("may be written as they are sent, one alone too; unknown operations are refused [NDI-150]", async () => {
    const node = { operation: "isa", param1: "probe" } as const;
    expect(await sentFor(node)).toEqual([node]);
    expect(await sentFor([node])).toEqual([node]);
    expect(() => new NdiQuery([{ operation: "like" as "isa" }])).toThrow(NdiValidationError);
    expect(() => NdiQuery.isa("")).toThrow(NdiValidationError);
  });
});

describe("all matches", () => {
  it("take two requests for 1,500 [NDI-150, NDI-159]", async () => {
    const of = (count: number, from: number) => ({
      json: { ...documentPage(count, from).json, number_matches: 1_500 },
    });
    const { client, sent } = given([of(1_000, 1), of(500, 1_001)]);
    expect(await client.search.queryAll("public", NdiQuery.isa("probe"))).toHaveLength(1_500);
    expect(sent()).toEqual([
      "POST /ndiquery?page=1&pageSize=1000",
      "POST /ndiquery?page=2&pageSize=1000",
    ]);
  });

  it("end with a page that is not full where there is no total [NDI-159]", async () => {
    const { client, fetch } = given([documentPage(2), documentPage(1, 3)]);
    const found = await collect(client.search.iterate("public", [], { pageSize: 2 }));
    expect(found).toHaveLength(3);
    expect(fetch.count).toBe(2);
  });
});

describe("free searches", () => {
  it("are sent as they are, without credentials [NDI-150]", async () => {
    const { client, fetch, sent, bearers } = givenAda([{ json: { results: [] } }, { json: [1] }]);
    await client.search.datasets({ searchTerm: "ferret" });
    expect(fetch.last.json).toEqual({ searchTerm: "ferret" });
    expect(await client.search.documents({ searchTerm: "probe" })).toEqual([1]);
    expect(sent()).toEqual(["POST /datasets/search", "POST /documents/search"]);
    expect(bearers()).toEqual([undefined, undefined]);
  });
});
