/**
 * Code blocks of our pages: found, type-checked and run, so that no page shows code that fails.
 *
 * HTML comments right before a fence speak to this harness, a line each:
 * - `<!-- continues -->`: the block goes on where the `ts` block before it ended;
 * - `<!-- server: POST /api/v1/tokens answers 429 -->`: the next such request is answered so
 *   (also `delays 2000`: after that many milliseconds; or `server: speaks the reference format`);
 * - `<!-- prints: text -->`: what the block prints contains this text.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti, type Jiti } from "jiti";
import ts from "typescript";
import { vi } from "vitest";

/** Folder of the repository. */
export const root: string = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, "node_modules/.cache/clientwright-docs");

/** One fenced block. */
export interface CodeBlock {
  readonly page: string;
  readonly language: string;
  readonly code: string;
  /** Line of the fence, counted from 1. */
  readonly line: number;
  /** Texts of the HTML comments right before it. */
  readonly markers: readonly string[];
}

/** A block and all that continue it: one module. */
export interface Script {
  readonly page: string;
  readonly line: number;
  readonly code: string;
  readonly markers: readonly string[];
}

/** All blocks of a page in order. */
export function codeBlocksOf(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  let markers: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const language = /^```(\w*)$/.exec(line)?.[1];
    const marker = /^<!-- (.+) -->$/.exec(line)?.[1];
    if (language !== undefined) {
      const end = lines.indexOf("```", at + 1);
      if (end < 0) throw new Error(`${page}:${at + 1}: the fence is never closed`);
      const code = lines.slice(at + 1, end).join("\n");
      blocks.push({ page, language, code, line: at + 1, markers });
      at = end;
    }
    if (marker !== undefined) markers = [...markers, marker];
    else if (line !== "") markers = [];
  }
  return blocks;
}

/** The `ts` blocks of a page, joined where they continue one another. */
export function scriptsOf(page: string): Script[] {
  const scripts: Script[] = [];
  for (const { language, code, line, markers } of codeBlocksOf(page)) {
    if (language !== "ts") continue;
    const before = scripts.at(-1);
    if (!markers.includes("continues")) scripts.push({ page, line, code, markers });
    else if (before === undefined) throw new Error(`${page}:${line}: there is nothing to continue`);
    else scripts[scripts.length - 1] = continued(before, code, markers);
  }
  return scripts;
}

function continued(script: Script, code: string, markers: readonly string[]): Script {
  return {
    ...script,
    code: `${script.code}\n\n${code}`,
    markers: [...script.markers, ...markers],
  };
}

/** Values of the markers that begin with this name, such as `prints`. */
export function markersNamed(name: string, { markers }: Pick<CodeBlock, "markers">): string[] {
  const start = `${name}: `;
  return markers.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
}

/** What the compiler says under the strict settings of this repository, all scripts in one program. */
export function typeErrorsOf(scripts: readonly Script[]): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: ["vitest.config.ts"] },
    ts.sys,
    root,
  );
  const files = scripts.map((script) => fileOf(script, script.code));
  // Types of Node are found from the repository, wherever the test has gone to.
  const host = { ...ts.createCompilerHost(options), getCurrentDirectory: () => root };
  const program = ts.createProgram(files, options, host);
  const found = files.flatMap((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText, start, file: source }) => {
        const text = ts.flattenDiagnosticMessageText(messageText, "\n");
        const line = source?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
        return `${file.slice(cache.length + 1)} line ${line + 1}: ${text}`;
      }),
  );
  for (const file of files) rmSync(file);
  return found;
}

/** What a script printed, stdout and stderr together. */
export type Printed = readonly string[];

/**
 * Runs a script with the given URLs in place of the page's, and gives back what it printed. Requests for a page's URL
 * that the script does not name, such as a client's default, go to the given one as well.
 */
export async function runScript(
  script: Script,
  origins: Readonly<Record<string, string>>,
): Promise<Printed> {
  let code = script.code;
  for (const [documented, real] of Object.entries(origins))
    code = code.replaceAll(documented, real);
  const printed: string[] = [];
  const keep = (...values: unknown[]): void => void printed.push(values.map(String).join(" "));
  const fetch = redirectingFetch(origins);
  const spies = [
    vi.spyOn(console, "log").mockImplementation(keep),
    vi.spyOn(console, "error").mockImplementation(keep),
    vi.spyOn(globalThis, "fetch").mockImplementation(fetch),
  ];
  const file = fileOf(script, code);
  try {
    await modules().import(file);
  } finally {
    rmSync(file);
    for (const spy of spies) spy.mockRestore();
  }
  return printed;
}

/** The platform's `fetch`, with documented origins replaced by real ones. */
export function redirectingFetch(origins: Readonly<Record<string, string>>): typeof fetch {
  const { fetch } = globalThis;
  return async (input, init) => {
    const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input);
    const real = origins[origin];
    if (real === undefined) return fetch(input, init);
    return fetch(new Request(`${real}${pathname}${search}`, new Request(input, init)));
  };
}

let jiti: Jiti | undefined;

/** Resolves `clientwright/...` to sources, as tsconfig.json says. */
function modules(): Jiti {
  jiti ??= createJiti(import.meta.url, { tsconfigPaths: join(root, "tsconfig.json") });
  return jiti;
}

let filesWritten = 0;

/** A new file for each run: modules are cached by path. */
function fileOf({ page, line }: Script, code: string): string {
  mkdirSync(cache, { recursive: true });
  filesWritten += 1;
  const name = `${page.replaceAll("/", "-")}-${line}-${process.pid}-${filesWritten}.mts`;
  const path = join(cache, name);
  writeFileSync(path, code);
  return path;
}
