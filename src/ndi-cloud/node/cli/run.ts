/** `clientwright-ndi`: its commands, the client they share, and how its errors are told. */
import {
  addCommonFlags,
  type CallFailure,
  type CliIo,
  type CommandLine,
  type ExitCode,
  runCommandLine,
} from "../../../node/cli/index.js";
import { NdiAuthError, NdiError, NdiPermissionError, VERSION } from "../../index.js";
import { addDatasetCommands } from "./commands/datasets.js";
import { addFolderCommands } from "./commands/folders.js";
import { addLoginCommands } from "./commands/login.js";
import { addSyncCommand } from "./commands/sync.js";
import { ownFlags, secretVariables } from "./flags.js";
import { openSession, type Session } from "./session.js";

const commandLine: CommandLine<Session> = {
  description: {
    name: "clientwright-ndi",
    version: VERSION,
    summary: "Datasets of NDI Cloud, and folders on this machine.",
    examples: [
      "clientwright-ndi list --published",
      "clientwright-ndi upload recordings/ferret",
      "clientwright-ndi sync recordings/ferret --mode two-way-sync --dry-run",
    ],
  },
  secretFlags: [],
  secretVariables,
  addCommands(program, perform) {
    addLoginCommands(program, perform);
    addDatasetCommands(program, perform);
    addFolderCommands(program, perform);
    addSyncCommand(program, perform);
    addCommonFlags(program, ownFlags, 120_000);
  },
  open: openSession,
  close: (session) => session.end(),
  readCallFailure,
};

/** Runs the words after the command's name; never throws and never ends the process. */
export function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  return runCommandLine(commandLine, argv, io);
}

function readCallFailure(error: unknown): CallFailure | undefined {
  if (!(error instanceof NdiError)) return undefined;
  const { name, message, status, code } = error;
  const report = {
    ...{ name, message },
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  };
  const isNobody = error instanceof NdiAuthError && !(error instanceof NdiPermissionError);
  const hint = "Log in: clientwright-ndi login <email> --password-stdin";
  return { report, ...(isNobody && { hint }) };
}
