import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { contract, contractCommand } from "../../codegen/cli/contract.js";
import { mock, mockCommand } from "../../codegen/cli/mock.js";

const spec = fileURLToPath(new URL("./fixtures/notes.yaml", import.meta.url));
let cwd: string;
const lines: string[] = [];

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "clientwright-commands-"));
  const take = (text: string | Uint8Array): boolean => lines.push(String(text).slice(0, -1)) > 0;
  vi.spyOn(process.stdout, "write").mockImplementation(take);
  vi.spyOn(process.stderr, "write").mockImplementation(take);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(cwd, { recursive: true });
  lines.length = 0;
  process.exitCode = undefined;
});

/** A configuration with the fixture under two names, and a client by hand for one of them. */
const givenConfig = (filter?: readonly string[]): string => {
  const config = join(cwd, "clientwright.config.json");
  const apis = { notes: { spec, output: "client", filter }, copies: { spec, output: "nowhere" } };
  writeFileSync(config, JSON.stringify({ apis }));
  return config;
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  const listens = once(server.listen(port, "127.0.0.1"), "listening");
  const answer = await listens.then(() => true).catch(() => false); // Somebody else has it.
  await new Promise((resolve) => server.close(resolve));
  return answer;
};

/** Two free ports in a row, below those that systems give out by themselves: no other test takes one meanwhile. */
const givenPorts = async (): Promise<{ readonly free: number; readonly taken: number }> => {
  for (let free = 20_000 + (process.pid % 4_000); free < 30_000; free += 2)
    if ((await isFree(free)) && (await isFree(free + 1))) return { free, taken: free + 1 };
  throw new Error("no two ports in a row are free");
};

/** A generated folder that re-exports the stub client; `wrong` gives its errors no status. */
const givenClient = (wrong = false): void => {
  const stub = fileURLToPath(new URL("./support/stub-client.ts", import.meta.url));
  const mistake = wrong ? "{ error: () => new Error('wrong') }" : "{}";
  mkdirSync(join(cwd, "client"));
  writeFileSync(
    join(cwd, "client", "index.ts"),
    `import { createStubClient } from ${JSON.stringify(stub)};
     export { NotesError, NoteNotFoundError } from ${JSON.stringify(stub)};
     const { Client, operations } = createStubClient(${mistake});
     const value = (id: string) => operations.get(id);
     export { Client };
     export const listNotes = value("listNotes"), createNote = value("createNote");
     export const getNote = value("getNote"), probeNote = value("probeNote");
     export const deleteNote = value("deleteNote"), exportNotes = value("exportNotes");
     export const downloadArchive = value("downloadArchive"), watchNotes = value("watchNotes");
     export const uploadArchive = value("uploadArchive"), getHealth = value("getHealth");`,
  );
};

const run = async (add: (program: Command) => void, ...args: string[]): Promise<void> => {
  const program = new Command().exitOverride();
  add(program);
  await program.parseAsync(args, { from: "user" });
};

