// Takes public documents through every step of generation and calls what comes out: see docs/corpus.md.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "node_modules/.cache/clientwright-corpus");
mkdirSync(folder, { recursive: true });

/** The generator is the built one, which users run; what judges it is bundled from its sources. */
const builtGenerator = {
  name: "built-generator",
  setup({ onResolve }) {
    onResolve({ filter: /\/codegen\/.*\.js$/ }, ({ path }) => {
      const file = path.replace(/^.*\/codegen\//, "");
      return { path: pathToFileURL(join(root, "codegen/dist", file)).href, external: true };
    });
  },
};

await build({
  entryPoints: ["main", "worker"].map((name) => join(root, `test/corpus/run/${name}.ts`)),
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [builtGenerator],
  absWorkingDir: root,
});
const { main } = await import(pathToFileURL(join(folder, "main.mjs")).href);
await main(root, join(folder, "worker.mjs"), process.argv.slice(2));
