/** The module in platforms that are not Node. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../src/ndi-cloud/index.ts", import.meta.url));

it("is bundled for browsers without anything of Node, and without packages [NDI-005]", async () => {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
    metafile: true,
  });
  expect(result.warnings).toEqual([]);
  expect(result.outputFiles[0]?.text).not.toMatch(/from ["']node:|require\(/);
  const packages = Object.keys(result.metafile.inputs).filter((path) => /node_modules/.test(path));
  // The runtime's own; nothing for tokens or archives.
  expect(packages.every((path) => path.includes("openapi-fetch"))).toBe(true);
});
