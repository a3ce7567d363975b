/** What a command works with: the client, the stored login, and a line of progress. */

import type { Command } from "commander";
import {
  allLevels,
  type CliIo,
  createTerminalLogger,
  flagsOf,
  type Surroundings,
  variable,
} from "../../../node/cli/index.js";
import { terminalProgress } from "../../../node/terminal-progress.js";
import { environmentLogin } from "../../environment.js";
import { NdiCloudClient } from "../../index.js";
import { loadConfig } from "../stored-config.js";
import type { WorkOptions, WorkProgress } from "../work.js";
import type { Flags } from "./flags.js";

/** Lives as long as one command. */
export interface Session {
  readonly io: CliIo;
  readonly client: NdiCloudClient;
  /** File of the login; undefined for the usual one. */
  readonly configPath: string | undefined;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
  /** Options of workflows: stopped by an interrupt, shown on a terminal, quiet elsewhere. */
  readonly work: WorkOptions;
  hide(secret: string | undefined): void;
  /** Takes the line of progress away. */
  end(): Promise<void>;
}

/** The token comes from the environment, else from the stored login, else there is none: public data needs none. */
export async function openSession(command: Command, surroundings: Surroundings): Promise<Session> {
  const { io, hide, call, warn } = surroundings;
  const flags = flagsOf<Flags>(command);
  const login = environmentLogin({ ...io.env });
  const token = (login.token ?? login.credentials) ? login.token : await storedToken(flags.config);
  hide(token);
  const organizationId = flags.organization ?? login.organizationId;
  const client = new NdiCloudClient({
    ...login,
    ...(token && { token }),
    ...(organizationId && { organizationId }),
    ...(flags.baseUrl && { baseUrl: flags.baseUrl }),
    ...(flags.environment && { environment: environmentOf(flags.environment) }),
    ...(flags.timeoutMs !== undefined && { timeoutMs: flags.timeoutMs }),
    ...(io.fetch && { fetch: io.fetch }),
    ...(io.clock && { clock: io.clock }),
    env: { ...io.env },
    logger: createTerminalLogger(io.stderr, flags.debug ? allLevels : ["warn"]),
  });
  const progress = createProgress(io, flags);
  return {
    ...{ io, client, call, hide, configPath: flags.config },
    work: {
      ...{ signal: io.signal, clock: io.clock, onProgress: progress.tell },
      onMessage: (message) => {
        progress.end();
        warn(message);
      },
    },
    end: async () => {
      progress.end();
      await client.close();
    },
  };
}

/** The client checks names itself, and refuses those that it does not know. */
function environmentOf(name: string): "production" {
  return name as "production";
}

async function storedToken(path: string | undefined): Promise<string | undefined> {
  const config = await loadConfig(path === undefined ? {} : { path }).catch(() => undefined);
  return config?.token;
}

function createProgress(io: CliIo, { json, debug }: Flags) {
  const isQuiet = json === true || debug === true || io.stderr.isTTY !== true;
  const line = terminalProgress({
    stream: { write: (text) => io.stderr.write(text), isTTY: !isQuiet },
    environment: io.env,
  });
  return { tell: (progress: WorkProgress) => line.show(describe(progress)), end: () => line.end() };
}

/** Such as `files 3/10 u1 42%`. */
function describe({ phase, done, total, bytes, totalBytes, id }: WorkProgress): string {
  const count = total === undefined ? `${done}` : `${done}/${total}`;
  const isKnown = bytes !== undefined && totalBytes !== undefined && totalBytes > 0;
  const percent = isKnown ? `${Math.floor((100 * bytes) / totalBytes)}%` : undefined;
  return [phase, count, id, percent].filter((part) => part !== undefined).join(" ");
}

/** A variable that a command cannot do without, or undefined. */
export function variableOf({ io }: Session, name: string): string | undefined {
  return variable(io.env, name);
}
