/** The guide's programs, run as they stand in `examples/ndi-cloud` against the stateful server. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as downloadDataset from "../../examples/ndi-cloud/download-dataset.js";
import * as listPublicDatasets from "../../examples/ndi-cloud/list-public-datasets.js";
import * as login from "../../examples/ndi-cloud/login.js";
import * as publishDataset from "../../examples/ndi-cloud/publish-dataset.js";
import * as roundTrip from "../../examples/ndi-cloud/round-trip.js";
import * as syncFolder from "../../examples/ndi-cloud/sync-folder.js";
import * as uploadFile from "../../examples/ndi-cloud/upload-file.js";
import * as uploadLocalDataset from "../../examples/ndi-cloud/upload-local-dataset.js";
import { LocalDataset } from "../../src/ndi-cloud/node/index.js";
import {
  guest,
  hartLab,
  ines,
  type NdiCloudServer,
  root,
  startNdiCloudServer,
} from "../servers/ndi-cloud/index.js";
import { documentOf } from "./node/fake-cloud.js";
import { scratchFolder } from "./node/scratch-folder.js";

interface Scene extends AsyncDisposable {
  readonly server: NdiCloudServer;
  /** What programs are given: the environment of an account, and the server. */
  as(account: { readonly email: string }): {
    readonly baseUrl: string;
    readonly env: Record<string, string>;
  };
  readonly printed: string[];
  readonly print: (...words: unknown[]) => void;
}

async function given(): Promise<Scene> {
  const server = await startNdiCloudServer();
  const printed: string[] = [];
  return {
    server,
    as: ({ email }) => ({
      baseUrl: server.baseUrl,
      env: {
        NDI_CLOUD_TOKEN: server.state.tokenFor(email),
        NDI_CLOUD_ORGANIZATION_ID: hartLab,
      },
    }),
    printed,
    print: (...words) => void printed.push(words.join(" ")),
    [Symbol.asyncDispose]: server.close,
  };
}

/** A folder with two documents, and a file of five bytes. */
async function givenFolder(): Promise<LocalDataset> {
  const dataset = await LocalDataset.create(join(await scratchFolder(), "ferret"));
  await dataset.addDocument(documentOf("d1", ["u1"]));
  await dataset.addDocument(documentOf("d2"));
  await writeFile(dataset.files.path("u1"), "volts");
  return dataset;
}

const received = ({ requests }: NdiCloudServer): string[] =>
  requests.map(({ method, path }) => `${method} ${path.replace(/^\/v1/, "")}`);

describe("the examples", () => {
  const folder = new URL("../../examples/ndi-cloud/", import.meta.url);

  it("import the package under its public names, and are all run here", async () => {
    const own = await readFile(new URL(import.meta.url), "utf8");
    const readme = await readFile(new URL("README.md", folder), "utf8");
    for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts"))) {
      const text = await readFile(new URL(file, folder), "utf8");
      for (const [, name] of text.matchAll(/from "([^"]+)"/g))
        expect(name).toMatch(/^(clientwright\/ndi-cloud(\/node)?|node:[\w/]+)$/);
      expect(own).toContain(`examples/ndi-cloud/${file.replace(/\.ts$/, ".js")}`);
      expect(readme).toContain(`| \`${file}\` |`);
    }
  });
});

