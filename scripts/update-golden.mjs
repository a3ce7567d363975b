// Accepts what the generator makes of test/golden today, and prints what changes.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--project", "golden", "golden.test"],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, UPDATE_GOLDEN: "1" },
  },
);
process.exit(status ?? 1);
