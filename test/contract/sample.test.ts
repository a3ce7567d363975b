import { describe, expect, it } from "vitest";
import { sampleSchema, UnsampledError } from "../../codegen/contract/sample.js";
import { createSchemaCheck } from "../../codegen/contract/schema-check.js";

const document = {
  openapi: "3.1.0",
  components: {
    schemas: {
      Tree: {
        type: "object",
        required: ["name", "children"],
        properties: {
          name: { type: "string" },
          parent: { $ref: "#/components/schemas/Tree" },
          children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
        },
      },
      Endless: {
        type: "object",
        required: ["next"],
        properties: { next: { $ref: "#/components/schemas/Endless" } },
      },
      Color: { type: "string", enum: ["red", "blue"] },
    },
  },
};

const sample = (schema: unknown): unknown => sampleSchema(document, schema);

describe("a sample of a schema", () => {
  it.each([
    ["an example", { type: "string", examples: ["given"], default: "not this" }, "given"],
    ["an example of 3.0", { type: "string", example: "given" }, "given"],
    ["a constant", { const: 7 }, 7],
    ["a default", { type: "integer", default: 20 }, 20],
    ["the first of an enumeration", { $ref: "#/components/schemas/Color" }, "red"],
    ["true", { type: "boolean" }, true],
    ["null only when there is nothing else", { type: ["null", "string"] }, "sample"],
    ["the alternative that is not null", { anyOf: [{ type: "null" }, { type: "integer" }] }, 1],
    ["null", { type: "null" }, null],
  ])("is %s", (_what, schema, expected) => {
    expect(sample(schema)).toEqual(expected);
  });

  it.each([
    { type: "integer", minimum: 5 },
    { type: "integer", maximum: -3 },
    { type: "integer", minimum: 3, maximum: 9, multipleOf: 4 },
    { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    { type: "integer", exclusiveMinimum: 1 },
    { type: "string", minLength: 10, maxLength: 12 },
    { type: "string", maxLength: 3 },
    { type: "string", pattern: "^[a-z]$" },
    { type: "string", pattern: "^#[0-9a-f]{6}$" },
    { type: "array", items: { type: "integer" }, minItems: 3, uniqueItems: true },
    { type: "array", items: { type: "string", maxLength: 40 }, minItems: 2, uniqueItems: true },
    { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], minItems: 2 },
    { type: "object", additionalProperties: { type: "integer" }, minProperties: 2 },
    { allOf: [{ type: "object", properties: { a: { type: "string" } } }, { required: ["a"] }] },
    { oneOf: [{ $ref: "#/components/schemas/Color" }, { type: "integer" }] },
    { $ref: "#/components/schemas/Tree" },
    { type: "string", pattern: "^[A-Z]{2}-\\d{9}$" },
    { type: "string", pattern: "^(?<a>x|y)\\k<a>[^a-z]+$", minLength: 6 },
    { type: "string", pattern: "^\\p{Lu}\\w{3,}$", maxLength: 5 },
    { type: "string", pattern: "^(?=.*\\d)[a-z\\d]{4}$" },
    {
      allOf: [
        { type: "integer", minimum: 2 },
        { type: "number", maximum: 3, multipleOf: 1.5 },
      ],
    },
    { allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] },
    { type: "array", items: { type: "boolean" }, minItems: 2, uniqueItems: true },
    { type: "array", contains: { const: "x" }, items: { type: "string" }, minItems: 2 },
    { type: "integer", multipleOf: 0.5, exclusiveMinimum: 2, exclusiveMaximum: 4 },
    { type: "object", propertyNames: { pattern: "^x-" }, minProperties: 2 },
    {
      type: "object",
      patternProperties: { "^n\\d$": { type: "integer" } },
      additionalProperties: false,
      minProperties: 1,
    },
    { type: "object", properties: { a: { const: 1 } }, dependentRequired: { a: ["b"] } },
    { type: "object", properties: { a: {}, b: {}, c: {} }, required: ["b"], maxProperties: 1 },
  ])("fits %j", (schema) => {
    const check = createSchemaCheck({ ...document, schema });
    expect(check("/schema", sample(schema))).toEqual([]);
  });

  it("leaves out what leads back to itself", () => {
    expect(sample({ $ref: "#/components/schemas/Tree" })).toEqual({ name: "sample", children: [] });
  });

  it("leaves out what only answers have, unless it is for an answer", () => {
    const properties = { id: { type: "integer", readOnly: true }, text: { type: "string" } };
    const schema = { type: "object", properties };
    expect(sample(schema)).toEqual({ text: "sample" });
    const answer = sampleSchema(document, schema, { forRequest: false });
    expect(answer).toEqual({ id: 1, text: "sample" });
  });

  it("leaves out an optional property that it cannot sample", () => {
    const properties = { code: { type: "string", pattern: "^(?!)$" } };
    expect(sample({ type: "object", properties })).toEqual({});
  });

  it("asks for an example when a required value cannot be sampled", () => {
    const properties = { code: { type: "string", pattern: "^(?!)$" } };
    expect(() => sample({ type: "object", required: ["code"], properties })).toThrow(
      "pattern ^(?!)$ needs an example in the document",
    );
    expect(() => sample({ $ref: "#/components/schemas/Endless" })).toThrow(UnsampledError);
    expect(() => sample(false)).toThrow(UnsampledError);
    expect(() => sample({ allOf: [{ type: "string" }, { type: "integer" }] })).toThrow(
      "no type fits every part of the schema",
    );
  });

  it("says what an object is by its discriminator", () => {
    const kind = { propertyName: "kind", mapping: { tabby: "#/components/schemas/Cat" } };
    const schemas = {
      Cat: { type: "object", required: ["kind"], properties: { kind: { type: "string" } } },
      Pet: { oneOf: [{ $ref: "#/components/schemas/Cat" }], discriminator: kind },
    };
    const pets = { components: { schemas } };
    expect(sampleSchema(pets, { $ref: "#/components/schemas/Pet" })).toEqual({ kind: "tabby" });
  });

  it("ends where a base names its children, which extend it", () => {
    const schemas = {
      Pet: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" } },
        oneOf: [{ $ref: "#/components/schemas/Cat" }],
      },
      Cat: {
        allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { lives: { const: 9 } } }],
      },
    };
    const pets = { components: { schemas } };
    const expected = { name: "sample", lives: 9 };
    expect(sampleSchema(pets, { $ref: "#/components/schemas/Pet" })).toEqual(expected);
    expect(sampleSchema(pets, { $ref: "#/components/schemas/Cat" })).toEqual(expected);
  });

  it("stays small where optional parts multiply", () => {
    const names = Array.from({ length: 12 }, (_, index) => `Part${index}`);
    const properties = Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
    );
    const schemas = Object.fromEntries(names.map((name) => [name, { type: "object", properties }]));
    const value = sampleSchema({ components: { schemas } }, { $ref: "#/components/schemas/Part0" });
    expect(JSON.stringify(value).length).toBeLessThan(100_000);
  });

  it("keeps a property whatever its name", () => {
    const properties = JSON.parse('{"__proto__":{"const":1},"constructor":{"const":2}}');
    expect(JSON.stringify(sample({ type: "object", properties }))).toBe(
      '{"__proto__":1,"constructor":2}',
    );
  });
});

describe("a schema check", () => {
  const check = createSchemaCheck(document);

  it("says what is wrong and where", () => {
    const problems = check("/components/schemas/Tree", { name: 1, children: [{}] });
    expect(problems).toEqual([
      "body/name must be string",
      "body/children/0 must have required property 'name'",
      "body/children/0 must have required property 'children'",
    ]);
  });

  it("does not miss in an answer what only requests have", () => {
    const password = { type: "string", writeOnly: true };
    const schema = { type: "object", required: ["password"], properties: { password } };
    expect(createSchemaCheck({ ...document, schema })("/schema", {})).toEqual([]);
  });
});