describe("the list of public datasets", () => {
  it("is asked for without credentials, and tells names and counts [NDI-128, NDI-129]", async () => {
    await using scene = await given();
    const dataset = scene.server.state.addDataset({ name: "Gratings", isPublished: true });
    scene.server.state.addDocument(dataset, { base: { id: "d1" } });
    scene.server.state.addDataset({ name: "A draft" });
    const { baseUrl } = scene.server;
    expect(await listPublicDatasets.main({ baseUrl, env: {} }, scene.print)).toBe(true);
    expect(received(scene.server)).toEqual(["GET /datasets/published?page=1&pageSize=10"]);
    expect(scene.server.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(scene.printed).toEqual(["Found 1 public datasets", "  - Gratings (Documents: 1)"]);
  });

  it("says what went wrong", async () => {
    await using scene = await given();
    scene.server.failNext("GET /v1/datasets/published", [{ status: 400 }]);
    const { baseUrl } = scene.server;
    expect(await listPublicDatasets.main({ baseUrl, env: {} }, scene.print)).toBe(false);
    expect(scene.printed).toEqual([expect.stringMatching(/^Error: /)]);
  });
});

describe("a login", () => {
  it("is kept in the file, and good the next time", async () => {
    await using scene = await given();
    const path = join(await scratchFolder(), "cloud_config.json");
    const { baseUrl } = scene.server;
    await login.main(ines, { baseUrl, path, env: {} }, scene.print);
    expect(scene.printed).toEqual([
      expect.stringMatching(`^Logged in for organization ${hartLab}, token `),
      "Welcome back, Ines Hart",
    ]);
    const { token } = JSON.parse(await readFile(path, "utf8")) as { readonly token: string };
    expect(scene.printed.join()).not.toContain(token);
    expect(received(scene.server)).toEqual(["POST /auth/login", "GET /users/me"]);
  });

  it("that is refused says so", async () => {
    await using scene = await given();
    const { baseUrl } = scene.server;
    await login.main({ ...ines, password: "wrong" }, { baseUrl, env: {} }, scene.print);
    expect(scene.printed).toEqual([expect.stringMatching(/^Login failed: /)]);
  });
});

describe("the round trip", () => {
  it("creates, adds, counts one, reads back and deletes, by the environment's token [NDI-130..NDI-135]", async () => {
    await using scene = await given();
    const id = await roundTrip.main(scene.as(ines), scene.print);
    const [, add] = scene.server.requests;
    const [documentId] = /\w{24}$/.exec(scene.printed[1] ?? "") ?? [];
    expect(received(scene.server)).toEqual([
      `POST /organizations/${hartLab}/datasets`,
      `POST /datasets/${id}/documents`,
      `GET /datasets/${id}`,
      `GET /datasets/${id}/documents/${documentId}`,
      `DELETE /datasets/${id}?when=now`,
    ]);
    expect(scene.server.requests[0]?.json).toMatchObject({ name: "Test Dataset" });
    expect(add?.json).toEqual({ base: { id: "test_doc_001", type: "test" } });
    expect(scene.printed).toEqual([
      `Created dataset ${id}`,
      `Added document ${documentId}`,
      "Read document test_doc_001, of 1",
      `Deleted dataset ${id}`,
    ]);
    expect(scene.server.state.datasets.has(id)).toBe(false);
  });

  it("deletes the dataset also when something fails", async () => {
    await using scene = await given();
    scene.server.failNext("POST /v1/datasets/{id}/documents", [{ status: 400 }]);
    await expect(roundTrip.main(scene.as(ines), scene.print)).rejects.toThrow();
    expect(scene.printed.at(-1)).toMatch(/^Deleted dataset /);
  });
});

describe("a file", () => {
  const givenFile = async (): Promise<string> => {
    const path = join(await scratchFolder(), "recording_001.dat");
    await writeFile(path, "volts");
    return path;
  };

  it("is put where the server says, without credentials", async () => {
    await using scene = await given();
    const dataset = scene.server.state.addDataset();
    const wish = { datasetId: dataset.id, path: await givenFile(), uid: "file_unique_id_001" };
    expect(await uploadFile.main(wish, scene.as(ines), scene.print)).toBe(true);
    expect(scene.printed).toEqual(["File uploaded successfully!"]);
    expect(dataset.files.get(wish.uid)).toMatchObject({ uploaded: true, size: 5 });
    const [put] = scene.server.storage.requests;
    expect(put?.headers).toMatchObject({ "content-type": "application/octet-stream" });
    expect(put?.headers).not.toHaveProperty("authorization");
  });

  it("that the storage does not take is said with its status", async () => {
    await using scene = await given();
    const { id: datasetId } = scene.server.state.addDataset();
    scene.server.storage.failNext(({ method }) => method === "PUT", [{ status: 403 }]);
    const wish = { datasetId, path: await givenFile(), uid: "u1" };
    expect(await uploadFile.main(wish, scene.as(ines), scene.print)).toBe(false);
    expect(scene.printed).toEqual(["Upload failed: 403"]);
  });
});

describe("a folder", () => {
  it("is uploaded once: the collection finds nothing missing, and a second run sends nothing [NDI-176]", async () => {
    await using scene = await given();
    const dataset = await givenFolder();
    const id = await uploadLocalDataset.main(dataset.path, scene.as(ines), scene.print);
    const url = `https://ndicloud.org/datasets/${id}`;
    const ending = ["Upload complete!", "Uploaded 0 batches (none)", `View at: ${url}`];
    expect(scene.printed.slice(-3)).toEqual(ending);
    const stored = scene.server.state.datasets.get(id);
    expect(stored?.documents.size).toBe(3);
    expect([...(stored?.files.values() ?? [])]).toMatchObject([{ uid: "u1", uploaded: true }]);
    const before = scene.server.requests.length;
    expect(await uploadLocalDataset.main(dataset.path, scene.as(ines), scene.print)).toBe(id);
    const again = scene.server.requests.slice(before).map(({ method }) => method);
    expect(again.filter((method) => method !== "GET")).toEqual([]);
    expect(stored?.documents.size).toBe(3);
  });

  it.each(["local", "hybrid"] as const)(
    "comes back, and opens with all documents (%s) [NDI-177]",
    async (mode) => {
      await using scene = await given();
      const dataset = await givenFolder();
      const datasetId = await uploadLocalDataset.main(dataset.path, scene.as(ines), () => {});
      const wish = { datasetId, outputPath: await scratchFolder(), mode };
      const path = await downloadDataset.main(wish, scene.as(ines), scene.print);
      expect(path).toBe(join(wish.outputPath, datasetId));
      expect(scene.printed.slice(-3)).toEqual([
        "Download complete!",
        `Dataset location: ${path}`,
        "Loaded 3 documents",
      ]);
      const copy = await LocalDataset.open(path ?? "");
      expect(await copy.files.has("u1")).toBe(mode === "local");
    },
  );

  it("has one document more than the server when the link had to be added [NDI-177]", async () => {
    await using scene = await given();
    const { id: datasetId } = scene.server.state.addDataset();
    const wish = { datasetId, outputPath: await scratchFolder() };
    await downloadDataset.main(wish, scene.as(ines), scene.print);
    expect(scene.printed.at(-1)).toBe("Loaded 1 documents");
  });

  it("does not come back from a dataset that nobody knows", async () => {
    await using scene = await given();
    const wish = { datasetId: "0".repeat(24), outputPath: await scratchFolder() };
    expect(await downloadDataset.main(wish, scene.as(ines), scene.print)).toBeUndefined();
    expect(scene.printed).toEqual([expect.stringMatching(/^Download failed: /)]);
  });

  it("is made like its dataset, unless that would delete something here", async () => {
    await using scene = await given();
    const dataset = await givenFolder();
    await uploadLocalDataset.main(dataset.path, scene.as(ines), () => {});
    await dataset.addDocument(documentOf("d3"));
    const run = (mode: "mirrorFromRemote" | "twoWaySync") =>
      syncFolder.main(dataset.path, mode, scene.as(ines), scene.print);
    await run("mirrorFromRemote");
    expect(await dataset.documents.has("d3")).toBe(true);
    expect(scene.printed[0]).toBe("mirrorFromRemote:\ndelete locally (1):\n  d3");
    expect(await run("twoWaySync")).toBe(true);
    expect(scene.printed.slice(-2)).toEqual([
      "twoWaySync:\nupload (1):\n  d3",
      "Both sides are noted",
    ]);
  });
});

describe("publishing", () => {
  it("ends when the dataset is public, and tells its page", async () => {
    await using scene = await given();
    const dataset = scene.server.state.addDataset();
    expect(await publishDataset.main(dataset.id, scene.as(root), scene.print)).toBe(true);
    expect(dataset.isPublished).toBe(true);
    expect(scene.printed.slice(-2)).toEqual([
      "Dataset published!",
      `Public URL: https://ndicloud.org/datasets/${dataset.id}`,
    ]);
  });

  it("is refused for anybody else", async () => {
    await using scene = await given();
    const dataset = scene.server.state.addDataset();
    expect(await publishDataset.main(dataset.id, scene.as(guest), scene.print)).toBe(false);
    expect(scene.printed).toEqual([expect.stringMatching(/^Failed to publish: /)]);
  });
});
