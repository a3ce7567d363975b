/** Runs `clientwright-ndi` in this process against the stateful server, and collects what it says. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCli } from "../../../src/ndi-cloud/node/cli/run.js";
import { LocalDataset } from "../../../src/ndi-cloud/node/index.js";
import {
  ines,
  type NdiCloudServer,
  type NdiCloudServerOptions,
  startNdiCloudServer,
} from "../../servers/ndi-cloud/index.js";
import { type Run, runCommand, type Surroundings } from "../../support/run-command.js";
import { documentOf } from "../node/fake-cloud.js";
import { scratchFolder } from "../node/scratch-folder.js";

/** A server, a folder, and the command that knows both. */
export interface Scene extends AsyncDisposable {
  readonly server: NdiCloudServer;
  readonly folder: string;
  /** Where the login is kept. */
  readonly config: string;
  cli(...argv: string[]): Promise<Run>;
  cliWith(surroundings: Surroundings, ...argv: string[]): Promise<Run>;
  /** `METHOD /path` of everything since the last look. */
  news(): string[];
}

export async function givenServer(options: NdiCloudServerOptions = {}): Promise<Scene> {
  const server = await startNdiCloudServer(options);
  const folder = await scratchFolder();
  const config = join(folder, "settings", "cloud_config.json");
  const cliWith = ({ env, ...rest }: Surroundings, ...argv: string[]): Promise<Run> =>
    runCommand(runCli, [...argv, "--config", config], {
      ...rest,
      env: { NDI_CLOUD_URL: server.baseUrl, ...env },
    });
  let seen = 0;
  return {
    ...{ server, folder, config, cliWith },
    cli: (...argv) => cliWith({}, ...argv),
    news() {
      const lines = server.requests.slice(seen).map(({ method, path }) => `${method} ${path}`);
      seen = server.requests.length;
      return lines;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** The same, with an account that has logged in. */
export async function givenLogin(
  account = ines,
  options: NdiCloudServerOptions = {},
): Promise<Scene> {
  const scene = await givenServer(options);
  await scene.cliWith({ stdin: account.password }, "login", account.email, "--password-stdin");
  scene.news();
  return scene;
}

/** A folder with two documents and a file. */
export async function givenFolder({ folder }: Scene, name = "ferret"): Promise<LocalDataset> {
  const dataset = await LocalDataset.create(join(folder, name));
  await dataset.addDocument(documentOf("d1", ["u1"]));
  await dataset.addDocument(documentOf("d2"));
  await writeFile(dataset.files.path("u1"), "volts");
  return dataset;
}

/** What `--json` printed. */
export function dataOf({ stdout }: Run): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
