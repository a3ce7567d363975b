/** `clientwright-ndi` as processes that a test kills. */
import { spawn } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { LocalDataset } from "../../src/ndi-cloud/node/index.js";
import { dataOf, givenFolder, type Scene } from "../ndi-cloud/cli/run.js";
import { documentOf } from "../ndi-cloud/node/fake-cloud.js";
import type { HeldAnswer } from "../servers/support/held-answer.js";
import { createGate } from "../support/gate.js";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const source = "src/ndi-cloud/node/cli/main.ts";
const built = join(root, "dist", source.replace(/\.ts$/, ".js"));

/** What `npm test` has built starts ten times as fast as sources, which serve where nothing is built. */
const program = existsSync(built) ? [built] : ["node_modules/jiti/lib/jiti-cli.mjs", source];

/** What a process left behind. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a process. Whatever it leaves in the folder for temporary files goes with the test. */
export async function start(scene: Scene, ...argv: string[]) {
  const temporary = join(scene.folder, "temporary");
  await mkdir(temporary, { recursive: true });
  const child = spawn(process.execPath, [...program, ...argv, "--config", scene.config], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: scene.folder,
      TMPDIR: temporary,
      JITI_TSCONFIG_PATHS: "true",
      NDI_CLOUD_URL: scene.server.baseUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<Pick<Ended, "exitCode" | "signal">>((done) =>
    child.once("exit", (exitCode, signal) => done({ exitCode, signal })),
  );
  const ended: Promise<Ended> = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([how, stdout, stderr]) => ({ ...how, stdout, stderr }),
  );
  return { child, ended };
}

/** Half of a file comes and is being written into a folder; the rest does not come. */
export function haltHalfway({ server }: Scene, uid: string, folder: string): HeldAnswer {
  const [arrival, departure] = [createGate(), createGate()];
  const watcher = watch(folder, (_event, name) => {
    if (name?.endsWith(".tmp")) arrival.open();
  });
  server.storage.failNext(
    ({ method, path }) => method === "GET" && path.includes(uid),
    [{ status: 200, rawBody: "volts", restAfter: departure.opened }],
  );
  const release = (): void => {
    watcher.close();
    departure.open();
  };
  return { arrived: arrival.opened, release };
}

/** Kills a process that waits for an answer; it has no chance to tidy up. */
export async function killedAt(
  scene: Scene,
  held: HeldAnswer,
  ...argv: string[]
): Promise<number | undefined> {
  const { child, ended } = await start(scene, ...argv);
  const early = ended.then((end) => Promise.reject(new Error(`It ended: ${JSON.stringify(end)}`)));
  await Promise.race([held.arrived, early]).finally(() => child.kill("SIGKILL"));
  early.catch(() => undefined);
  expect(await ended).toMatchObject({ exitCode: null, signal: "SIGKILL" });
  held.release();
  return child.pid;
}

/** A folder whose dataset lacks two documents and a file of it. */
export async function givenUnsynced(scene: Scene): Promise<LocalDataset> {
  const dataset = await givenFolder(scene);
  await scene.cli("upload", dataset.path);
  await dataset.addDocument(documentOf("d3", ["u3"]));
  await dataset.addDocument(documentOf("d4"));
  await writeFile(dataset.files.path("u3"), "more volts");
  return dataset;
}

/** What the server has: every live document by its NDI id, once for each time it is there, and every stored file. */
export function served({ server }: Scene) {
  const datasets = [...server.state.datasets.values()];
  return datasets.map(({ documents, files }) => ({
    documents: [...documents.values()]
      .map(({ body }) => (body.base as { id: string }).id)
      .filter((id) => /^d\d$/.test(id))
      .toSorted(),
    files: [...files.values()]
      .filter(({ uploaded }) => uploaded)
      .map(({ uid }) => uid)
      .toSorted(),
  }));
}

/** Id of the dataset of a folder that is uploaded. */
export async function givenUploaded(scene: Scene): Promise<string> {
  const { path } = await givenFolder(scene);
  return String(dataOf(await scene.cli("upload", path, "--json")).datasetId);
}

/** A downloaded folder. */
export async function copyOf(scene: Scene, datasetId: string): Promise<LocalDataset> {
  return await LocalDataset.open(join(scene.folder, datasetId));
}
