import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateApi } from "../../codegen/generate-api.js";
import { givenDocument, givenProject } from "./support/project.js";
import { loadFiles, placesOf } from "./support/repaired.js";

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const generate = async (text: string, name = "openapi.json") => {
  const { folder, path } = givenProject({ [name]: text });
  const target = { key: "shop", root: folder, spec: path(name), output: path("client") };
  return generateApi(target, { cache: false });
};

const nest = (depth: number, open: string, close: string, inner: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

describe("limits", () => {
  it.each([
    ["a schema in a schema", '{"type":"object","properties":{"x":', "}}", 50_000],
    ["a list in an example", "[", "]", 100_000],
  ])("end in a message for %s, a hundred thousand deep", async (_, open, close, depth) => {
    const inner = nest(depth, open, close, "{}");
    const text = givenDocument({ components: { schemas: { A: { example: 0 } } } }).replace(
      /"example": 0/,
      `"example": ${inner}`,
    );
    const { status, diagnostics } = await generate(text);
    expect(status).toBe("failed");
    expect(diagnostics).toEqual([
      expect.objectContaining({
        rule: "limit",
        message: "The values of the file are nested more than 250 deep.",
        place: expect.objectContaining({ file: "openapi.json", line: expect.any(Number) }),
      }),
    ]);
  });

  it("do not stop what is as deep as they allow", async () => {
    const schema = nest(118, '{"type":"object","properties":{"x":', "}}", '{"type":"string"}');
    const { status, diagnostics } = await generate(
      givenDocument({ components: { schemas: { A: "deep" } } }).replace('"deep"', schema),
    );
    expect(diagnostics).toEqual([]);
    expect(status).toBe("written");
  });

  it("let schemas hold each other in a long row", async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `S${index}`,
        index === 999
          ? { type: "string" }
          : { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] },
      ]),
    );
    const { diagnostics } = await generate(givenDocument({ components: { schemas } }));
    expect(diagnostics.filter(({ rule }) => rule !== "limit")).toEqual([]);
  });

  it("stop aliases that would fill the memory", async () => {
    const rows = Array.from({ length: 20 }, (_, row) => {
      const before = row === 0 ? "x" : `*a${row - 1}`;
      return `  a${row}: &a${row} [${Array.from({ length: 9 }, () => before).join(", ")}]\n`;
    });
    const text = `${head}x-bomb:\n${rows.join("")}`;
    const outcome = await loadFiles({ "a.yaml": text });
    expect(placesOf(outcome)).toEqual(["a.yaml:1:1 limit"]);
    const flow = `{ openapi: 3.1.0, x: [&a0 x${rows.map((_, row) => `, &a${row + 1} [${`*a${row},`.repeat(9)}]`).join("")}] }`;
    expect(placesOf(await loadFiles({ "b.yaml": flow }))).toEqual(["b.yaml:1:1 limit"]);
    expect(outcome.said[0]).toContain("20,000,000 values, aliases filled in");
  });

  it("say so when references lead in circles of their own", async () => {
    const a = "#/components/schemas/A/properties/x/properties/x";
    const outcome = await loadFiles({
      "a.json": givenDocument({
        components: { schemas: { A: { $ref: a }, B: { $ref: "#/components/schemas/B" } } },
      }),
    });
    expect(outcome.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "error unresolved-reference",
      "error unresolved-reference",
    ]);
  });
});

