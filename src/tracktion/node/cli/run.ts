/** `tracktion-cli`: its commands, what they share, and how errors are told. */
import {
  addCommonFlags,
  type CallFailure,
  type CliIo,
  type CommandLine,
  type ExitCode,
  flagsOf,
  runCommandLine,
  variable,
} from "../../../node/cli/index.js";
import { TracktionError } from "../../errors.js";
import { VERSION } from "../../version.js";
import { addInitCommand } from "./commands/init.js";
import { addKeyCommands } from "./commands/keys.js";
import { addProfileCommand } from "./commands/profile.js";
import { addSearchCommands } from "./commands/search.js";
import { addSecureCommand } from "./commands/secure.js";
import { type Flags, ownFlags, secretFlags, secretVariables } from "./flags.js";
import type { Session } from "./session.js";
import { connectionFrom } from "./settings.js";

const commandLine: CommandLine<Session> = {
  description: {
    name: "tracktion-cli",
    version: VERSION,
    summary: "Track search, profile and API keys of Tracktion.",
    examples: [
      'tracktion-cli search "electronic music" --limit 5',
      "tracktion-cli batch house techno ambient",
      "tracktion-cli keys list --username user@example.com --password-stdin --json",
    ],
  },
  secretFlags,
  secretVariables,
  addCommands(program, perform) {
    addSearchCommands(program, perform);
    addProfileCommand(program, perform);
    addKeyCommands(program, perform);
    addSecureCommand(program, perform);
    addInitCommand(program, perform);
    addCommonFlags(program, ownFlags, 30_000);
  },
  open(command, surroundings) {
    const { io, call } = surroundings;
    return {
      connect: (preference) => connectionFrom(flagsOf<Flags>(command), preference, surroundings),
      hmacSecret: variable(io.env, "TRACKTION_HMAC_SECRET"),
      call,
    };
  },
  // Connections belong to the platform's own pool.
  close() {},
  readCallFailure,
};

/** Runs the words after the command's name; never throws and never ends the process. */
export function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  return runCommandLine(commandLine, argv, io);
}

function readCallFailure(error: unknown): CallFailure | undefined {
  if (!(error instanceof TracktionError)) return undefined;
  const { name, message, statusCode, errorCode, details, serverMessage } = error;
  return {
    report: {
      name,
      message,
      ...(statusCode !== undefined && { status: statusCode }),
      ...(errorCode !== undefined && { code: errorCode }),
      ...((details ?? serverMessage) !== undefined && { details: details ?? serverMessage }),
    },
  };
}
