import { describe, expect, it } from "vitest";
import { load } from "../../codegen/load.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const loadFrom = (project: TestProject, name: string) => load(name, { root: project.folder });

/** What is said of a document: place, rule and message. */
const findingsOf = async (
  files: Readonly<Record<string, string>>,
  name = "openapi.yaml",
): Promise<string[]> => {
  const { diagnostics } = await loadFrom(givenProject(files), name);
  return diagnostics.map(
    ({ place, rule, message }) =>
      `${place?.file}:${place?.line}:${place?.column} ${rule}: ${message}`,
  );
};

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

describe("a document that cannot be read", () => {
  it("says that the file does not exist", async () => {
    expect(await findingsOf({})).toEqual([
      expect.stringMatching(/openapi\.yaml:1:1 unreadable-file: The file .* does not exist\.$/),
    ]);
  });

  it("says that it is a folder", async () => {
    const found = await findingsOf({ "openapi.yaml/x": "" });
    expect(found).toEqual([expect.stringContaining("is a folder")]);
  });

  it.each([
    ["YAML", "openapi.yaml", "openapi: 3.1.0\ninfo: {a: 1\npaths: }x\n", "openapi.yaml:3:1"],
    ["JSON", "openapi.json", '{\n  "openapi": "3.1.0",\n}', "openapi.json:2:21"],
  ])("names the line of invalid %s", async (_, name, text, place) => {
    const [found, ...others] = await findingsOf({ [name]: text }, name);
    expect(found).toContain(`${place} syntax: The file cannot be parsed`);
    expect(others).toEqual([]);
  });

  it.each([
    ["swagger: '1.2'\n", 'openapi.yaml:1:1 version: Swagger "1.2" is not supported; "2.0" is.'],
    ["swagger: 2.0\n", 'openapi.yaml:1:1 version: Swagger 2 is not supported; "2.0" is.'],
    ["asyncapi: 3.0.0\n", "openapi.yaml:1:1 version: This is an AsyncAPI document."],
    [
      "info: {}\n",
      `openapi.yaml:1:1 version: The document does not say its version ("openapi" is missing).`,
    ],
    [
      "x: 1\nopenapi: 4.1\n",
      "openapi.yaml:2:1 version: OpenAPI 4.1 is not supported; 3.0, 3.1 and 3.2 are.",
    ],
    [
      "openapi: 4.0.0\n",
      'openapi.yaml:1:1 version: OpenAPI "4.0.0" is not supported; 3.0, 3.1 and 3.2 are.',
    ],
    ["just text\n", "openapi.yaml:1:1 version: The file does not hold an OpenAPI document."],
  ])("knows what %j is instead", async (text, finding) => {
    expect(await findingsOf({ "openapi.yaml": text })).toEqual([finding]);
  });
});

describe("references", () => {
  it("names the line of one that points at nothing, and what was meant", async () => {
    const document = `${head}paths:
  /a:
    get:
      responses:
        "200": { $ref: "#/components/responses/Tokn" }
components: { responses: { Token: { description: Ok } } }
`;
    const { diagnostics } = await loadFrom(
      givenProject({ "openapi.yaml": document }),
      "openapi.yaml",
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({
        rule: "unresolved-reference",
        pointer: "#/paths/~1a/get/responses/200/$ref",
        place: { file: "openapi.yaml", line: 7, column: 18 },
        advice: 'Did you mean "Token"?',
      }),
    ]);
  });

  it("finds missing files, missing parts, the network and circles over files at once", async () => {
    const found = await findingsOf({
      "openapi.yaml": `${head}paths:
  /a: { $ref: a.yaml }
  /b: { $ref: b.yaml }
  /c: { $ref: c.yaml#/nowhere }
  /d: { $ref: missing.yaml }
  /e: { $ref: 'https://example.com/e.yaml' }
`,
      "a.yaml": "$ref: b.yaml\n",
      "b.yaml": "$ref: a.yaml\n",
      "c.yaml": "get: {}\n",
    });
    expect(found).toEqual([
      expect.stringMatching(/^a\.yaml:1:1 unresolved-reference: .* leads back to itself\.$/),
      expect.stringMatching(/^b\.yaml:1:1 unresolved-reference: .* leads back to itself\.$/),
      expect.stringMatching(/^openapi\.yaml:4:9 unresolved-reference: .* leads back to itself\.$/),
      expect.stringMatching(/^openapi\.yaml:5:9 unresolved-reference: .* leads back to itself\.$/),
      expect.stringMatching(/^openapi\.yaml:6:9 unresolved-reference: .* no such part\.$/),
      expect.stringMatching(
        /^openapi\.yaml:7:9 unresolved-reference: .*missing\.yaml does not exist\.$/,
      ),
      expect.stringMatching(/^openapi\.yaml:8:9 remote-reference: .* never goes there\.$/),
    ]);
  });

  it("finds a circle of references within a part of another file", async () => {
    const found = await findingsOf({
      "openapi.yaml": `${head}paths: { /a: { $ref: a.yaml } }\n`,
      "a.yaml": `get: { responses: { "200": { $ref: "#/one" } } }\none: { $ref: "#/two" }\ntwo: { $ref: "#/one" }\n`,
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.join()).toContain("leads back to itself");
  });

  it("lets files refer to each other", async () => {
    const project = givenProject({
      "openapi.yaml": `${head}paths: { /a: { $ref: paths/a.yaml } }\n`,
      "paths/a.yaml": `get: { operationId: a, responses: { "200": { description: Ok, content: { application/json: { schema: { $ref: ../schemas.yaml#/A } } } } } }\n`,
      "schemas.yaml": `A: { type: object, properties: { b: { $ref: other.yaml#/B } } }\n`,
      "other.yaml": `B: { type: object, properties: { a: { $ref: schemas.yaml#/A } } }\n`,
    });
    const { document, diagnostics, files } = await loadFrom(project, "openapi.yaml");
    expect(diagnostics).toEqual([]);
    expect(Object.keys(document?.components?.schemas ?? {})).toEqual(["A", "B"]);
    expect(files).toHaveLength(4);
  });

  it("names the file that its author wrote, for a part that was bundled in", async () => {
    const found = await findingsOf({
      "openapi.yaml": `${head}paths: { /a: { $ref: a.yaml } }\n`,
      "a.yaml": `get:\n  responses:\n    "200": { description: Ok, content: { application/json: { schema: { $ref: b.yaml#/B } } } }\n`,
      "b.yaml": "A: 1\nB:\n  type: strng\n",
    });
    expect(found).toEqual([
      'b.yaml:3:3 repaired-structure: A schema\'s type cannot be "strng". It is left out: the client takes any value.',
    ]);
  });
});

