import { describe, expect, it } from "vitest";
import { createFindings } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Operation, Resource } from "../../codegen/model/types.js";
import { loadFiles, loadParts, type Outcome, placesOf } from "./support/repaired.js";

const responses = { "204": { description: "Done" } };
const get = (operationId: string, more: Record<string, unknown> = {}) => ({
  get: { operationId, responses, ...more },
});
const inPath = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  in: "path",
  required: true,
  schema: { type: "string" },
  ...more,
});
const inQuery = (name: string) => ({ name, in: "query", schema: { type: "integer" } });

const operationsBelow = ({ operations, children }: Resource): Operation[] => [
  ...operations,
  ...children.flatMap(operationsBelow),
];

/** `id: verb path?query` and the arguments of every operation that a client has. */
const clientOf = ({ document }: Outcome): string[] => {
  const findings = createFindings();
  // Loading has checked it.
  const api = buildApi(document as OpenApiDocument, {}, findings);
  expect(findings.list.filter(({ severity }) => severity === "error")).toEqual([]);
  return api.resources.flatMap(operationsBelow).map(({ id, path, query, pathValues }) => {
    const values = pathValues.map(({ wireName }) => wireName).join(",");
    return `${id}: ${path}${query === undefined ? "" : `?${query}`} (${values})`;
  });
};

const namesAt = (outcome: Outcome, path: string): string[] =>
  ((outcome.at("paths", path, "get", "parameters") ?? []) as { in: string; name: string }[]).map(
    (one) => `${one.in} ${one.name}`,
  );

describe("keys of paths", () => {
  it.each([
    ["no slash", "a", "/a"],
    ["blanks around it", " /a ", "/a"],
    ["a whole URL", "https://example.com/a", "/a"],
    ["a brace too few", "/a/{id", "/a/{id}"],
    ["a brace too many", "/a/{id}}/b", "/a/{id}/b"],
    ["a percent sign of its own", "/a%x/100%", "/a%25x/100%25"],
    ["double braces", "/a/{{id}}", "/a/{id}"],
    ["nested braces", "/a/{i{d}}", "/a/{i_d}"],
    ["nothing between braces", "/a/{}", "/a/{value}"],
    ["marks of RFC 6570", "/a/{+path*}", "/a/{path}"],
    ["a mark for a value that may be left out", "/a/{id?}", "/a/{id}"],
    ["a name twice", "/users/{id}/orders/{id}", "/users/{id}/orders/{orderId}"],
  ])("with %s", async (_, key, wanted) => {
    const outcome = await loadParts({ paths: { [key]: get("a") } });
    expect(Object.keys(outcome.at("paths") as object)).toEqual([wanted]);
    expect(outcome.said[0]).toBe(`The path "${key}" is taken for "${wanted}".`);
    expect(outcome.diagnostics[0]?.pointer).toBe(
      `#/paths/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    );
    expect(clientOf(outcome)).toHaveLength(1);
  });

  it("keep both operations where two of them would be one", async () => {
    const outcome = await loadParts({ paths: { "/a": get("a"), a: get("b") } });
    expect(clientOf(outcome)).toEqual(["a: /a ()", "b: /a ()"]);
  });

  it("keep the place of what is wrong below them", async () => {
    const outcome = await loadFiles({
      "a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  a?x={x}:
    get:
      operationId: a
      responses: { "204": { description: Ok } }
      security: [{ nobody: [] }]
`,
    });
    expect(placesOf(outcome)).toEqual(["a.yaml:4:3 repaired-path"]);
    expect(outcome.at("paths", "/a", "get", "operationId")).toBe("a");
  });
});

describe("a query in a path", () => {
  it("makes parameters of its values", async () => {
    const outcome = await loadParts({
      paths: {
        "/rides?page={page}&per_page={perPage}": get("a", { parameters: [inPath("page")] }),
      },
    });
    expect(namesAt(outcome, "/rides")).toEqual(["query page", "query per_page"]);
    expect(clientOf(outcome)).toEqual(["a: /rides ()"]);
  });

  it("takes a value's description from where its author put it", async () => {
    const outcome = await loadParts({
      paths: {
        "/a?size={n}": get("a", { parameters: [{ ...inQuery("n"), description: "Size." }] }),
      },
    });
    expect(outcome.at("paths", "/a", "get", "parameters")).toEqual([
      { name: "size", in: "query", description: "Size.", schema: { type: "integer" } },
    ]);
  });

  it("reads RFC 6570's way to write it", async () => {
    const outcome = await loadParts({ paths: { "/a{?page,limit*}": get("a") } });
    expect(namesAt(outcome, "/a")).toEqual(["query page", "query limit"]);
  });

  it("is sent where it is fixed, and tells operations apart", async () => {
    const outcome = await loadParts({
      paths: {
        "/search?type=a": get("a"),
        "/search?type=b&q={q}": get("b", { parameters: [inQuery("q")] }),
        "/search": get("c"),
      },
    });
    expect(clientOf(outcome)).toEqual([
      "a: /search?type=a ()",
      "b: /search?type=b ()",
      "c: /search ()",
    ]);
  });

  it("does not lose an operation whose path is another's without its values", async () => {
    const outcome = await loadParts({
      paths: { "/a?x={x}": get("one"), "/a": get("two"), "/a?y={y}": get("three") },
    });
    expect(clientOf(outcome)).toEqual(["one: /a ()", "two: /a ()", "three: /a ()"]);
  });
});

