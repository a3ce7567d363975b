/** The module in platforms that are not Node. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../src/tracktion/index.ts", import.meta.url));

it("is bundled for browsers without anything of Node", async () => {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  expect(result.warnings).toEqual([]);
  expect(result.outputFiles[0]?.text).not.toMatch(/from ["']node:|writePrivateFile/);
  const inputs = Object.keys(result.metafile.inputs);
  expect(inputs.filter((path) => path.includes("/node/"))).toEqual([]);
});
