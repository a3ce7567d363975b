// All measures, one after the other, each a table of ratios to peers in the same run: `npm run bench`.
// Needs `npm ci --prefix bench` once, for the large public document.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
if (!existsSync(at("node_modules/@octokit/openapi"))) {
  console.error(
    "bench: run `npm ci --prefix bench` first; it holds the documents that are measured with",
  );
  process.exit(2);
}

const benches = [
  ["Generating a 13 MB document, CPU time against openapi-typescript alone", "generate.mjs"],
  ["Memory of generating large documents, against openapi-typescript alone", "generate-memory.mjs"],
  ["Checking code that uses the result", "check.mjs"],
  ["One call, against fetch and openapi-fetch", "call.mjs"],
  ["Memory of streamed uploads and long lists, against fetch", "memory.mjs"],
  ["Documents and files of NDI Cloud, against fetch and streams", "ndi-cloud.mjs"],
  ["Size of one call in a bundle", "size.mjs"],
];
let missed = 0;
for (const [title, file] of benches) {
  console.log(`\n${title}`);
  const { status } = spawnSync(process.execPath, [at(file)], { stdio: "inherit" });
  if (status !== 0) missed += 1;
}
console.log(
  missed === 0 ? "\nevery bar is met" : `\n${missed} of ${benches.length} miss their bar`,
);
process.exitCode = missed === 0 ? 0 : 1;
