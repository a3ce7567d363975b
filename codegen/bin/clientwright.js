#!/usr/bin/env node
// Launches the command; says what to do when it has not been built.
import { existsSync } from "node:fs";
import module from "node:module";

const built = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(built)) {
  console.error("clientwright is not built yet: run `npm run build` first.");
  process.exit(2);
}
// A reader that stops reading (`| head`) is no mistake of anybody.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
// From Node 22.8 on, compiled code is kept between runs.
module.enableCompileCache?.();
const { main } = await import(built.href);
process.exitCode = await main(process.argv.slice(2));
