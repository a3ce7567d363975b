// One task in a process of its own, so that its peak memory is its own: prints `{ ms, peakMb, count }`.
// Arguments: task, base URL, size (bytes of an upload, or items of a list).
import { VClient } from "../../dist/src/valentina/index.js";

const [, , task, baseUrl, sizeText] = process.argv;
const size = Number(sizeText);
const chunk = new Uint8Array(65_536).fill(65);

async function* bytes() {
  for (let left = size; left > 0; left -= chunk.length)
    yield chunk.subarray(0, Math.min(left, chunk.length));
}

const client = () =>
  new VClient({ baseUrl, apiKey: "bench", defaultCompanyId: "company", setAsDefault: false });
const pages = async function* () {
  for (let offset = 0; offset < size; offset += 100) {
    const response = await fetch(
      `${baseUrl}/api/v1/companies/company/users?limit=100&offset=${offset}`,
    );
    yield (await response.json()).items;
  }
};

const tasks = {
  nothing: async () => 0,
  "upload, fetch": async () => {
    const body = ReadableStream.from(bytes());
    const response = await fetch(`${baseUrl}/upload`, { method: "POST", body, duplex: "half" });
    return (await response.json()).bytes;
  },
  "upload, client": async () => {
    const { bytes: uploaded } = await client().users().uploadAsset("user", "a.bin", bytes());
    return uploaded;
  },
  "list, fetch": async () => {
    const all = [];
    for await (const items of pages()) all.push(...items);
    return all.length;
  },
  "list, client": async () => (await client().users().listAll()).length,
  "iterate, fetch": async () => {
    let count = 0;
    for await (const items of pages()) count += items.length;
    return count;
  },
  "iterate, client": async () => {
    let count = 0;
    for await (const _user of client().users().iterAll()) count += 1;
    return count;
  },
};

const start = performance.now();
const count = await tasks[task]();
const ms = Math.round(performance.now() - start);
// maxRSS is in kilobytes on every platform (libuv).
console.log(
  JSON.stringify({ ms, peakMb: Math.round(process.resourceUsage().maxRSS / 1024), count }),
);
