/** What README and the pages beside it promise is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { givenDocument, givenProject } from "./codegen/support/project.js";
import { restoreProcess, run } from "./codegen/support/run-main.js";
import { anchorsOf } from "./docs/anchors.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly version: string;
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}
const manifest = (path: string): Manifest => JSON.parse(read(path)) as Manifest;

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

restoreProcess();

describe("README's five lines to a client", () => {
  it("make one of the document of an empty project", async () => {
    const section = /## Generate a client\n([\s\S]*?)\n## /.exec(read("README.md"))?.[1] ?? "";
    const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
    const lines = block.trim().split("\n");
    expect(lines).toHaveLength(5);
    const project = givenProject({ "openapi.json": givenDocument(), "src/main.ts": "" });
    for (const line of lines) {
      const [program, ...words] = line.replace(/\s+#.*/, "").split(" ");
      if (program === "npm") expect(words[0]).toBe("install");
      else expect([line, (await run(project, ...words.slice(1))).code]).toEqual([line, 0]);
    }
    expect(Object.keys(project.files("src/generated/shop"))).toContain("client.ts");
  });
});

describe("the pages", () => {
  it("README has exactly two set-up commands, and CI runs the second", () => {
    const setUp = /## Set up\n([\s\S]*?)\n## /.exec(read("README.md"))?.[1] ?? "";
    const commands = [...setUp.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]?.trim());
    expect(commands).toEqual(["npm ci && npm start", "npm ci && npm test"]);
    expect(read(".ci/run")).toContain(`\n${commands[1]}\n`);
  });

  it.each(pages)("%s links only to files that exist", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      (match) => match[1] ?? "",
    );
    const dead = links.filter((link) => !existsSync(join(root, dirname(page), link)));
    expect(dead).toEqual([]);
  });

  it.each(pages)("%s links only to headings that exist on other pages", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+\.md)#([^)\s]+)\)/g)];
    const dead = links.filter(([, path = "", anchor = ""]) => {
      return !anchorsOf(read(join(dirname(page), path))).includes(anchor);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });

  it.each(pages)("%s names only npm scripts that exist", (page) => {
    const scripts = Object.keys(manifest("package.json").scripts ?? {});
    const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? "");
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("docs/dependencies.md explains every dependency and no other", () => {
    const declared = ["package.json", "codegen/package.json"].flatMap((path) => {
      const { dependencies, devDependencies, peerDependencies } = manifest(path);
      return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
    });
    const own = ["clientwright", "@clientwright/codegen"];
    const rows = read("docs/dependencies.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const explained = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""),
    );
    const wanted = new Set(declared.filter((name) => !own.includes(name)));
    expect([...wanted].filter((name) => !explained.includes(name))).toEqual([]);
    expect(explained.filter((name) => !wanted.has(name) && name !== "typescript")).toEqual([]);
  });

  it("both packages have one version and one licence", () => {
    expect(manifest("codegen/package.json").version).toBe(manifest("package.json").version);
    expect(read("codegen/LICENSE")).toBe(read("LICENSE"));
  });
});
