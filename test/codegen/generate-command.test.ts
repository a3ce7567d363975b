import { describe, expect, it, vi } from "vitest";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";
import { restoreProcess, run } from "./support/run-main.js";

restoreProcess();

const api = (parts: object = {}): object => ({ spec: "openapi.json", output: "client", ...parts });
const configOf = (apis: object): string => JSON.stringify({ apis });

const operation = (id: string, tag = "Orders") => ({
  get: { operationId: id, tags: [tag], responses: { "204": { description: "Done" } } },
});

const givenShop = (paths: object = { "/a": operation("a"), "/b": operation("b") }): TestProject =>
  givenProject({
    "openapi.json": givenDocument({ paths }),
    "clientwright.config.json": configOf({ shop: api() }),
  });

describe("clientwright generate, the first time", () => {
  it("says on standard error what to install and what to import", async () => {
    const project = givenShop();
    expect((await run(project, "generate")).err).toBe(
      'Next:\n  npm install clientwright\n  import { ShopApi } from "./client/index.js";\n',
    );
  });

  it("says nothing of what is installed, or is the project's own", async () => {
    const installed = givenShop();
    installed.write("node_modules/clientwright/package.json", "{}");
    const own = givenShop();
    own.write("clientwright.config.json", configOf({ shop: api({ runtime: "#runtime" }) }));
    for (const project of [installed, own])
      expect((await run(project, "generate")).err).not.toContain("install");
  });

  it("says nothing when a client is there already, in CI, and beside JSON", async () => {
    const project = givenShop();
    await run(project, "generate");
    project.write("openapi.json", givenDocument());
    expect((await run(project, "generate")).err).toBe("");
    expect((await run(givenShop(), "generate", "--json")).err).toBe("");
    vi.stubEnv("CI", "true");
    expect((await run(givenShop(), "generate")).err).toBe("");
  });
});

describe("the head of generated files", () => {
  it("has the command that makes them again, where no configuration does", async () => {
    const project = givenProject({ "my api.json": givenDocument() });
    const filters = ["--filter", "tag:Orders", "--filter", "!GET /o*/x"];
    project.write(
      "my api.json",
      givenDocument({ paths: { "/o": operation("o"), "/o/x": operation("x") } }),
    );
    await run(project, "generate", "my api.json", "--output", "./client", ...filters);
    expect(project.read("client/client.ts").replaceAll("\n// ", " ")).toContain(
      'run `clientwright generate "my api.json" --output client --filter tag:Orders --filter "!GET /o*/x"`',
    );
  });
});

describe("clientwright generate for the second time", () => {
  it("does nothing for a document on the command line either, unless it is told to", async () => {
    const project = givenProject({ "api.json": givenDocument() });
    project.write("node_modules/x", "");
    const words = ["generate", "api.json", "--output", "client"];
    await run(project, ...words);
    const [name = ""] = Object.keys(project.files("node_modules/.cache/clientwright"));
    const file = `node_modules/.cache/clientwright/${name}`;
    const entry = JSON.parse(project.read(file));
    const remembered = { severity: "warning", rule: "x", message: "Remembered.", pointer: "#" };
    project.write(file, JSON.stringify({ ...entry, diagnostics: [remembered] }));
    expect((await run(project, ...words)).err).toContain("Remembered.");
    expect((await run(project, ...words, "--no-cache")).err).toBe("");
  });
});

describe("clientwright generate without anything", () => {
  it("says how to begin", async () => {
    const { code, err } = await run(givenProject(), "generate");
    expect([code, err]).toEqual([2, expect.stringContaining("or run `clientwright init`")]);
  });
});

describe("clientwright generate --filter", () => {
  const paths = { "/orders": operation("listOrders"), "/users": operation("listUsers", "Users") };

  it("generates what is asked for, by one filter or several", async () => {
    const project = givenShop(paths);
    expect((await run(project, "generate", "--filter", "tag:Users")).code).toBe(0);
    expect(Object.keys(project.files("client/resources"))).toEqual(["users.ts"]);
    const two = ["--filter", "tag:*", "--filter", "!GET /users"];
    expect((await run(project, "generate", ...two)).out).toContain("1 added");
    expect(Object.keys(project.files("client/resources"))).toEqual(["orders.ts"]);
  });

  it("may be in the configuration, where flags win over it", async () => {
    const project = givenShop(paths);
    const filter = ["tag:Users"];
    project.write("clientwright.config.json", configOf({ shop: api({ filter }) }));
    await run(project, "generate");
    expect(Object.keys(project.files("client/resources"))).toEqual(["users.ts"]);
    await run(project, "generate", "--filter", "tag:Orders");
    expect(Object.keys(project.files("client/resources"))).toEqual(["orders.ts"]);
  });

  it("exits 2 with a suggestion when nothing matches, and writes nothing", async () => {
    const project = givenShop(paths);
    const { code, err } = await run(project, "generate", "--filter", "tag:users");
    expect(code).toBe(2);
    expect(err).toContain('No operation of the document matches the filter "tag:users".');
    expect(err).toContain('Did you mean "Users"?');
    expect(() => project.files("client")).toThrow();
  });

  it("is for one API", async () => {
    const project = givenShop(paths);
    project.write("clientwright.config.json", configOf({ one: api(), two: api() }));
    const { code, err } = await run(project, "generate", "--filter", "tag:Users");
    expect([code, err]).toEqual([2, "error  --filter is for one API: say which.\n"]);
  });

  it("is heard by lint, too", async () => {
    const broken = { get: { ...operation("c").get, security: [{ none: [] }] } };
    const project = givenShop({ "/c": broken, "/orders": operation("listOrders") });
    project.write("redocly.yaml", "rules: {}\n");
    const parts = { lint: "redocly.yaml", filter: ["!GET /c"] };
    project.write("clientwright.config.json", configOf({ shop: api({ lint: "redocly.yaml" }) }));
    expect((await run(project, "lint")).code).toBe(1);
    project.write("clientwright.config.json", configOf({ shop: api(parts) }));
    expect((await run(project, "lint")).out).toBe("shop  no findings\n");
  });
});

