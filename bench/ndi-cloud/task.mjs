// One task in a process of its own, so that its peak memory is its own: prints `{ ms, peakMb, count }`.
// Arguments: task, and JSON of what it is told.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { NdiCloudClient } from "../../dist/src/ndi-cloud/index.js";
import {
  bulkDownload,
  downloadTo,
  uploadDocumentCollection,
  uploadFiles,
} from "../../dist/src/ndi-cloud/node/index.js";
import { documentsFrom, pack, unpack } from "./archives.mjs";

const [, , task, text] = process.argv;
const { baseUrl, organizationId, emptyId, fullId, size, archiveSize, path } = JSON.parse(text);

const createClient = () =>
  new NdiCloudClient({ baseUrl, organizationId, token: "bench", env: {}, persistToEnv: false });

const headers = { authorization: "Bearer bench", "content-type": "application/json" };
const ask = async (way, init) => {
  const response = await fetch(`${baseUrl}${way}`, { ...init, headers });
  if (!response.ok) throw new Error(`${way}: ${response.status}`);
  return await response.json();
};
const post = (way, body) => ask(way, { method: "POST", body: JSON.stringify(body) });

const put = async (url, body, more) => {
  const response = await fetch(url, { method: "PUT", body, ...more });
  await response.text();
  if (response.status !== 200) throw new Error(`PUT: ${response.status}`);
};

const listIds = async (datasetId) => {
  const ids = [];
  for (let page = 1; ; page += 1) {
    const way = `/datasets/${datasetId}/documents?page=${page}&pageSize=1000`;
    const { documents } = await ask(way);
    for (const { id } of documents) ids.push(id);
    if (documents.length < 1000) return ids;
  }
};

// Where `fetch` could follow a redirect it would keep all that was sent: a careful script forbids it.
const onePass = { duplex: "half", redirect: "error", window: null };

const plainDownload = async (kind) => {
  const { downloadUrl } = await ask(`/datasets/${fullId}/files/${kind}-${size}/detail`);
  const response = await fetch(downloadUrl);
  const hash = kind === "summed" ? createHash("sha256") : undefined;
  const file = await open(path, "w");
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += (await file.write(chunk)).bytesWritten;
    hash?.update(chunk);
  }
  await file.sync();
  await file.close();
  const expected = response.headers.get("x-amz-checksum-sha256");
  if (hash && hash.digest("base64") !== expected) throw new Error("wrong checksum");
  return bytes;
};
const ownDownload = async (kind) =>
  await downloadTo(createClient(), { datasetId: fullId, uid: `${kind}-${size}` }, path);

const tasks = {
  nothing: async () => 0,
  "archives up, fetch": async () => {
    const documents = documentsFrom(0, size);
    await listIds(emptyId);
    const { url } = await post(`/datasets/${emptyId}/documents/bulk-upload`, {});
    await put(url, await pack(documents));
    return documents.length;
  },
  "archives up, client": async () => {
    const documents = documentsFrom(0, size);
    const { success } = await uploadDocumentCollection(createClient(), emptyId, documents);
    return success ? documents.length : 0;
  },
  "one by one up, fetch": async () => {
    const documents = documentsFrom(0, size);
    await listIds(emptyId);
    for (const document of documents) await post(`/datasets/${emptyId}/documents`, document);
    return documents.length;
  },
  "one by one up, client": async () => {
    const documents = documentsFrom(0, size);
    const client = createClient();
    const { success } = await uploadDocumentCollection(client, emptyId, documents, {
      serial: true,
    });
    return success ? documents.length : 0;
  },
  "archives down, fetch": async () => {
    const ids = await listIds(fullId);
    const all = [];
    for (let start = 0; start < ids.length; start += archiveSize) {
      const documentIds = ids.slice(start, start + archiveSize);
      const { url } = await post(`/datasets/${fullId}/documents/bulk-download`, { documentIds });
      const response = await fetch(url);
      all.push(...(await unpack(Buffer.from(await response.arrayBuffer()))));
    }
    return all.length;
  },
  "archives down, client": async () => (await bulkDownload(createClient(), fullId)).length,
  "file up, fetch": async () => {
    const { url } = await ask(`/datasets/${organizationId}/${fullId}/files/${size}`);
    const body = ReadableStream.from(createReadStream(path));
    await put(url, body, { ...onePass, headers: { "content-length": String(size) } });
    return size;
  },
  "file up, client": async () => {
    const files = [{ uid: String(size), filePath: path }];
    const { success } = await uploadFiles(createClient(), fullId, files);
    return success ? size : 0;
  },
  "file down, fetch": async () => await plainDownload("plain"),
  "file down, client": async () => await ownDownload("plain"),
  "summed file down, fetch": async () => await plainDownload("summed"),
  "summed file down, client": async () => await ownDownload("summed"),
};

const start = performance.now();
const count = await tasks[task]();
const ms = Math.round(performance.now() - start);
// maxRSS is in kilobytes on every platform (libuv).
console.log(
  JSON.stringify({ ms, peakMb: Math.round(process.resourceUsage().maxRSS / 1024), count }),
);
