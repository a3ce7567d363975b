/** `clientwright-ndi`: its commands, and the session they share. */
import {
  addCommonFlags,
  allLevels,
  type CliIo,
  type CommandLine,
  createTerminalLogger,
  type ExitCode,
  flagsOf,
  runCommandLine,
  type Surroundings,
} from "../../../node/cli/index.js";
import { VERSION } from "../../../runtime/index.js";
import { NdiCloudClient } from "../../client.js";
import type { NdiCloudClientOptions } from "../../options.js";
import { addDownloadCommand } from "./commands/download.js";
import { addListCommand } from "./commands/list.js";
import { addLoginCommand } from "./commands/login.js";
import { addPublishCommand } from "./commands/publish.js";
import { addStatusCommand } from "./commands/status.js";
import { addSyncCommand } from "./commands/sync.js";
import { addUploadCommand } from "./commands/upload.js";
import { readCallFailure } from "./failure.js";
import { type Flags, ownFlags, secretVariables } from "./flags.js";
import { notLoggedIn, progressOf, type Session, workOptions } from "./session.js";
import { type FoundLogin, findLogin, type Settings, settingsFrom } from "./settings.js";

/** A session that can be closed. */
interface OpenSession extends Session {
  readonly opened: NdiCloudClient[];
}

const commandLine: CommandLine<OpenSession> = {
  description: {
    name: "clientwright-ndi",
    version: VERSION,
    summary: "Datasets of NDI Cloud, and the folders they are kept in.",
    examples: [
      "clientwright-ndi login ada@example.org --password-stdin < password.txt",
      "clientwright-ndi upload ./ferret-v1",
      "clientwright-ndi sync ./ferret-v1 --mode two-way-sync --dry-run",
      "clientwright-ndi list --published --json",
    ],
  },
  secretFlags: [],
  secretVariables,
  addCommands(program, perform) {
    addLoginCommand(program, perform);
    addListCommand(program, perform);
    addStatusCommand(program, perform);
    addUploadCommand(program, perform);
    addDownloadCommand(program, perform);
    addSyncCommand(program, perform);
    addPublishCommand(program, perform);
    addCommonFlags(program, ownFlags, 120_000);
  },
  open: (command, surroundings) => openSession(flagsOf<Flags>(command), surroundings),
  async close({ progress, opened }) {
    progress.end();
    for (const client of opened) await client.close();
  },
  readCallFailure,
};

/** Runs the words after the command's name; never throws and never ends the process. */
export function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  return runCommandLine(commandLine, argv, io);
}

function openSession(flags: Flags, { io, hide, call, warn }: Surroundings): OpenSession {
  const settings = settingsFrom(flags, io.env);
  const progress = progressOf(io);
  const opened: NdiCloudClient[] = [];
  let source: FoundLogin["source"];
  const open = (login: Omit<FoundLogin, "source" | "warning">): NdiCloudClient => {
    const client = new NdiCloudClient({ ...clientOptions(flags, settings, io, hide), ...login });
    opened.push(client);
    return client;
  };
  return {
    ...{ settings, io, call, progress, opened, hide },
    source: () => source,
    anonymous: () => open({}),
    work: () => workOptions({ io, call }, progress),
    async connect(need) {
      const { warning, source: found, ...login } = await findLogin(settings, io);
      source = found;
      if (warning !== undefined) warn(warning);
      hide(login.token);
      if (need === "login" && !login.token && !login.credentials) throw notLoggedIn();
      const { organization } = flags;
      return open({ ...login, ...(organization && { organizationId: organization }) });
    },
  };
}

function clientOptions(
  flags: Flags,
  { baseUrl }: Settings,
  io: CliIo,
  hide: Surroundings["hide"],
): NdiCloudClientOptions {
  return {
    baseUrl,
    persistToEnv: false,
    logger: createTerminalLogger(io.stderr, flags.debug ? allLevels : ["error"]),
    onTokenChange: hide,
    ...(flags.timeoutMs !== undefined && { timeoutMs: flags.timeoutMs }),
    ...(io.fetch && { fetch: io.fetch }),
    ...(io.clock && { clock: io.clock }),
  };
}
