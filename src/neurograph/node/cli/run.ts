/** `neurograph-cli`: its commands, the client they share, and how its errors are told. */
import {
  addCommonFlags,
  type CallFailure,
  type CliIo,
  type CommandLine,
  type ExitCode,
  flagsOf,
  runCommandLine,
} from "../../../node/cli/index.js";
import { VERSION } from "../../../runtime/index.js";
import {
  AuthenticationError,
  disableLogging,
  NeuroGraphClient,
  NeuroGraphError,
  setupLogging,
} from "../../index.js";

import { addApiKeyCommands } from "./commands/api-keys.js";
import { addHealthCommands } from "./commands/health.js";
import { addTokenCommands } from "./commands/tokens.js";
import { type Flags, ownFlags } from "./flags.js";
import type { Session } from "./session.js";
import { settingsFrom } from "./settings.js";

const commandLine: CommandLine<Session> = {
  description: {
    name: "neurograph-cli",
    version: VERSION,
    summary: "Tokens, API keys and health of a NeuroGraph server.",
    examples: [
      "neurograph-cli health",
      'neurograph-cli token create "hello world" --username developer --password-stdin',
      "neurograph-cli --json token list --limit 5",
    ],
  },
  secretFlags: ["--password", "--api-key"],
  secretVariables: ["NEUROGRAPH_PASSWORD", "NEUROGRAPH_API_KEY"],
  addCommands(program, perform) {
    addHealthCommands(program, perform);
    addTokenCommands(program, perform);
    addApiKeyCommands(program, perform);
    addCommonFlags(program, ownFlags, 30_000);
  },
  async open(command, { io, hide, call, warn }) {
    const flags = flagsOf<Flags>(command);
    const settings = await settingsFrom(flags, io);
    hide(settings.password);
    if (flags.debug)
      setupLogging({ level: "debug", write: (line) => void io.stderr.write(`${line}\n`) });
    const client = new NeuroGraphClient({ ...settings, ...(io.fetch && { fetch: io.fetch }) });
    return { client, call, warn };
  },
  async close({ client }) {
    await client.close();
    disableLogging();
  },
  readCallFailure,
};

/** Runs the words after the command's name; never throws and never ends the process. */
export function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  return runCommandLine(commandLine, argv, io);
}

function readCallFailure(error: unknown): CallFailure | undefined {
  if (!(error instanceof NeuroGraphError)) return undefined;
  const report = {
    name: error.name,
    message: error.message,
    ...(error.statusCode !== undefined && { status: error.statusCode }),
    ...(error.errorCode !== undefined && { code: error.errorCode }),
    details: error.details,
  };
  const isNobody = error instanceof AuthenticationError && error.kind === "auth";
  const hint = "Give --username and --password, or --api-key; see neurograph-cli --help";
  return { report, ...(isNobody && { hint }) };
}
