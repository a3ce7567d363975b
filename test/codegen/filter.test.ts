import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../codegen/config.js";
import { createFindings, pathOf } from "../../codegen/diagnostics.js";
import { type OpenApiDocument, valueAt } from "../../codegen/document.js";
import { filterDocument } from "../../codegen/filter/filter.js";
import { generateApi } from "../../codegen/generate-api.js";
import { givenDocument, givenProject } from "./support/project.js";

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (schema: object) => ({
  "200": { description: "Done", content: { "application/json": { schema } } },
});
const operation = (operationId: string, tag: string, parts: object = {}) => ({
  operationId,
  tags: [tag],
  responses: { "204": { description: "Done" } },
  ...parts,
});

const shop = (parts: object = {}): OpenApiDocument =>
  JSON.parse(
    givenDocument({
      tags: [{ name: "Orders" }, { name: "Users" }, { name: "Admin" }],
      paths: {
        "/orders": {
          get: operation("listOrders", "Orders", { responses: answer(reference("Order")) }),
          post: operation("createOrder", "Orders"),
        },
        "/users": {
          get: operation("listUsers", "Users", { responses: answer(reference("User")) }),
        },
        "/users/{id}/keys": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          get: operation("listKeys", "Users", { security: [{ key: [] }] }),
        },
        "/users/export": { get: operation("exportUsers", "Admin") },
      },
      components: {
        schemas: {
          Order: { properties: { lines: { type: "array", items: reference("Line") } } },
          Line: { type: "object" },
          User: { type: "object" },
          Unused: { type: "object" },
        },
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: "X-Key" },
          token: { type: "http", scheme: "bearer" },
        },
      },
      security: [{ token: [] }],
      ...parts,
    }),
  );

const filtered = (filters: readonly string[], document = shop()) => {
  const findings = createFindings();
  const result = filterDocument(document, filters, findings);
  const operations = Object.entries(result.document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => ["get", "post"].includes(key))
      .map((key) => `${key.toUpperCase()} ${path}`),
  );
  return {
    ...result,
    operations,
    schemas: Object.keys(result.document.components?.schemas ?? {}),
    findings: findings.list,
  };
};

