// Runs the tests on other versions of Node: `npm run test:nodes`, or `npm run test:nodes -- 24 --project unit`.
// The binaries are npm packages, installed once below node_modules/.cache; nothing else of the machine changes.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const asked = words.filter((word) => /^\d+(\.\d+)*$/.test(word));
const rest = words.filter((word) => !asked.includes(word));
const versions = asked.length > 0 ? asked : ["20", "22", "24"];
const { platform, arch } = process;
const packageName = `node-${platform === "win32" ? "win" : platform}-${arch}`;

const binaryOf = (version) => {
  const folder = join(root, "node_modules/.cache/clientwright-nodes", version);
  const binary = join(
    folder,
    "node_modules",
    packageName,
    "bin",
    platform === "win32" ? "node.exe" : "node",
  );
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const flags = ["--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", ["install", ...flags, `${packageName}@${version}`], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: platform === "win32",
  });
  if (status !== 0 || !existsSync(binary)) {
    console.error(`Node ${version} could not be installed from the package ${packageName}`);
    process.exit(1);
  }
  return binary;
};

const results = versions.map((version) => {
  const binary = binaryOf(version);
  const { stdout } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  const name = stdout.trim();
  console.log(`\nNode ${name}`);
  const { status } = spawnSync(
    binary,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=dot", ...rest],
    { cwd: root, stdio: "inherit" },
  );
  return { name, status };
});

for (const { name, status } of results)
  console.log(`${status === 0 ? "ok" : "FAILED"}  Node ${name}`);
process.exit(results.every(({ status }) => status === 0) ? 0 : 1);
