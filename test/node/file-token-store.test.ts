/** Tokens in a file: who may read it, what a crash leaves, and how processes take turns. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileTokenStore } from "../../src/node/index.js";
import { manualClock } from "../../src/testing/index.js";

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clientwright-"));
  file = join(folder, "deep", "tokens.json");
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o777).toString(8);

describe("fileTokenStore", () => {
  it("keeps values between processes", async () => {
    await fileTokenStore(file).set("a", "1");
    await fileTokenStore(file).set("b", "2");
    const other = fileTokenStore(file);
    expect([await other.get("a"), await other.get("b"), await other.get("c")]).toEqual([
      "1",
      "2",
      undefined,
    ]);
    await other.delete("a");
    expect(await fileTokenStore(file).get("a")).toBeUndefined();
  });

  it("is empty where there is no file yet", async () => {
    expect(await fileTokenStore(file).get("a")).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes its file away with the last value", async () => {
    const store = fileTokenStore(file);
    await store.set("a", "1");
    await store.set("b", "2");
    await store.delete("a");
    expect(await readdir(join(folder, "deep"))).toEqual(["tokens.json"]);
    await store.delete("b");
    await store.delete("b");
    expect(await readdir(join(folder, "deep"))).toEqual([]);
  });

  it("is for its owner alone: file 0600, folder 0700", async () => {
    const mask = process.umask(0);
    try {
      await fileTokenStore(file).set("a", "1");
    } finally {
      process.umask(mask);
    }
    expect([await modeOf(file), await modeOf(join(folder, "deep"))]).toEqual(["600", "700"]);
  });

  it("takes an open file back to its owner with the next change", async () => {
    await mkdir(join(folder, "deep"), { mode: 0o755 });
    await writeFile(file, "{}", { mode: 0o644 });
    await fileTokenStore(file).set("a", "1");
    expect([await modeOf(file), await modeOf(join(folder, "deep"))]).toEqual(["600", "755"]);
  });

  it("leaves no drafts and no locks behind", async () => {
    const store = fileTokenStore(file);
    await store.set("a", "1");
    await store.exclusively?.("a", async () => store.set("a", "2"));
    expect(await readdir(join(folder, "deep"))).toEqual(["tokens.json"]);
  });

  it.each(["", '{"a": "1', "[]", '{"a": 5}', "null"])(
    "counts %j as empty, says so, and does not say what was in it",
    async (text) => {
      await mkdir(join(folder, "deep"));
      await writeFile(file, text);
      const lines: string[] = [];
      const warn = (...line: unknown[]): void => void lines.push(JSON.stringify(line));
      const logger = { debug: warn, info: warn, warn, error: warn };
      const store = fileTokenStore(file, { logger });
      expect(await store.get("a")).toBeUndefined();
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(file);
      await store.set("b", "2");
      expect(await store.get("b")).toBe("2");
    },
  );

  it("has no keys of its own making", async () => {
    const store = fileTokenStore(file);
    await store.set("__proto__", "1");
    expect([await store.get("__proto__"), await store.get("toString")]).toEqual(["1", undefined]);
  });

  it("loses no change when many come at once", async () => {
    const stores = Array.from({ length: 10 }, () => fileTokenStore(file));
    await Promise.all(stores.map((store, index) => store.set(`k${index}`, "v")));
    expect(Object.keys(JSON.parse(await readFile(file, "utf8")))).toHaveLength(10);
  });
});

describe("taking turns", () => {
  it("lets one at a time renew, per key", async () => {
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} begins`);
      await fileTokenStore(file).set("k", name);
      log.push(`${name} ends`);
    };
    const [first, second] = [fileTokenStore(file), fileTokenStore(file)];
    await Promise.all([first.exclusively?.("k", task("a")), second.exclusively?.("k", task("b"))]);
    expect([log[1], log[3]]).toEqual(
      [log[0], log[2]].map((line) => line?.replace("begins", "ends")),
    );
  });

  it("does not wait for those of other keys", async () => {
    const store = fileTokenStore(file);
    const inner = store.exclusively?.("a", async () =>
      store.exclusively?.("b", async () => "done"),
    );
    expect(await inner).toBe("done");
  });

  it("looks again every 50 ms while another has the lock", async () => {
    const clock = manualClock(Date.now());
    const store = fileTokenStore(file, { clock });
    const lock = join(folder, "deep", "tokens.json.aw.lock");
    await mkdir(join(folder, "deep"));
    await writeFile(lock, "another process");
    const done = store.exclusively?.("k", async () => "done");
    while (clock.pending.length === 0) await clock.settle();
    expect(clock.pending.map(({ delayMs }) => delayMs)).toEqual([50]);
    await rm(lock);
    await clock.advance(50);
    expect(await done).toBe("done");
  });

  it("takes over the lock of a process that died a minute ago", async () => {
    const clock = manualClock(Date.now());
    const lock = join(folder, "deep", "tokens.json.aw.lock");
    await mkdir(join(folder, "deep"));
    await writeFile(lock, "dead");
    const past = new Date(clock.now() - 61_000);
    await utimes(lock, past, past);
    expect(await fileTokenStore(file, { clock }).exclusively?.("k", async () => "done")).toBe(
      "done",
    );
  });

  it("releases the lock when the task fails", async () => {
    const store = fileTokenStore(file);
    await expect(store.exclusively?.("k", () => Promise.reject(new Error("no")))).rejects.toThrow(
      "no",
    );
    expect(await store.exclusively?.("k", async () => "done")).toBe("done");
  });
});
