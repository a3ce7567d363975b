// What `npm test` runs, which is what CI runs: code style, types, documents, generated code, then every test.
// `npm test -- --project unit` passes its arguments on to vitest and skips the checks before it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const extra = process.argv.slice(2);
const bin = (path) => join(root, "node_modules", path);

const run = (title, script, args) => {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  console.log(
    `${status === 0 ? "ok" : "FAILED"}  ${title} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  return status === 0;
};

const checks = [
  ["code style", bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings"]],
  ["types", bin("typescript-7/bin/tsc"), ["-p", "tsconfig.json"]],
  ["documents", join(root, "codegen/bin/clientwright.js"), ["lint"]],
  ["generated code is current", join(root, "codegen/bin/clientwright.js"), ["generate", "--check"]],
];
const sound = extra.length > 0 || checks.map((check) => run(...check)).every(Boolean);

const folder = mkdtempSync(join(tmpdir(), "clientwright-test-"));
const report = join(folder, "report.json");
const passed = run("tests", bin("vitest/vitest.mjs"), [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...extra,
]);
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
  console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(passed && sound ? 0 : 1);
