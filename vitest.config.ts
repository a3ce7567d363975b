import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** APIs with a client of their own: a room in `src/`, an export of the package, a folder in `test/`. */
const apis = ["neurograph", "rust-auth", "tracktion"];

/** Tests run against sources: the packed packages have a test of their own (test/pack). */
const alias = [
  { find: "clientwright/runtime/validation", replacement: at("./src/runtime/validation/index.ts") },
  {
    find: new RegExp(
      `^clientwright/(${["runtime", "auth", "node", "testing", ...apis].join("|")})$`,
    ),
    replacement: at("./src/$1/index.ts"),
  },
  { find: "@clientwright/codegen", replacement: at("./codegen/index.ts") },
];

const project = (name: string, include: string[], timeout = 20_000) => ({
  resolve: { alias },
  test: { name, include, testTimeout: timeout, hookTimeout: timeout, environment: "node" },
});

export default defineConfig({
  test: {
    projects: [
      project("unit", [
        "test/*.test.ts",
        `test/{runtime,auth,node,testing,codegen,cli,docs,${apis.join(",")}}/**/*.test.ts`,
      ]),
      project("golden", ["test/golden/**/*.test.ts"], 60_000),
      project("contract", ["test/contract/**/*.test.ts", "test/servers/**/*.test.ts"], 120_000),
      project("faults", ["test/faults/**/*.test.ts"], 30_000),
      project("types", ["test/types/**/*.test.ts"], 120_000),
      project("pack", ["test/pack/**/*.test.ts"], 300_000),
    ],
  },
});
