import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";
import { restoreProcess, run } from "./support/run-main.js";

restoreProcess();

const config = (api: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ apis: { shop: { spec: "openapi.json", output: "client", ...api } } });

const givenShop = (): TestProject =>
  givenProject({ "openapi.json": givenDocument(), "clientwright.config.json": config() });

describe("clientwright generate", () => {
  it("leaves out operations that have errors when it is told to keep going, and says which", async () => {
    const responses = { "200": { $ref: "#/components/responses/Nothing" } };
    const broken = { post: { operationId: "addOrder", responses } };
    const sound = { get: { operationId: "listOrders", responses: { "204": { description: "" } } } };
    const text = givenDocument({ paths: { "/orders": { ...sound, ...broken } } });
    const project = givenProject({ "openapi.json": text });
    const args = ["generate", "openapi.json", "--output", "client"];
    expect((await run(project, ...args)).out).toContain("not written");
    const kept = await run(project, ...args, "--keep-going");
    expect([kept.code, kept.out]).toEqual([
      1,
      "openapi.json  client  written: 5 added  (1 error)\n",
    ]);
    expect(kept.err).toContain("openapi.json:26:13  error");
    expect(kept.err).toContain("skipped  addOrder\n");
    const again = await run(project, ...args, "--keep-going", "--json");
    expect([again.code, JSON.parse(again.out).apis[0]]).toEqual([
      1,
      expect.objectContaining({ status: "unchanged", skipped: ["addOrder"] }),
    ]);
  });

  it("generates what the configuration names, and is quiet the second time", async () => {
    const project = givenShop();
    const first = await run(project, "generate");
    expect(first).toMatchObject({ code: 0, out: "shop  client  written: 5 added\n" });
    expect(await run(project, "generate", "shop")).toEqual({
      code: 0,
      out: "shop  client  is up to date\n",
      err: "",
    });
  });

  it("checks without writing, and lists what would change", async () => {
    const project = givenShop();
    const { code, out } = await run(project, "generate", "--check");
    expect(code).toBe(1);
    expect(out).toMatch(/^added {2}client\/client\.ts {2}\+\d+$/m);
    expect(out).toContain("shop  client  is out of date: 5 added\n");
    expect(Object.keys(project.files("."))).toHaveLength(2);
  });

  it("generates a document that no configuration names", async () => {
    const project = givenProject({ "api.json": givenDocument() });
    const { code, out } = await run(
      project,
      "generate",
      "./api.json",
      "--output",
      "sdk",
      "--name",
      "Store",
    );
    expect([code, out]).toEqual([0, "api.json  sdk  written: 5 added\n"]);
    expect(project.read("sdk/client.ts")).toContain(
      "export class StoreApi extends ApiClient<paths>",
    );
    expect(project.read("sdk/client.ts").replaceAll("\n// ", " ")).toContain(
      "run `clientwright generate api.json --output sdk --name Store`.",
    );
  });

  it("prints one JSON document with --json", async () => {
    const project = givenShop();
    const { out } = await run(project, "generate", "--json");
    const { apis } = JSON.parse(out);
    expect(apis).toEqual([
      expect.objectContaining({
        api: "shop",
        status: "written",
        output: "client",
        diagnostics: [],
      }),
    ]);
    expect(apis[0].changes).toContainEqual({ kind: "added", path: "client/client.ts" });
  });

  it("shows findings on standard error, with place and advice, and exits 1", async () => {
    const project = givenProject({
      "clientwright.config.json": config(),
      "openapi.json": givenDocument({
        security: [{ kee: [] }],
        components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X" } } },
      }),
    });
    const { code, out, err } = await run(project, "generate");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^openapi\.json:\d+:\d+ {2}error {2}The security scheme "kee" is not described\. {2}security-scheme\n {4}Did you mean "key"\?\n$/,
    );
    expect(out).toBe("shop  client  not written  (1 error)\n");
  });

  it.each([
    ["an unreadable document", { "openapi.json": "{" }, ["generate"]],
    ["an unknown name", {}, ["generate", "shp"]],
    ["a document without an output folder", {}, ["generate", "./openapi.json"]],
    ["an unknown option", {}, ["generate", "--chek"]],
    ["an unknown command", {}, ["generat"]],
    ["a configuration that is missing", {}, ["generate", "--config", "none.json"]],
    ["a configuration that is no JSON", { "clientwright.config.json": "{" }, ["generate"]],
    ["a file in the way", { "client/client.ts": "mine" }, ["generate"]],
  ])("exits 2 on %s", async (_, files, args) => {
    const project = givenShop();
    for (const [name, text] of Object.entries(files)) project.write(name, text);
    const { code, err } = await run(project, ...args);
    expect(code).toBe(2);
    expect(err).not.toBe("");
    expect(err).not.toContain("    at ");
  });

  it("suggests the API that was meant", async () => {
    const { err } = await run(givenShop(), "generate", "shp");
    expect(err).toContain(
      'There is no API "shp" in clientwright.config.json. Did you mean "shop"?',
    );
  });

  it("shows what is wrong with the configuration", async () => {
    const project = givenProject({ "clientwright.config.json": config({ ouput: "x" }) });
    const { code, err } = await run(project, "generate");
    expect(code).toBe(2);
    expect(err).toContain('"ouput" is not known here.');
    expect(err).toContain('Did you mean "output"?');
  });
});

