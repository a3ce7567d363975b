// What a whole client costs, against openapi-typescript making its types alone from the same file.
// CPU time of whole processes, taken in turns; the smallest of each counts, since a machine only ever adds to it.
//   npm ci --prefix bench && npm run build && node bench/generate.mjs [--runs 5] [document.json]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const args = process.argv.slice(2);
const runs = args[0] === "--runs" ? Number(args.splice(0, 2)[1]) : 5;
const document =
  args[0] ?? join(here, "node_modules/@octokit/openapi/generated/api.github.com.json");
if (!existsSync(document)) {
  console.error(`There is no document at ${document}: run \`npm ci --prefix bench\` first.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "clientwright-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
// The cache is kept in the nearest node_modules.
mkdirSync(join(folder, "node_modules"));
const times = join(folder, "cpu.json");

/** Runs a process and answers the CPU milliseconds it used, its own threads included. */
const cpuOf = (script, scriptArgs) => {
  const report = `process.on("exit",()=>require("fs").writeFileSync(${JSON.stringify(times)},JSON.stringify(process.cpuUsage())))`;
  writeFileSync(join(folder, "report.cjs"), report);
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", join(folder, "report.cjs"), script, ...scriptArgs],
    { cwd: folder, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
  const { user, system } = JSON.parse(readFileSync(times, "utf8"));
  return (user + system) / 1000;
};

const types = join(folder, "types.mjs");
writeFileSync(
  types,
  `import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString, COMMENT_HEADER } from ${JSON.stringify(import.meta.resolve("openapi-typescript"))};
const nodes = await openapiTS(pathToFileURL(process.argv[2]), { silent: true });
writeFileSync(process.argv[3], COMMENT_HEADER + astToString(nodes));
`,
);
const clientwright = join(root, "codegen/bin/clientwright.js");
const client = join(folder, "client");
const generate = (...flags) =>
  cpuOf(clientwright, ["generate", document, "--output", client, "--name", "Bench", ...flags]);

const tasks = {
  "openapi-typescript, types alone": () => cpuOf(types, [document, join(folder, "schema.ts")]),
  "clientwright, whole client": () => {
    rmSync(client, { recursive: true, force: true });
    return generate("--no-cache");
  },
  "clientwright, nothing changed": () => generate(),
  "clientwright, --check": () => generate("--check"),
};
const bars = {
  "clientwright, whole client": 0.6,
  "clientwright, nothing changed": 0.15,
  "clientwright, --check": 0.15,
};

// Once before, so that files are in memory and the cache is warm.
tasks["clientwright, whole client"]();
generate();
const results = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
for (let run = 0; run < runs; run++)
  for (const [name, task] of Object.entries(tasks)) results[name].push(task());

const least = (name) => Math.min(...results[name]);
const base = least("openapi-typescript, types alone");
console.log(
  `${document}\nNode ${process.version}, ${cpus()[0]?.model ?? "unknown"}, ${runs} runs\n`,
);
console.log("| what | CPU ms | ratio | bar |\n|---|---:|---:|---:|");
let sound = true;
for (const name of Object.keys(tasks)) {
  const ratio = least(name) / base;
  const bar = bars[name];
  if (bar !== undefined && ratio > bar) sound = false;
  console.log(`| ${name} | ${least(name).toFixed(0)} | ${ratio.toFixed(2)} | ${bar ?? ""} |`);
}
process.exitCode = sound ? 0 : 1;
