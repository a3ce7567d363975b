#!/usr/bin/env node
/** The executable `rust-auth-cli`. */
import { runInProcess } from "../../../node/cli/index.js";
import { runCli } from "./run.js";

await runInProcess(runCli);