describe("clientwright lint", () => {
  it("prints findings on standard output, and exits 1 when one is an error", async () => {
    const project = givenProject({
      "clientwright.config.json": config({ lint: "redocly.yaml" }),
      "redocly.yaml": "rules:\n  operation-summary: error\n",
      "openapi.json": givenDocument(),
    });
    const { code, out, err } = await run(project, "lint");
    expect([code, err]).toEqual([1, ""]);
    expect(out).toContain("operation-summary");
    expect(out).toContain("openapi.json:");
    expect(out).toMatch(/shop {2}1 error\n$/);
  });

  it("says when there are no findings", async () => {
    const project = givenProject({
      "clientwright.config.json": config({ lint: "redocly.yaml" }),
      "redocly.yaml": "rules: {}\n",
      "openapi.json": givenDocument(),
    });
    expect(await run(project, "lint")).toEqual({ code: 0, out: "shop  no findings\n", err: "" });
  });

  it("checks a single document by general rules", async () => {
    const project = givenProject({ "api.json": givenDocument({ paths: { "/a": { gett: {} } } }) });
    const { code, out } = await run(project, "lint", "api.json");
    expect(code).toBe(1);
    expect(out).toContain("gett");
  });

  it("exits 2 when the document cannot be read", async () => {
    const project = givenProject({ "api.json": "{" });
    expect((await run(project, "lint", "api.json")).code).toBe(2);
  });
});

describe("help", () => {
  it.each([
    [["--help"]],
    [["generate", "--help"]],
    [["lint", "--help"]],
    [["mock", "--help"]],
    [["contract", "--help"]],
  ])("has examples: %j", async (args) => {
    const { code, out } = await run(givenProject(), ...args);
    expect(code).toBe(0);
    expect(out).toContain("Examples:\n  $ clientwright ");
  });

  it("prints the version", async () => {
    const { code, out } = await run(givenProject(), "--version");
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

describe("the configuration", () => {
  it("may be TypeScript, and is found from a folder below", async () => {
    const project = givenProject({
      "openapi.json": givenDocument(),
      "clientwright.config.ts":
        'import { defineConfig } from "@clientwright/codegen";\nconst output: string = "client";\nexport default defineConfig({ apis: { shop: { spec: "openapi.json", output } } });\n',
      "below/x": "",
    });
    process.chdir(project.path("below"));
    const { loadConfig } = await import("../../codegen/config.js");
    const { apis, root } = await loadConfig();
    expect(apis).toEqual([
      expect.objectContaining({
        key: "shop",
        spec: join(root, "openapi.json"),
        output: join(root, "client"),
      }),
    ]);
  });
});
