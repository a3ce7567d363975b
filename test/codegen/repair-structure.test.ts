import { describe, expect, it } from "vitest";
import { loadParts, placesOf } from "./support/repaired.js";

const done = { "204": { description: "Done" } };
const withOperation = (operation: unknown) => ({
  paths: { "/a": { get: { operationId: "a", responses: done, ...(operation as object) } } },
});
const withSchema = (schema: unknown) => ({ components: { schemas: { Pet: {}, A: schema } } });
const operation = ["paths", "/a", "get"];
const schema = ["components", "schemas", "A"];

type Case = [
  title: string,
  parts: Record<string, unknown>,
  path: (string | number)[],
  value: unknown,
  says: string,
];

const structure: Case[] = [
  [
    "a list of no paths",
    { paths: [] },
    ["paths"],
    {},
    '"paths" must be an object, but it is a list. It is taken for an empty object.',
  ],
  [
    "parameters by name",
    withOperation({ parameters: { q: { in: "query" } } }),
    [...operation, "parameters"],
    [{ name: "q", in: "query" }],
    "Its values are taken for the items of a list.",
  ],
  [
    "a parameter without a name",
    withOperation({ parameters: [{ in: "query" }, { name: "q", in: "query" }] }),
    [...operation, "parameters"],
    [{ name: "q", in: "query" }],
    'A parameter needs "name" (OpenAPI 3.1, section 4.8.12). It is left out.',
  ],
  [
    "a parameter without a place",
    withOperation({ parameters: [{ name: "q" }] }),
    [...operation, "parameters", 0, "in"],
    "query",
    'It is taken for "query".',
  ],
  [
    "a place in another case",
    withOperation({ parameters: [{ name: "q", in: "Header" }] }),
    [...operation, "parameters", 0, "in"],
    "header",
    'It is taken for "header".',
  ],
  [
    "an unknown style",
    withOperation({ parameters: [{ name: "q", in: "query", style: "deep" }] }),
    [...operation, "parameters", 0],
    { name: "q", in: "query" },
    '"style" cannot be "deep". It is left out.',
  ],
  [
    "a body without content",
    withOperation({ requestBody: {} }),
    [...operation, "requestBody"],
    undefined,
    'A request body needs "content" (OpenAPI 3.1, section 4.8.13). It is left out.',
  ],
  [
    "a body with a schema in place of content",
    withOperation({ requestBody: { schema: { type: "string" } } }),
    [...operation, "requestBody", "content"],
    { "application/json": { schema: { type: "string" } } },
    "Its schema is taken for that of JSON.",
  ],
  [
    "tags that are a text",
    withOperation({ tags: "Pets" }),
    [...operation, "tags"],
    ["Pets"],
    'It is taken for ["Pets"].',
  ],
  [
    "tags that are objects",
    withOperation({ tags: [{ name: "Pets" }] }),
    [...operation, "tags"],
    ["Pets"],
    'It is taken for ["Pets"].',
  ],
  [
    "an operationId that is a number",
    withOperation({ operationId: 7 }),
    [...operation, "operationId"],
    "7",
    'It is taken for "7".',
  ],
  [
    "an operation without answers",
    withOperation({ responses: null }),
    [...operation, "responses"],
    undefined,
    "",
  ],
  [
    "an answer that is a text",
    withOperation({ responses: { 200: "Fine" } }),
    [...operation, "responses", "200"],
    { description: "Fine" },
    "It is taken for the description of an empty answer.",
  ],
  [
    "a description that is a list",
    withOperation({ description: ["One", "Two"] }),
    [...operation, "description"],
    "One\nTwo",
    "Its items are taken for lines.",
  ],
  [
    "deprecated as a word",
    withOperation({ deprecated: "yes" }),
    [...operation, "deprecated"],
    true,
    "It is taken for true.",
  ],
  [
    "security that is one requirement",
    withOperation({ security: { key: [] } }),
    [...operation, "security"],
    [{ key: [] }],
    "It is taken for a list of this one requirement.",
  ],
  [
    "a requirement without scopes",
    withOperation({ security: [{ key: null }] }),
    [...operation, "security"],
    [{ key: [] }],
    "It is taken for [].",
  ],
  [
    "a server without URL",
    { servers: [{}, { url: "https://a.example" }] },
    ["servers"],
    [{ url: "https://a.example" }],
    'A server needs "url" (OpenAPI 3.1, section 4.8.5). It is left out.',
  ],
  [
    "a server with a variable of nobody",
    { servers: [{ url: "https://{region}.example" }] },
    ["servers"],
    [],
    "The server's URL has {region}",
  ],
  [
    "a scheme's type in another case",
    { components: { securitySchemes: { a: { type: "apikey", in: "header", name: "X" } } } },
    ["components", "securitySchemes", "a", "type"],
    "apiKey",
    'It is taken for "apiKey".',
  ],
  [
    "Swagger 2's basic authentication",
    { components: { securitySchemes: { a: { type: "basic" } } } },
    ["components", "securitySchemes", "a"],
    { type: "http", scheme: "basic" },
    'It is taken for "http".',
  ],
  [
    "a title that is missing",
    { info: { version: "1" } },
    ["info", "title"],
    "Shop",
    'It is taken for "Shop".',
  ],
  [
    "info that is missing",
    { info: undefined },
    ["info"],
    { title: "Shop" },
    "It is taken for an empty one.",
  ],
];