describe("a fragment in a path", () => {
  it("is never sent, and tells operations apart", async () => {
    const outcome = await loadParts({
      paths: {
        "/#X-Amz-Target=A": get("a"),
        "/#X-Amz-Target=B": get("b"),
        "/?Action=C#x": get("c"),
      },
    });
    expect(outcome.diagnostics).toEqual([]);
    expect(clientOf(outcome)).toEqual(["a: / ()", "b: / ()", "c: /?Action=C ()"]);
  });
});

describe("parameters of a path", () => {
  const parameters = (...list: unknown[]) => ({ parameters: list });

  it("are required texts where nobody describes them", async () => {
    const outcome = await loadParts({ paths: { "/a/{id}": get("a") } });
    expect(outcome.at("paths", "/a/{id}", "get", "parameters")).toEqual([inPath("id")]);
    expect(outcome.said).toEqual([
      'No path parameter "id" is described; it is taken for a required text.',
    ]);
  });

  it("are left out where the path has no place for them", async () => {
    const outcome = await loadParts({
      paths: { "/a": { parameters: [inPath("b")], ...get("a", parameters(inPath("id"))) } },
    });
    expect(namesAt(outcome, "/a")).toEqual([]);
    expect(outcome.at("paths", "/a", "parameters")).toEqual([]);
    expect(outcome.said).toHaveLength(2);
  });

  it("are left out where they are headers without a name", async () => {
    const nameless = { name: "", in: "header", schema: { type: "string" } };
    const named = { ...nameless, name: "X-Trace" };
    const outcome = await loadParts({
      paths: { "/a": { parameters: [nameless], ...get("a", { parameters: [nameless, named] }) } },
    });
    expect(namesAt(outcome, "/a")).toEqual(["header X-Trace"]);
    expect(outcome.at("paths", "/a", "parameters")).toEqual([]);
    expect(outcome.said).toEqual([
      "A header parameter has an empty name; the parameter is left out.",
      "A header parameter has an empty name; the parameter is left out.",
    ]);
  });

  it("are the path's where only the spelling differs", async () => {
    const outcome = await loadParts({
      paths: {
        "/a/{petId}": get("a", parameters(inPath("pet_id", { schema: { type: "integer" } }))),
      },
    });
    expect(outcome.at("paths", "/a/{petId}", "get", "parameters")).toEqual([
      inPath("petId", { schema: { type: "integer" } }),
    ]);
  });

  it("are required whatever they say", async () => {
    const outcome = await loadParts({
      paths: { "/a/{id}": get("a", parameters(inPath("id", { required: false }))) },
    });
    expect(outcome.at("paths", "/a/{id}", "get", "parameters")).toEqual([inPath("id")]);
  });

  it("may be described by path and operation, but not twice by one of them", async () => {
    const twice = [inQuery("q"), { name: "q", in: "query", schema: { type: "string" } }];
    const outcome = await loadParts({
      paths: { "/a": { parameters: [inQuery("q")], ...get("a", { parameters: twice }) } },
    });
    expect(outcome.at("paths", "/a", "get", "parameters")).toEqual([inQuery("q")]);
    expect(outcome.said).toEqual([
      'The list already has the query parameter "q"; the first one counts.',
    ]);
    expect(outcome.diagnostics[0]?.pointer).toBe("#/paths/~1a/get/parameters/1");
  });

  it("are left alone where they are components that are right", async () => {
    const outcome = await loadParts({
      components: { parameters: { Id: inPath("id") } },
      paths: { "/a/{id}": get("a", parameters({ $ref: "#/components/parameters/Id" })) },
    });
    expect(outcome.diagnostics).toEqual([]);
  });
});

