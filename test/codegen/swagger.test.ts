import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generate } from "../../codegen/cli/generate-apis.js";
import { lint } from "../../codegen/cli/lint.js";
import type { Path } from "../../codegen/diagnostics.js";
import { isNode, type Node, valueAt } from "../../codegen/document.js";
import { convertSwagger } from "../../codegen/load/swagger/convert.js";
import { originInSwagger } from "../../codegen/load/swagger/place.js";
import { load } from "../../codegen/load.js";
import { startPrism } from "../../codegen/prism/prism.js";
import { givenProject } from "./support/project.js";

const shop = `swagger: "2.0"
info: { title: Shop, version: "1" }
host: shop.example.com
basePath: /v1/
schemes: [http, https, ws]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key, description: A key }
  plain: { type: basic, description: A name and a password }
  code:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://shop.example.com/authorize
    tokenUrl: https://shop.example.com/token
    scopes: { read: Reads }
    description: In the name of a user
  app: { type: oauth2, flow: application, tokenUrl: "https://shop.example.com/token", scopes: {} }
security: [{ key: [] }]
parameters:
  Limit: { name: limit, in: query, type: integer, default: 10, maximum: 50 }
  Order: { name: order, in: body, required: true, schema: { $ref: "#/definitions/Order" } }
  File: { name: file, in: formData, type: file, required: true, description: The file }
responses:
  NotFound:
    description: There is none
    schema: { $ref: "#/definitions/Problem" }
    headers: { X-Request: { type: string, description: Its name } }
definitions:
  Order:
    type: object
    required: [id, kind]
    discriminator: kind
    properties:
      id: { type: string }
      kind: { type: string }
      note: { type: string, x-nullable: true }
      type: { type: string }
      raw: { type: object, example: { $ref: "#/definitions/Order", type: file } }
  Gift: { allOf: [{ $ref: "#/definitions/Order" }, { type: object, properties: { card: { type: string } } }] }
  Problem: { type: object, properties: { message: { type: string } } }
paths:
  /orders:
    parameters: [{ $ref: "#/parameters/Limit" }]
    get:
      operationId: listOrders
      tags: [Orders]
      parameters:
        - { name: tag, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: ids, in: query, type: array, items: { type: string } }
        - { name: words, in: query, type: array, items: { type: string }, collectionFormat: ssv }
        - { name: bars, in: query, type: array, items: { type: string }, collectionFormat: pipes }
        - { name: cells, in: query, type: array, items: { type: string }, collectionFormat: tsv }
      responses:
        "200":
          description: Ok
          schema: { type: array, items: { $ref: "#/definitions/Order" } }
          examples: { application/json: [{ id: "1", kind: Gift }] }
        "404": { $ref: "#/responses/NotFound" }
    post:
      operationId: createOrder
      tags: [Orders]
      consumes: [application/xml, application/json]
      produces: [text/csv]
      schemes: [https]
      parameters:
        - { $ref: "#/parameters/Order" }
        - { name: X-Ids, in: header, type: array, items: { type: integer } }
      responses: { "201": { description: Ok, schema: { type: string } } }
  /orders/{id}/file:
    parameters: [{ name: id, in: path, required: true, type: string }]
    put:
      operationId: putFile
      tags: [Orders]
      parameters:
        - { $ref: "#/parameters/File" }
        - { name: labels, in: formData, type: array, items: { type: string, enum: [a, b] }, collectionFormat: multi }
      responses: { "204": { description: Ok } }
    get:
      operationId: getFile
      tags: [Orders]
      responses: { "200": { description: Ok, schema: { type: file } } }
  /login:
    parameters:
      - { name: user, in: formData, type: string, required: true, minLength: 2 }
    post:
      operationId: login
      tags: [Account]
      security: []
      parameters:
        - { name: roles, in: formData, type: array, items: { type: string }, collectionFormat: pipes }
      responses: { "204": { description: Ok } }
`;

const source: Node = parse(shop);
const given = () => givenProject({ "shop.yaml": shop });

/** The converted document, and what was said on the way. */
const convert = async (document: Node = source) => {
  const said: [Path, string][] = [];
  const converted = await convertSwagger(document, (path, message) => said.push([path, message]));
  return { converted, said };
};

const partOf = async (...path: Path) => valueAt((await convert()).converted, path);

