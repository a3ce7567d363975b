import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnsampledError } from "../../codegen/contract/flat-schema.js";
import { createSchemaCheck } from "../../codegen/contract/schema-check.js";
import { validSample } from "../../codegen/contract/valid-sample.js";

const schemas = {
  Leaf: { type: "string", minLength: 1 },
  Node: {
    type: "object",
    properties: { next: { $ref: "#/components/schemas/Node" }, id: { type: "integer" } },
  },
};

/** A sample of a schema, and what a validator says of it. */
const judge = (schema: unknown, examples: readonly unknown[] = []) => {
  const document = { openapi: "3.1.0", components: { schemas }, schema };
  const check = createSchemaCheck(document);
  const value = validSample({ document, check }, { schema, pointer: "/schema", examples });
  return { value, problems: check("/schema", value) };
};

const limit = fc.integer({ min: -20, max: 20 });
const small = fc.integer({ min: 0, max: 4 });

/** Keywords that are there or not. */
const keywords = <T extends Record<string, fc.Arbitrary<unknown>>>(type: string, values: T) =>
  fc.record(values, { requiredKeys: [] }).map((rest) => ({ type, ...rest }));

const { schema: anySchema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    keywords("string", {
      minLength: small,
      maxLength: fc.integer({ min: 4, max: 9 }),
      pattern: fc.constantFrom("^[a-z]+$", "^\\d{2,4}$", "^(ab|cd)*$", "^[A-F0-9]{4}", "x"),
    }),
    keywords("integer", {
      minimum: limit,
      exclusiveMaximum: limit.map((n) => n + 45),
      multipleOf: fc.constantFrom(1, 2, 3, 0.5),
    }),
    keywords("number", { exclusiveMinimum: limit, maximum: limit.map((n) => n + 45) }),
    fc.record({ enum: fc.uniqueArray(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }) }),
    fc.record({ const: fc.jsonValue({ maxDepth: 1 }) }),
    fc.constantFrom(
      { type: "boolean" },
      { type: ["string", "null"] },
      { type: "null" },
      { $ref: "#/components/schemas/Leaf" },
      { $ref: "#/components/schemas/Node" },
    ),
    fc.record(
      {
        type: fc.constant("array"),
        items: tie("schema"),
        minItems: fc.integer({ min: 0, max: 2 }),
        maxItems: fc.integer({ min: 2, max: 4 }),
      },
      { requiredKeys: ["type"] },
    ),
    fc
      .dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie("schema"), { maxKeys: 4 })
      .chain((properties) =>
        fc.record(
          {
            type: fc.constant("object"),
            properties: fc.constant(properties),
            required: fc.subarray(Object.keys(properties)),
            additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
          },
          { requiredKeys: ["type", "properties"] },
        ),
      ),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
  ),
}));

describe("a sample that is known to fit", () => {
  it("fits whatever the schema is, or is reported", () => {
    let made = 0;
    fc.assert(
      fc.property(anySchema, (schema) => {
        try {
          expect(judge(schema).problems).toEqual([]);
          made += 1;
        } catch (error) {
          if (!(error instanceof UnsampledError)) throw error;
          expect(error.message).not.toBe("");
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    // What is reported is the exception: parts that contradict each other.
    expect(made).toBeGreaterThan(250);
  });

  it("is the document's first example that fits", () => {
    expect(judge({ type: "integer" }, ["1", 12, 13]).value).toBe(12);
  });

  it("is made where no example fits", () => {
    expect(
      judge({ type: "object", properties: { n: { type: "integer", example: "1" } } }).value,
    ).toEqual({
      n: 1,
    });
    const inner = { type: "array", items: { type: "string" }, example: [1] };
    expect(judge({ type: "object", properties: { inner } }).value).toEqual({ inner: ["sample"] });
  });

  it("is of a later alternative where the first does not do", () => {
    const a = { type: "object", required: ["a"], properties: { a: { const: 1 } } };
    const open = { type: "object", properties: { b: { type: "string" } }, required: ["b"] };
    const both = { type: "object", required: ["a", "b"] };
    expect(judge({ oneOf: [a, open], not: a }).value).toEqual({ b: "sample" });
    expect(judge({ anyOf: [{ not: {} }, both] }).problems).toEqual([]);
  });

  it("does not miss what only answers have", () => {
    const id = { type: "integer", readOnly: true };
    const schema = {
      allOf: [
        { type: "object", properties: { id } },
        { type: "object", required: ["id"] },
      ],
    };
    const document = { openapi: "3.1.0", schema };
    const check = createSchemaCheck(document);
    expect(validSample({ document, check }, { schema, pointer: "/schema" })).toEqual({});
    expect(check("/schema", {})).toEqual(["body must have required property 'id'"]);
  });

  it("reports what is wrong where nothing fits", () => {
    const schema = { type: "string", not: { type: "string" } };
    expect(() => judge(schema)).toThrow("body must NOT be valid");
  });

  it("is judged in no time, whatever the pattern", () => {
    const pattern = "^([\\w.-]*)*$";
    const example = `${"a".repeat(60)}!`;
    expect(judge({ type: "string", pattern }, [example]).value).toBe(example);
    expect(judge({ type: "string", pattern }, ["a!"]).value).toBe("sample");
  });

  it("takes the nearest value where it is told to report that none fits", () => {
    const schemas = {
      Loop: { required: ["next"], properties: { next: { $ref: "#/schemas/Loop" } } },
    };
    const document = { openapi: "3.1.0", schemas };
    const problems: string[] = [];
    const described = {
      document,
      check: createSchemaCheck(document),
      report: (problem: string) => problems.push(problem),
    };
    const wanted = { schema: { $ref: "#/schemas/Loop" }, pointer: "/schemas/Loop" };
    expect(validSample(described, wanted)).toEqual({ next: {} });
    expect(problems).toEqual(["#/schemas/Loop contains itself"]);
  });

  it("does not judge a schema that is none", () => {
    expect(judge({ type: "file" }).problems).toEqual([]);
    expect(judge({ type: "string", pattern: "(?i)^abc" }).problems).toEqual([]);
  });
});