describe("clientwright mock", () => {
  it("serves every API of the configuration", async () => {
    givenConfig();
    await using mocks = await mock([], { cwd });
    expect(mocks.apis.map(({ name, operations }) => [name, operations])).toEqual([
      ["notes", 10],
      ["copies", 10],
    ]);
    for (const { url } of mocks.apis) expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it("serves a document that no configuration names", async () => {
    await using mocks = await mock([spec], { cwd });
    expect(mocks.apis).toMatchObject([{ name: spec, operations: 10 }]);
  });

  it("suggests the name that was probably meant", async () => {
    givenConfig();
    await expect(mock(["nots"], { cwd })).rejects.toThrow(
      'There is no API "nots" in clientwright.config.json. Did you mean "notes"?',
    );
    await expect(mock([], { cwd: tmpdir() })).rejects.toThrow("Name a document");
  });

  it("says so when a port is taken, and leaves no other server behind", async () => {
    givenConfig();
    const { free, taken } = await givenPorts();
    await using _first = await mock(["notes"], { cwd, port: taken });
    await expect(mock(["notes", "copies"], { cwd, port: free })).rejects.toThrow(
      `Port ${taken} is taken`,
    );
    await expect(fetch(`http://127.0.0.1:${free}/health`)).rejects.toThrow("fetch failed");
  });

  it("prints the addresses, tells of violations, and stops on a signal", async () => {
    const config = givenConfig();
    const done = run(mockCommand, "mock", "notes", "--config", config);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    const [, url = ""] =
      /^notes {2}(http:\/\/127\.0\.0\.1:\d+) {2}10 operations$/.exec(lines[0] ?? "") ?? [];
    await fetch(`${url}/nowhere`);
    expect(lines[1]).toMatch(/^notes: GET \/nowhere: request: .*not been found|hasn't been found/);
    process.emit("SIGINT");
    await done;
    expect(process.exitCode).toBe(130);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("prints one JSON document, and ends well when it is told to end", async () => {
    const config = givenConfig();
    const done = run(mockCommand, "mock", "--json", "--config", config);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      apis: [{ name: "notes", operations: 10, url: expect.any(String) }, { name: "copies" }],
    });
    process.emit("SIGTERM");
    await done;
    expect(process.exitCode).toBe(0);
  });

  it("refuses a port that is none", async () => {
    const wrong = run(mockCommand, "mock", spec, "--port", "eighty");
    await expect(wrong).rejects.toThrow('--port takes a number from 1 to 65535, not "eighty".');
  });
});

describe("clientwright contract", () => {
  it("looks at the part of a document that the client was made of", async () => {
    givenConfig(["operation:getHealth", "!tag:archive*"]);
    givenClient();
    await expect(contract(["notes"], { cwd })).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ rule: "filter" })],
    });
    givenConfig(["operation:getHealth"]);
    const [report] = await contract(["notes"], { cwd });
    expect(report).toMatchObject({ operations: 1, failed: 0 });
  });

  it("runs the contract of a configured API", async () => {
    givenConfig();
    givenClient();
    const [report] = await contract(["notes"], { cwd });
    expect(report?.failures).toEqual([]);
    expect(report).toMatchObject({ api: "notes", operations: 10, answers: 27, failed: 0 });
  });

  it("exits 0 and prints a table when the contract holds", async () => {
    givenClient();
    await run(contractCommand, "contract", "notes", "--config", givenConfig());
    expect(lines).toEqual([
      expect.stringMatching(
        /^api {4}operations {2}answers {2}passed {2}failed +ms\nnotes +10 +27 +27 +0 +\d+$/,
      ),
    ]);
    expect(process.exitCode).toBe(0);
  });

  it("exits 1 and says what was wrong when it does not", async () => {
    givenClient(true);
    await run(contractCommand, "contract", "notes", "--config", givenConfig());
    expect(lines[0]).toBe(
      [
        "notes: listNotes -> 401  (GET /notes)",
        "  Error is no NotesError",
        "  error.status is undefined, not 401",
        "  error.body is undefined, not the parsed body",
        "  documented at #/components/responses/Problem",
        "",
      ].join("\n"),
    );
    expect(process.exitCode).toBe(1);
  });

  it("prints one JSON document", async () => {
    givenClient(true);
    await run(contractCommand, "contract", "notes", "--json", "--config", givenConfig());
    expect(lines).toHaveLength(1);
    const { apis } = JSON.parse(lines[0] ?? "");
    expect(apis[0]).toMatchObject({ api: "notes", failed: 8, passed: 19 });
    expect(apis[0].failures[0]).toMatchObject({ operation: "listNotes", status: 401 });
  });

  it("asks to generate the client first when there is none", async () => {
    givenConfig();
    await expect(contract(["copies"], { cwd })).rejects.toThrow(
      /^copies has no generated client in .*nowhere: run `clientwright generate` first\.$/,
    );
  });
});