describe("operationIds", () => {
  it("that several operations have are kept by the first", async () => {
    const outcome = await loadParts({
      paths: {
        "/a": get("x"),
        "/b/{id}": get("x", { parameters: [inPath("id")] }),
        "/c": get("getBById"),
      },
    });
    expect(clientOf(outcome)).toEqual(["x: /a ()", "x_getBById: /b/{id} (id)", "getBById: /c ()"]);
    expect(outcome.said).toEqual([
      'The operationId "x" is already that of GET /a; this one is called "x_getBById".',
    ]);
  });

  it("that schema.ts would write alike are not alike", async () => {
    const outcome = await loadParts({ paths: { "/a": get("x#y"), "/b": get("x/y") } });
    expect(outcome.at("paths", "/b", "get", "operationId")).toBe("getB");
  });

  it("with a percent sign are written without, since schema.ts would take it for an encoding", async () => {
    const outcome = await loadParts({
      paths: { "/a": get("a%b"), "/b": get("a_b"), "/c": get("%") },
    });
    expect(clientOf(outcome)).toEqual(["getA: /a ()", "a_b: /b ()", "_: /c ()"]);
  });

  it("that are empty are none", async () => {
    const outcome = await loadParts({ paths: { "/a": get(" ") } });
    expect(outcome.at("paths", "/a", "get")).toEqual({ responses });
  });
});

describe("path items", () => {
  it("that are references to another path have operations of their own", async () => {
    const outcome = await loadParts({
      paths: { "/a": get("x"), "/b": { $ref: "#/paths/~1a" } },
    });
    expect(clientOf(outcome)).toEqual(["x: /a ()", "getB: /b ()"]);
  });

  it("are told what is wrong with them where the path that they refer to was written", async () => {
    const outcome = await loadFiles({
      "a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a/{id}:
    get:
      operationId: a
      parameters:
        - { name: id, in: path, required: true }
      responses: { "204": { description: Ok } }
  /b: { $ref: "#/paths/~1a~1{id}" }
`,
    });
    expect(placesOf(outcome)).toEqual([
      "a.yaml:6:7 repaired-operation-id",
      "a.yaml:8:11 repaired-parameter",
      "a.yaml:10:9 repaired-path-item",
    ]);
  });

  it("that hold nothing are left out", async () => {
    const outcome = await loadParts({ paths: { "/a": null, "/b": get("b") } });
    expect(Object.keys(outcome.at("paths") as object)).toEqual(["/b"]);
  });
});

describe("statuses", () => {
  const statusesOf = async (...statuses: string[]): Promise<string[]> => {
    const { at } = await loadParts({
      paths: {
        "/a": {
          get: {
            operationId: "a",
            responses: Object.fromEntries(statuses.map((one) => [one, { description: one }])),
          },
        },
      },
    });
    const found = at("paths", "/a", "get", "responses") as Record<string, { description: string }>;
    return Object.entries(found).map(([status, { description }]) => `${status}: ${description}`);
  };

  it.each([
    ["2xx", ["2XX: 2xx"]],
    ["20X", ["2XX: 20X"]],
    ["4**", ["4XX: 4**"]],
    ["Default", ["default: Default"]],
    ["200 OK", ["200: 200 OK"]],
    ["400-499", ["4XX: 400-499"]],
    ["200,201", ["200: 200,201", "201: 200,201"]],
    ["success", []],
    ["600", []],
    ["2000", []],
  ])("%s", async (status, expected) => {
    expect(await statusesOf(status)).toEqual(expected);
  });

  it("that are right win over those that are put right", async () => {
    expect(await statusesOf("2XX", "404", "2xx")).toEqual(["404: 404", "2XX: 2XX"]);
    expect(await statusesOf("2xx", "2XX", "404")).toEqual(["404: 404", "2XX: 2XX"]);
  });
});

describe("mappings of discriminators", () => {
  it.each([
    ["Dog", "#/components/schemas/Dog"],
    ["dog.json", undefined],
    ["Dog.json", "#/components/schemas/Dog"],
    ["./schemas/Dog.yaml", "#/components/schemas/Dog"],
    ["#/definitions/Dog", "#/components/schemas/Dog"],
    ["#/components/schemas/Dog", "#/components/schemas/Dog"],
    ["#/components/schemas/Fish", undefined],
  ])("to %s", async (value, expected) => {
    const { at, diagnostics } = await loadParts({
      components: {
        schemas: {
          Dog: { type: "object", properties: { kind: { type: "string" } } },
          Pet: {
            oneOf: [{ $ref: "#/components/schemas/Dog" }],
            discriminator: { propertyName: "kind", mapping: { dog: value } },
          },
        },
      },
    });
    expect(at("components", "schemas", "Pet", "discriminator", "mapping", "dog")).toBe(expected);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(
      value === expected ? [] : ["repaired-discriminator"],
    );
  });
});
