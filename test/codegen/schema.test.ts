/** schema.ts must be openapi-typescript's output for its input, byte for byte, though it is made another way. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { describe, expect, it } from "vitest";
import { emitSchema, schemaOptions } from "../../codegen/emit/schema.js";
import { schemaInput } from "../../codegen/emit/schema-input/schema-input.js";
import { load } from "../../codegen/load.js";
import { prepare } from "../../codegen/prepare/prepare.js";

const golden = fileURLToPath(new URL("../golden", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Topics with types that openapi-typescript has no words for: tuples that go on, lists that contain themselves. */
const withOwnNodes = ["awkward-names", "discriminators", "objects", "recursive-lists"];

/** Topics with what openapi-typescript does not read: `additionalOperations`, and data that looks like a reference. */
const unreadable = ["methods", "repaired"];
const incomparable = new Set([...withOwnNodes, ...unreadable]);

const documents = [
  ...readdirSync(golden, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !incomparable.has(entry.name))
    .flatMap(({ name }) => ["openapi.yaml", "openapi.json"].map((file) => join(golden, name, file)))
    .filter((path) => existsSync(path)),
  join(root, "specs/neurograph/openapi.yaml"),
].map((path) => [path.slice(root.length), path] as const);

/** More operations than are gathered at once, and helper types in between. */
const manyOperations = (count: number) => ({
  openapi: "3.1.0",
  info: { title: "Many", version: "1" },
  paths: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `/things/${index}`,
      {
        get: {
          operationId: `get${index}`,
          responses: {
            "200": {
              description: "Ok",
              content: {
                "application/json": {
                  schema: { allOf: [{ $ref: "#/components/schemas/A" }], required: ["a"] },
                },
              },
            },
          },
        },
      },
    ]),
  ),
  components: { schemas: { A: { type: "object", properties: { a: { type: "string" } } } } },
});

/** More schemas than are in one part, with texts that a printer may get wrong. */
const manySchemas = (count: number) => ({
  openapi: "3.1.0",
  info: { title: "Many", version: "1" },
  paths: {},
  webhooks: {
    told: { post: { operationId: "told", responses: { "200": { description: "Ok" } } } },
  },
  components: {
    responses: { Gone: { description: "Gone\r\n\tfor good\n\n\u00a0\u2003wide\u2028 end " } },
    schemas: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `größe-${index}`,
        {
          type: "object",
          description: `  First\n\t\ttabs\n   \t mixed\n\n  */ ${index}`,
          readOnly: index % 2 === 0,
          additionalProperties: { type: ["integer", "null"] },
          properties: {
            'a "b" \\': { enum: ["ä", -1, 1e21, null, true], default: "x\n\ty" },
            pair: {
              type: "array",
              prefixItems: [{ type: "string" }, { $ref: `#/components/schemas/größe-0` }],
            },
            empty: { type: "object", readOnly: true, properties: {}, additionalProperties: false },
            list: {
              type: "array",
              items: { oneOf: [{ type: "string" }, { type: "object", properties: { x: {} } }] },
            },
            both: {
              allOf: [
                { $ref: "#/components/schemas/größe-1" },
                { type: "object", properties: { y: { const: 0 } } },
              ],
            },
          },
        },
      ]),
    ),
  },
});

const options = { silent: true, ...schemaOptions };

/** What openapi-typescript has no words for, as it would write it. */
const withoutOwnTypes = (text: string): string =>
  text.replaceAll(/\((string|number) & \{\}\)/g, "$1");

describe("schema.ts", () => {
  it.each([0, 1, 99, 100, 101, 350])(
    "is what openapi-typescript makes of %i operations",
    async (count) => {
      const text = JSON.stringify(manyOperations(count));
      const theirs = COMMENT_HEADER + astToString(await openapiTS(text, options));
      expect(await emitSchema(JSON.parse(text))).toBe(theirs);
    },
  );

  it.each([2, 200, 450])("is what openapi-typescript makes of %i schemas", async (count) => {
    const text = JSON.stringify(schemaInput(manySchemas(count)));
    const theirs = COMMENT_HEADER + astToString(await openapiTS(text, options));
    expect(await emitSchema(manySchemas(count))).toBe(theirs);
  });

  it.each(documents)("is what openapi-typescript makes of %s", async (_, path) => {
    const { document } = await load(path);
    if (document === undefined) throw new Error(`${path} has errors`);
    const text = JSON.stringify(schemaInput(prepare(document)));
    const theirs = COMMENT_HEADER + astToString(await openapiTS(text, options));
    expect(withoutOwnTypes(await emitSchema(prepare(document)))).toBe(theirs);
  });
});
