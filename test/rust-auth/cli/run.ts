/** Runs `rust-auth-cli` in this process against the stateful server, and collects what it says. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../../../src/rust-auth/node/cli/run.js";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  usualPassword,
} from "../../servers/rust-auth/index.js";
import { type Run, runCommand, type Surroundings } from "../../support/run-command.js";

/** Address of the account that most tests speak of. */
export const email = "mara.quill@example.org";

/** A service, a folder for sessions, and the command with both in its environment. */
export interface Scene extends AsyncDisposable {
  readonly server: RustAuthServer;
  /** Where the session is kept. */
  readonly tokenFile: string;
  cli(...argv: string[]): Promise<Run>;
  cliWith(surroundings: Surroundings, ...argv: string[]): Promise<Run>;
  /** What the token file holds; undefined when there is none. */
  tokens(): Promise<string | undefined>;
  /** `METHOD /path` of everything since the last look. */
  news(): string[];
}

export async function givenServer(options: RustAuthServerOptions = {}): Promise<Scene> {
  const server = await startRustAuthServer(options);
  const folder = await mkdtemp(join(tmpdir(), "clientwright-"));
  const tokenFile = join(folder, "deep", "session.json");
  const usual = {
    AUTH_SERVICE_URL: server.url,
    AUTH_TOKEN_FILE: tokenFile,
    AUTH_PASSWORD: usualPassword,
  };
  const cliWith = ({ env, ...rest }: Surroundings, ...argv: string[]): Promise<Run> =>
    run(argv, { ...rest, env: { ...usual, ...env } });
  let seen = 0;
  return {
    server,
    tokenFile,
    cliWith,
    cli: (...argv) => cliWith({}, ...argv),
    tokens: () => readFile(tokenFile, "utf8").catch(() => undefined),
    news() {
      const lines = server.requests.slice(seen).map(({ method, path }) => `${method} ${path}`);
      seen = server.requests.length;
      return lines;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The same with an account that has signed in. */
export async function givenSession(options: RustAuthServerOptions = {}): Promise<Scene> {
  const scene = await givenServer(options);
  scene.server.state.addUser({ email });
  await scene.cli("login", email);
  scene.news();
  return scene;
}

/** One run with exactly these surroundings. */
export function run(argv: readonly string[], surroundings: Surroundings): Promise<Run> {
  return runCommand(runCli, argv, surroundings);
}

/** A run that did what it was asked, and said this. */
export function said(...lines: string[]): Run {
  return { exitCode: 0, stdout: lines.map((line) => `${line}\n`).join(""), stderr: "" };
}