const schemas: Case[] = [
  [
    "a type of another language",
    withSchema({ type: "int" }),
    schema,
    { type: "integer" },
    `A schema's type cannot be "int". It is taken for "integer".`,
  ],
  [
    "a type in capitals",
    withSchema({ type: "String" }),
    [...schema, "type"],
    "string",
    'It is taken for "string".',
  ],
  [
    "a file",
    withSchema({ type: "file" }),
    schema,
    { type: "string", format: "binary" },
    'It is taken for "string".',
  ],
  [
    "a date",
    withSchema({ type: "date" }),
    schema,
    { type: "string", format: "date" },
    'It is taken for "string".',
  ],
  ["any", withSchema({ type: "any" }), schema, {}, "It is left out: the client takes any value."],
  [
    "a type that is nothing",
    withSchema({ type: "strng" }),
    schema,
    {},
    "It is left out: the client takes any value.",
  ],
  [
    "types in one text",
    withSchema({ type: "string|null" }),
    [...schema, "type"],
    ["string", "null"],
    'It is taken for ["string","null"].',
  ],
  [
    "a type that is a schema",
    withSchema({ type: "Pet" }),
    [...schema, "$ref"],
    "#/components/schemas/Pet",
    "It is taken for a reference to the schema of that name.",
  ],
  [
    "required beside the property",
    withSchema({ type: "object", properties: { x: { type: "string", required: true } } }),
    schema,
    { type: "object", properties: { x: { type: "string" } }, required: ["x"] },
    "The property is taken for a required one.",
  ],
  [
    "required: false beside the property",
    withSchema({ properties: { x: { required: false } } }),
    [...schema, "properties", "x"],
    {},
    "It is left out.",
  ],
  [
    "a required that is a text",
    withSchema({ required: "x" }),
    [...schema, "required"],
    ["x"],
    'It is taken for ["x"].',
  ],
  [
    "a property that is a type's name",
    withSchema({ properties: { x: "string" } }),
    [...schema, "properties", "x"],
    { type: "string" },
    "It is taken for a schema of type string.",
  ],
  [
    "an alternative that is a schema's name",
    withSchema({ oneOf: ["Pet"] }),
    [...schema, "oneOf", 0],
    { $ref: "#/components/schemas/Pet" },
    "It is taken for a reference to the schema of that name.",
  ],
  [
    "an alternative that is a text",
    withSchema({ oneOf: ["what?"] }),
    [...schema, "oneOf", 0],
    {},
    "The client takes any value in its place.",
  ],
  [
    "allOf that is one schema",
    withSchema({ allOf: { type: "string" } }),
    [...schema, "allOf"],
    [{ type: "string" }],
    "It is taken for the only item of a list.",
  ],
  ["an enum without value", withSchema({ enum: null }), schema, {}, ""],
  ["an empty enum", withSchema({ enum: [] }), schema, {}, "the client takes any value."],
  [
    "an enum that is a text",
    withSchema({ enum: "a" }),
    [...schema, "enum"],
    ["a"],
    'It is taken for ["a"].',
  ],
  [
    "values twice",
    withSchema({ enum: ["a", "b", "a"] }),
    [...schema, "enum"],
    ["a", "b"],
    '"enum" has values more than once; each is taken once.',
  ],
  [
    "required names twice",
    withSchema({ required: ["a", "a"] }),
    [...schema, "required"],
    ["a"],
    '"required" has values more than once; each is taken once.',
  ],
  [
    "an object of words",
    withSchema({ type: "object", enum: ["a"] }),
    schema,
    { type: "object" },
    'None of the values of "enum" is an object',
  ],
  [
    "an object with items",
    withSchema({ type: "object", items: {} }),
    schema,
    { type: "object" },
    'An object has no "items"; they are left out.',
  ],
  [
    "a reference that is a list",
    withSchema({ $ref: [] }),
    schema,
    {},
    '"$ref" must be a string, but it is a list. It is left out.',
  ],
];

describe("parts of the wrong shape", () => {
  it.each([...structure, ...schemas])("puts right %s", async (_, parts, path, value, says) => {
    const outcome = await loadParts(parts);
    expect(outcome.at(...path)).toEqual(value);
    expect(outcome.said.join("\n")).toContain(says);
    expect(outcome.diagnostics.map(({ severity }) => severity)).not.toContain("error");
    for (const { place } of outcome.diagnostics) expect(place?.line).toBeGreaterThan(0);
  });

  it("keeps what it cannot guess an error", async () => {
    const { document, diagnostics } = await loadParts({ paths: "none" });
    expect(document).toBeUndefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", rule: "structure", pointer: "#/paths" }),
    ]);
  });

  it("looks at what a repair brings to light", async () => {
    const { at, said } = await loadParts(withSchema({ allOf: { properties: { x: "string" } } }));
    expect(at(...schema)).toEqual({ allOf: [{ properties: { x: { type: "string" } } }] });
    expect(said).toHaveLength(2);
  });

  it("says where what it changed was written, also behind something that was left out", async () => {
    const outcome = await loadParts(
      withOperation({ parameters: [{ in: "query" }, { name: "b", in: "query", style: "x" }] }),
    );
    const [first, second] = placesOf(outcome).map((place) => Number(place.split(":")[1]));
    expect(second).toBeGreaterThan(first ?? 0);
    expect(outcome.diagnostics.map(({ pointer }) => pointer)).toEqual([
      "#/paths/~1a/get/parameters/0",
      "#/paths/~1a/get/parameters/1/style",
    ]);
  });

  it("answers a document that needs no repair as it is", async () => {
    const { diagnostics, at } = await loadParts(withOperation({}));
    expect(diagnostics).toEqual([]);
    expect(at("openapi")).toBe("3.1.0");
  });
});
