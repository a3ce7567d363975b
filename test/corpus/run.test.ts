import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { featuresOf } from "./read/features.js";
import { readOperations } from "./read/operations.js";
import { createSource } from "./read/source.js";
import { checkDocument } from "./run/check-document.js";
import { createLoadClient, type LoadClient } from "./run/client.js";
import { sampleOf } from "./run/documents.js";
import { main } from "./run/main.js";
import { checkAll } from "./run/pool.js";
import { formatReport, hasFailures, rowsBySet, type SetResult } from "./run/report.js";
import { crashed, type DocumentResult } from "./run/result.js";
import { spelledAs31 } from "./run/variants.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
let folder = "";
let loadClient: LoadClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clientwright-corpus-"));
  loadClient = await createLoadClient(root, join(folder, "bundles"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, document: unknown): string => {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return file;
};

const ok = { responses: { 204: { description: "Done." } } };
const notes = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  servers: [{ url: "https://{place}.example", variables: { place: { default: "eu" } } }],
  paths: {
    "/notes": { get: { operationId: "list", ...ok }, post: { operationId: "create", ...ok } },
    "/notes/{id}": { $ref: "parts/note.yaml#/item" },
  },
};
const part = `
item:
  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  delete: { operationId: remove, responses: { 204: { description: Done. } } }
`;

const givenNotes = (): string => {
  written("notes/parts/note.yaml", part);
  return written("notes/openapi.json", notes);
};

describe("checking a document", () => {
  it("counts and calls every operation, also those of other files", async () => {
    const result = await checkDocument(
      { file: givenNotes(), output: join(folder, "a") },
      loadClient,
    );
    expect(result).toMatchObject({
      status: "generated",
      operations: 3,
      called: 3,
      right: 3,
      lost: [],
      failures: [],
    });
    expect(result.features).toEqual(expect.arrayContaining(["many files", "server variables"]));
    // The first one imports the generator.
  }, 60_000);

  it("finds an operation that has no value, and one that no document has", async () => {
    const load: LoadClient = async (client) => {
      const loaded = await loadClient(client);
      const values = loaded.values.map((value) =>
        value.id === "create" ? { ...value, path: "/other" } : value,
      );
      return { ...loaded, values };
    };
    const { lost, failures } = await checkDocument(
      { file: givenNotes(), output: join(folder, "b") },
      load,
    );
    expect(lost).toEqual(["POST /notes"]);
    expect(failures.map(({ operation, reason }) => `${operation}: ${reason}`)).toEqual([
      "POST /notes: no operation value and no finding",
      "POST /other: a value of no operation of the document",
    ]);
  });

  it("finds a call that departs from the document", async () => {
    const load: LoadClient = async (client) => {
      const loaded = await loadClient(client);
      const values = loaded.values.map((value) =>
        value.id === "remove"
          ? { ...value, parameters: { path: { id: { style: "label" as const } } } }
          : value,
      );
      return { ...loaded, values };
    };
    const { right, failures } = await checkDocument(
      { file: givenNotes(), output: join(folder, "c") },
      load,
    );
    expect(right).toBe(2);
    expect(failures.map(({ reason }) => reason)).toEqual([
      "the URL is https://eu.example/notes/.sample, not https://eu.example/notes/sample",
    ]);
  });

  it("tells why a document is refused", async () => {
    const file = written("refused/openapi.json", { ...notes, openapi: "9.0.0" });
    const { status, reasons } = await checkDocument(
      { file, output: join(folder, "d") },
      loadClient,
    );
    expect([status, reasons.length]).toEqual(["refused", 1]);
  });

  it("finds a client that is not the original's", async () => {
    const file = givenNotes();
    const original = written("other/openapi.json", {
      ...notes,
      paths: { "/notes": notes.paths["/notes"] },
    });
    const { failures } = await checkDocument(
      { file, original, output: join(folder, "e") },
      loadClient,
    );
    expect(failures.map(({ step, reason }) => `${step}: ${reason}`)).toContain(
      "alike: resources/notes.ts is not what the original document's client has",
    );
  });
});

describe("reading a document without the generator", () => {
  it("knows the verbs of 3.2 where a document is of 3.2", () => {
    const item = { query: ok, additionalOperations: { COPY: ok } };
    const methodsOf = (openapi: string): string[] => {
      const file = written(`verbs-${openapi}.json`, { openapi, paths: { "/a": item } });
      return readOperations(createSource(), file).map(({ method }) => method);
    };
    expect(methodsOf("3.2.0")).toEqual(["QUERY", "COPY"]);
    expect(methodsOf("3.1.0")).toEqual([]);
  });

  it("does not take names for keywords", () => {
    const schema = { type: "object", properties: { discriminator: {}, oneOf: { nullable: true } } };
    const file = written("names.json", {
      openapi: "3.0.0",
      components: { schemas: { allOf: schema } },
    });
    const features = featuresOf(createSource(), file);
    expect(features).toEqual(["JSON", "OpenAPI 3.0", "no server", "nullable"]);
  });
});

