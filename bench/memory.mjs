// Peak memory and time of an upload that is streamed and of a list of 100,000 items, with the Valentina Noir client and
// with bare fetch, each in a process of its own: ratios to fetch in the same run.
// Bars: an upload of 500 MB needs at most 1.5 x the memory of fetch, and a list at most 2 x. Exits with 1 when one is missed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const task = fileURLToPath(new URL("memory/task.mjs", import.meta.url));
const megabytes = 1_000_000;

const userAt = (index) => ({
  ...{ id: `user-${index}`, username: `user${index}`, name: `User ${index}`, role: "PLAYER" },
  ...{ email: `user${index}@example.org`, company_id: "company", asset_ids: [], quickrolls: [] },
  ...{ date_created: "2026-01-05T08:00:00Z", date_modified: "2026-01-05T08:00:00Z" },
});

const answer = (response, body) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

const countBytes = async (request) => {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
};

const total = 100_000;
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  if (request.method === "POST") {
    const bytes = await countBytes(request);
    answer(response, { id: "asset", bytes });
    return;
  }
  if (!pathname.endsWith("/users")) {
    response.writeHead(404).end();
    return;
  }
  const limit = Number(searchParams.get("limit") ?? 10);
  const offset = Number(searchParams.get("offset") ?? 0);
  const items = Array.from({ length: Math.min(limit, total - offset) }, (_, at) =>
    userAt(offset + at),
  );
  answer(response, { items, limit, offset, total });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const baseUrl = `http://127.0.0.1:${server.address().port}`;

const measure = async (name, size) => {
  const child = spawn(process.execPath, [task, name, baseUrl, String(size)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data) => {
    text += data;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(text);
};

const cases = [
  ["upload of 5 MB", "upload", 5 * megabytes, undefined],
  ["upload of 500 MB", "upload", 500 * megabytes, 1.5],
  ["list of 100,000 items, held", "list", total, 2],
  ["list of 100,000 items, one by one", "iterate", total, 2],
];

const empty = await measure("nothing", 0);
console.log(`a process that has loaded the client and does nothing: ${empty.peakMb} MB`);
let isMissed = false;
for (const [title, kind, size, bar] of cases) {
  const bare = await measure(`${kind}, fetch`, size);
  const own = await measure(`${kind}, client`, size);
  if (own.count < size) throw new Error(`${title}: only ${own.count} of ${size} arrived`);
  const memory = own.peakMb / bare.peakMb;
  const time = own.ms / bare.ms;
  console.log(
    `${title.padEnd(36)} fetch ${bare.peakMb} MB, client ${own.peakMb} MB (${memory.toFixed(2)} x); ` +
      `fetch ${bare.ms} ms, client ${own.ms} ms (${time.toFixed(2)} x)`,
  );
  if (bar !== undefined && memory > bar) isMissed = true;
}
server.close();
console.log(isMissed ? "a bar is missed" : "within the bars");
process.exitCode = isMissed ? 1 : 0;
