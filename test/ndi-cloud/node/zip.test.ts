import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstFit } from "../../../src/ndi-cloud/node/first-fit.js";
import { readZip, type ZipLimits } from "../../../src/ndi-cloud/node/zip-reader.js";
import { writeZip } from "../../../src/ndi-cloud/node/zip-writer.js";
import { rejection } from "../../support/rejection.js";
import { scratchFolder } from "./scratch-folder.js";

const read = async (path: string, limits: ZipLimits = {}): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for await (const { name, bytes } of readZip(path, () => true, limits))
    found[name] = String(bytes);
  return found;
};

/** An archive of one entry, after something was changed in its bytes. */
const changed = async (
  change: (archive: Buffer) => Buffer,
  content: Buffer = Buffer.from("[]"),
  name = "aaaaaaa.json",
): Promise<string> => {
  const path = join(await scratchFolder(), "archive.zip");
  await writeZip(path, [{ name, content }]);
  await writeFile(path, change(await readFile(path)));
  return path;
};

const renamed = (to: string) => (archive: Buffer) =>
  Buffer.from(archive.toString("latin1").replaceAll("aaaaaaa.json", to), "latin1");

/** Where the list of entries begins. */
const directoryOf = (archive: Buffer): number =>
  archive.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));

describe("archives", () => {
  it("come back as they were packed, the same bytes each time", async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, "source"), "volts");
    const texts = async function* () {
      yield "[1,";
      yield "2]";
    };
    for (const name of ["one.zip", "two.zip"]) {
      await writeZip(join(folder, name), [
        { name: "u/1", content: { path: join(folder, "source") } },
        { name: "docs.json", content: texts() },
      ]);
    }
    expect(await read(join(folder, "one.zip"))).toEqual({ "u/1": "volts", "docs.json": "[1,2]" });
    const [one, two] = await Promise.all(
      ["one.zip", "two.zip"].map((name) => readFile(join(folder, name))),
    );
    expect(one?.equals(two as Buffer)).toBe(true);
  });

  it("fail when a file that is to be packed cannot be read, or a text breaks off", async () => {
    const folder = await scratchFolder();
    const gone = { name: "a", content: { path: join(folder, "gone") } };
    expect(await rejection(writeZip(join(folder, "1.zip"), [gone]))).toMatchObject({
      code: "ENOENT",
    });
    const broken = async function* (): AsyncGenerator<string> {
      yield "[";
      throw new Error("unreadable");
    };
    const error = await rejection(
      writeZip(join(folder, "2.zip"), [{ name: "a", content: broken() }]),
    );
    expect(String(error)).toContain("unreadable");
  });

  it.each([
    ["a path upwards", "../../a.json"],
    ["an absolute path", "/tmp/a.json."],
    ["a drive", "c:/aaaa.json"],
    ["backslashes", "..\\..\\a.json"],
  ])("are refused with %s", async (_what, name) => {
    const path = await changed(renamed(name));
    const before = await readdir(join(path, ".."));
    const error = await rejection(read(path));
    expect(error).toMatchObject({ name: "NdiDownloadError", code: "UNSAFE_ARCHIVE" });
    expect(await readdir(join(path, ".."))).toEqual(before);
  });

  it("are refused with a link", async () => {
    const path = await changed((archive) => {
      archive.writeUInt16LE(0o120777, directoryOf(archive) + 40);
      return archive;
    });
    const error = await rejection(read(path));
    expect(error).toMatchObject({
      code: "UNSAFE_ARCHIVE",
      message: expect.stringContaining("link"),
    });
  });

  it("are refused as bombs: by their sizes before anything is unpacked, and while it is where the sizes lie", async () => {
    const zeros = Buffer.alloc(12 * 1024 * 1024);
    const bomb = await changed((archive) => archive, zeros);
    expect(await rejection(read(bomb))).toMatchObject({ code: "UNSAFE_ARCHIVE" });
    expect(await rejection(read(bomb, { maxRatio: 1e6, maxEntryBytes: 1000 }))).toMatchObject({
      code: "UNSAFE_ARCHIVE",
    });
    expect(await rejection(read(bomb, { maxRatio: 1e6, maxTotalBytes: 1000 }))).toMatchObject({
      code: "UNSAFE_ARCHIVE",
    });
    expect(await rejection(read(bomb, { maxEntries: 0 }))).toMatchObject({
      code: "UNSAFE_ARCHIVE",
    });
    const liar = await changed((archive) => {
      archive.writeUInt32LE(100, directoryOf(archive) + 24);
      return archive;
    }, zeros);
    expect(await rejection(read(liar))).toMatchObject({ code: "DAMAGED" });
  });

  it("are refused when bytes are damaged, missing, or no archive at all", async () => {
    const content = Buffer.from("0123456789");
    const damaged = await changed((archive) => {
      archive.writeUInt32LE(1, directoryOf(archive) + 16);
      return archive;
    }, content);
    expect(await rejection(read(damaged))).toMatchObject({ code: "DAMAGED" });
    const half = await changed((archive) => archive.subarray(0, archive.length / 2), content);
    expect(await rejection(read(half))).toMatchObject({ code: "DAMAGED" });
    const page = await changed(() => Buffer.from("<html>"));
    expect(await rejection(read(page))).toMatchObject({ code: "DAMAGED" });
  });
});

describe("firstFit", () => {
  const packed = (sizes: readonly number[]) => firstFit(sizes, 10, (size) => size);

  it("lets small ones overtake, and large ones go alone [NDI-087, NDI-142]", () => {
    expect(packed([4, 7, 3, 11, 6, 3])).toEqual([[4, 3, 3], [7], [11], [6]]);
    expect(packed([10, 0, 10])).toEqual([[10], [0, 10]]);
    expect(packed([])).toEqual([]);
  });

  it("never goes over the limit but with one alone, and loses nothing", () => {
    const sizes = Array.from({ length: 500 }, (_, at) => (at * 37) % 13);
    const batches = packed(sizes);
    for (const batch of batches)
      expect(batch.length === 1 || batch.reduce((sum, size) => sum + size) <= 10).toBe(true);
    expect(batches.flat().sort()).toEqual([...sizes].sort());
  });
});
