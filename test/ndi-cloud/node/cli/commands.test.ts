import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../../../../src/ndi-cloud/node/cli/run.js";
import { LocalDataset } from "../../../../src/ndi-cloud/node/index.js";
import {
  hartLab,
  ines,
  type NdiCloudServer,
  root,
  startNdiCloudServer,
} from "../../../servers/ndi-cloud/index.js";
import { type Run, runCommand, type Surroundings } from "../../../support/run-command.js";
import { documentOf } from "../fake-cloud.js";
import { scratchFolder } from "../scratch-folder.js";

interface Shell {
  readonly server: NdiCloudServer;
  readonly folder: string;
  /** File of the login. */
  readonly config: string;
  run(words: readonly string[], more?: Surroundings): Promise<Run>;
}

const shell = async (): Promise<Shell> => {
  const server = await startNdiCloudServer();
  onTestFinished(() => server.close());
  const folder = await scratchFolder();
  const config = join(folder, "login.json");
  return {
    ...{ server, folder, config },
    run: (words, more = {}) => {
      const where = ["--config", config, "--base-url", server.baseUrl, "--organization", hartLab];
      return runCommand(runCli, [...words, ...where], more);
    },
  };
};

const loggedIn = async (account = ines): Promise<Shell> => {
  const given = await shell();
  const { email, password } = account;
  const { exitCode } = await given.run(["login", email, "--password-stdin"], {
    stdin: `${password}\n`,
  });
  expect(exitCode).toBe(0);
  return given;
};

const recordings = async ({ folder }: Shell): Promise<LocalDataset> => {
  const dataset = await LocalDataset.create(join(folder, "ferret"));
  await dataset.addDocument(documentOf("d1", ["u1"]));
  await writeFile(dataset.files.path("u1"), "volts");
  return dataset;
};

describe("clientwright-ndi", () => {
  it("logs in, and keeps the token where its owner alone can read it", async () => {
    const { config, run } = await loggedIn();
    const { token, email } = JSON.parse(await readFile(config, "utf8")) as Record<string, string>;
    expect(email).toBe(ines.email);
    expect((await stat(config)).mode & 0o777).toBe(0o600);
    const again = await run(["login", ines.email, "--password-stdin", "--json"], {
      stdin: ines.password,
    });
    expect(again.stdout + again.stderr).not.toContain(ines.password);
    expect(again.stdout + again.stderr).not.toContain(token);
    const wrong = await run(["login", ines.email, "--password-stdin"], { stdin: "wrong-word" });
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Error:") });
    expect((await run(["login", ines.email])).exitCode).toBe(2);
  });

  it("uploads a folder, tells of it, and downloads it", async () => {
    const given = await loggedIn();
    const dataset = await recordings(given);
    const { exitCode, stdout } = await given.run([
      "upload",
      dataset.path,
      "--name",
      "Ferret",
      "--json",
    ]);
    expect(exitCode).toBe(0);
    const { datasetId } = JSON.parse(stdout) as { datasetId: string };
    const status = await given.run(["status", datasetId]);
    expect(status.stdout).toContain("documents: 2\nfiles: 1 of 1 uploaded");
    expect((await given.run(["list"])).stdout).toContain(`${datasetId}  Ferret`);
    const target = join(given.folder, "copies");
    const download = await given.run(["download", datasetId, target]);
    expect(download).toMatchObject({
      exitCode: 0,
      stdout: `2 documents in ${join(target, datasetId)}\n`,
      stderr: "",
    });
    expect(await readdir(join(target, datasetId, ".ndi/files"))).toEqual(["u1"]);
  });

  it("shows a plan without doing anything, and then does it", async () => {
    const given = await loggedIn();
    const dataset = await recordings(given);
    await given.run(["upload", dataset.path]);
    await dataset.addDocument(documentOf("d2"));
    const sync = ["sync", dataset.path, "--mode", "two-way-sync"];
    const plan = await given.run([...sync, "--dry-run"]);
    expect(plan).toMatchObject({ exitCode: 0, stdout: "twoWaySync:\nupload (1):\n  d2\n" });
    const done = await given.run(sync, { isTTY: true });
    expect(done).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("1 documents and 0 files uploaded"),
    });
    expect(done.stderr).toContain("\r");
    expect((await given.run([...sync, "--dry-run"])).stdout).toBe("twoWaySync: nothing to do\n");
  });

  it("stops when it is interrupted, and goes on the next time", async () => {
    const given = await loggedIn();
    const dataset = await recordings(given);
    const stop = new AbortController();
    stop.abort(new Error("Interrupted"));
    const stopped = await given.run(["upload", dataset.path, "--json"], { signal: stop.signal });
    expect(stopped.exitCode).toBe(130);
    expect(JSON.parse(stopped.stdout)).toHaveProperty("error");
    expect((await given.run(["upload", dataset.path])).exitCode).toBe(0);
    expect(given.server.state.datasets.size).toBe(1);
  });

  it("publishes, and takes back", async () => {
    const given = await loggedIn(root);
    const { id } = given.server.state.addDataset({ name: "Ferret" });
    const done = await given.run(["publish", id, "--submit"]);
    expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("is public") });
    expect((await given.run(["list", "--published"])).stdout).toContain(id);
    const undone = await given.run(["publish", id, "--undo"]);
    expect(undone).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("no longer public"),
    });
  });

  it("says what to do without a login", async () => {
    const given = await shell();
    const { exitCode, stderr } = await given.run(["list"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("clientwright-ndi login");
    expect((await given.run(["list", "--published"])).exitCode).toBe(0);
  });
});
