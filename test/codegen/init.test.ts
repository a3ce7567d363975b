import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { installCommand } from "../../codegen/project/package-manager.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";
import { restoreProcess, run } from "./support/run-main.js";

restoreProcess();

const yaml = (title: string): string =>
  `openapi: "3.1.0"\ninfo:\n  title: ${title}\n  version: "1"\npaths: {}\n`;
const titled = (title: string): string => givenDocument({ info: { title, version: "1" } });

/** What `init --json` found: spec and output by key. */
const found = async (project: TestProject, ...flags: string[]) => {
  const { code, out, err } = await run(project, "init", "--json", ...flags);
  expect([code, err]).toEqual([0, ""]);
  const { apis } = JSON.parse(out) as { apis: Record<string, { spec: string; output: string }> };
  return Object.fromEntries(Object.entries(apis).map(([key, api]) => [key, api.spec]));
};

describe("clientwright init", () => {
  it("writes a configuration that generate works with at once, and nothing else", async () => {
    const project = givenProject({ "openapi.json": givenDocument(), "src/index.ts": "" });
    const { code, out, err } = await run(project, "init");
    expect([code, out]).toEqual([
      0,
      "clientwright.config.ts  written: 1 API\n  shop  openapi.json -> src/generated/shop\n",
    ]);
    expect(err).toBe(
      [
        "Next:",
        "  npm install clientwright",
        "  npm install --save-dev @clientwright/codegen",
        "  npx clientwright generate\n",
      ].join("\n"),
    );
    expect(Object.keys(project.files("."))).toEqual([
      "clientwright.config.ts",
      "openapi.json",
      "src/index.ts",
    ]);
    const generated = await run(project, "generate");
    expect(generated.out).toContain("shop  src/generated/shop  written: 5 added\n");
  });

  it("writes a configuration that type-checks", async () => {
    const project = givenProject({ "a.json": titled("A"), "x/b c.json": titled("B") });
    await run(project, "init");
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const program = ts.createProgram([project.path("clientwright.config.ts")], {
      ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ["lib.es2023.d.ts"] },
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      paths: { "@clientwright/codegen": [join(root, "codegen/dist/index.d.ts")] },
    });
    const config = program.getSourceFile(project.path("clientwright.config.ts"));
    expect(ts.getPreEmitDiagnostics(program, config).map(({ messageText }) => messageText)).toEqual(
      [],
    );
  });

  it("finds documents by what they hold, in the folders of a project alone", async () => {
    const project = givenProject({
      "package.json": JSON.stringify({ dependencies: { openapi: "3.1.0" }, info: {} }),
      "tsconfig.json": "{}",
      "versions.json": JSON.stringify({ openapi: "3.1.0" }),
      "specs/shop/openapi.yaml": yaml("Something"),
      "specs/shop/paths/orders.yaml": "get: {}\n",
      "docs/warehouse.yml": yaml("Other"),
      "api/v2.json": titled("Payments API"),
      "node_modules/x/openapi.json": titled("No"),
      "dist/openapi.json": titled("No"),
      ".git/openapi.json": titled("No"),
      "broken.json": '{ "openapi": "3.1.0", ',
      "compose.yaml": "services: {}\n",
    });
    expect(await found(project)).toEqual({
      payments: "api/v2.json",
      warehouse: "docs/warehouse.yml",
      shop: "specs/shop/openapi.yaml",
    });
  });

  it("gives several documents a folder each, and keys that differ", async () => {
    const project = givenProject({
      "a/openapi.json": titled("The API"),
      "b/openapi.json": titled("The API"),
      "openapi.json": titled("The API"),
      "swagger.json": titled("The API"),
    });
    const specs = await found(project, "--output", "clients");
    expect(Object.values(specs).sort()).toEqual([
      "a/openapi.json",
      "b/openapi.json",
      "openapi.json",
      "swagger.json",
    ]);
    expect(Object.keys(specs)).toEqual(expect.arrayContaining(["a", "b"]));
    const text = project.read("clientwright.config.ts");
    expect(text).toContain('output: "clients/a"');
    expect((await run(project, "generate", "--check")).code).toBe(1);
  });

  it("names every document, however alike they are", async () => {
    const names = ["a b.json", "a-b.json", "a.b.json", "a_b.json", "a+b.json", "a=b.json"];
    const project = givenProject(Object.fromEntries(names.map((name) => [name, titled("A B")])));
    expect(Object.values(await found(project)).sort()).toEqual([...names].sort());
  });

  it("takes a JSON file that is made from the YAML file beside it for the same document", async () => {
    const project = givenProject({ "shop.yaml": yaml("Shop"), "shop.json": titled("Shop") });
    expect(await found(project)).toEqual({ shop: "shop.yaml" });
  });

  it("takes a document, an output folder and a name from flags", async () => {
    const project = givenProject({ "a.json": titled("A"), "b.yaml": yaml("B") });
    await run(project, "init", "--spec", "b.yaml", "--output", "./sdk/", "--name", "Store");
    expect(project.read("clientwright.config.ts")).toBe(
      [
        'import { defineConfig } from "@clientwright/codegen";',
        "",
        "export default defineConfig({",
        "  apis: {",
        "    b: {",
        '      spec: "b.yaml",',
        '      output: "sdk",',
        '      name: "Store",',
        "    },",
        "  },",
        "});",
        "",
      ].join("\n"),
    );
  });

  it("writes JSON on demand, which generate works with as well", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    await run(project, "init", "--format", "json");
    const { $schema, apis } = JSON.parse(project.read("clientwright.config.json"));
    expect([Object.keys(apis), $schema]).toEqual([
      ["shop"],
      expect.stringContaining("@clientwright/codegen/schema/vocabulary.schema.json"),
    ]);
    expect((await run(project, "generate")).code).toBe(0);
  });

  it("overwrites nothing, unless it is forced to", async () => {
    const project = givenProject({ "a.json": titled("A"), "clientwright.config.ts": "mine" });
    const { code, err } = await run(project, "init");
    expect([code, err]).toEqual([
      2,
      "error  There is a clientwright.config.ts already; --force overwrites it.\n",
    ]);
    expect(project.read("clientwright.config.ts")).toBe("mine");
    expect((await run(project, "init", "--format", "json", "--force")).code).toBe(2);
    expect((await run(project, "init", "--force")).code).toBe(0);
    expect(project.read("clientwright.config.ts")).toContain('"a.json"');
  });

  it.each([
    ["no document", {}, [], "There is no OpenAPI document here. Say where it is with --spec"],
    ["a document that is not there", {}, ["--spec", "x.json"], "There is no file x.json."],
    ["a file that is none", { "x.json": "{}" }, ["--spec", "x.json"], "is no OpenAPI document"],
    [
      "documents of Swagger alone",
      { "swagger.json": JSON.stringify({ swagger: "2.0", info: { title: "Old" } }) },
      [],
      "Of the documents here none is OpenAPI 3: swagger.json. Convert",
    ],
    [
      "one name for two APIs",
      { "a.json": titled("A"), "b.json": titled("B") },
      ["--name", "X"],
      "--name is for one API",
    ],
    ["an unknown format", { "a.json": titled("A") }, ["--format", "yaml"], "--format takes"],
  ])("exits 2 with advice on %s, and writes nothing", async (_, files, flags, message) => {
    const project = givenProject(files as Record<string, string>);
    const { code, err } = await run(project, "init", ...flags);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(Object.keys(project.files("."))).toEqual(Object.keys(files).sort());
  });

  it("names no document so that it could break out of the configuration", async () => {
    const name = 'a", x: process.exit(9), "`.json';
    const project = givenProject({ [name]: titled('"};process.exit(9);//') });
    expect(Object.values(await found(project))).toEqual([name]);
    expect((await run(project, "generate", "--check")).code).toBe(1);
  });
});

describe("the package manager", () => {
  it.each([
    ["package-lock.json", "npm install x", "npm install --save-dev x"],
    ["pnpm-lock.yaml", "pnpm add x", "pnpm add --save-dev x"],
    ["yarn.lock", "yarn add x", "yarn add --dev x"],
    ["bun.lock", "bun add x", "bun add --dev x"],
  ])("is known by %s, at the folder or above", (lock, add, addDev) => {
    const { path } = givenProject({ [lock]: "", "packages/a/x": "" });
    expect(installCommand(path("packages/a"), "x", false)).toBe(add);
    expect(installCommand(path("."), "x", true)).toBe(addDev);
  });

  it("is known by what package.json declares, and npm otherwise", () => {
    const declaring = givenProject({ "package.json": '{ "packageManager": "pnpm@10.0.0" }' });
    expect(installCommand(declaring.folder, "x", false)).toBe("pnpm add x");
    const broken = givenProject({ "package.json": "{", "below/x": "" });
    expect(installCommand(broken.path("below"), "x", false)).toBe("npm install x");
  });
});
