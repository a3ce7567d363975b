import { describe, expect, it } from "vitest";
import { loadFiles, loadParts, placesOf } from "./support/repaired.js";

const answer = (schema: unknown) => ({
  description: "Ok",
  content: { "application/json": { schema } },
});
const withSchemas = (schemas: unknown, more: Record<string, unknown> = {}) => ({
  components: { schemas },
  ...more,
});

describe("references to what is no component", () => {
  it("makes a component of a property, called after where it is", async () => {
    const { at, said, diagnostics } = await loadParts(
      withSchemas({
        Order: { properties: { address: { type: "object" }, id: {} } },
        Customer: {
          properties: { home: { $ref: "#/components/schemas/Order/properties/address" } },
        },
      }),
    );
    expect(at("components", "schemas")).toEqual({
      Order: { properties: { address: { $ref: "#/components/schemas/OrderAddress" }, id: {} } },
      Customer: { properties: { home: { $ref: "#/components/schemas/OrderAddress" } } },
      OrderAddress: { type: "object" },
    });
    expect(said).toEqual([
      '"#/components/schemas/Order/properties/address" is no component; the client takes what it points at for one.',
    ]);
    expect(diagnostics[0]?.pointer).toBe("#/components/schemas/Customer/properties/home/$ref");
  });

  it("makes one component of a part that is asked for twice, and does not take a name twice", async () => {
    const pointer = "#/components/schemas/A/properties/b";
    const { at } = await loadParts(
      withSchemas({
        A: { properties: { b: { type: "string" } } },
        AB: {},
        C: { $ref: pointer },
        D: { $ref: pointer },
      }),
    );
    const name = "#/components/schemas/ComponentsSchemasAPropertiesB";
    expect([at("components", "schemas", "C"), at("components", "schemas", "D")]).toEqual([
      { $ref: "#/components/schemas/ABPart" },
      { $ref: "#/components/schemas/ABPart" },
    ]);
    expect(at("components", "schemas", "AB")).toEqual({});
    expect(name).toBeDefined();
  });

  it.each([
    ["definitions", { definitions: { Pet: { type: "object" } } }, "#/definitions/Pet", "Pet"],
    ["an extension", { "x-stuff": { Pet: { type: "object" } } }, "#/x-stuff/Pet", "Pet"],
    [
      "an item of a list",
      { components: { schemas: { A: { allOf: [{ type: "object" }] } } } },
      "#/components/schemas/A/allOf/0",
      "APart",
    ],
  ])("finds what is in %s", async (_, parts, reference, name) => {
    const { at, diagnostics } = await loadParts({
      ...parts,
      paths: {
        "/a": { get: { operationId: "a", responses: { 200: answer({ $ref: reference }) } } },
      },
    });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(at("components", "schemas", name)).toEqual({ type: "object" });
  });

  it("names the schema of an answer after its operation", async () => {
    const { at } = await loadParts({
      paths: {
        "/a": { get: { operationId: "listPets", responses: { 200: answer({ type: "array" }) } } },
        "/b": {
          get: {
            operationId: "b",
            responses: {
              200: answer({
                $ref: "#/paths/~1a/get/responses/200/content/application~1json/schema",
              }),
            },
          },
        },
      },
    });
    expect(at("components", "schemas")).toEqual({ ListPetsAnswer: { type: "array" } });
  });

  it("follows recursion, parts within parts, and chains", async () => {
    const { at, diagnostics } = await loadParts(
      withSchemas({
        Tree: {
          properties: {
            node: {
              properties: { next: { $ref: "#/components/schemas/Tree/properties/node" } },
            },
          },
        },
        Leaf: { $ref: "#/components/schemas/Tree/properties/node/properties/next" },
      }),
    );
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
    expect(at("components", "schemas", "TreeNode")).toEqual({
      properties: { next: { $ref: "#/components/schemas/TreeNode" } },
    });
    expect(at("components", "schemas", "Leaf")).toEqual({ $ref: "#/components/schemas/TreeNode" });
  });

  it("looks for references in parts that nobody looked at before", async () => {
    const { at, diagnostics } = await loadParts(
      withSchemas(
        { A: { $ref: "#/definitions/A1" } },
        { definitions: { A1: { items: { $ref: "#/definitions/B1" } }, B1: { type: "string" } } },
      ),
    );
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
    expect(at("components", "schemas", "A1")).toEqual({
      items: { $ref: "#/components/schemas/B1" },
    });
  });

  it("writes an answer around a schema that stands in its place", async () => {
    const { at } = await loadParts({
      components: { schemas: { Pet: { type: "object" } } },
      paths: {
        "/a": {
          get: { operationId: "a", responses: { 200: { $ref: "#/components/schemas/Pet" } } },
        },
      },
    });
    expect(at("components", "responses", "Pet", "content", "application/json")).toEqual({
      schema: { type: "object" },
    });
  });

  it("gives components other names that not everybody would read alike", async () => {
    const { at } = await loadParts(
      withSchemas({ "50%": { type: "string" }, A: { $ref: "#/components/schemas/50%" } }),
    );
    expect(at("components", "schemas", "A")).toEqual({ $ref: "#/components/schemas/N50" });
    expect(at("components", "schemas", "N50")).toEqual({ type: "string" });
  });

  it("looks for references in what another repair brings to light", async () => {
    const item = { get: { operationId: "a", responses: { "204": { description: "Done" } } } };
    const pet = { name: "pet", in: "query", schema: { type: "string" } };
    const { at, diagnostics } = await loadParts({
      "x-parameters": { pet },
      paths: {
        "/a": { ...item, parameters: { $ref: "#/x-parameters/pet" } },
        "/b": {
          ...item,
          get: { ...item.get, operationId: "b" },
          parameters: { $ref: "#/paths/~1a/get" },
        },
      },
    });
    expect(at("paths", "/a", "parameters")).toEqual([{ $ref: "#/components/parameters/pet" }]);
    expect(at("paths", "/b", "parameters")).toEqual([]);
    expect(diagnostics.map(({ rule }) => rule)).toContain("repaired-reference");
  });

  it("leaves an error where nothing is, and says which line", async () => {
    const outcome = await loadFiles({
      "a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
components:
  schemas:
    A: { $ref: "#/components/schemas/B/properties/nothing" }
    B: { properties: {} }
`,
    });
    expect(placesOf(outcome)).toEqual(["a.yaml:5:10 unresolved-reference"]);
  });

  it("finds faults in moved parts where their author wrote them", async () => {
    const outcome = await loadFiles({
      "a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components:
  schemas:
    A: { $ref: "#/definitions/B" }
definitions:
  B:
    type: strng
`,
    });
    expect(placesOf(outcome)).toEqual([
      "a.yaml:6:10 repaired-reference",
      "a.yaml:9:5 repaired-structure",
    ]);
  });
});

