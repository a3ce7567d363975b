// Writes docs/supported-constructs.md out of test/golden, as it is today.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "test/docs/supported-constructs.test.ts"],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, UPDATE_CONSTRUCTS: "1" },
  },
);
process.exit(status ?? 1);
