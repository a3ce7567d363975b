/** Type-checks many generated clients at once, under the settings that generated code promises to pass. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const strict = {
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
  types: [],
};

const resolutions = {
  nodenext: { module: "NodeNext", moduleResolution: "NodeNext" },
  bundler: { module: "ESNext", moduleResolution: "Bundler" },
};

/** How a compiler finds modules. */
export type Resolution = keyof typeof resolutions;

const run = (root: string, config: string): Promise<string> =>
  new Promise((done, fail) => {
    const compiler = join(root, "node_modules/typescript-7/bin/tsc");
    const args = [compiler, "-p", config, "--pretty", "false"];
    execFile(process.execPath, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      // Exit codes 1 and 2 say that there are findings, which are on stdout.
      const isRefusal = error !== null && error.code !== 1 && error.code !== 2;
      if (isRefusal) fail(new Error(`the compiler failed: ${error.message} ${stderr}`));
      else done(stdout);
    });
  });

/** The first errors of each folder that does not compile, by folder. */
export const compileAll = async (
  root: string,
  folder: string,
  clients: readonly string[],
  names: readonly Resolution[] = ["nodenext", "bundler"],
): Promise<Map<string, string[]>> => {
  const errors = new Map<string, string[]>();
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const name of names) {
    const config = join(folder, `tsconfig.${name}.json`);
    const paths = { "clientwright/*": [join(root, "src/*/index.ts")] };
    const compilerOptions = { ...strict, ...resolutions[name], paths };
    const include = clients.map((client) => `${resolve(client)}/**/*.ts`);
    writeFileSync(config, JSON.stringify({ compilerOptions, include }));
    const lines = (await run(root, config)).split("\n").filter((line) => /: error TS/.test(line));
    for (const line of lines) {
      const client = clients.find((one) => line.includes(`${one.slice(folder.length + 1)}/`));
      // The runtime has tests of its own.
      if (client === undefined) continue;
      const about = line.slice(
        line.indexOf(client.slice(folder.length + 1)) + client.length - folder.length,
      );
      errors.set(client, [...(errors.get(client) ?? []), `${name}: ${about.slice(0, 300)}`]);
    }
  }
  return errors;
};
