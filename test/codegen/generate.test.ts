import { mkdirSync, utimesSync } from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type ApiConfig, targetOf } from "../../codegen/config.js";
import { generateApi } from "../../codegen/generate-api.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const target = (project: TestProject, config: Partial<ApiConfig> = {}) =>
  targetOf(project.folder, { spec: "openapi.json", output: "client", ...config });

const generate = (project: TestProject, config: Partial<ApiConfig> = {}, check = false) =>
  generateApi(target(project, config), { cache: false, check });

describe("generating", () => {
  it("gives the same bytes again, from whatever folder", async () => {
    const files = { "openapi.json": givenDocument() };
    const [one, other] = [givenProject(files), givenProject(files)];
    await generate(one);
    await generate(other);
    expect(one.files("client")).toEqual(other.files("client"));
    expect(JSON.stringify(one.files("client"))).not.toContain(one.folder);
  });

  it("writes nothing when nothing changed", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    expect((await generate(project)).status).toBe("written");
    const second = await generate(project);
    expect([second.status, second.changes]).toEqual(["unchanged", []]);
  });

  it("only says what would change when it is to check", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    const result = await generate(project, {}, true);
    expect(result.status).toBe("stale");
    expect(result.changes.map(({ kind }) => kind)).toContain("added");
    expect(Object.keys(project.files("."))).toEqual(["openapi.json"]);
    await generate(project);
    expect((await generate(project, {}, true)).status).toBe("unchanged");
  });

  it("writes nothing when the document has errors", async () => {
    const project = givenProject({ "openapi.json": givenDocument({ security: [{ key: [] }] }) });
    const { status, diagnostics } = await generate(project);
    expect([status, diagnostics.length]).toEqual(["failed", 1]);
    expect(Object.keys(project.files("."))).toEqual(["openapi.json"]);
  });

  it("does not overwrite a file that it did not make", async () => {
    const project = givenProject({
      "openapi.json": givenDocument(),
      "client/client.ts": "export const mine = 1;\n",
    });
    const { status, diagnostics } = await generate(project);
    expect(status).toBe("failed");
    expect(diagnostics).toEqual([
      expect.objectContaining({
        rule: "foreign-file",
        place: { file: "client/client.ts", line: 1, column: 1 },
      }),
    ]);
    expect(Object.keys(project.files("client"))).toEqual(["client.ts"]);
  });

  it("removes the file of a resource that is gone", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    await generate(project);
    project.write(
      "openapi.json",
      givenDocument({
        paths: { "/carts": { get: { operationId: "listCarts", tags: ["Carts"], responses: {} } } },
      }),
    );
    const { changes } = await generate(project);
    expect(changes.map(({ kind, path }) => `${kind} ${path.split("/").at(-1)}`)).toEqual(
      expect.arrayContaining(["added carts.ts", "removed orders.ts"]),
    );
  });

  it("changes one hunk in each file when an operation is added", async () => {
    const operation = (id: string) => ({
      get: { operationId: id, tags: ["Orders"], responses: { "204": { description: "Done" } } },
    });
    const [before, after] = [
      givenProject({
        "openapi.json": givenDocument({ paths: { "/a": operation("a"), "/c": operation("c") } }),
      }),
      givenProject({
        "openapi.json": givenDocument({
          paths: { "/a": operation("a"), "/b": operation("b"), "/c": operation("c") },
        }),
      }),
    ];
    await generate(before);
    await generate(after);
    const old = before.files("client");
    const changed = Object.entries(after.files("client")).filter(
      ([name, text]) => old[name] !== text,
    );
    expect(changed.map(([name]) => name)).toEqual(["resources/orders.ts", "schema.ts"]);
  });

  it.each([
    [".ts", "./client.ts"],
    ["", "./client"],
  ] as const)("imports with the extension %j", async (importExtension, specifier) => {
    const project = givenProject({ "openapi.json": givenDocument() });
    await generate(project, { importExtension });
    expect(project.read("client/index.ts")).toContain(`from "${specifier}";`);
  });

  it("imports the runtime from where it is told", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    await generate(project, { runtime: "#runtime" });
    expect(project.read("client/client.ts")).toContain('from "#runtime";');
  });

  it("generates from a document outside of the project without naming this machine's folders", async () => {
    const elsewhere = givenProject({ "their.json": givenDocument() });
    const project = givenProject();
    await generate(project, { spec: elsewhere.path("their.json") });
    expect(project.read("client/index.ts")).toContain(
      "// Generated by clientwright from their.json.",
    );
  });

  it("generates a document of 3.2, and one without operations or models", async () => {
    const project = givenProject({
      "openapi.json": givenDocument({ openapi: "3.2.0", paths: {} }),
    });
    expect((await generate(project)).status).toBe("written");
    expect(Object.keys(project.files("client"))).toEqual([
      "client.ts",
      "errors.ts",
      "index.ts",
      "schema.ts",
    ]);
  });
});

