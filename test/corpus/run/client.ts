/** Loads a generated client as a bundler would: one module, beside one runtime for all. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Operation } from "clientwright/runtime";
import { build } from "esbuild";
import {
  type GeneratedClient,
  readGeneratedModule,
} from "../../../codegen/contract/generated-client.js";

/** A client, and every operation value that it exports, also ones of the same id. */
export interface LoadedClient extends GeneratedClient {
  readonly values: readonly Operation[];
}

/** Bundles a client's `index.ts` and imports it. */
export type LoadClient = (folder: string) => Promise<LoadedClient>;

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "security" in value && "idempotent" in value;

const common = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "silent",
} as const;

/** The runtime of this repository, bundled from its sources into a folder. */
const bundleRuntime = async (root: string, folder: string): Promise<string> => {
  const outfile = join(folder, "runtime.mjs");
  const entry = join(root, "src/runtime/index.ts");
  await build({ ...common, entryPoints: [entry], outfile, absWorkingDir: root });
  return outfile;
};

/** Makes a loader whose bundles are written to `folder`. */
export const createLoadClient = async (root: string, folder: string): Promise<LoadClient> => {
  mkdirSync(folder, { recursive: true });
  const runtime = pathToFileURL(await bundleRuntime(root, folder)).href;
  let count = 0;
  return async (client) => {
    count += 1;
    const outfile = join(folder, `client-${process.pid}-${count}.mjs`);
    const { outputFiles } = await build({
      ...common,
      entryPoints: [join(client, "index.ts")],
      write: false,
      plugins: [
        {
          name: "runtime",
          setup(setup) {
            setup.onResolve({ filter: /^clientwright\/runtime$/ }, () => ({
              path: runtime,
              external: true,
            }));
          },
        },
      ],
    });
    writeFileSync(outfile, outputFiles[0]?.contents ?? "");
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(outfile).href);
    return {
      ...readGeneratedModule(module, client),
      values: Object.values(module).filter(isOperation),
    };
  };
};