describe("a Swagger 2.0 document as OpenAPI 3", () => {
  it("has its addresses as servers, the encrypted one first", async () => {
    expect(await partOf("servers")).toEqual([
      { url: "https://shop.example.com/v1" },
      { url: "http://shop.example.com/v1" },
    ]);
    expect(await partOf("paths", "/orders", "post", "servers")).toEqual([
      { url: "https://shop.example.com/v1" },
    ]);
    const { schemes: _, basePath: _path, ...bare } = source;
    const { converted } = await convert(bare);
    expect(valueAt(converted, ["servers"])).toEqual([{ url: "https://shop.example.com" }]);
    const { host: _host, ...relative } = source;
    expect(valueAt((await convert(relative)).converted, ["servers"])).toEqual([{ url: "/v1" }]);
  });

  it("has body parameters as request bodies of the operation's media types", async () => {
    expect(await partOf("paths", "/orders", "post", "requestBody")).toEqual({
      required: true,
      content: {
        "application/xml": { schema: { $ref: "#/components/schemas/Order" } },
        "application/json": { schema: { $ref: "#/components/schemas/Order" } },
      },
    });
    expect(await partOf("paths", "/orders", "post", "parameters", 0, "name")).toBe("X-Ids");
  });

  it("has form parameters as one form, shared ones included", async () => {
    expect(await partOf("paths", "/login", "post", "requestBody")).toEqual({
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: {
            type: "object",
            properties: {
              user: { type: "string", minLength: 2 },
              roles: { type: "array", items: { type: "string" } },
            },
            required: ["user"],
          },
          encoding: { roles: { style: "pipeDelimited", explode: false } },
        },
      },
    });
  });

  it("has files as parts of a form, and as binary answers", async () => {
    const form = ["requestBody", "content", "multipart/form-data"];
    const put = ["paths", "/orders/{id}/file", "put"];
    expect(await partOf(...put, ...form, "schema", "properties", "file")).toEqual({
      type: "string",
      format: "binary",
      description: "The file",
    });
    expect(await partOf(...put, ...form, "encoding", "labels", "explode")).toBe(true);
    const get = ["paths", "/orders/{id}/file", "get", "responses", "200", "content"];
    expect(await partOf(...get)).toEqual({
      "application/octet-stream": { schema: { type: "string", format: "binary" } },
    });
  });

  it.each([
    [0, { style: "form", explode: true }],
    [1, { style: "form", explode: false }],
    [2, { style: "spaceDelimited", explode: false }],
    [3, { style: "pipeDelimited", explode: false }],
  ])("writes lists as its collectionFormat says (%i)", async (index, style) => {
    expect(await partOf("paths", "/orders", "get", "parameters", index)).toMatchObject(style);
  });

  it("takes a list that OpenAPI 3 cannot write as text, and says so", async () => {
    expect(await partOf("paths", "/orders", "get", "parameters", 4)).toEqual({
      name: "cells",
      in: "query",
      schema: { type: "string" },
    });
    expect((await convert()).said).toEqual([
      [["paths", "/orders", "get", "parameters", 4], expect.stringContaining('"tsv" in a query')],
    ]);
  });

  it("answers with the operation's media types, or else with the document's", async () => {
    const responses = async (verb: string) => {
      const found = await partOf("paths", "/orders", verb, "responses");
      return isNode(found) ? found : {};
    };
    expect(Object.keys(valueAt(await responses("post"), ["201", "content"]) as object)).toEqual([
      "text/csv",
    ]);
    expect(valueAt(await responses("get"), ["200", "content"])).toEqual({
      "application/json": {
        schema: { type: "array", items: { $ref: "#/components/schemas/Order" } },
        example: [{ id: "1", kind: "Gift" }],
      },
    });
    expect(await partOf("components", "responses", "NotFound")).toEqual({
      description: "There is none",
      headers: { "X-Request": { description: "Its name", schema: { type: "string" } } },
      content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
    });
  });

  it("has its security schemes, described", async () => {
    expect(await partOf("components", "securitySchemes")).toEqual({
      key: { type: "apiKey", in: "header", name: "X-Key", description: "A key" },
      plain: { type: "http", scheme: "basic", description: "A name and a password" },
      code: {
        type: "oauth2",
        description: "In the name of a user",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://shop.example.com/authorize",
            tokenUrl: "https://shop.example.com/token",
            scopes: { read: "Reads" },
          },
        },
      },
      app: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://shop.example.com/token", scopes: {} } },
      },
    });
  });

  it("has schemas with null and discriminators, and examples as data", async () => {
    const order = await partOf("components", "schemas", "Order");
    expect(order).toMatchObject({
      discriminator: { propertyName: "kind" },
      properties: {
        note: { type: "string", nullable: true },
        type: { type: "string" },
        raw: { example: { $ref: "#/components/schemas/Order", type: "file" } },
      },
    });
  });

  it("is changed nowhere itself", async () => {
    const before = structuredClone(source);
    await convert();
    expect(source).toEqual(before);
  });
});

