/** Runs `neurograph-cli` in this process against a test server, and collects what it says. */
import { runCli } from "../../../src/neurograph/node/cli/run.js";
import { type NeuroGraphServer, startNeuroGraphServer } from "../../servers/neurograph/index.js";
import { type Run, runCommand, type Surroundings } from "../../support/run-command.js";

/** A server, and the command with a developer's login in its environment. */
export interface Scene extends AsyncDisposable {
  readonly server: NeuroGraphServer;
  cli(...argv: string[]): Promise<Run>;
  cliWith(surroundings: Surroundings, ...argv: string[]): Promise<Run>;
}

export async function givenServer(): Promise<Scene> {
  const server = await startNeuroGraphServer();
  const login = {
    NEUROGRAPH_BASE_URL: server.url,
    NEUROGRAPH_USERNAME: "developer",
    NEUROGRAPH_PASSWORD: "developer123",
  };
  const cliWith = ({ env, ...rest }: Surroundings, ...argv: string[]): Promise<Run> =>
    run(argv, { ...rest, env: { ...login, ...env } });
  return {
    server,
    cliWith,
    cli: (...argv) => cliWith({}, ...argv),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** One run with exactly these surroundings. */
export function run(argv: readonly string[], surroundings: Surroundings): Promise<Run> {
  return runCommand(runCli, argv, surroundings);
}

/** Path and query of each request that is not about the login. */
export function callsOf(server: NeuroGraphServer): string[] {
  return server.requests
    .filter(({ path }) => !path.startsWith("/api/v1/auth/"))
    .map(({ method, path }) => `${method} ${path.replace("/api/v1", "")}`);
}

/** Adds a token as the server's owner would. */
export async function givenToken(scene: Scene, text: string): Promise<number> {
  const { stdout } = await scene.cli("token", "create", text, "--json");
  const { id } = JSON.parse(stdout) as { id: number };
  return id;
}
