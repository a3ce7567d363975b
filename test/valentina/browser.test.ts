/** The module in platforms that are not Node. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../src/valentina/index.ts", import.meta.url));

it("is bundled for browsers without anything of Node", async () => {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    alias: {
      "clientwright/runtime": fileURLToPath(new URL("../../src/runtime/index.ts", import.meta.url)),
    },
    write: false,
    logLevel: "silent",
  });
  expect(result.warnings).toEqual([]);
  expect(result.outputFiles[0]?.text).not.toMatch(/["']node:|createNodeFetch\(options/);
});
