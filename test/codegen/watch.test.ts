import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { watch } from "../../codegen/cli/generate-watch.js";
import { UsageError } from "../../codegen/config.js";
import type { GenerateResult } from "../../codegen/generate-api.js";
import { fileSystem } from "../../codegen/watch/file-watcher.js";
import { runOnChanges, type WatchParts } from "../../codegen/watch/loop.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

/** A machine whose files change when a test says so, and whose timers wait for it. */
const createMachine = () => {
  const timers = new Set<() => void>();
  const newer = new Set<string>();
  let onChange = (_path: string): void => {};
  let watched: readonly string[] = [];
  let isClosed = false;
  const parts: WatchParts = {
    async createWatcher(tell) {
      onChange = tell;
      return {
        async watch(paths) {
          watched = [...paths].sort();
        },
        async close() {
          isClosed = true;
        },
      };
    },
    now: () => 0,
    schedule(callback) {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
    isNewer: (path) => newer.delete(path),
  };
  return {
    parts,
    newer,
    change: (path: string) => onChange(path),
    /** Time passes, so that files have been quiet. */
    quiet: () => {
      for (const timer of [...timers]) {
        timers.delete(timer);
        timer();
      }
    },
    timers,
    watched: () => watched,
    isClosed: () => isClosed,
  };
};

/** Values that are awaited one by one. */
const createQueue = <T>() => {
  const values: T[] = [];
  let wake = (): void => {};
  return {
    push(value: T): void {
      values.push(value);
      wake();
    },
    async next(): Promise<T> {
      while (values.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return values.shift() as T;
    },
    size: () => values.length,
  };
};

describe("the loop", () => {
  const given = () => {
    const machine = createMachine();
    const runs = createQueue<string[] | undefined>();
    const stop = new AbortController();
    const run = async (changed: ReadonlySet<string> | undefined) => {
      runs.push(changed && [...changed]);
      return ["a", "b"];
    };
    const ended = runOnChanges(run, machine.parts, stop.signal);
    return { machine, runs, stop, ended };
  };

  it("runs at once, and then once for changes that come together", async () => {
    const { machine, runs, stop, ended } = given();
    expect(await runs.next()).toBeUndefined();
    machine.change("a");
    machine.change("b");
    machine.change("a");
    expect([runs.size(), machine.timers.size]).toEqual([0, 1]);
    machine.quiet();
    expect(await runs.next()).toEqual(["a", "b"]);
    stop.abort();
    await ended;
    expect(machine.isClosed()).toBe(true);
  });

  it("runs again for what changes while it runs", async () => {
    const machine = createMachine();
    const stop = new AbortController();
    const runs = createQueue<string[] | undefined>();
    const ended = runOnChanges(
      async (changed) => {
        if (changed === undefined) {
          machine.change("a");
          machine.quiet();
        }
        runs.push(changed && [...changed]);
        return ["a"];
      },
      machine.parts,
      stop.signal,
    );
    expect([await runs.next(), await runs.next()]).toEqual([undefined, ["a"]]);
    stop.abort();
    await ended;
  });

  it("runs again for files that changed before they were watched", async () => {
    const machine = createMachine();
    machine.newer.add("b");
    const runs = createQueue<string[] | undefined>();
    const stop = new AbortController();
    const timed = createQueue<void>();
    const schedule: WatchParts["schedule"] = (callback) => {
      timed.push();
      return machine.parts.schedule(callback, 0);
    };
    const ended = runOnChanges(
      async (changed) => {
        runs.push(changed && [...changed]);
        return ["a", "b"];
      },
      { ...machine.parts, schedule },
      stop.signal,
    );
    await runs.next();
    await timed.next();
    machine.quiet();
    expect(await runs.next()).toEqual(["b"]);
    stop.abort();
    await ended;
  });

  it("throws what the first run throws, and leaves nothing watched", async () => {
    const machine = createMachine();
    const run = async (): Promise<never> => {
      throw new UsageError("no");
    };
    await expect(runOnChanges(run, machine.parts, new AbortController().signal)).rejects.toThrow(
      "no",
    );
    expect(machine.isClosed()).toBe(true);
  });
});

const configOf = (names: readonly string[]): string =>
  JSON.stringify({
    apis: Object.fromEntries(
      names.map((name) => [name, { spec: `${name}.json`, output: `out/${name}` }]),
    ),
  });

/** A project that is watched on a machine of the test's. */
const givenWatched = (project: TestProject, names: readonly string[] = []) => {
  const machine = createMachine();
  const said = createQueue<string>();
  const waiting = createQueue<number>();
  const stop = new AbortController();
  const ended = watch(
    names,
    {
      cwd: project.folder,
      signal: stop.signal,
      onResult: ({ api, status }) => said.push(`${api} ${status}`),
      onFailure: ({ message }) => said.push(message),
      onWatch: (files) => waiting.push(files),
    },
    machine.parts,
  );
  const edit = (name: string, text?: string): void => {
    if (text !== undefined) project.write(name, text);
    machine.change(project.path(name));
    machine.quiet();
  };
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  return { machine, said, waiting, ended, edit, end };
};

const withPaths = (...paths: string[]): string =>
  givenDocument({
    paths: Object.fromEntries(
      paths.map((path) => [
        path,
        { get: { operationId: path.slice(1), responses: { "204": { description: "Done" } } } },
      ]),
    ),
  });

describe("clientwright generate --watch", () => {
  it("generates the APIs that a change is about, and no others", async () => {
    const project = givenProject({
      "clientwright.config.json": configOf(["one", "two"]),
      "one.json": givenDocument(),
      "two.json": givenDocument(),
    });
    const { machine, said, waiting, edit, end } = givenWatched(project);
    expect([await said.next(), await said.next()]).toEqual(["one written", "two written"]);
    await waiting.next();
    expect(machine.watched()).toEqual(
      ["clientwright.config.json", "one.json", "two.json"].map(project.path),
    );
    edit("two.json", withPaths("/more"));
    expect(await said.next()).toBe("two written");
    edit("two.json");
    expect(await said.next()).toBe("two unchanged");
    expect(said.size()).toBe(0);
    await end();
  });

  it("keeps the last good output of a document that is broken, and goes on", async () => {
    const project = givenProject({ "clientwright.config.json": configOf(["one"]) });
    project.write("one.json", givenDocument());
    const { said, edit, end } = givenWatched(project);
    await said.next();
    const good = project.files("out");
    edit("one.json", "{");
    expect(await said.next()).toBe("one failed");
    expect(project.files("out")).toEqual(good);
    edit("one.json", withPaths("/more"));
    expect(await said.next()).toBe("one written");
    await end();
  });

  it("watches files from when they are referred to, there or not, until they are not", async () => {
    const referring = givenDocument({
      paths: { "/a": { get: { responses: { "204": { $ref: "parts/done.json" } } } } },
    });
    const project = givenProject({
      "clientwright.config.json": configOf(["one"]),
      "one.json": referring,
    });
    const { machine, said, waiting, edit, end } = givenWatched(project);
    expect([await said.next(), await waiting.next()]).toEqual(["one failed", 3]);
    await Promise.resolve();
    expect(machine.watched()).toContain(project.path("parts/done.json"));
    edit("parts/done.json", JSON.stringify({ description: "Done" }));
    expect([await said.next(), await waiting.next()]).toEqual(["one written", 3]);
    edit("one.json", withPaths("/a"));
    expect([await said.next(), await waiting.next()]).toEqual(["one written", 2]);
    await end();
  });

  it("reads a configuration again, and keeps to the last good one while it has errors", async () => {
    const project = givenProject({
      "clientwright.config.json": configOf(["one"]),
      "one.json": givenDocument(),
      "two.json": givenDocument(),
    });
    const { said, edit, end } = givenWatched(project);
    expect(await said.next()).toBe("one written");
    edit("clientwright.config.json", "{");
    expect(await said.next()).toContain("cannot be read");
    edit("one.json", withPaths("/more"));
    expect(await said.next()).toBe("one written");
    edit("clientwright.config.json", configOf(["one", "two"]));
    expect([await said.next(), await said.next()]).toEqual(["one unchanged", "two written"]);
    await end();
  });

  it("goes on when the disk refuses", async () => {
    const project = givenProject({ "clientwright.config.json": configOf(["one"]) });
    project.write("one.json", givenDocument());
    project.write("out", "a file");
    const { said, edit, end } = givenWatched(project);
    expect(await said.next()).toContain("a part of the path is a file");
    rmSync(project.path("out"));
    edit("one.json");
    expect(await said.next()).toBe("one written");
    await end();
  });

  it("ends at once when there is nothing to watch", async () => {
    const { ended } = givenWatched(givenProject(), ["shop"]);
    await expect(ended).rejects.toThrow(UsageError);
  });
});

describe("the file system", () => {
  it("tells of files that are changed, replaced, taken away, and come with their folder", async () => {
    const project = givenProject({ "a.txt": "1", "b.txt": "1" });
    const changes = createQueue<string>();
    const watcher = await fileSystem.createWatcher(changes.push);
    onTestFinished(() => watcher.close());
    const next = async (name: string): Promise<void> => {
      while ((await changes.next()) !== project.path(name));
    };
    const late = "folder/below/c.txt";
    await watcher.watch(["a.txt", "b.txt", late].map(project.path));
    project.write("a.txt", "2");
    await next("a.txt");
    project.write("new.txt", "3");
    renameSync(project.path("new.txt"), project.path("a.txt"));
    await next("a.txt");
    rmSync(project.path("b.txt"));
    await next("b.txt");
    project.write(late, "1");
    await next(late);
  });
});

const bin = fileURLToPath(new URL("../../codegen/bin/clientwright.js", import.meta.url));

/** Lines of a process, as they come. */
const linesOf = (child: ChildProcess): { next(): Promise<string> } => {
  const lines = createQueue<string>();
  let rest = "";
  child.stdout?.on("data", (data) => {
    const parts = `${rest}${data}`.split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) lines.push(line);
  });
  return lines;
};

describe("clientwright generate --watch, as a process", () => {
  it("generates again when an editor replaces the document, and ends with 130 on Ctrl-C", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    const args = [bin, "generate", "openapi.json", "--output", "client", "--watch", "--json"];
    const child = spawn(process.execPath, args, { cwd: project.folder });
    onTestFinished(() => void child.kill("SIGKILL"));
    const lines = linesOf(child);
    const result = async (): Promise<GenerateResult> => JSON.parse(await lines.next());
    expect(await result()).toMatchObject({ status: "written", output: "client" });
    project.write("openapi.json~", withPaths("/more"));
    renameSync(project.path("openapi.json~"), project.path("openapi.json"));
    expect(await result()).toMatchObject({ status: "written" });
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect(code).toBe(130);
    expect(project.read("client/schema.ts")).toContain('"/more"');
  });
});