describe("filters", () => {
  it.each([
    [["tag:Users"], ["GET /users", "GET /users/{id}/keys"]],
    [["path:/users"], ["GET /users"]],
    [["path:/users/*"], ["GET /users/export"]],
    [["path:/users/**"], ["GET /users", "GET /users/{id}/keys", "GET /users/export"]],
    [["path:/users/{id}/keys"], ["GET /users/{id}/keys"]],
    [["operation:createOrder"], ["POST /orders"]],
    [["operation:list*"], ["GET /orders", "GET /users", "GET /users/{id}/keys"]],
    [["GET /orders"], ["GET /orders"]],
    [["operation:get /orders"], ["GET /orders"]],
    [
      ["tag:Admin", "POST /orders"],
      ["POST /orders", "GET /users/export"],
    ],
    [["tag:Users", "!operation:listKeys"], ["GET /users"]],
    [
      ["!tag:Users", "!tag:Admin"],
      ["GET /orders", "POST /orders"],
    ],
  ])("%j keeps %j", (filters, expected) => {
    const { operations, findings } = filtered(filters);
    expect([operations, findings]).toEqual([expected, []]);
  });

  it("keeps the schemas that are needed, through others", () => {
    expect(filtered(["tag:Orders"]).schemas).toEqual(["Order", "Line"]);
    expect(filtered(["tag:Admin"]).schemas).toEqual([]);
  });

  it("keeps the tags and security schemes that are used", () => {
    const keys = filtered(["operation:listKeys"]).document;
    expect(keys.tags).toEqual([{ name: "Users" }]);
    expect(Object.keys(keys.components?.securitySchemes ?? {})).toEqual(["key"]);
    const users = filtered(["operation:listUsers"]).document;
    expect(Object.keys(users.components?.securitySchemes ?? {})).toEqual(["token"]);
  });

  it("keeps what a discriminator chooses among: by mapping, by name, and by extension", () => {
    const extending = (name: string) => ({ allOf: [reference(name), { type: "object" }] });
    const document = shop({
      paths: {
        "/pets": { get: operation("listPets", "Pets", { responses: answer(reference("Pet")) }) },
        "/other": { get: operation("other", "Other") },
      },
      components: {
        schemas: {
          Pet: {
            properties: { kind: { type: "string" } },
            discriminator: {
              propertyName: "kind",
              mapping: { cat: "#/components/schemas/Cat", fish: "Fish" },
            },
          },
          Cat: { type: "object" },
          Fish: { type: "object" },
          Dog: extending("Pet"),
          Puppy: extending("Dog"),
          Stone: { type: "object" },
          Gem: extending("Stone"),
        },
      },
      security: [],
    });
    const { schemas } = filtered(["tag:Pets"], document);
    expect(schemas).toEqual(["Pet", "Cat", "Fish", "Dog", "Puppy"]);
  });

  it("keeps parameters, answers and path items that are referred to, and no others", () => {
    const document = shop({
      paths: {
        "/a": { $ref: "#/components/pathItems/a" },
        "/b": { get: operation("b", "B") },
      },
      components: {
        pathItems: {
          a: {
            parameters: [{ $ref: "#/components/parameters/page" }],
            get: operation("a", "A", {
              responses: { "404": { $ref: "#/components/responses/no" } },
            }),
            post: operation("c", "A"),
          },
        },
        parameters: {
          page: { name: "page", in: "query", schema: reference("Page") },
          size: { name: "size", in: "query", schema: { type: "integer" } },
        },
        responses: { no: { description: "No" }, yes: { description: "Yes" } },
        schemas: { Page: { type: "integer" }, Other: {} },
      },
      security: [],
    });
    const result = filtered(["operation:a"], document);
    expect(result.operations).toEqual(["GET /a"]);
    const kept = Object.entries(result.document.components ?? {}).map(([section, members]) => [
      section,
      Object.keys(members),
    ]);
    expect(Object.fromEntries(kept)).toEqual({
      pathItems: [],
      parameters: ["page"],
      responses: ["no"],
      schemas: ["Page"],
    });
  });

  it("puts in place what is referred to in an operation that is left out", () => {
    const pointer = "#/paths/~1b/get/responses/200/content/application~1json/schema";
    const document = shop({
      paths: {
        "/a": { get: operation("a", "A", { responses: answer({ $ref: pointer }) }) },
        "/b": { get: operation("b", "B", { responses: answer({ items: reference("User") }) }) },
      },
    });
    const result = filtered(["tag:A"], document);
    expect(JSON.stringify(result.document.paths)).toContain('"schema":{"items":{');
    expect(result.schemas).toEqual(["User"]);
    expect(filtered(["tag:*"], document).document.paths).toEqual(document.paths);
  });

  it("says so when that leads back to itself", () => {
    const pointer = "#/paths/~1b/get/responses/200/content/application~1json/schema";
    const document = shop({
      paths: {
        "/a": { get: operation("a", "A", { responses: answer({ $ref: pointer }) }) },
        "/b": { get: operation("b", "B", { responses: answer({ not: { $ref: pointer } }) }) },
      },
    });
    expect(filtered(["tag:A"], document).findings).toEqual([
      expect.objectContaining({ rule: "filter", pointer }),
    ]);
  });

  it.each([
    ["tag:users", 'Did you mean "Users"?'],
    ["!tag:admin", 'Did you mean "Admin"?'],
    ["operation:listOrder", 'Did you mean "listOrders"?'],
    ["GET /order", 'Did you mean "GET /orders"?'],
    ["path:/user", 'Did you mean "/users"?'],
    ["tag:Warehouses", "The document's tags: Orders, Users, Admin."],
    ["users", "Say `tag:users`, `path:/users/**`, `operation:listUsers` or `GET /users`."],
  ])("reports %s, which matches nothing", (filter, advice) => {
    const { findings } = filtered([filter]);
    expect(findings).toEqual([
      expect.objectContaining({
        severity: "error",
        rule: "filter",
        advice,
        message: expect.stringContaining(`"${filter}"`),
      }),
    ]);
  });

  it("reports filters that leave nothing", () => {
    const { findings } = filtered(["tag:Admin", "!path:/users/**"]);
    expect(findings.map(({ message }) => message)).toEqual([
      "The filters leave no operation of the document.",
    ]);
  });

  it("leaves no reference that points at nothing, whatever is kept", () => {
    const names = ["A", "B", "C", "D", "E"];
    const schema = fc.record({
      properties: fc.dictionary(
        fc.constantFrom("x", "y"),
        fc.constantFrom(...names).map(reference),
      ),
      allOf: fc.array(fc.constantFrom(...names).map(reference), { maxLength: 2 }),
    });
    const property = fc.property(
      fc.tuple(...names.map(() => schema)),
      fc.subarray(names, { minLength: 1 }),
      (schemas, kept) => {
        const document = shop({
          paths: Object.fromEntries(
            names.map((name) => [
              `/${name}`,
              { get: operation(name, name, { responses: answer(reference(name)) }) },
            ]),
          ),
          components: { schemas: Object.fromEntries(schemas.map((one, at) => [names[at], one])) },
          security: [],
        });
        const result = filtered(
          kept.map((name) => `tag:${name}`),
          document,
        ).document;
        for (const [, target = ""] of JSON.stringify(result).matchAll(/"\$ref":"([^"]+)"/g))
          expect(valueAt(result, pathOf(target))).toBeDefined();
      },
    );
    fc.assert(property, { numRuns: 50 });
  });
});