describe("clientwright generate --check", () => {
  const given = async (): Promise<TestProject> => {
    const project = givenShop();
    await run(project, "generate");
    return project;
  };

  it("shows where lines would change, and changes none", async () => {
    const project = await given();
    const before = project.files("client");
    const paths = { "/a": operation("a"), "/c": operation("c") };
    project.write("openapi.json", givenDocument({ paths }));
    const { code, out } = await run(project, "generate", "--check");
    expect(code).toBe(1);
    expect(out).toMatch(/^changed {2}client\/resources\/orders\.ts {2}\+\d+ -\d+\n@@ -\d+,\d+ /m);
    expect(out).toMatch(/^-export const b: Operation/m);
    expect(out).toMatch(/^\+export const c: Operation/m);
    expect(out).toMatch(/shop {2}client {2}is out of date: 2 changed\n$/);
    expect(project.files("client")).toEqual(before);
  });

  it("counts the lines of files that would come or go", async () => {
    const project = await given();
    project.write("openapi.json", givenDocument({ paths: { "/c": operation("c", "Carts") } }));
    const { out } = await run(project, "generate", "--check");
    expect(out).toMatch(/^added {2}client\/resources\/carts\.ts {2}\+\d+$/m);
    expect(out).toMatch(/^removed {2}client\/resources\/orders\.ts {2}-\d+$/m);
  });

  it("bounds what it prints, and has all of it as JSON", async () => {
    const project = await given();
    const paths = Array.from({ length: 60 }, (_, at) => [
      `/c${at}`,
      operation(`c${at}`, `T${at % 60}`),
    ]);
    project.write("openapi.json", givenDocument({ paths: Object.fromEntries(paths) }));
    const { out } = await run(project, "generate", "--check");
    expect(out.split("\n").length).toBeLessThan(500);
    expect(out).toMatch(/^\.\.\. and \d+ more files$/m);
    expect(out).toMatch(/^\.\.\. \d+ more lines$/m);
    const { apis } = JSON.parse((await run(project, "generate", "--check", "--json")).out);
    expect(apis[0].changes.length).toBeGreaterThan(60);
    const schema = apis[0].changes.find(({ path }: { path: string }) => path.endsWith("schema.ts"));
    expect(schema).toMatchObject({
      kind: "changed",
      difference: { addedLines: expect.anything() },
    });
    const lines = schema.difference.hunks.flatMap(({ lines: all }: { lines: string[] }) => all);
    expect(lines.filter((line: string) => line.startsWith("+"))).toHaveLength(
      schema.difference.addedLines,
    );
  });

  it("calls a file rewritten that has little in common with the new one", async () => {
    const project = await given();
    const lines = Array.from({ length: 12_000 }, (_, at) => `export type T${at} = ${at};`);
    const [head = ""] = project.read("client/schema.ts").split("export interface");
    project.write("client/schema.ts", [head, ...lines].join("\n"));
    const { out } = await run(project, "generate", "--check");
    expect(out).toMatch(/^changed {2}client\/schema\.ts {2}\+\d+ -12\d{3} {2}rewritten$/m);
  });

  it("shows no control characters of files on disk", async () => {
    const project = await given();
    project.write("client/errors.ts", `${project.read("client/errors.ts")}// \u001b[2J\n`);
    const { out } = await run(project, "generate", "--check");
    expect(out).toContain("-//  [2J");
  });

  it("paints on terminals", async () => {
    const project = await given();
    project.write("client/errors.ts", `${project.read("client/errors.ts")}// more\n`);
    vi.stubEnv("NO_COLOR", undefined);
    vi.stubEnv("FORCE_COLOR", "1");
    const { out } = await run(project, "generate", "--check");
    expect(out).toContain("\u001b[31m-// more\u001b[39m");
  });
});
