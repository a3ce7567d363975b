#!/usr/bin/env node
/** The executable `clientwright-ndi`. */
import { runInProcess } from "../../../node/cli/index.js";
import { runCli } from "./run.js";

await runInProcess(runCli);
