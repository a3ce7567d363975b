import { describe, expect, it } from "vitest";
import { exitCodeOf, generate as generateNamed } from "../../codegen/cli/generate-apis.js";
import { generateApi } from "../../codegen/generate-api.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const answer = (schema: unknown) => ({
  200: { description: "Ok", content: { "application/json": { schema } } },
});
const broken = { $ref: "#/components/schemas/Nothing" };
const document = givenDocument({
  paths: {
    "/orders": {
      get: { operationId: "listOrders", responses: answer({ $ref: "#/components/schemas/Order" }) },
      post: { operationId: "addOrder", responses: answer(broken) },
    },
    "/carts": {
      get: { responses: { 200: { $ref: "#/components/responses/Cart" } } },
      delete: { operationId: "dropCart", security: [{ nobody: [] }], responses: {} },
    },
  },
  components: {
    schemas: { Order: { type: "object", properties: { item: broken } }, Sound: { type: "string" } },
    responses: { Cart: answer(broken)[200] },
  },
});

const generate = (project: TestProject, keepGoing: boolean) =>
  generateApi(
    {
      key: "shop",
      root: project.folder,
      spec: project.path("a.json"),
      output: project.path("out"),
    },
    { cache: false, keepGoing },
  );

describe("keeping going", () => {
  it("refuses a document with errors unless it is told to", async () => {
    const project = givenProject({ "a.json": document });
    const { status, skipped } = await generate(project, false);
    expect([status, skipped]).toEqual(["failed", []]);
    expect(Object.keys(project.files("."))).toEqual(["a.json"]);
  });

  it("leaves out operations that have errors, by name, and generates the rest", async () => {
    const project = givenProject({ "a.json": document });
    const { status, skipped, diagnostics } = await generate(project, true);
    expect(status).toBe("written");
    expect(skipped).toEqual(["addOrder", "GET /carts", "dropCart"]);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, pointer }) => [rule, pointer])).toEqual(
      expect.arrayContaining([
        [
          "unresolved-reference",
          "#/paths/~1orders/post/responses/200/content/application~1json/schema/$ref",
        ],
        ["unresolved-reference", "#/components/schemas/Order/properties/item/$ref"],
        [
          "unresolved-reference",
          "#/components/responses/Cart/content/application~1json/schema/$ref",
        ],
        ["unresolved-reference", "#/paths/~1carts/get/responses/200/$ref"],
        ["security-scheme", "#/paths/~1carts/delete/security"],
      ]),
    );
    for (const { place } of errors) expect(place?.line).toBeGreaterThan(1);
    const resource = project.read("out/resources/orders.ts");
    expect(resource).toContain("export const listOrders");
    expect(resource).not.toContain("addOrder");
    expect(project.read("out/schema.ts")).toContain("Order: unknown;");
  });

  it("refuses what concerns the whole document all the same", async () => {
    const project = givenProject({ "a.json": givenDocument({ security: [{ nobody: [] }] }) });
    expect((await generate(project, true)).status).toBe("failed");
  });

  it("goes on without files that are missing", async () => {
    const project = givenProject({
      "a.json": givenDocument({
        paths: {
          "/a": { get: { operationId: "a", responses: answer({ $ref: "missing.json" }) } },
          "/b": { get: { operationId: "b", responses: answer({ type: "string" }) } },
        },
      }),
    });
    const { status, skipped } = await generate(project, true);
    expect([status, skipped]).toEqual(["written", ["a"]]);
  });

  it("is fine when nothing was in the way", async () => {
    const project = givenProject({ "a.json": givenDocument() });
    const options = { cwd: project.folder, output: "out", keepGoing: true, cache: false };
    const results = await generateNamed(["a.json"], options);
    expect([exitCodeOf(results), results[0]?.skipped]).toEqual([0, []]);
  });
});
