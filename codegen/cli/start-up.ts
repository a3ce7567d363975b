/**
 * What makes a short process cheaper: compiled code that is kept between runs, and an engine that does not
 * prepare for a long one. For the command alone; whoever calls our functions has a process of their own.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** The modules that are worth it; others compile faster than their cache could be read. */
const compilers = /[\\/](?:typescript|ts-morph|ts-morph-common)\.js$/;

/** A CommonJS module as Node's loader makes it (lib/internal/modules/cjs/loader.js). */
interface LoadedModule {
  readonly exports: unknown;
  readonly filename: string;
  require(name: string): unknown;
}

type Compile = (this: LoadedModule, content: string, filename: string) => unknown;

/** What Node's types do not know of its loader. */
interface Loader {
  readonly prototype: { _compile?: Compile };
  readonly enableCompileCache?: () => void;
}

/** Beside the packages themselves: whoever may write there may change those as well. */
const cacheFolder = (): string => {
  const compiler = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  return join(dirname(compiler), ".cache/clientwright/code", process.version);
};

const read = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

const write = (path: string, data: Buffer): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, data);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only installation compiles each time.
  }
};

const cachePath = (folder: string, filename: string): string => {
  const { size, mtimeMs } = statSync(filename);
  const key = createHash("sha256").update(`${filename} ${size} ${mtimeMs}`).digest("hex");
  return join(folder, key);
};

/** `require` as a module sees it. */
const requireFor = (owner: LoadedModule): unknown =>
  Object.assign((name: string) => owner.require(name), createRequire(owner.filename));

const compileWithCache = (compile: Compile, folder: string, fresh: Map<string, Script>): Compile =>
  function (content, filename) {
    if (!compilers.test(filename)) return compile.call(this, content, filename);
    const path = cachePath(folder, filename);
    const cachedData = read(path);
    const script = new Script(module.wrap(content), {
      filename,
      ...(cachedData !== undefined && { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(path, script);
    // The wrapper around a module's code, as `module.wrap` made it.
    const run = script.runInThisContext() as (...args: unknown[]) => unknown;
    return run.call(
      this.exports,
      this.exports,
      requireFor(this),
      this,
      filename,
      dirname(filename),
    );
  };

/**
 * Compiles the compilers (9 MB each) with the code kept of them; keeps what this process compiles when it
 * ends. Node does so by itself from 22.8 on; before, this is a third of what a small document costs.
 */
const keepCompiledCode = (): void => {
  // Node's types leave out both members; which of them there is depends on its version.
  const loader = module as unknown as Loader;
  if (loader.enableCompileCache !== undefined) {
    loader.enableCompileCache();
    return;
  }
  const { prototype } = loader;
  const { _compile: compile } = prototype;
  if (compile === undefined) return;
  const fresh = new Map<string, Script>();
  prototype._compile = compileWithCache(compile, cacheFolder(), fresh);
  process.on("exit", () => {
    // Taken at the end, the code of functions that were used is in it as well.
    for (const [path, script] of fresh) write(path, script.createCachedData());
  });
};

/** Prepares the process of a command. */
export const startUp = (): void => {
  keepCompiledCode();
  // Optimised code for what runs a few thousand times cost 18% of all CPU time, and the sharing out of young
  // objects among threads 7%; neither made a run of some seconds shorter.
  setFlagsFromString("--interrupt-budget=1000000");
  setFlagsFromString("--no-parallel-scavenge");
};
