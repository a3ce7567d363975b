/** The generated type test must compile, and must not compile when a signature says something else. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../codegen/config.js";
import { generateApi } from "../../codegen/generate-api.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const json = (schema: unknown) => ({
  description: "Ok",
  content: { "application/json": { schema } },
});
const order = { $ref: "#/components/schemas/Order" };

const document = givenDocument({
  paths: {
    "/orders": {
      get: {
        operationId: "listOrders",
        tags: ["Orders"],
        "x-clientwright": { pages: { style: "page" } },
        parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
        responses: { "200": json({ type: "array", items: order }) },
      },
    },
    "/parcels": {
      get: {
        operationId: "listParcels",
        tags: ["Parcels"],
        "x-clientwright": { pages: { style: "offset", items: "items", total: "total" } },
        parameters: [
          { name: "offset", in: "query", schema: { type: "integer" } },
          { name: "sent_by", in: "query", schema: { type: "string" } },
        ],
        responses: {
          "200": json({
            type: "object",
            properties: { items: { type: "array", items: order }, total: { type: "integer" } },
          }),
        },
      },
    },
    "/parcels/{parcel_id}/weight": {
      put: {
        operationId: "weighParcel",
        tags: ["Parcels"],
        parameters: [{ name: "parcel_id", in: "path", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["grams"],
                properties: { grams: { type: "integer" } },
              },
            },
          },
        },
        responses: { "200": json(order) },
      },
    },
    "/orders/{order_id}": {
      put: {
        operationId: "replaceOrder",
        tags: ["Orders"],
        parameters: [{ name: "order_id", in: "path", required: true, schema: { type: "integer" } }],
        requestBody: { required: true, content: { "application/json": { schema: order } } },
        responses: {
          "200": json(order),
          "404": json({ type: "object", properties: { message: { type: "string" } } }),
          "409": {
            description: "Taken",
            content: {
              "application/json": { schema: order },
              "text/plain": { schema: { type: "string" } },
            },
          },
        },
      },
      delete: {
        operationId: "deleteOrder",
        tags: ["Orders"],
        parameters: [{ name: "order_id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { "204": { description: "Done" } },
      },
    },
  },
  components: {
    schemas: {
      Order: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
      Other: { type: "object", properties: { id: { type: "string" } } },
    },
  },
});

const resource = "client/resources/orders.ts";
const service = "client/services/parcels.ts";

const givenClient = async (): Promise<TestProject> => {
  const project = givenProject({
    "openapi.json": document,
    "package.json": '{ "type": "module" }',
  });
  const target = targetOf(project.folder, {
    spec: "openapi.json",
    output: "client",
    typeTest: "types/shop.ts",
    services: {},
  });
  await generateApi(target, { cache: false });
  return project;
};

/** Messages about the type test alone: what it refers to may be wrong in itself. */
const errorsOf = (project: TestProject): string[] => {
  const file = project.path("types/shop.ts");
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: [
      "lib.es2023.d.ts",
      "lib.dom.d.ts",
      "lib.dom.iterable.d.ts",
      "lib.dom.asynciterable.d.ts",
      "lib.esnext.disposable.d.ts",
    ],
    types: [],
    skipLibCheck: true,
    paths: { "clientwright/*": [join(root, "src/*/index.ts")] },
  });
  const source = program.getSourceFile(file);
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
};

describe("the type test", () => {
  it("compiles with what was generated, and says what else it stands for", async () => {
    const project = await givenClient();
    expect(errorsOf(project)).toEqual([]);
  });

  it.each([
    [
      "a path value of another type",
      "replace(\n    orderId: number",
      "replace(\n    orderId: string",
    ],
    ["another body", "body: Order,\n    options", "body: Other,\n    options"],
    [
      "another answer",
      "ApiPromise<Order, ReplaceOrderErrors>",
      "ApiPromise<Other, ReplaceOrderErrors>",
    ],
    [
      "an answer where there is none",
      "delete(orderId: number, options?: CallOptions): ApiPromise<void,",
      "delete(orderId: number, options?: CallOptions): ApiPromise<Order,",
    ],
    ["another item", "PagePromise<Order, Order[],", "PagePromise<Other, Order[],"],
    ["a query that is required", "query?: ListOrdersQuery,\n", "query: ListOrdersQuery,\n"],
    [
      "a value of another body",
      "{ path: { order_id: number }; body: Order }",
      "{ path: { order_id: number }; body: Other }",
    ],
    [
      "an error of another body",
      '["responses"][404]["content"]["application/json"]',
      '["responses"][200]["content"]["application/json"]',
    ],
    ["an error without its text", "Record<409, Order | string>", "Record<409, Order>"],
  ])("does not compile with %s", async (_, before, after) => {
    const project = await givenClient();
    const text = project
      .read(resource)
      .replace("import type { Order } from", "import type { Order, Other } from");
    expect(text).toContain(before);
    project.write(resource, text.replace(before, after));
    expect(errorsOf(project).join("\n")).toContain("does not satisfy the constraint");
  });

  it.each([
    ["another item", "ApiPromise<CountedPage<Order>", "ApiPromise<CountedPage<Other>"],
    ["other items in a list", "Promise<Order[]>", "Promise<Other[]>"],
    ["other items one by one", "AsyncGenerator<Order, void", "AsyncGenerator<Other, void"],
    ["a filter of another type", "sentBy?: string |", "sentBy?: number |"],
    ["a filter that is required", "sentBy?: string |", "sentBy: string |"],
    ["a filter of another name", "readonly sentBy?", "readonly sender?"],
    [
      "filters in the place of a page",
      "filters: ListParcelsPageInput",
      "filters: ListParcelsFilters",
    ],
    ["a member of the body of another type", "grams: number", "grams: string"],
    ["a path value of another type", "parcelId: string", "parcelId: number"],
    ["other options", "options?: AllOptions", "options?: CallOptions"],
  ])("does not compile with a service that has %s", async (_, before, after) => {
    const project = await givenClient();
    const text = project
      .read(service)
      .replace("import type { Order } from", "import type { Order, Other } from");
    expect(text).toContain(before);
    project.write(service, text.replace(before, after));
    expect(errorsOf(project).join("\n")).toContain("does not satisfy the constraint");
  });
}, 60_000);
