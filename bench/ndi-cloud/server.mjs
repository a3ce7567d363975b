// The operations of NDI Cloud that are measured, and its file storage. Bytes that arrive are counted and dropped, those
// that leave are one chunk over and over: the server costs the same, whoever asks.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer, json } from "node:stream/consumers";
import { cloudIdAt, documentAt, documentsFrom, indexOf, pack } from "./archives.mjs";

const chunk = Buffer.alloc(65_536, 65);

function* chunks(size) {
  for (let left = size; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
}

/** Checksums of what the storage sends, by size: made before anything is measured. */
const checksums = new Map();
const checksumOf = (size) => {
  if (!checksums.has(size)) {
    const hash = createHash("sha256");
    for (const part of chunks(size)) hash.update(part);
    checksums.set(size, hash.digest("base64"));
  }
  return checksums.get(size);
};

const sendFile = async (response, size, isSummed) => {
  response.writeHead(200, {
    ...{ "content-type": "application/octet-stream", "content-length": size },
    ...(isSummed && { "x-amz-checksum-sha256": checksumOf(size) }),
  });
  for (const part of chunks(size)) if (!response.write(part)) await once(response, "drain");
  response.end();
};

const countBytes = async (request) => {
  let bytes = 0;
  for await (const part of request) bytes += part.length;
  return bytes;
};

const answer = (response, body, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const pageOf = (datasetId, query, total) => {
  const [number, size] = [Number(query.get("page")), Number(query.get("pageSize"))];
  const start = (number - 1) * size;
  return Array.from({ length: Math.max(0, Math.min(size, total - start)) }, (_, at) => ({
    ...{ id: cloudIdAt(start + at), ndiId: documentAt(start + at).base.id, datasetId },
    ...{ name: `response ${start + at}`, className: "stimulus_response" },
  }));
};

const documentRoutes = ({ fullId, total, arrived }) => ({
  "GET /v1/datasets/([^/]+)/documents": ({ response, query, parts: [datasetId] }) => {
    const documents = pageOf(datasetId, query, datasetId === fullId ? total : 0);
    answer(response, { documents, page: Number(query.get("page")) });
  },
  "POST /v1/datasets/[^/]+/documents": async ({ request, response }) => {
    await json(request);
    arrived.documents += 1;
    answer(response, { id: cloudIdAt(arrived.documents) }, 201);
  },
});

const archiveRoutes = ({ archives, arrived }) => ({
  "POST /v1/datasets/[^/]+/documents/bulk-upload": ({ response, origin }) =>
    answer(response, { url: `${origin}/storage/archive` }),
  "POST /v1/datasets/[^/]+/documents/bulk-download": async ({ request, response, origin }) => {
    const { documentIds } = await json(request);
    answer(response, { url: `${origin}/storage/archive/${indexOf(documentIds[0])}` });
  },
  "PUT /storage/archive": async ({ request, response }) => {
    arrived.archive = await buffer(request);
    response.end();
  },
  "GET /storage/archive/(\\d+)": ({ response, parts: [start] }) => {
    const bytes = archives.get(Number(start));
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  },
});

const fileRoutes = ({ arrived }) => ({
  "GET /v1/datasets/[^/]+/files/(plain|summed)-(\\d+)/detail": ({ response, origin, parts }) =>
    answer(response, {
      uid: parts.join("-"),
      downloadUrl: `${origin}/storage/${parts.join("/")}`,
    }),
  "GET /v1/datasets/[^/]+/[^/]+/files/\\d+": ({ response, origin }) =>
    answer(response, { url: `${origin}/storage/file` }),
  "PUT /storage/file": async ({ request, response }) => {
    arrived.bytes += await countBytes(request);
    response.end();
  },
  "GET /storage/(plain|summed)/(\\d+)": ({ response, parts: [kind, size] }) =>
    sendFile(response, Number(size), kind === "summed"),
});

const packAll = async (total, archiveSize) => {
  const archives = new Map();
  for (let start = 0; start < total; start += archiveSize)
    archives.set(start, await pack(documentsFrom(start, Math.min(archiveSize, total - start))));
  return archives;
};

const createHandler = (routes) => async (request, response) => {
  const origin = `http://${request.headers.host}`;
  const { pathname, searchParams: query } = new URL(request.url, origin);
  for (const [pattern, handle] of routes) {
    const match = pattern.exec(`${request.method} ${pathname}`);
    if (match === null) continue;
    const [, ...parts] = match;
    await handle({ request, response, origin, query, parts });
    return;
  }
  response.writeHead(404).end();
};

/** Starts it; `arrived` is what came since it was last cleared. */
export const startServer = async ({ fullId, total, archiveSize, sizes }) => {
  sizes.forEach(checksumOf);
  const arrived = { bytes: 0, documents: 0, archive: undefined };
  const state = { fullId, total, arrived, archives: await packAll(total, archiveSize) };
  const all = { ...documentRoutes(state), ...archiveRoutes(state), ...fileRoutes(state) };
  const routes = Object.entries(all).map(([pattern, handle]) => [
    new RegExp(`^${pattern}$`),
    handle,
  ]);
  const server = createServer(createHandler(routes));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${server.address().port}/v1`;
  return { baseUrl, arrived, close: () => server.close() };
};