describe("the cache", () => {
  beforeEach(() => vi.resetModules());

  const withoutLoading = async (project: TestProject, check: boolean) => {
    const load = () => {
      throw new Error("the document was loaded");
    };
    vi.doMock("../../codegen/load.js", () => ({ load }));
    vi.resetModules();
    const { generateApi: fresh } = await import("../../codegen/generate-api.js");
    vi.doUnmock("../../codegen/load.js");
    return fresh(target(project), { check });
  };

  const givenGenerated = async (): Promise<TestProject> => {
    const project = givenProject({ "openapi.json": givenDocument() });
    mkdirSync(project.path("node_modules"));
    await generateApi(target(project));
    return project;
  };

  it.each([true, false])(
    "reads no document when nothing has changed (check: %s)",
    async (check) => {
      const project = await givenGenerated();
      expect((await withoutLoading(project, check)).status).toBe("unchanged");
    },
  );

  it("is not used when the document, the output or the configuration has changed", async () => {
    const project = await givenGenerated();
    project.write("openapi.json", givenDocument({ info: { title: "Other", version: "2" } }));
    expect((await generateApi(target(project))).status).toBe("written");
    project.write("client/index.ts", project.read("client/index.ts").replace("export", "exprt"));
    expect((await generateApi(target(project), { check: true })).status).toBe("stale");
    expect((await generateApi(target(project))).status).toBe("written");
    expect((await generateApi(target(project, { name: "Else" }))).status).toBe("written");
  });

  it("does not remember what was edited while it was generated from", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    mkdirSync(project.path("node_modules"));
    const later = new Date(Date.now() + 60_000);
    utimesSync(project.path("openapi.json"), later, later);
    await generateApi(target(project));
    await expect(withoutLoading(project, false)).rejects.toThrow("the document was loaded");
  });

  it("is in the user's folder where a project has none, and does not grow for ever", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    vi.stubEnv("XDG_CACHE_HOME", project.path("cache"));
    onTestFinished(() => void vi.unstubAllEnvs());
    const old = new Date(0);
    for (let index = 0; index < 500; index++) {
      project.write(`cache/clientwright/${index}.json`, "{}");
      utimesSync(project.path(`cache/clientwright/${index}.json`), old, old);
    }
    await generateApi(target(project));
    const names = Object.keys(project.files("cache/clientwright"));
    expect([names.length, names.filter((name) => name.length > 20).length]).toEqual([500, 1]);
    expect((await withoutLoading(project, false)).status).toBe("unchanged");
  });

  it("survives an entry that was cut off", async () => {
    const project = await givenGenerated();
    const [name = ""] = Object.keys(project.files("node_modules/.cache/clientwright"));
    project.write(`node_modules/.cache/clientwright/${name}`, "{");
    expect((await generateApi(target(project))).status).toBe("unchanged");
  });

  it("leaves no trace in the output", async () => {
    const project = await givenGenerated();
    expect(Object.keys(project.files("client"))).not.toContain(expect.stringContaining("cache"));
  });
});
