/** What is published is tested as published: packed, installed into an empty project, imported, type-checked, run. */
import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const project = mkdtempSync(join(tmpdir(), "clientwright-pack-"));
const quiet: ExecFileSyncOptions = { cwd: project, stdio: ["ignore", "pipe", "pipe"] };
const tarballs: Record<string, string> = {};

const run = (
  command: string,
  args: readonly string[],
  options: ExecFileSyncOptions = {},
): string => {
  try {
    return String(execFileSync(command, args, { ...quiet, ...options }));
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: unknown; stderr?: unknown };
    throw new Error(`${command} ${args.join(" ")}\n${String(stdout)}\n${String(stderr)}`);
  }
};

const pack = (folder: string): string => {
  const output = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
    cwd: join(root, folder),
  });
  const answer: unknown = JSON.parse(output);
  const [entry] = (Array.isArray(answer) ? answer : Object.values(answer as object)) as {
    filename: string;
  }[];
  if (entry === undefined) throw new Error("npm pack listed no package");
  return join(project, entry.filename);
};

/**
 * Unpacks a tarball the way npm would place it. Its dependencies are linked from this checkout, so
 * that the test needs no network.
 */
const install = (tarball: string, name: string): void => {
  const place = join(project, "node_modules", name);
  mkdirSync(place, { recursive: true });
  run("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
};

const linkDependencies = (manifest: string): void => {
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const place = join(project, "node_modules", name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place);
  }
};

const linkCommands = (manifest: string): void => {
  const { bin = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    bin?: Record<string, string>;
  };
  for (const [command, path] of Object.entries(bin)) {
    chmodSync(join(dirname(manifest), path), 0o755);
    symlinkSync(join(dirname(manifest), path), join(project, "node_modules/.bin", command));
  }
};

const exportsOf = (folder: string): string[] => {
  const { name, exports } = JSON.parse(
    readFileSync(join(root, folder, "package.json"), "utf8"),
  ) as {
    name: string;
    exports: Record<string, unknown>;
  };
  return Object.keys(exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => (path === "." ? name : `${name}/${path.slice(2)}`));
};

const consumer = `
import { NeuroGraphClient, NotFoundError, type Token } from "clientwright/neurograph";
import { ApiError, type Operation } from "clientwright/runtime";
import { bearer } from "clientwright/auth";
import { fakeFetch } from "clientwright/testing";
import createClient, { type Client } from "clientwright/openapi-fetch";

type Paths = { "/x": { get: { responses: { 200: { content: { "application/json": 1 } } } } } };
export const fetchClient: Client<Paths> = createClient<Paths>({ retry: 1 });
export async function firstToken(): Promise<Token | undefined> {
  await using client = new NeuroGraphClient({ baseUrl: "http://localhost:8000", apiKey: "ng_x" });
  try {
    return await client.tokens.get(1);
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof ApiError) return undefined;
    throw error;
  }
}
export type Any = Operation;
export const parts: readonly unknown[] = [bearer, fakeFetch];
`;

beforeAll(() => {
  tarballs.clientwright = pack(".");
  tarballs["@clientwright/codegen"] = pack("codegen");
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", type: "module" }));
  mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
  for (const [name, tarball] of Object.entries(tarballs)) install(tarball, name);
  for (const name of Object.keys(tarballs)) {
    const manifest = join(project, "node_modules", name, "package.json");
    linkDependencies(manifest);
    linkCommands(manifest);
  }
  mkdirSync(join(project, "node_modules/@types"), { recursive: true });
  symlinkSync(join(root, "node_modules/@types/node"), join(project, "node_modules/@types/node"));
  symlinkSync(join(root, "node_modules/undici-types"), join(project, "node_modules/undici-types"));
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

describe("the packed packages", () => {
  it.each([".", "codegen"])("are clean for publint: %s", (folder) => {
    run(process.execPath, [join(root, "node_modules/publint/src/cli.js"), "--strict"], {
      cwd: join(root, folder),
    });
  });

  it.each(["clientwright", "@clientwright/codegen"])(
    "resolve for every module system: %s",
    (name) => {
      run(process.execPath, [
        join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"),
        tarballs[name] ?? "",
        "--profile",
        "esm-only",
      ]);
    },
  );

  it("hold no sources, tests or documents that nobody needs", () => {
    const listing = run("tar", ["-tzf", tarballs.clientwright ?? ""]);
    expect(listing).not.toMatch(/package\/(test|specs|scripts|codegen|node_modules)\//);
    expect(listing).toContain("package/dist/src/runtime/index.js");
    expect(listing).toContain("package/LICENSE");
  });

  it("can be imported from an empty project, every entry of them", () => {
    const entries = [".", "codegen"].flatMap(exportsOf);
    const script = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join("\n");
    writeFileSync(join(project, "imports.mjs"), script);
    run(process.execPath, ["imports.mjs"]);
    expect(entries.length).toBeGreaterThan(5);
  });

  it.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("type-check in a strict project with module %s and %s resolution", (module, resolution) => {
    writeFileSync(join(project, "consumer.ts"), consumer);
    const flags = {
      module,
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable", "esnext.disposable"],
      types: ["node"],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      isolatedDeclarations: true,
      erasableSyntaxOnly: true,
      declaration: true,
      noEmit: true,
      skipLibCheck: false,
    };
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions: flags, files: ["consumer.ts"] }),
    );
    run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."]);
  });

  it("make a client of a document in a project that has nothing else, and it type-checks", () => {
    const document = {
      ...{
        openapi: "3.1.0",
        info: { title: "Shop", version: "1" },
        servers: [{ url: "https://a.example" }],
      },
      paths: { "/orders": { get: { operationId: "listOrders", responses: { "204": {} } } } },
    };
    const shop = join(project, "shop");
    mkdirSync(shop);
    writeFileSync(join(shop, "openapi.json"), JSON.stringify(document));
    const clientwright = (...args: string[]): string =>
      run("npx", ["--no", "clientwright", "--", ...args], { cwd: shop });
    expect(clientwright("init")).toContain("clientwright.config.ts  written: 1 API");
    expect(clientwright("generate")).toContain("shop  generated/shop  written: ");
    const direct = clientwright("generate", "openapi.json", "--output", "./client");
    expect(direct).toContain("openapi.json  client  written: ");
    const flags = { module: "nodenext", target: "es2022", strict: true, noEmit: true, types: [] };
    const lib = ["es2023", "dom", "dom.iterable", "dom.asynciterable", "esnext.disposable"];
    const files = ["clientwright.config.ts", "generated/shop/index.ts", "client/index.ts"];
    const config = { compilerOptions: { ...flags, lib, skipLibCheck: true }, files };
    writeFileSync(join(shop, "tsconfig.json"), JSON.stringify(config));
    run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", shop]);
  });

  it("run their commands through npx", () => {
    const help = (command: string): string => run("npx", ["--no", command, "--", "--help"]);
    expect(help("clientwright")).toContain("generate");
    expect(help("neurograph-cli")).toContain("token");
    expect(help("rust-auth-cli")).toContain("login");
    expect(help("tracktion-cli")).toContain("search");
    expect(help("clientwright-ndi")).toContain("sync");
  });
});
