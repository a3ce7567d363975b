// 10,000 small documents, and files of 20 MB and 2 GB, to NDI Cloud and from it, with the workflows and with plain loops
// over `fetch` and streams that make the same requests one after the other, each in a process of its own; the server is
// this process. Files that come are synced to the disk by both, and both check a SHA-256 where the storage names one.
// Bars, on the fastest run and the largest memory: at most 1.5 x the time and 2 x the memory of the plain loop, and for
// 2 GB at most 1.5 x the memory of 20 MB. The time of 20 MB has no bar: it is mostly the start. Exits with 1 when one is
// missed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unpack } from "./ndi-cloud/archives.mjs";
import { startServer } from "./ndi-cloud/server.mjs";

const task = fileURLToPath(new URL("ndi-cloud/task.mjs", import.meta.url));
const [total, archiveSize] = [10_000, 2_000];
/** Runs of a case: long ones even out more by themselves. */
const runs = { short: 3, long: 2 };
const [small, large] = [20_000_000, 2_000_000_000];
const bars = { time: 1.5, memory: 2, growth: 1.5 };

const organizationId = "64a000000000000000000001";
const [emptyId, fullId] = ["64b000000000000000000001", "64b000000000000000000002"];
const about = { organizationId, emptyId, fullId, total, archiveSize };
const { baseUrl, arrived, close } = await startServer({ ...about, sizes: [small, large] });
const folder = await mkdtemp(join(tmpdir(), "bench-ndi-cloud-"));

const run = async (name, size) => {
  const path = join(folder, name.startsWith("file up") ? `${size}.bin` : "arriving.bin");
  Object.assign(arrived, { bytes: 0, documents: 0, archive: undefined });
  const told = JSON.stringify({ ...about, baseUrl, size, path });
  const child = spawn(process.execPath, [task, name, told], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data) => {
    text += data;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  await rm(join(folder, "arriving.bin"), { force: true });
  return JSON.parse(text);
};

/** What the server saw of an upload; a download is counted by whoever made it. */
const landed = async (kind, { count }) => {
  if (kind === "archives up") return (await unpack(arrived.archive)).length;
  if (kind === "one by one up") return arrived.documents;
  return kind === "file up" ? arrived.bytes : count;
};

/** Plain loop and client in turns, so that a busy moment meets both. */
const measure = async (kind, size) => {
  const count = size === large || kind.startsWith("one by one") ? runs.long : runs.short;
  const results = { fetch: [], client: [] };
  for (let round = 0; round < count; round += 1)
    for (const who of ["fetch", "client"]) {
      const result = await run(`${kind}, ${who}`, size);
      const there = await landed(kind, result);
      if (there !== size) throw new Error(`${kind}, ${who}: ${there} of ${size} arrived`);
      results[who].push(result);
    }
  const outcome = (who) => ({
    ms: Math.min(...results[who].map(({ ms }) => ms)),
    peakMb: Math.max(...results[who].map(({ peakMb }) => peakMb)),
  });
  return { bare: outcome("fetch"), own: outcome("client") };
};

const missed = [];
const check = (title, what, ratio, bar) => {
  if (ratio > bar) missed.push(`${title}: ${ratio.toFixed(2)} x the ${what}, the bar is ${bar} x`);
};

const measureCase = async (title, kind, size) => {
  const { bare, own } = await measure(kind, size);
  const [time, memory] = [own.ms / bare.ms, own.peakMb / bare.peakMb];
  console.log(
    `${title.padEnd(36)} fetch ${bare.ms} ms, client ${own.ms} ms (${time.toFixed(2)} x); ` +
      `fetch ${bare.peakMb} MB, client ${own.peakMb} MB (${memory.toFixed(2)} x)`,
  );
  if (size !== small) check(title, "time of fetch", time, bars.time);
  check(title, "memory of fetch", memory, bars.memory);
  return own.peakMb;
};

try {
  for (const size of [small, large]) {
    const file = await open(join(folder, `${size}.bin`), "w");
    await file.truncate(size);
    await file.close();
  }
  const empty = await run("nothing", 0);
  console.log(`a process that has loaded the client and does nothing: ${empty.peakMb} MB`);
  await measureCase("10,000 documents up, archive", "archives up", total);
  await measureCase("10,000 documents up, one by one", "one by one up", total);
  await measureCase("10,000 documents down, archives", "archives down", total);
  for (const [way, kind] of [
    ["up", "file up"],
    ["down", "file down"],
    ["down, checksum", "summed file down"],
  ]) {
    const few = await measureCase(`20 MB ${way}`, kind, small);
    const many = await measureCase(`2 GB ${way}`, kind, large);
    const growth = many / few;
    console.log(`${`2 GB ${way}, against 20 MB`.padEnd(36)} memory ${growth.toFixed(2)} x`);
    check(`2 GB ${way}`, "memory of 20 MB", growth, bars.growth);
  }
} finally {
  close();
  await rm(folder, { recursive: true, force: true });
}
for (const line of missed) console.log(`missed: ${line}`);
console.log(missed.length > 0 ? "a bar is missed" : "within the bars");
process.exitCode = missed.length > 0 ? 1 : 0;
