/** What is generated must compile in anyone's project: strict settings, both module resolutions, both compilers. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clientwright-compile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const topics = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(here, name, "expected"));

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

const compilers = {
  "TypeScript 5.9": "typescript/bin/tsc",
  "TypeScript 7": "typescript-7/bin/tsc",
};

/** What a compiler says of the golden output. */
const compile = (compiler: string, resolution: object): string => {
  const config = join(folder, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        ...strict,
        ...resolution,
        paths: { "clientwright/*": [join(root, "src/*/index.ts")] },
      },
      include: [...topics, join(root, "generated")].map((path) => `${path}/**/*.ts`),
    }),
  );
  try {
    execFileSync(process.execPath, [join(root, "node_modules", compiler), "-p", config]);
    return "";
  } catch (error) {
    // `execFileSync` throws with what the process printed. The runtime has tests of its own.
    const { stdout } = error as { readonly stdout?: unknown };
    const lines = String(stdout).split("\n");
    return lines.filter((line) => /(golden|generated)[\\/]/.test(line)).join("\n");
  }
};

describe("generated code", () => {
  const cases = Object.entries(compilers).flatMap(([name, compiler]) =>
    Object.entries(resolutions).map(
      ([kind, resolution]) => [name, kind, compiler, resolution] as const,
    ),
  );
  it.each(cases)("compiles with %s and resolution %s", (_, __, compiler, resolution) => {
    expect(compile(compiler, resolution)).toBe("");
  });
});
