import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Tests run against sources: the packed packages have a test of their own (test/pack). */
const alias = [
  { find: /^clientwright\/(.+)$/, replacement: at("./src/$1/index.ts") },
  { find: "@clientwright/codegen", replacement: at("./codegen/index.ts") },
];

/** Folders of tests that are not of the project `unit`. */
const others = ["golden", "contract", "servers", "faults", "types", "pack"];

const project = (name: string, include: string[], timeout = 20_000) => ({
  resolve: { alias },
  test: {
    ...{ name, include, testTimeout: timeout, hookTimeout: timeout, environment: "node" },
    // Projects of tests have no node_modules: what would be kept in the user's folder is kept here.
    env: { XDG_CACHE_HOME: at("./node_modules/.cache/clientwright-tests") },
  },
});

export default defineConfig({
  test: {
    // On two cores vitest would take one: its own process has little to do.
    maxWorkers: availableParallelism(),
    projects: [
      project("unit", ["test/*.test.ts", `test/!(${others.join("|")})/**/*.test.ts`]),
      project("golden", ["test/golden/**/*.test.ts"], 60_000),
      project("contract", ["test/contract/**/*.test.ts", "test/servers/**/*.test.ts"], 120_000),
      project("faults", ["test/faults/**/*.test.ts"], 30_000),
      project("types", ["test/types/**/*.test.ts"], 120_000),
      project("pack", ["test/pack/**/*.test.ts"], 300_000),
    ],
  },
});
