import { describe, expect, it } from "vitest";
import { normalise } from "../../codegen/load/normalise.js";

const schema = (value: unknown, openapi = "3.0.3") => {
  const document = { openapi, info: {}, components: { schemas: { A: value } } };
  return normalise(document).components.schemas.A;
};

describe("a 3.0 schema in 3.1", () => {
  it.each([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [{ type: "string", nullable: false }, { type: "string" }],
    [
      { nullable: true, enum: ["a"], type: "string" },
      { enum: ["a", null], type: ["string", "null"] },
    ],
    [
      { nullable: true, allOf: [{ type: "string" }] },
      { anyOf: [{ allOf: [{ type: "string" }] }, { type: "null" }] },
    ],
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
    [
      { type: "string", example: "x" },
      { type: "string", examples: ["x"] },
    ],
    [
      { type: "string", format: "binary" },
      { type: "string", contentMediaType: "application/octet-stream" },
    ],
    [
      { type: "string", format: "byte" },
      { type: "string", contentEncoding: "base64" },
    ],
    [{ items: { type: "string", nullable: true } }, { items: { type: ["string", "null"] } }],
    [
      { properties: { nullable: { type: "boolean", nullable: true } } },
      { properties: { nullable: { type: ["boolean", "null"] } } },
    ],
    [
      { $ref: "#/x", nullable: true },
      { $ref: "#/x", nullable: true },
    ],
  ])("says %j as %j", (before, after) => {
    expect(schema(before)).toEqual(after);
  });

  it("reaches schemas of parameters, bodies and answers", () => {
    const nullable = { schema: { type: "string", nullable: true } };
    const content = { "application/json": nullable };
    const { paths } = normalise({
      openapi: "3.0.0",
      paths: {
        "/a": {
          post: {
            parameters: [nullable],
            requestBody: { content },
            responses: { "200": { content } },
          },
        },
      },
    });
    expect(JSON.stringify(paths)).not.toContain("nullable");
  });

  it("leaves later documents as they are", () => {
    const document = { openapi: "3.1.0", nullable: true };
    expect(normalise(document)).toBe(document);
  });
});
