/** The command line of what brings documents in: flags, exit codes, and what is printed where. */
import { describe, expect, it } from "vitest";
import { watch } from "../../codegen/cli/generate-watch.js";
import { UsageError } from "../../codegen/config.js";
import { givenServer } from "./support/document-server.js";
import { givenDocument, givenProject } from "./support/project.js";
import { restoreProcess, run } from "./support/run-main.js";

restoreProcess();

describe("clientwright pull", () => {
  it("prints what came on standard output, and ends with 0", async () => {
    const server = await givenServer({ "/a": givenDocument() });
    const project = givenProject();
    const args = ["pull", `${server.url}/a`, "--output", "shop.json"];
    const first = await run(project, ...args, "--header", "X-Key: s3cret");
    expect(first).toEqual({ code: 0, out: `shop.json  ${server.url}/a  written\n`, err: "" });
    expect(server.asked[0]?.headers["x-key"]).toBe("s3cret");
    const second = await run(project, ...args, "--check", "--json");
    expect(second.code).toBe(0);
    expect(JSON.parse(second.out)).toEqual({
      documents: [{ file: "shop.json", url: `${server.url}/a`, status: "unchanged" }],
    });
    server.answer({ "/a": givenDocument({ paths: {} }) });
    expect((await run(project, ...args, "--check")).code).toBe(1);
    expect((await run(project, ...args, "--frozen")).code).toBe(1);
  });

  it("says what failed on standard error, without what a terminal would obey", async () => {
    const reference = "http://127.0.0.1:1/\u001b[2J";
    const server = await givenServer({
      "/a": givenDocument({ components: { schemas: { A: { $ref: reference } } } }),
    });
    const { code, out, err } = await run(
      givenProject(),
      "pull",
      `${server.url}/a`,
      "--output",
      "shop.json",
    );
    expect(code).toBe(2);
    expect(out).toBe(`shop.json  ${server.url}/a  not written\n`);
    expect(err).toContain("of another origin");
    expect(err).not.toContain("\u001b");
  });

  it.each([
    [[], "Name an address"],
    [["https://shop.example.com/a"], "Say with --output"],
    [["shop"], 'There is no API "shop".'],
    [["https://h/a", "--output", "a", "--header", "nothing"], 'given as "name: value"'],
    [["https://h/a", "--output", "a", "--max-bytes", "many"], "--max-bytes takes a whole number"],
    [["https://h/a", "--output", "a", "--allow-origin", "h"], "takes an origin like https://host"],
  ])("ends with 2 for %j", async (args, message) => {
    const { code, err } = await run(givenProject(), "pull", ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it("checks the sources of the configuration", async () => {
    const config = (source: unknown) =>
      JSON.stringify({ apis: { shop: { spec: "shop.json", output: "x", source } } });
    for (const source of ["ftp://h/a", { headers: {} }, { url: "https://h/a", header: {} }]) {
      const project = givenProject({ "clientwright.config.json": config(source) });
      expect((await run(project, "pull")).code).toBe(2);
    }
  });
});

describe("--overlay", () => {
  const overlay = (title: string): string =>
    `overlay: 1.1.0\ninfo: { title: Fix, version: "1" }\nactions:\n  - target: $.info\n    update: { title: ${title} }\n`;

  it("can be repeated, and its findings are printed with their places", async () => {
    const project = givenProject({
      "shop.json": givenDocument(),
      "one.yaml": overlay("One"),
      "two.yaml": overlay("Two").replace("$.info\n", "$.carts\n"),
    });
    const { code, err } = await run(
      project,
      ...["generate", "shop.json", "--output", "client"],
      ...["--overlay", "one.yaml", "--overlay", "two.yaml"],
    );
    expect(code).toBe(0);
    expect(err).toContain('two.yaml:4:5  warning  Nothing in the document matches "$.carts".');
    expect(project.read("client/client.ts")).toContain("export class OneApi");
  });

  it.each([
    ["missing.yaml", 2],
    ["broken.yaml", 1],
  ])("ends with its own exit code for %s: %i", async (name, expected) => {
    const project = givenProject({
      "shop.json": givenDocument(),
      "broken.yaml": "overlay: 1.1.0\n",
    });
    const args = ["generate", "shop.json", "--output", "client", "--overlay", name];
    const { code, out } = await run(project, ...args);
    expect(code).toBe(expected);
    expect(out).toContain("not written");
  });
});

describe("standard input", () => {
  it("cannot be watched", async () => {
    await expect(watch(["-"], { output: "client" })).rejects.toThrow(UsageError);
  });
});
