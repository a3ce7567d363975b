/** The NeuroGraph guide and the common pages: their code compiles, runs, and prints what it promises. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../neurograph/cli/run.js";
import { codeBlocksOf, root, runScript, scriptsOf } from "./code-blocks.js";
import { describePages, timeout } from "./describe-pages.js";
import { givenDocumentedNeuroGraph } from "./documented-neurograph.js";

const guide = "docs/neurograph.md";
const common = ["README.md", "docs/migrate.md", "docs/runtime.md", "docs/mock-and-contract.md"];
const pages = [guide, ...common];

describe("code on our pages", () => {
  it("is found", () => {
    expect(scriptsOf(guide).length).toBeGreaterThan(20);
    expect(scriptsOf("README.md").length).toBeGreaterThan(0);
    const commands = pages.flatMap(codeBlocksOf).filter(({ language }) => language === "bash");
    expect(commands.length).toBeGreaterThan(5);
  });
});

describePages({
  pages,
  givenServer: givenDocumentedNeuroGraph,
  commands: { "neurograph-cli": run },
  stdin: "viewer123\n",
});

describe("the guide", () => {
  const text = readFileSync(join(root, guide), "utf8");
  const sectionOf = (title: string): string =>
    text.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? "";

  it("begins with an example that needs nothing but a server", { timeout }, async () => {
    await using server = await givenDocumentedNeuroGraph();
    const [first] = scriptsOf(guide);
    if (first === undefined) throw new Error("there is no example");
    const printed = await runScript(first, server.origins);
    expect(printed[0]).toBe("Token ID: 124");
    expect(server.plain.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/v1/auth/login",
      "POST /api/v1/tokens",
      "POST /api/v1/tokens/query",
      "DELETE /api/v1/tokens/124",
    ]);
  });

  it("tells how to install: from the registry, from source, to develop [NG-002]", () => {
    const { name, repository, scripts: npmScripts } = manifest();
    const commands = codeBlocksOf(guide)
      .slice(0, 3)
      .map(({ code }) => code.split("\n"));
    const source = repository.url.replace("git+", "");
    expect(sectionOf("Installation")).toContain(commands[2]?.join("\n"));
    expect(commands[0]).toEqual([`npm install ${name}`]);
    expect(commands[1]?.slice(0, 4)).toEqual([
      `git clone ${source}`,
      `cd ${name}`,
      "npm ci",
      "npm run build",
    ]);
    expect(commands[2]).toEqual(["npm ci", "npm test"]);
    expect(npmScripts).toMatchObject({ build: expect.any(String), test: expect.any(String) });
  });

  it("tells what to do when the import fails [NG-136]", () => {
    const help = sectionOf("Troubleshooting");
    expect(help).toContain(`npm install ${manifest().name}`);
    expect(help).toContain("Cannot find package 'clientwright'");
    expect(help).toContain("moduleResolution");
  });

  it("links to documentation, source, issues and discussions, as the package does [NG-140]", () => {
    const support = sectionOf("Support");
    const server = "https://github.com/dchrnv/neurograph-os";
    const links = [...support.matchAll(/<(https:[^>]+)>/g)].map((match) => match[1]);
    expect(links.slice(0, 4)).toEqual([
      "https://neurograph.dev/docs",
      server,
      `${server}/issues`,
      `${server}/discussions`,
    ]);
    const { repository } = manifest();
    expect(links).toContain(repository.url.replace("git+", "").replace(".git", "/issues"));
  });

  it("links to its own parts", () => {
    expect([...text.matchAll(/\]\(#/g)].length).toBeGreaterThan(15);
  });
});

interface Manifest {
  readonly name: string;
  readonly repository: { readonly url: string };
  readonly scripts: Readonly<Record<string, string>>;
}

function manifest(): Manifest {
  // The package's own manifest, whose fields are read by npm itself.
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
}
