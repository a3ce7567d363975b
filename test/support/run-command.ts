/** Runs a command line in this process, and collects what it says. */
import type { CliIo, ExitCode } from "../../src/node/cli/index.js";

/** What a shell would see. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may change about the surroundings. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: CliIo["clock"];
  readonly signal?: AbortSignal;
  readonly stdin?: string;
  readonly isTTY?: boolean;
}

/** One run of a command line with exactly these surroundings. */
export async function runCommand(
  runCli: (argv: readonly string[], io: CliIo) => Promise<ExitCode>,
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<Run> {
  const { env = {}, fetch, clock, signal, stdin = "", isTTY = false } = surroundings;
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    isTTY,
    write(text: string): void {
      written[name] += text;
    },
  });
  const exitCode = await runCli(argv, {
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    env,
    readStdin: async () => stdin,
    ...(fetch && { fetch }),
    ...(clock && { clock }),
    ...(signal && { signal }),
  });
  return { exitCode, ...written };
}