describe("the structure of a document", () => {
  it("takes empty YAML values for absent ones, and leaves extensions and examples alone", async () => {
    const found = await findingsOf({
      "openapi.yaml": `${head}x-paths: 1
paths:
  x-note: 1
  /a:
    get:
      description:
      tags:
      responses:
        x-note: 1
        "200": { description: Ok, content: { application/json: { example: { $ref: nowhere } } } }
`,
    });
    expect(found).toEqual([]);
  });
});

describe("the vocabulary in a document", () => {
  const withOperation = (vocabulary: unknown, name = "x-clientwright") =>
    givenDocument({
      paths: { "/a": { get: { operationId: "a", [name]: vocabulary, responses: {} } } },
    });

  it.each([
    [
      { methd: "x" },
      "#/paths/~1a/get/x-clientwright/methd",
      '"methd" is not known here.',
      'Did you mean "method"?',
    ],
    [
      { retry: "save" },
      "#/paths/~1a/get/x-clientwright/retry",
      '"save" is not one of the values known here.',
      'Did you mean "safe"?',
    ],
    [{ pages: {} }, "#/paths/~1a/get/x-clientwright/pages", '"style" is missing.', undefined],
    [
      { pages: { style: "cursr" } },
      "#/paths/~1a/get/x-clientwright/pages/style",
      '"cursr" is not one of the values known here.',
      'Did you mean "cursor"?',
    ],
    [
      { pages: { style: "link", limt: "x" } },
      "#/paths/~1a/get/x-clientwright/pages/limt",
      '"limt" is not known here.',
      'Did you mean "limit"?',
    ],
    [
      { errors: { "404": "not found" } },
      "#/paths/~1a/get/x-clientwright/errors/404",
      'This value must match pattern "^[A-Z][A-Za-z0-9]*$".',
      undefined,
    ],
    ["tokens", "#/paths/~1a/get/x-clientwright", "This value must be object.", undefined],
  ])("refuses %j", async (vocabulary, pointer, message, advice) => {
    const project = givenProject({ "openapi.json": withOperation(vocabulary) });
    const { diagnostics } = await loadFrom(project, "openapi.json");
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", rule: "vocabulary", pointer, message }),
    ]);
    expect(diagnostics[0]?.advice).toBe(advice);
  });

  it("points out an extension that was meant to be ours", async () => {
    const project = givenProject({ "openapi.json": withOperation({}, "x-clientwrigth") });
    const { document, diagnostics } = await loadFrom(project, "openapi.json");
    expect(document).toBeDefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "warning", advice: 'Did you mean "x-clientwright"?' }),
    ]);
  });

  it("checks tags and the document as well", async () => {
    const text = givenDocument({
      tags: [{ name: "Orders", "x-clientwright": { scop: [] } }],
      "x-clientwright": { error: {} },
    });
    const { diagnostics } = await loadFrom(givenProject({ "openapi.json": text }), "openapi.json");
    expect(diagnostics.map(({ pointer, advice }) => [pointer, advice])).toEqual([
      ["#/tags/0/x-clientwright/scop", 'Did you mean "scope"?'],
      ["#/x-clientwright/error", 'Did you mean "errors"?'],
    ]);
  });
});
