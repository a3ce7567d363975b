/** Tests that every page gets: its code compiles, runs, and prints what it promises; its commands succeed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run, Surroundings } from "../support/run-command.js";
import { anchorsOf } from "./anchors.js";
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
import { exportsOf, type ShellCommand, shellCommandsOf } from "./shell.js";

/** The servers that pages speak of, and their URLs on them. */
export interface DocumentedServer extends AsyncDisposable {
  /** Real origins by the ones that pages use. */
  readonly origins: Readonly<Record<string, string>>;
  /** Sends a request for a documented origin to the real one. */
  readonly fetch: typeof globalThis.fetch;
}

/** Pages that speak of the same servers. */
export interface Pages {
  readonly pages: readonly string[];
  /**
   * Starts the servers.
   *
   * @param scripts What the markers `server: ...` of a block ask for.
   */
  givenServer(scripts: readonly string[]): Promise<DocumentedServer>;
  /** Command lines that pages show, by name; those of package managers and git are not run. */
  readonly commands: Readonly<
    Record<string, (argv: readonly string[], surroundings: Surroundings) => Promise<Run>>
  >;
  /** What `<` gives a command on its standard input. */
  readonly stdin?: string;
}

export const timeout = 120_000;
/** Programs that install or fetch code: not run here. test/pack installs the packages for real. */
const installers = ["npm", "git", "cd"];

const titled = <B extends Script | CodeBlock>(blocks: readonly B[]): [string, B][] =>
  blocks.map((block) => [`${block.page}:${block.line}`, block]);

/** Declares the tests of these pages. */
export function describePages(subject: Pages): void {
  const { pages, givenServer } = subject;
  const blocks = pages.flatMap(codeBlocksOf);
  const scripts = pages.flatMap(scriptsOf);
  /** Blocks that are test files of their own: compiled, not run. */
  const testFiles = blocks.filter(({ language }) => language === "typescript");
  const commandBlocks = blocks.filter(({ language }) => language === "bash");

  describe("code on these pages", () => {
    it("compiles under the strict settings of this repository", { timeout }, () => {
      expect(typeErrorsOf([...scripts, ...testFiles])).toEqual([]);
    });

    it.each(titled(scripts))(
      "runs and prints what it promises: %s",
      { timeout },
      async (_, script) => {
        await using server = await givenServer(markersNamed("server", script));
        const printed = (await runScript(script, server.origins)).join("\n");
        for (const promise of markersNamed("prints", script)) expect(printed).toContain(promise);
      },
    );
  });

  describe("commands on these pages", () => {
    // As in a terminal: what is exported stays exported further down the page.
    const env: Record<string, string> = {};

    it.each(titled(commandBlocks))("succeed: %s", { timeout }, async (_, block) => {
      await using server = await givenServer(markersNamed("server", block));
      for (const command of shellCommandsOf(block.code))
        await runShellCommand(subject, command, server, env);
    });
  });

  it.each(pages)("%s has a heading for each of its own links", (page) => {
    const text = readFileSync(join(root, page), "utf8");
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1] ?? "");
    const anchors = anchorsOf(text);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  });
}

async function runShellCommand(
  { commands, stdin = "" }: Pages,
  command: ShellCommand,
  server: DocumentedServer,
  env: Record<string, string>,
): Promise<void> {
  const { program, words, readsFile } = command;
  const run = commands[program];
  if (program === "export") Object.assign(env, exportsOf(command));
  else if (program === "curl") expect((await server.fetch(words[0] ?? "")).status).toBe(200);
  else if (run !== undefined) {
    const surroundings = { env, stdin: readsFile ? stdin : "", fetch: server.fetch };
    const { exitCode, stderr } = await run(words, surroundings);
    expect({ words, exitCode, stderr: exitCode === 0 ? "" : stderr }).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
  } else expect(installers).toContain(program);
}
