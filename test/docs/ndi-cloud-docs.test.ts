/** The page about NDI Cloud: its code compiles, runs, and prints what it promises; what it says is so. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as core from "../../src/ndi-cloud/index.js";
import { runCli } from "../../src/ndi-cloud/node/cli/run.js";
import * as room from "../../src/ndi-cloud/node/index.js";
import { runCommand } from "../support/run-command.js";
import { codeBlocksOf, root, runScript, scriptsOf } from "./code-blocks.js";
import { describePages, timeout } from "./describe-pages.js";
import { documentedEnvironment, givenDocumentedNdiCloud } from "./documented-ndi-cloud.js";

const page = "docs/ndi-cloud.md";
const pages = [page, "docs/ndi-cloud-folders.md"];
const text = readFileSync(join(root, page), "utf8");

/** A chapter or a part of one, without its heading. */
const sectionOf = (title: string): string =>
  text.split(/^##+ /m).find((part) => part.startsWith(`${title}\n`)) ?? "";

// Programs of the page write into the current folder and the one of their person, and read the environment.
const before = process.cwd();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ndi-cloud-docs-"));
  process.chdir(folder);
  for (const [name, value] of Object.entries({ ...documentedEnvironment, HOME: folder }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

describePages({
  pages,
  givenServer: givenDocumentedNdiCloud,
  commands: {
    async "clientwright-ndi"(argv, surroundings) {
      // The folder that commands speak of.
      const dataset = await room.LocalDataset.create("recordings/ferret");
      await dataset.addDocument({ base: { id: "probe_1" } });
      const config = join(folder, "cloud_config.json");
      return runCommand(runCli, [...argv, "--config", config], surroundings);
    },
  },
  stdin: `${documentedEnvironment.NDI_CLOUD_PASSWORD}\n`,
});

describe("the page about NDI Cloud", () => {
  it("begins with a program that needs no login", { timeout }, async () => {
    await using server = await givenDocumentedNdiCloud();
    const [first] = scriptsOf(page);
    if (first === undefined) throw new Error("there is no program");
    expect(await runScript(first, server.origins)).toEqual([
      "1 public dataset(s)",
      "Ferret V1 gratings: 2 documents",
    ]);
    const request = server.api.requests.at(-1);
    expect(request?.path).toBe("/v1/datasets/published?page=1&pageSize=10");
    expect(request?.headers.authorization).toBeUndefined();
  });

  it("installs the package and nothing beside it", () => {
    const [install] = codeBlocksOf(page);
    expect(install).toMatchObject({ language: "bash", code: "npm install clientwright" });
  });

  it("has programs to be saved that every supported Node can read", () => {
    const scripts = scriptsOf(page);
    const saved = [scripts[0], scripts[1], scripts.at(-1)];
    for (const script of saved) {
      const file = join(folder, "saved.mjs");
      writeFileSync(file, script?.code ?? "");
      const { status, stderr } = spawnSync(process.execPath, ["--check", file]);
      expect(status, String(stderr)).toBe(0);
      // Younger than the oldest Node that the package runs in.
      expect(script?.code).not.toContain("await using");
    }
  });

  it("links a method for everything that works in the guide, and that it announces [NDI-178]", () => {
    const entries = [
      ...["Authentication", "Dataset CRUD", "Document CRUD", "Single file upload"],
      ...["Dataset and document counts", "Organization management"],
      ...["Bulk document upload and download", "Bulk file upload", "Sync operations"],
      ...["Publishing workflows", "DOI registration", "Search", "File download helpers"],
    ];
    const rows = rowsOf(sectionOf("What the guide lists"));
    expect(rows.map(([entry]) => entry)).toEqual(entries);
    for (const [entry = "", said, answer = ""] of rows) {
      expect(said, entry).toMatch(/^(works|announced)$/);
      const links = [...answer.matchAll(/\[`([\w.]+)(?:\(\))?`\]\(#[\w-]+\)/g)].map((m) => m[1]);
      expect(links.length, entry).toBeGreaterThan(0);
      for (const name of links) expect(memberNamed(name ?? ""), name).toBeTypeOf("function");
    }
    const next = sectionOf("Support");
    expect(next).toContain("[CONTRIBUTING.md](../CONTRIBUTING.md)");
    expect(next).toContain("<https://github.com/clientwright/clientwright/issues>");
  });

  it("names every method of every group", async () => {
    await using client = new core.NdiCloudClient({ env: {} });
    const groups = {
      ...{ auth: client.auth, users: client.users, organizations: client.organizations },
      ...{ datasets: client.datasets, documents: client.documents, files: client.files },
      ...{ search: client.search, compute: client.compute },
      "users.matlabLicense": client.users.matlabLicense,
    };
    const missing = Object.entries(groups).flatMap(([group, value]) =>
      methodsOf(value)
        .filter((method) => !text.includes(`\`${group}.${method}(`))
        .map((method) => `${group}.${method}`),
    );
    expect(missing).toEqual([]);
  });

  it("names every function, of the client and of the Node room", () => {
    // Classes have tables of their own.
    const functions = Object.keys({ ...core, ...room }).filter((name) => /^[a-z]/.test(name));
    const missing = functions.filter((name) => !text.includes(`\`${name}`));
    expect(missing).toEqual([]);
  });

  it("names every error class", () => {
    const errors = sectionOf("Errors");
    const classes = Object.keys(core).filter((name) => /^Ndi\w*Error$/.test(name));
    expect(classes.filter((name) => !errors.includes(`\`${name}\``))).toEqual([]);
  });

  it("says where the documentation, the reference, help and the sources are [NDI-154, NDI-179]", () => {
    const support = sectionOf("Support");
    expect(support).toContain("<https://docs.ndi-cloud.com>");
    expect(support).toContain("<https://api.ndi-cloud.com/docs>");
    expect(support).toContain("administrators of NDI Cloud");
    expect(support).toContain("`ndi-cloud-node`");
    expect(support).toContain("`ndi-python/ndi/cloud/`");
    const sources = readFileSync(join(root, "specs/ndi-cloud/SOURCES.md"), "utf8");
    expect(sources).toContain("`ndi-python/ndi/cloud`");
    expect(sources).toContain("`ndi-cloud-node`");
  });

  it("has the addresses of documentation and reference from the document [NDI-153]", () => {
    const document = readFileSync(join(root, "specs/ndi-cloud/openapi.yaml"), "utf8");
    const docs = /^externalDocs:\n((?: {2}.*\n)+)/m.exec(document)?.[1] ?? "";
    expect(docs).toContain("url: https://docs.ndi-cloud.com\n");
    expect(docs).toContain("https://api.ndi-cloud.com/docs");
  });
});

/** Cells of the rows of a section's table, its head left out. */
function rowsOf(section: string): string[][] {
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** A function of the Node room, or a method of the client by its dotted name. */
function memberNamed(name: string): unknown {
  const client = new core.NdiCloudClient({ env: {} });
  const [first = "", second] = name.split(".");
  if (second === undefined) return (room as Record<string, unknown>)[first];
  const group: unknown = Reflect.get(client, first);
  return typeof group === "object" && group !== null ? Reflect.get(group, second) : undefined;
}

/** Names of an object's methods, those that it inherits from its own base included. */
function methodsOf(value: object): string[] {
  const found: string[] = [];
  for (
    let at: object = Object.getPrototypeOf(value);
    at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  )
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (name !== "constructor" && typeof member === "function") found.push(name);
  return found;
}