describe("what only looks like a reference", () => {
  const data = { $ref: "nowhere.yaml#/x" };

  it.each([
    ["a schema's example", { example: data }],
    ["a schema's examples", { examples: [data] }],
    ["a default", { default: data }],
    ["an enum", { enum: [data] }],
    ["a const", { const: data }],
    ["an extension", { "x-anything": data }],
  ])("is left alone in %s", async (_, schema) => {
    const { at, diagnostics } = await loadParts(withSchemas({ A: schema }));
    expect(diagnostics).toEqual([]);
    expect(at("components", "schemas", "A")).toEqual(schema);
  });

  it("is left alone when files are joined, and so are examples that are elsewhere", async () => {
    const { at, diagnostics } = await loadFiles({
      "a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        default: { $ref: "parts.yaml#/responses/default" }
`,
      "parts.yaml": `responses:
  default:
    description: Ok
    content:
      application/json:
        schema: { type: object, default: { $ref: "nowhere.yaml" }, x-is: { $ref: "#/nothing" } }
        examples:
          far: { externalValue: "https://nowhere.example/x.json" }
          near: { externalValue: "missing.json" }
          own: { value: { $ref: "parts.yaml#/responses" } }
`,
    });
    expect(diagnostics).toEqual([]);
    expect(at("components", "responses", "default", "content", "application/json")).toEqual({
      schema: { type: "object", default: { $ref: "nowhere.yaml" }, "x-is": { $ref: "#/nothing" } },
      examples: {
        far: { externalValue: "https://nowhere.example/x.json" },
        near: { externalValue: "missing.json" },
        own: { value: { $ref: "parts.yaml#/responses" } },
      },
    });
  });
});

describe("a document of several files", () => {
  const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
  const operation = (id: string, reference: string) =>
    `get: { operationId: ${id}, responses: { "200": { description: Ok, content: { application/json: { schema: { $ref: "${reference}" } } } } } }\n`;

  it("calls schemas of the same name after their files", async () => {
    const { at, diagnostics } = await loadFiles({
      "a.yaml": `${head}paths:\n  /a: { $ref: orders.yaml#/item }\n  /b: { $ref: billing.yaml#/item }\n`,
      "orders.yaml": `item: { ${operation("a", "#/Error").trim()} }\nError: { type: object, properties: { order: { type: string } } }\n`,
      "billing.yaml": `item: { ${operation("b", "#/Error").trim()} }\nError: { type: strng }\n`,
    });
    expect(Object.keys(at("components", "schemas") as object)).toEqual(["Error", "BillingError"]);
    expect(diagnostics.map(({ place, rule }) => `${place?.file}:${place?.line} ${rule}`)).toEqual([
      "billing.yaml:2 repaired-structure",
    ]);
  });

  it("takes files that are a schema, that refer back, and parts deep within others", async () => {
    const { at, diagnostics } = await loadFiles({
      "a.yaml": `${head}paths: { /a: { $ref: paths/a.yaml } }\ncomponents: { schemas: { Base: { type: object } } }\n`,
      "paths/a.yaml": operation("a", "../schemas/Pet.yaml"),
      "schemas/Pet.yaml": `allOf: [{ $ref: "../a.yaml#/components/schemas/Base" }]\nproperties: { owner: { $ref: "all.yaml#/Person/properties/name" } }\n`,
      "schemas/all.yaml": "Person: { properties: { name: { type: string } } }\n",
    });
    expect(diagnostics).toEqual([]);
    expect(at("components", "schemas", "Pet")).toEqual({
      allOf: [{ $ref: "#/components/schemas/Base" }],
      properties: { owner: { $ref: "#/components/schemas/name" } },
    });
  });
});
