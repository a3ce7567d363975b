/** What a command needs of the process it runs in; knows nothing of commands. */
import type { Clock } from "../../runtime/index.js";

/** A stream that text can be written to, such as `process.stdout`. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
}

/** Variables of the environment by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The surroundings of one run. */
export interface CliIo {
  /** Results, and nothing else. */
  readonly stdout: TextSink;
  /** Errors, warnings and logs. */
  readonly stderr: TextSink;
  readonly env: Variables;
  /** Default: the client's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Time of waits between calls. Default: the platform's. */
  readonly clock?: Clock;
  /** Interrupts the run, which then ends with exit code 130. */
  readonly signal?: AbortSignal;
  /** All of standard input, for `--password-stdin`. Default: empty. */
  readonly readStdin?: () => Promise<string>;
}

/** The same surroundings with every text on stderr passed through `rewrite`. */
export function rewriteStderr(io: CliIo, rewrite: (text: string) => string): CliIo {
  const { stderr } = io;
  const isTTY = stderr.isTTY === true;
  return { ...io, stderr: { isTTY, write: (text) => stderr.write(rewrite(text)) } };
}
