/** What a command works with: a client, and the way it tells how far it has come. */
import type { CliIo } from "../../../node/cli/index.js";
import { printable } from "../../../node/cli/index.js";
import { type TerminalProgress, terminalProgress } from "../../../node/terminal-progress.js";
import type { NdiCloudClient } from "../../client.js";
import { NdiAuthError } from "../../errors.js";
import type { WorkOptions, WorkProgress } from "../work.js";
import type { Settings } from "./settings.js";

/** Whether a command can do without a login. */
export type Need = "login" | "any";

/** Lives as long as one command. */
export interface Session {
  readonly settings: Settings;
  readonly io: CliIo;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
  /** The line that shows how far a command has come, where somebody watches. */
  readonly progress: TerminalProgress;
  /** Masks a secret on stderr from now on. */
  hide(secret: string | undefined): void;
  /**
   * A client with the login that was found.
   *
   * @throws {NdiAuthError} when a login is needed, and neither a token nor a password is known.
   */
  connect(need: Need): Promise<NdiCloudClient>;
  /** A client that is to log in: it has no token. */
  anonymous(): NdiCloudClient;
  /** Where the token of `connect` came from. */
  source(): "environment" | "file" | undefined;
  /** Options of a workflow, which tells in sentences what it leaves out. */
  work(): WorkOptions;
}

/** Nobody to call as; the command says what to do about it. */
export function notLoggedIn(): NdiAuthError {
  return new NdiAuthError("Nobody is logged in", { kind: "auth" });
}

/** Shows the steps of a workflow on the progress line, and what it says on lines of their own. */
export function workOptions(
  { io, call }: Pick<Session, "io" | "call">,
  progress: TerminalProgress,
): WorkOptions {
  const onMessage = (message: string): void => {
    progress.end();
    io.stderr.write(`${printable(message)}\n`);
  };
  return {
    ...call,
    ...(io.clock && { clock: io.clock }),
    onProgress: (step) => progress.show(describeStep(step)),
    onMessage,
  };
}

/** A progress line on stderr. */
export function progressOf({ stderr, env }: CliIo): TerminalProgress {
  return terminalProgress({ stream: stderr, environment: env });
}

const verbs: Readonly<Record<WorkProgress["phase"], string>> = {
  scan: "Listing documents",
  documents: "Documents",
  files: "Files",
  wait: "Waiting for the server",
  delete: "Deleting",
};

const barWidth = 20;

/** `Files [#####---------------] 2 of 8, 31%`; the share is of the file that is under way, where its size is known. */
export function describeStep({ phase, done, total, bytes, totalBytes }: WorkProgress): string {
  const verb = verbs[phase];
  if (total === undefined && totalBytes === undefined) return `${verb} ${done}`;
  const part = bytes !== undefined && totalBytes ? Math.min(1, bytes / totalBytes) : 0;
  const whole = total ? Math.min(1, (done + part) / total) : part;
  const filled = Math.floor(whole * barWidth);
  const bar = `[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}]`;
  const count = total === undefined ? "" : ` ${done} of ${total},`;
  return `${verb} ${bar}${count} ${Math.floor(whole * 100)}%`;
}
