/** The pages about documents, overlays and pulling: what they show works, and every option is explained. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { generate } from "../../codegen/cli/generate-apis.js";
import { lint } from "../../codegen/cli/lint.js";
import { formatDiagnostic } from "../../codegen/cli/output.js";
import { createProgram } from "../../codegen/cli/program.js";
import { pull } from "../../codegen/cli/pull.js";
import { loadConfig } from "../../codegen/config.js";
import { formatLock, readLock } from "../../codegen/pull/lock.js";
import { givenServer } from "../codegen/support/document-server.js";
import { givenProject, type TestProject } from "../codegen/support/project.js";
import { codeBlocksOf, root } from "./code-blocks.js";

const pageOf = (name: string): string => readFileSync(join(root, "docs", name), "utf8");

/** A project of the blocks of a page that begin with the name of their file. */
const givenPage = (page: string): TestProject => {
  const files = codeBlocksOf(page).flatMap(({ code }) => {
    const name = /^(?:#|\/\/) (\S+\.(?:yaml|ts))\n/.exec(code)?.[1];
    return name === undefined ? [] : [[name, `${code}\n`] as const];
  });
  return givenProject(Object.fromEntries(files));
};

describe("docs/overlays.md", () => {
  it("shows an overlay that does what it says", async () => {
    const project = givenPage("docs/overlays.md");
    const [result] = await generate(["shop"], { cwd: project.folder });
    expect(result).toMatchObject({ status: "written", diagnostics: [] });
    const orders = project.read("src/shop/resources/orders.ts");
    expect(orders).toContain("list(");
    expect(orders).toContain("PagePromise<string");
    expect(project.read("src/shop/schema.ts")).not.toContain("top?:");
  });

  it("shows what is said about an action that matches nothing", async () => {
    const project = givenPage("docs/overlays.md");
    project.write(
      "old.overlay.yaml",
      "overlay: 1.0.0\ninfo: { title: Old, version: '1' }\nactions:\n" +
        "  - target: $.paths['/carts']\n    remove: true\n",
    );
    const options = { cwd: project.folder, overlays: ["old.overlay.yaml"] };
    const [result] = await lint(["shop.yaml"], options);
    const colours = picocolors.createColors(false);
    const lines = (result?.diagnostics ?? [])
      .filter(({ rule }) => rule === "overlay")
      .map((one) => formatDiagnostic(one, colours));
    expect(lines).toHaveLength(1);
    expect(pageOf("overlays.md")).toContain(lines[0]);
  });
});

describe("docs/pull.md", () => {
  it("shows results as they are printed", async () => {
    const server = await givenServer({
      "/openapi.json": (_, response) => response.writeHead(401).end(),
    });
    const url = `${server.url}/openapi.json`;
    const cwd = givenProject().folder;
    const documents = await pull([url], { cwd, output: "specs/shop.json" });
    const [shown] = codeBlocksOf("docs/commands/pull.md").filter((one) => one.language === "json");
    const text = (shown?.code ?? "").replaceAll("https://shop.example.com/openapi.json", url);
    expect({ documents }).toEqual(JSON.parse(text));
  });

  it("shows a configuration that is read", async () => {
    const { folder } = givenPage("docs/pull.md");
    const { apis } = await loadConfig({ cwd: folder });
    expect(apis.map(({ key, source }) => [key, typeof source])).toEqual([
      ["shop", "string"],
      ["bank", "object"],
    ]);
  });

  it("shows a record as it is written", () => {
    const [record] = codeBlocksOf("docs/pull.md").filter(({ language }) => language === "json");
    const project = givenProject({ "clientwright.lock.json": record?.code ?? "" });
    expect(formatLock(readLock(project.folder))).toBe(`${record?.code}\n`);
  });
});

describe("docs/documents.md", () => {
  it("names only commands that there are", () => {
    const commands = createProgram().commands.map((one) => one.name());
    for (const page of ["documents.md", "overlays.md", "pull.md"]) {
      const named = [...pageOf(page).matchAll(/npx clientwright (\w+)/g)].map(([, name]) => name);
      expect(named.filter((name) => !commands.includes(name ?? ""))).toEqual([]);
    }
  });
});