describe("a document in the spelling of 3.1", () => {
  it("has types for nullable and numbers for exclusive limits, in schemas alone", () => {
    const schema = { type: "string", nullable: true, enum: ["a"] };
    const limited = { type: "integer", minimum: 1, exclusiveMinimum: true };
    const reference = { $ref: "#/components/schemas/B", readOnly: true };
    const properties = { nullable: schema, example: limited, other: reference };
    expect(
      spelledAs31({
        openapi: "3.0.3",
        components: { schemas: { A: { properties, example: { nullable: true, type: "x" } } } },
      }),
    ).toEqual({
      openapi: "3.1.0",
      components: {
        schemas: {
          A: {
            properties: {
              nullable: { type: ["string", "null"], enum: ["a", null] },
              example: { type: "integer", exclusiveMinimum: 1 },
              other: { $ref: "#/components/schemas/B" },
            },
            example: { nullable: true, type: "x" },
          },
        },
      },
    });
  });
});

describe("the pool", () => {
  const checkFiles = async (files: readonly string[], timeoutMs: number): Promise<unknown[]> => {
    const script = written(
      "worker.mjs",
      `process.on("message", ({ file }) => {
        if (file === "dies") process.exit(3);
        if (file === "throws") process.send({ error: "Error: bad" });
        if (file === "fine") process.send({ result: { file, status: "generated" } });
      });`,
    );
    const tasks = files.map((file) => ({ file, output: "" }));
    const options = { script, root, folder, jobs: 2, timeoutMs, memoryMb: 64 };
    const results = await checkAll<DocumentResult>(tasks, options, ({ file }, reason) =>
      crashed(file, reason),
    );
    return results.map(({ file, status, failures }) => [file, status, failures?.[0]?.reason]);
  };

  it("outlives documents that end their process", async () => {
    expect(await checkFiles(["dies", "fine", "throws", "fine"], 60_000)).toEqual([
      ["dies", "crashed", "the process ended (3)"],
      ["fine", "generated", undefined],
      ["throws", "crashed", "Error: bad"],
      ["fine", "generated", undefined],
    ]);
  });

  it("outlives documents that hang their process", async () => {
    const hung = ["hangs", "crashed", "took longer than 0.1 s"];
    expect(await checkFiles(["hangs", "hangs", "hangs"], 100)).toEqual([hung, hung, hung]);
  });
});

const result: SetResult = {
  set: "a",
  name: "x.json",
  file: "/x.json",
  status: "generated",
  reasons: [],
  operations: 2,
  lost: [],
  leftOut: [],
  called: 2,
  right: 1,
  departing: [],
  unsampled: [],
  failures: [{ step: "call", operation: "GET /x", reason: "the method is PUT" }],
  features: ["YAML"],
};

describe("the report", () => {
  it("counts by set and by construct, and names every failure", () => {
    const fine = { ...result, set: "b", failures: [], right: 2 };
    const text = formatReport([result, fine]);
    expect(text).toContain("a x.json: call: GET /x: the method is PUT");
    expect(text).toMatch(/^YAML +2 +1$/m);
    expect(rowsBySet([result, fine]).map(({ set, called, right }) => [set, called, right])).toEqual(
      [
        ["a", 2, 1],
        ["b", 2, 2],
        ["all", 4, 3],
      ],
    );
    expect([hasFailures([result]), hasFailures([fine])]).toEqual([true, false]);
  });

  it("takes the same documents every time", () => {
    const all = Array.from({ length: 10 }, (_, index) => index);
    expect(sampleOf(all, 4)).toEqual([0, 2, 5, 7]);
    expect(sampleOf(all, 20)).toEqual(all);
  });
});

describe("the command", () => {
  const run = async (...args: string[]): Promise<[out: string, err: string, code: unknown]> => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const before = process.exitCode;
    process.exitCode = undefined;
    await main(root, "", args);
    const told: [string, string, unknown] = [
      out.mock.calls.join(""),
      err.mock.calls.join(""),
      process.exitCode,
    ];
    process.exitCode = before;
    vi.restoreAllMocks();
    return told;
  };

  it("explains itself", async () => {
    const [out, , code] = await run("--help");
    expect(out).toContain("npm run corpus -- --sample 100");
    expect(code).toBeUndefined();
  });

  it.each([
    [["--sample", "none"], "--sample must be a number of at least 1."],
    [["--unknown"], "Unknown option '--unknown'"],
    [["./nowhere"], "There is nothing at ./nowhere."],
    [["test/corpus/run", "--filter", "nothing-of-that-name"], "No document is left to check."],
  ])("refuses %j", async (args, message) => {
    const [out, err, code] = await run(...args);
    expect([out, code]).toEqual(["", 2]);
    expect(err).toContain(message);
  });
});