describe("a place in a converted document", () => {
  const operation = ["paths", "/orders", "get"];
  const form = ["requestBody", "content", "application/x-www-form-urlencoded", "schema"];
  it.each<[Path, Path]>([
    [
      ["components", "schemas", "Order", "properties", "id"],
      ["definitions", "Order", "properties", "id"],
    ],
    [
      ["components", "parameters", "Limit", "schema", "maximum"],
      ["parameters", "Limit", "maximum"],
    ],
    [
      ["components", "responses", "NotFound", "content", "application/json", "schema", "type"],
      ["responses", "NotFound", "schema", "type"],
    ],
    [
      ["components", "securitySchemes", "key"],
      ["securityDefinitions", "key"],
    ],
    [["servers", 0, "url"], ["host"]],
    [
      [...operation, "parameters", 2, "schema", "items"],
      [...operation, "parameters", 2, "items"],
    ],
    [
      [...operation, "operationId"],
      [...operation, "operationId"],
    ],
    [
      [...operation, "responses", "200", "content", "application/json", "schema", "items"],
      [...operation, "responses", "200", "schema", "items"],
    ],
    [
      ["paths", "/orders", "post", "parameters", 0],
      ["paths", "/orders", "post", "parameters", 1],
    ],
    [
      ["paths", "/orders", "post", "requestBody", "content", "application/json", "schema", "type"],
      ["parameters", "Order", "schema", "type"],
    ],
    [
      ["paths", "/login", "post", ...form, "properties", "roles", "items"],
      ["paths", "/login", "post", "parameters", 0, "items"],
    ],
    [
      ["paths", "/login", "post", ...form, "properties", "user"],
      ["paths", "/login", "parameters", 0],
    ],
    [
      ["tags", 0],
      ["tags", 0],
    ],
  ])("%j is the one of the file", (path, origin) => {
    expect(originInSwagger(source, path)).toEqual(origin);
  });
});

describe("a client of a Swagger 2.0 document", () => {
  it("is generated with a word about the conversion", async () => {
    const project = given();
    const [result] = await generate(["shop.yaml"], { cwd: project.folder, output: "client" });
    expect(result?.status).toBe("written");
    expect(result?.diagnostics.map(({ rule, place }) => `${place?.line} ${rule}`)).toEqual([
      "1 swagger",
      "53 swagger",
    ]);
    expect(project.read("client/schema.ts")).toContain("cells?: string;");
    expect(project.read("client/resources/orders.ts")).toContain(
      'bars: { style: "pipeDelimited" }',
    );
  });

  it("has findings at the lines of the file", async () => {
    const broken = shop.replace("security: [{ key: [] }]", "security: [{ kee: [] }]");
    const project = givenProject({
      "shop.yaml": broken,
      "types.yaml": shop.replace("id: { type: string }", "id: { type: strng }"),
    });
    const { diagnostics } = await load("types.yaml", { root: project.folder });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        rule: "repaired-structure",
        place: { file: "types.yaml", line: 35, column: expect.any(Number) },
      }),
    );
    const [result] = await generate(["shop.yaml"], { cwd: project.folder, output: "client" });
    expect(result?.diagnostics).toContainEqual(
      expect.objectContaining({
        rule: "security-scheme",
        place: { file: "shop.yaml", line: 19, column: expect.any(Number) },
      }),
    );
  });

  it.each([
    ["- { in: query, type: string }", 'A parameter needs "name" (Swagger 2.0).'],
    ["- { name: a, in: querry, type: string }", '"in" cannot be "querry".'],
    ["- text", "A parameter must be an object."],
  ])("is not made where %s is a parameter", async (parameter, message) => {
    const text = `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a:
    get:
      parameters:
        ${parameter}
      responses: { "204": { description: Ok } }
`;
    const { document, diagnostics } = await load("shop.yaml", {
      root: givenProject({ "shop.yaml": text }).folder,
    });
    expect(document).toBeUndefined();
    expect(diagnostics).toEqual([expect.objectContaining({ message, severity: "error" })]);
    expect(diagnostics[0]?.place?.line).toBe(7);
  });

  it("may be in several files, and take overlays in its own words", async () => {
    const project = givenProject({
      "shop.yaml": `swagger: "2.0"
info: { title: T, version: "1" }
paths: { /a: { $ref: paths/a.yaml } }
`,
      "paths/a.yaml": `get:
  operationId: getA
  tags: [A]
  responses: { "200": { description: Ok, schema: { $ref: "../a.yaml#/A" } } }
`,
      "a.yaml": "A: { type: object, properties: { n: { type: string, x-nullable: true } } }\n",
      "fix.yaml": `overlay: 1.0.0
info: { title: Fix, version: "1" }
actions:
  - target: $.paths['/a'].get
    update: { x-clientwright: { method: fetch } }
`,
    });
    const [result] = await generate(["shop.yaml"], {
      cwd: project.folder,
      output: "client",
      overlays: ["fix.yaml"],
    });
    expect(result?.diagnostics.map(({ rule }) => rule)).toEqual(["swagger"]);
    expect(project.read("client/schema.ts")).toContain("n?: string | null;");
    expect(project.read("client/resources/a.ts")).toContain("fetch(");
  });

  it("is linted by the rules for Swagger, and served as OpenAPI 3", async () => {
    const project = givenProject({ "shop.yaml": shop.replace(", type: file } }", " } }") });
    const [result] = await lint(["shop.yaml"], { cwd: project.folder });
    expect(result?.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { document } = await load("shop.yaml", { root: project.folder });
    if (document === undefined) throw new Error("The document did not load.");
    await using prism = await startPrism(document);
    const response = await fetch(`${prism.url}/orders`, { headers: { "X-Key": "k" } });
    expect(await response.json()).toEqual([{ id: "1", kind: "Gift" }]);
  });
});
