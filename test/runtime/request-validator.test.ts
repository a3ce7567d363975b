/** Checks of requests by what generated code says of them. */
import { describe, expect, it } from "vitest";
import { RequestValidationError } from "../../src/runtime/index.js";
import {
  createValidation,
  type JsonSchema,
  requestValidator,
} from "../../src/runtime/validation/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const models: Readonly<Record<string, JsonSchema>> = {
  Node: {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, parts: { type: "array", items: { $ref: "Node" } } },
  },
};

/** `path message (code)` of each issue that a body has. */
async function issuesOf(schema: JsonSchema, value: unknown): Promise<string[]> {
  const validator = requestValidator({ models, operations: { things: { body: schema } } });
  const found = await validator({
    operation: operation({ method: "POST" }),
    location: "body",
    value,
  });
  return (found ?? []).map(({ path, message, code }) => `${path} ${message} (${code})`.trim());
}

type Finding = readonly [about: string, schema: JsonSchema, value: unknown, ...found: string[]];

const findings: readonly Finding[] = [
  ["a text", { type: "string" }, "ok"],
  ["a date where there is a text", { type: "string" }, new Date(0)],
  ["a number for a text", { type: "string" }, 1, "must be a string (invalid_type)"],
  ["no number", { type: "number" }, Number.NaN, "must be a number (invalid_type)"],
  ["half an integer", { type: "integer" }, 1.5, "must be an integer (invalid_type)"],
  ["null that may be", { type: ["integer", "null"] }, null],
  ["null that may not", { type: "boolean" }, null, "must be a boolean (invalid_type)"],
  ["two types", { type: ["array", "null"] }, 1, "must be an array or null (invalid_type)"],
  ["a list for an object", { type: "object" }, [], "must be an object (invalid_type)"],
  ["a known value", { enum: [4, 6] }, 6],
  ["an unknown value", { enum: ["A", 6] }, "a", 'must be one of "A", 6 (invalid_value)'],
  ["a constant", { const: null }, null],
  ["another than the constant", { const: "x" }, "y", 'must be "x" (invalid_value)'],
  ["a short text", { minLength: 3 }, "ab", "must have at least 3 characters (too_small)"],
  ["a text of one character", { minLength: 1 }, "", "must have at least 1 character (too_small)"],
  ["characters beyond the basic plane", { minLength: 2, maxLength: 2 }, "🎲🎲"],
  ["a long text", { maxLength: 3 }, "abcd", "must have at most 3 characters (too_big)"],
  ["a text that matches", { pattern: "^a+$" }, "aa"],
  ["a text that does not", { pattern: "^a+$" }, "b", "must match ^a+$ (invalid_format)"],
  ["the limits themselves", { minimum: 0, maximum: 5 }, 5],
  ["too little", { minimum: 0 }, -1, "must be at least 0 (too_small)"],
  ["too much", { maximum: 5 }, 6, "must be at most 5 (too_big)"],
  ["the open limit below", { exclusiveMinimum: 0 }, 0, "must be greater than 0 (too_small)"],
  ["the open limit above", { exclusiveMaximum: 1 }, 1, "must be less than 1 (too_big)"],
  ["no multiple", { multipleOf: 0.5 }, 0.7, "must be a multiple of 0.5 (not_multiple_of)"],
  ["too few items", { minItems: 1 }, [], "must have at least 1 item (too_small)"],
  ["too many items", { maxItems: 1 }, [1, 2], "must have at most 1 item (too_big)"],
  ["twins", { uniqueItems: true }, [1, 1], "must not have the same item twice (not_unique)"],
  ["a bad item", { items: { type: "string" } }, ["a", 1], "[1] must be a string (invalid_type)"],
  ["a missing member", { required: ["a"] }, {}, "a is required (required)"],
  ["a member that is undefined", { required: ["a"] }, { a: undefined }, "a is required (required)"],
  ["others that are allowed", { properties: {} }, { other: 1 }],
  [
    "others that are not",
    { properties: { a: {} }, additionalProperties: false },
    { a: 1, other: 1 },
    "other is not known (unrecognized)",
  ],
  [
    "others of another type",
    { additionalProperties: { type: "string" } },
    { a: 1 },
    "a must be a string (invalid_type)",
  ],
  [
    "a model within itself",
    { $ref: "Node" },
    { name: "a", parts: [{ name: "b" }, { parts: [{}] }] },
    "parts[1].name is required (required)",
    "parts[1].parts[0].name is required (required)",
  ],
  [
    "all of several",
    { allOf: [{ required: ["a"] }, { required: ["b"] }] },
    {},
    "a is required (required)",
    "b is required (required)",
  ],
  ["one of several", { anyOf: [{ type: "string" }, { type: "null" }] }, null],
  [
    "none of several: what the nearest says",
    { anyOf: [{ type: "null" }, { required: ["a"], type: "object" }] },
    {},
    "a is required (required)",
  ],
];

describe("requestValidator", () => {
  for (const [about, schema, value, ...expected] of findings) {
    it(`looks at ${about}`, async () => {
      expect(await issuesOf(schema, value)).toEqual(expected);
    });
  }

  it("sends nothing that does not pass, and keeps the value at fault out of what is printed", async () => {
    const things = operation({ method: "POST", body: "json" });
    const validator = requestValidator({
      models: {},
      operations: {
        things: {
          query: { required: ["size"], properties: { size: { type: "integer" } } },
          body: { properties: { password: { minLength: 12 } } },
        },
      },
    });
    const { client, sent } = givenClient([json({})], { validate: createValidation({ validator }) });
    const error = await reasonOf(client.call(things, { body: { password: "hunter2" } }));
    expect(sent).toEqual([]);
    if (!(error instanceof RequestValidationError)) throw error;
    expect(error.issues.map(({ path, input }) => [path, input])).toEqual([
      ["query.size", undefined],
      ["body.password", "hunter2"],
    ]);
    expect(JSON.stringify(error)).not.toContain("hunter2");

    await client.call(things, { query: { size: 1 }, body: { password: "long enough to pass" } });
    expect(sent).toHaveLength(1);
  });

  it("lets everything through that nothing is said of", async () => {
    const validator = requestValidator({ models: {}, operations: {} });
    expect(await validator({ operation: operation(), location: "body", value: 1 })).toEqual([]);
  });
});
