// Builds both packages: types and JavaScript of `clientwright` into dist/, then of `@clientwright/codegen`
// (which reads the former's types) into codegen/dist/. Skips a package whose sources have not changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const clean = process.argv.includes("--clean");

const sourcesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/[\\/](node_modules|dist)[\\/]/.test(path))
    .sort();

const fingerprint = (folders, configs) => {
  const hash = createHash("sha256");
  for (const config of configs) hash.update(readFileSync(join(root, config)));
  for (const folder of folders) {
    for (const path of sourcesBelow(folder))
      hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
};

/** One package: its sources, its configuration and where its output goes. */
const build = ({ name, folders, config, output }) => {
  const stamp = join(root, output, ".sources");
  const current = fingerprint(folders, ["tsconfig.base.json", config]);
  if (!clean && existsSync(stamp) && readFileSync(stamp, "utf8") === current) return;
  rmSync(join(root, output), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, config)], {
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error(`build: ${name} does not compile; see the messages above`);
    process.exit(1);
  }
  mkdirSync(join(root, output), { recursive: true });
  writeFileSync(stamp, current);
};

build({
  name: "clientwright",
  folders: ["src", "generated"],
  config: "tsconfig.build.json",
  output: "dist",
});
build({
  name: "@clientwright/codegen",
  folders: ["codegen", "src/runtime"],
  config: "codegen/tsconfig.build.json",
  output: "codegen/dist",
});
