import { describe, expect, it } from "vitest";
import { createFindings } from "../../codegen/diagnostics.js";
import { createResolve, type OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import { answerKind, bodyKind } from "../../codegen/model/media-types.js";
import { givenDocument } from "./support/project.js";

const resolve = createResolve({});
const object = { type: "object" };
const text = { type: "string" };

/** The only operation of a document with this one, and what was said of it. */
const built = (operation: object, parts: object = {}) => {
  const document: OpenApiDocument = JSON.parse(
    givenDocument({ paths: { "/a": { post: { operationId: "send", ...operation } } }, ...parts }),
  );
  const findings = createFindings();
  const [resource] = buildApi(document, {}, findings).resources;
  return { operation: resource?.operations[0], findings: findings.list };
};

describe("a media type", () => {
  it.each<[string, object, string]>([
    ["application/json", object, "json"],
    ["application/vnd.x.v1+json; version=2", object, "json"],
    ["application/x-unknown", object, "json"],
    ["application/x-unknown", text, "binary"],
    ["application/vnd.x.v1+xml", object, "text"],
    ["application/*+xml", object, "text"],
    ["text/csv", object, "text"],
    ["application/jose+jwe", object, "text"],
    ["application/x-msgpack", object, "binary"],
    ["application/x-json-smile", object, "binary"],
    ["application/octet-stream", object, "binary"],
    ["image/png", object, "binary"],
    ["*/*", object, "json"],
    ["*/*", text, "text"],
    ["*/*", { type: "string", format: "binary" }, "binary"],
  ])("%s of %j is %s both ways", (type, schema, kind) => {
    const media = { type, node: { schema } };
    expect([bodyKind(media, resolve), answerKind(media, resolve)]).toEqual([kind, kind]);
  });

  it("that is none is said, and neither sent nor asked for", () => {
    const content = { entity_id: {}, "application/json": { schema: { type: "integer" } } };
    const { operation, findings } = built({
      requestBody: { content: { "": { schema: { type: "integer" } } } },
      responses: { "200": { description: "Ok", content } },
    });
    expect(operation?.body).toBe("json");
    expect([operation?.answer.kind, operation?.answer.accept]).toEqual(["json", undefined]);
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'media-type "" is no media type: it is neither sent nor asked for.',
      'media-type "entity_id" is no media type: it is neither sent nor asked for.',
    ]);
  });
});

describe("a style of a part", () => {
  const multipart = {
    requestBody: {
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties: { ids: { type: "array", items: text } } },
          encoding: { ids: { style: "form", explode: false } },
        },
      },
    },
    responses: {},
  };

  it("holds since OpenAPI 3.1, and is ignored before", () => {
    expect(built(multipart).operation?.body).toEqual({
      kind: "multipart",
      parts: { ids: { style: "form", explode: false } },
    });
    expect(built(multipart, { openapi: "3.0.3" }).operation?.body).toBe("multipart");
  });
});
