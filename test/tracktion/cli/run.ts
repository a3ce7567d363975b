/** Runs `tracktion-cli` in this process against a test server, and collects what it says. */
import { runCli } from "../../../src/tracktion/node/cli/run.js";
import { createLeapingClock, type LeapingClock } from "../../neurograph/support/clocks.js";
import {
  startTracktionServer,
  type TracktionServer,
  type TracktionServerOptions,
} from "../../servers/tracktion/index.js";
import { type Run, runCommand, type Surroundings } from "../../support/run-command.js";

/** Dana's key. */
export const apiKey = "tk_live_51b0c3d2e4f5";
/** Dana's login. */
export const dana = { username: "dana@example.org", password: "correct horse" };

/** A server, a clock that leaps over waits, and the command with Dana's key in its environment. */
export interface Scene extends AsyncDisposable {
  readonly server: TracktionServer;
  readonly clock: LeapingClock;
  cli(...argv: string[]): Promise<Run>;
  cliWith(surroundings: Surroundings, ...argv: string[]): Promise<Run>;
  /** With Dana's login in the environment as well. */
  cliAsDana(...argv: string[]): Promise<Run>;
}

export async function givenServer(options: TracktionServerOptions = {}): Promise<Scene> {
  const clock = createLeapingClock();
  const server = await startTracktionServer({ now: clock.now, ...options });
  const usual = { TRACKTION_BASE_URL: server.url, TRACKTION_API_KEY: apiKey };
  const cliWith = ({ env, ...rest }: Surroundings, ...argv: string[]): Promise<Run> =>
    run(argv, { clock, ...rest, env: { ...usual, ...env } });
  const login = { TRACKTION_USERNAME: dana.username, TRACKTION_PASSWORD: dana.password };
  return {
    server,
    clock,
    cliWith,
    cli: (...argv) => cliWith({}, ...argv),
    cliAsDana: (...argv) => cliWith({ env: login }, ...argv),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** One run with exactly these surroundings. */
export function run(argv: readonly string[], surroundings: Surroundings): Promise<Run> {
  return runCommand(runCli, argv, surroundings);
}

/** Method, path and query of each request. */
export function callsOf(server: TracktionServer): string[] {
  return server.requests.map(({ method, path }) => `${method} ${path.replace("/api/v1", "")}`);
}
