// Peak memory of generating large documents, against openapi-typescript making its types alone from the same file.
// Each in a process of its own. Bar: at most 1,200 MB, whatever the document.
//   npm ci --prefix bench && npm run build && node bench/generate-memory.mjs [document.json ...]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const bar = 1_200;
const here = fileURLToPath(new URL(".", import.meta.url));
const published = (name) => join(here, "node_modules/@octokit/openapi/generated", name);
const named = process.argv.slice(2);
const documents =
  named.length > 0
    ? named
    : ["api.github.com.json", "ghec.json", "api.github.com.deref.json"].map(published);
const missing = documents.find((document) => !existsSync(document));
if (missing !== undefined) {
  console.error(`There is no document at ${missing}: run \`npm ci --prefix bench\` first.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "clientwright-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const peak = join(folder, "peak");
const report = join(folder, "report.cjs");
writeFileSync(
  report,
  `process.on("exit",()=>require("fs").writeFileSync(${JSON.stringify(peak)},String(process.resourceUsage().maxRSS)))`,
);

/** Runs a process and answers the most memory it held, in MB; undefined when it failed. */
const peakOf = (script, ...args) => {
  const { status } = spawnSync(process.execPath, ["--require", report, script, ...args], {
    cwd: folder,
    stdio: "ignore",
  });
  return status === 0 ? Number(readFileSync(peak, "utf8")) / 1024 : undefined;
};

const types = join(folder, "types.mjs");
writeFileSync(
  types,
  `import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from ${JSON.stringify(import.meta.resolve("openapi-typescript"))};
const nodes = await openapiTS(pathToFileURL(process.argv[2]), { silent: true });
writeFileSync(process.argv[3], astToString(nodes));
`,
);
const clientwright = join(here, "../codegen/bin/clientwright.js");

const shown = (megabytes) => (megabytes === undefined ? "failed" : megabytes.toFixed(0));
console.log(
  "| document | size MB | openapi-typescript, types alone, MB | clientwright, MB | bar |",
);
console.log("|---|---:|---:|---:|---:|");
let sound = true;
for (const document of documents) {
  const client = join(folder, basename(document, ".json"));
  const output = ["--output", client, "--name", "Bench", "--no-cache"];
  const peer = peakOf(types, document, join(folder, "schema.ts"));
  const own = peakOf(clientwright, "generate", document, ...output);
  rmSync(client, { recursive: true, force: true });
  if (own === undefined || own > bar) sound = false;
  const size = (statSync(document).size / 1e6).toFixed(0);
  console.log(`| ${basename(document)} | ${size} | ${shown(peer)} | ${shown(own)} | ${bar} |`);
}
process.exitCode = sound ? 0 : 1;
