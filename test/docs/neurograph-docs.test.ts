/** The guide and the README: their code compiles, runs, and prints what they promise. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../neurograph/cli/run.js";
import {
  type CodeBlock,
  codeBlocksOf,
  markersNamed,
  root,
  runScript,
  type Script,
  scriptsOf,
  typeErrorsOf,
} from "./code-blocks.js";
import { type DocumentedServer, givenDocumentedServer } from "./documented-server.js";
import { exportsOf, type ShellCommand, shellCommandsOf } from "./shell.js";

const guide = "docs/neurograph.md";
const pages = [guide, "README.md", "docs/runtime.md", "docs/mock-and-contract.md"];
const timeout = 120_000;
/** Programs that install or fetch code: not run here. test/pack installs the packages for real. */
const installers = ["npm", "git", "cd"];

const scripts = pages.flatMap(scriptsOf);
/** Blocks that are test files of their own: compiled, not run. */
const testFiles = pages.flatMap(codeBlocksOf).filter(({ language }) => language === "typescript");
const commandBlocks = pages.flatMap(codeBlocksOf).filter(({ language }) => language === "bash");
const titled = <B extends Script | CodeBlock>(blocks: readonly B[]): [string, B][] =>
  blocks.map((block) => [`${block.page}:${block.line}`, block]);

describe("code on our pages", () => {
  it("is found", () => {
    expect(scriptsOf(guide).length).toBeGreaterThan(20);
    expect(scriptsOf("README.md").length).toBeGreaterThan(0);
    expect(commandBlocks.length).toBeGreaterThan(5);
  });

  it("compiles under the strict settings of this repository", { timeout }, () => {
    expect(typeErrorsOf([...scripts, ...testFiles])).toEqual([]);
  });

  it.each(titled(scripts))(
    "runs and prints what it promises: %s",
    { timeout },
    async (_, script) => {
      await using server = await givenDocumentedServer(markersNamed("server", script));
      const printed = (await runScript(script, server.origins)).join("\n");
      for (const promise of markersNamed("prints", script)) expect(printed).toContain(promise);
    },
  );
});

describe("commands on our pages", () => {
  // As in a terminal: what is exported stays exported further down the page.
  const env: Record<string, string> = {};

  it.each(titled(commandBlocks))("succeed: %s", { timeout }, async (_, block) => {
    await using server = await givenDocumentedServer();
    for (const command of shellCommandsOf(block.code)) await runCommand(command, server, env);
  });
});

async function runCommand(
  command: ShellCommand,
  server: DocumentedServer,
  env: Record<string, string>,
): Promise<void> {
  const { program, words, readsFile } = command;
  if (program === "export") Object.assign(env, exportsOf(command));
  else if (program === "curl") expect((await server.fetch(words[0] ?? "")).status).toBe(200);
  else if (program === "neurograph-cli") {
    const stdin = readsFile ? "viewer123\n" : "";
    const { exitCode, stderr } = await run(words, { env, stdin, fetch: server.fetch });
    expect({ words, exitCode, stderr: exitCode === 0 ? "" : stderr }).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
  } else expect(installers).toContain(program);
}

describe("the guide", () => {
  const text = readFileSync(join(root, guide), "utf8");
  const sectionOf = (title: string): string =>
    text.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? "";

  it("begins with an example that needs nothing but a server", { timeout }, async () => {
    await using server = await givenDocumentedServer();
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

  it("has a heading for each of its own links", () => {
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
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