describe("generating a part of a document", () => {
  const generate = async (config: object, parts: object = {}) => {
    const project = givenProject({ "openapi.json": JSON.stringify(shop(parts), null, 2) });
    const target = targetOf(project.folder, { spec: "openapi.json", output: "client", ...config });
    return { project, result: await generateApi(target, { cache: false }) };
  };

  it("makes resources and models of what is kept alone", async () => {
    const { project } = await generate({ filter: ["tag:Orders"] });
    const files = Object.keys(project.files("client"));
    expect(files).toContain("resources/orders.ts");
    expect(files).not.toContain("resources/users.ts");
    expect(project.read("client/schema.ts")).not.toMatch(/User|Unused/);
  });

  it("takes what the configuration says of the rest for no mistake", async () => {
    const { result } = await generate({
      filter: ["tag:Orders"],
      operations: { listUsers: { method: "all" } },
      resources: { users: { description: "People" } },
      security: [{ key: [] }],
    });
    expect([result.status, result.diagnostics]).toEqual(["written", []]);
  });

  it("still reports what the configuration says of nothing at all", async () => {
    const { result } = await generate({
      filter: ["tag:Orders"],
      operations: { listOrder: { method: "all" } },
    });
    expect(result.diagnostics.map(({ rule, advice }) => [rule, advice])).toEqual([
      ["config", 'Did you mean "listOrders"?'],
    ]);
  });

  it("says where in the whole document a problem is", async () => {
    const { result, project } = await generate(
      { filter: ["operation:listKeys"] },
      {
        paths: {
          "/users": { get: operation("listUsers", "Users") },
          "/keys": { get: operation("listKeys", "Users", { security: [{ kee: [] }] }) },
        },
      },
    );
    const lines = project.read("openapi.json").split("\n");
    const [finding] = result.diagnostics;
    expect(finding?.rule).toBe("security-scheme");
    expect(lines[(finding?.place?.line ?? 0) - 1]).toContain('"security": [');
    expect(finding?.place?.line).toBeGreaterThan(lines.findIndex((line) => line.includes("/keys")));
  });
});
