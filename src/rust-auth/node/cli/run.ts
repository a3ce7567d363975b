/** `rust-auth-cli`: its commands, and the client they share. */
import {
  addCommonFlags,
  allLevels,
  type CliIo,
  type CommandLine,
  createTerminalLogger,
  type ExitCode,
  flagsOf,
  runCommandLine,
} from "../../../node/cli/index.js";
import { fileTokenStore } from "../../../node/index.js";
import { VERSION } from "../../../runtime/index.js";
import { AuthClient } from "../../client.js";
import { addHealthCommand } from "./commands/health.js";
import { addPasswordCommands } from "./commands/passwords.js";
import { addProfileCommands } from "./commands/profile.js";
import { addSessionCommands } from "./commands/session.js";
import { readCallFailure } from "./failure.js";
import { type Flags, ownFlags } from "./flags.js";
import { passwordVariables } from "./passwords.js";
import { type Session, watchStore } from "./session.js";
import { settingsFrom } from "./settings.js";

const commandLine: CommandLine<Session> = {
  description: {
    name: "rust-auth-cli",
    version: VERSION,
    summary: "Accounts and sessions of a Rust Auth Service.",
    examples: [
      "rust-auth-cli health --base-url https://auth.example.com/api",
      "rust-auth-cli login mara@example.org --password-stdin < password.txt",
      "rust-auth-cli me --json",
      "rust-auth-cli logout",
    ],
  },
  secretFlags: [],
  secretVariables: Object.values(passwordVariables),
  addCommands(program, perform) {
    addSessionCommands(program, perform);
    addProfileCommands(program, perform);
    addPasswordCommands(program, perform);
    addHealthCommand(program, perform);
    addCommonFlags(program, ownFlags, 10_000);
  },
  open(command, { io, hide, call, warn }) {
    const flags = flagsOf<Flags>(command);
    const settings = settingsFrom(flags, io);
    const logger = {
      ...createTerminalLogger(io.stderr, flags.debug ? allLevels : ["error"]),
      warn,
    };
    const { store, failure } = watchStore(fileTokenStore(settings.tokenFile, { logger }));
    const client = new AuthClient({
      ...settings.client,
      ...(io.fetch && { fetch: io.fetch }),
      logger,
      tokenStore: store,
      onTokensChanged: (tokens) => {
        hide(tokens?.accessToken);
        hide(tokens?.refreshToken);
      },
    });
    const assertStored = (): void => {
      const code = failure();
      if (code !== undefined) throw new Error(`the token file cannot be used: ${code}`);
    };
    return { client, call, io, hide, assertStored };
  },
  close: ({ client }) => client.close(),
  readCallFailure,
};

/** Runs the words after the command's name; never throws and never ends the process. */
export function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  return runCommandLine(commandLine, argv, io);
}