describe("YAML as people write it", () => {
  it("may have a mark at its start, a number for its version, numbers and words for keys", async () => {
    const { at, diagnostics } = await loadFiles({
      "a.yaml": `\uFEFFopenapi: 3.1
info: { title: T, version: 2024-01-31 }
paths:
  /a:
    get:
      operationId: a
      tags: [NO, on]
      responses:
        200: { description: Ok }
`,
    });
    expect(at("openapi")).toBe("3.1.0");
    expect(at("info", "version")).toBe("2024-01-31");
    expect(at("paths", "/a", "get", "tags")).toEqual(["NO", "on"]);
    expect(at("paths", "/a", "get", "responses")).toEqual({ 200: { description: "Ok" } });
    expect(diagnostics.map(({ rule, place }) => `${place?.line} ${rule}`)).toEqual([
      "1 repaired-version",
    ]);
  });

  it("may have a key twice: the last value counts", async () => {
    const outcome = await loadFiles({
      "a.yaml": `${head}components:\n  schemas:\n    A: { type: string }\n    A: { type: integer }\n`,
    });
    expect(outcome.at("components", "schemas", "A")).toEqual({ type: "integer" });
    expect(placesOf(outcome)).toEqual(["a.yaml:6:5 repeated-key"]);
  });

  it("may share parts: each place gets its own, and faults are found where the part is", async () => {
    const outcome = await loadFiles({
      "a.yaml": `${head}x-base: &base
  type: object
  properties: { id: { type: int } }
components:
  schemas:
    A: *base
    B:
      <<: *base
      title: B
`,
    });
    expect(outcome.at("components", "schemas")).toEqual({
      A: { type: "object", properties: { id: { type: "integer" } } },
      B: { type: "object", properties: { id: { type: "integer" } }, title: "B" },
    });
    expect(outcome.at("x-base", "properties", "id")).toEqual({ type: "int" });
    expect(placesOf(outcome)).toEqual([
      "a.yaml:5:23 repaired-structure",
      "a.yaml:5:23 repaired-structure",
    ]);
  });

  it("has tabs where no tabs may be: the line is named", async () => {
    const outcome = await loadFiles({ "a.yaml": `${head}paths:\n\t/a: {}\n` });
    expect(placesOf(outcome)).toEqual([expect.stringMatching(/^a\.yaml:4:\d+ syntax$/)]);
  });
});

const sound = JSON.parse(
  givenDocument({
    servers: [{ url: "https://{a}.example", variables: { a: { default: "x" } } }],
    paths: {
      "/pets/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        get: {
          operationId: "getPet",
          tags: ["Pets"],
          parameters: [{ name: "q", in: "query", style: "form", schema: { type: "string" } }],
          security: [{ key: [] }],
          responses: {
            200: {
              description: "Ok",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
            },
            default: { $ref: "#/components/responses/Error" },
          },
        },
        put: {
          operationId: "setPet",
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
          responses: { 204: { description: "Done" } },
        },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: "object",
          required: ["kind"],
          properties: { kind: { enum: ["cat", "dog"] }, tags: { type: "array", items: {} } },
          discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
        },
        Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { a: { not: {} } } }] },
      },
      responses: { Error: { description: "No", content: { "text/plain": {} } } },
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    },
  }),
);

/** Paths of every part of a document. */
const partsOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [
        [...path, key],
        ...partsOf(child, [...path, key]),
      ])
    : [];

const parts = partsOf(sound);

const change = (document: unknown, path: readonly string[], value: unknown): void => {
  const owner = path
    .slice(0, -1)
    .reduce<unknown>(
      (node, key) =>
        typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined,
      document,
    );
  const key = path.at(-1);
  if (typeof owner !== "object" || owner === null || key === undefined) return;
  if (value === undefined) Reflect.deleteProperty(owner, key);
  else Reflect.set(owner, key, value);
};

const anything = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, "", "x", [], {}, [[]], [{}], ["x"], { x: "y" }),
  fc.constantFrom(
    "#/components/schemas/Pet",
    { $ref: "#/paths/~1pets~1{id}/get" },
    { $ref: "#/components/schemas/Cat/allOf/1" },
    { $ref: "#" },
    { $ref: 1 },
    { type: "file", items: "Pet" },
  ),
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 3 }),
);

describe("whatever a document is", () => {
  it("is generated from, or told what is wrong with it, with a place", async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...parts), anything), {
      minLength: 1,
      maxLength: 4,
    });
    const project = givenProject();
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (list, keepGoing) => {
        const document: unknown = structuredClone(sound);
        for (const [path, value] of list) change(document, path, structuredClone(value));
        project.write("a.json", JSON.stringify(document));
        const target = {
          root: project.folder,
          spec: project.path("a.json"),
          output: project.path("out"),
        };
        const result = await generateApi(
          { key: "a", ...target },
          { cache: false, check: true, keepGoing },
        );
        const errors = result.diagnostics.filter(({ severity }) => severity === "error");
        expect(result.status === "failed" ? errors.length : 1).toBeGreaterThan(0);
        expect(keepGoing || errors.length === 0 || result.status === "failed").toBe(true);
        expect(errors.filter(({ rule }) => rule === "unforeseen")).toEqual([]);
        for (const { place } of result.diagnostics) expect(place?.line).toBeGreaterThan(0);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
    );
  });
});
