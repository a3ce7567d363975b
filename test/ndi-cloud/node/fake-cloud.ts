/** A small NDI Cloud in memory with its file storage, for tests of workflows: what it holds, and how it misbehaves. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NdiCloudClient } from "../../../src/ndi-cloud/index.js";
import { readZip } from "../../../src/ndi-cloud/node/zip-reader.js";
import { writeZip } from "../../../src/ndi-cloud/node/zip-writer.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";
import { scratchFolder } from "./scratch-folder.js";

export const datasetId = "64b000000000000000000001";
export const organizationId = "64a000000000000000000001";
const api = "https://cloud.test/v1";
const storage = "https://storage.test";

export interface StoredDocument {
  readonly id: string;
  readonly body: Record<string, unknown>;
}

export interface CloudRequest {
  /** `METHOD /path` below the version, or `METHOD storage/key`. */
  readonly line: string;
  readonly url: string;
  readonly headers: Headers;
}

/** Answers in place of the cloud, or lets it go on with undefined. */
export type Fault = (request: CloudRequest) => Response | undefined | Promise<Response | undefined>;

export interface FakeCloud {
  readonly client: NdiCloudClient;
  readonly clock: LeapingClock;
  readonly requests: CloudRequest[];
  readonly documents: Map<string, StoredDocument>;
  /** Bytes by uid. */
  readonly files: Map<string, Uint8Array>;
  /** Fields of the dataset. */
  readonly dataset: Record<string, unknown>;
  /** Lines, in order, of those requests that begin with a text. */
  lines(start: string): string[];
  /** Set by tests. */
  fault: Fault | undefined;
  /** Bodies that the server drops when it unpacks an archive. */
  drops: (body: Record<string, unknown>) => boolean;
  /** Looks that an archive of documents takes to be there. */
  packingLooks: number;
  /** Lists of documents that do not show yet what was unpacked. */
  unpackingLooks: number;
  add(body: Record<string, unknown>): StoredDocument;
}

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json" },
  });

export const refusal = (status: number, code: string): Response =>
  new Response(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, { status });

export const createFakeCloud = async (): Promise<FakeCloud> => {
  const clock = createLeapingClock();
  const folder = await scratchFolder();
  const late: Record<string, unknown>[] = [];
  const archives = new Map<string, readonly string[]>();
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return count.toString(16).padStart(24, "0");
  };
  const grant = (key: string): string =>
    `${storage}/${encodeURIComponent(key)}?X-Signature=secret-${nextId()}`;

  const unpackDocuments = async (bytes: Uint8Array): Promise<void> => {
    const path = join(folder, `${nextId()}.zip`);
    await writeFile(path, bytes);
    for await (const entry of readZip(path, () => true))
      late.push(...JSON.parse(String(entry.bytes)));
    if (cloud.unpackingLooks === 0) show();
  };
  const show = (): void => {
    for (const body of late.splice(0)) if (!cloud.drops(body)) cloud.add(body);
  };
  const unpackFiles = async (bytes: Uint8Array): Promise<void> => {
    const path = join(folder, `${nextId()}.zip`);
    await writeFile(path, bytes);
    for await (const entry of readZip(path, () => true)) cloud.files.set(entry.name, entry.bytes);
  };
  const pack = async (ids: readonly string[]): Promise<Response> => {
    const path = join(folder, `${nextId()}.zip`);
    const bodies = ids.flatMap((id) => cloud.documents.get(id)?.body ?? []);
    await writeZip(path, [{ name: "docs.json", content: Buffer.from(JSON.stringify(bodies)) }]);
    const { readFile } = await import("node:fs/promises");
    return bytesAnswer(await readFile(path));
  };

  const put = async (key: string, body: Uint8Array): Promise<Response> => {
    if (key === "documents.zip") await unpackDocuments(body);
    else if (key.startsWith("collection")) await unpackFiles(body);
    else cloud.files.set(key.slice("file/".length), body);
    return new Response("", { status: 200 });
  };
  const get = async (key: string): Promise<Response> => {
    if (key.startsWith("archive")) {
      if (cloud.packingLooks > 0) {
        cloud.packingLooks -= 1;
        return refusal(404, "NoSuchKey");
      }
      return await pack(archives.get(key) ?? []);
    }
    const bytes = cloud.files.get(key.slice("file/".length));
    return bytes === undefined ? refusal(404, "NoSuchKey") : bytesAnswer(bytes);
  };

  const handle = async (
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): Promise<Response> => {
    const line = `${method} ${path}`;
    const home = `/datasets/${datasetId}`;
    if (line === `GET ${home}`) {
      const files = [...cloud.files].map(([uid, bytes]) => ({
        uid,
        uploaded: true,
        size: bytes.byteLength,
      }));
      return json({ _id: datasetId, organizationId, files, ...cloud.dataset });
    }
    if (line === `POST /organizations/${organizationId}/datasets`) {
      Object.assign(cloud.dataset, body);
      return json({ id: datasetId }, 201);
    }
    if (line === `POST ${home}`) {
      Object.assign(cloud.dataset, body);
      return json({ _id: datasetId, ...cloud.dataset });
    }
    if (line === `GET ${home}/documents`) {
      if (cloud.unpackingLooks > 0) cloud.unpackingLooks -= 1;
      else show();
      const [page, size] = [Number(query.get("page")), Number(query.get("pageSize"))];
      const all = [...cloud.documents.values()].slice((page - 1) * size, page * size);
      return json({ documents: all.map(({ id, body }) => ({ id, ndiId: ndiIdOf(body) })) });
    }
    if (line === `POST ${home}/documents`)
      return json({ id: cloud.add(body as Record<string, unknown>).id }, 201);
    if (line === `POST ${home}/documents/bulk-upload`) return json({ url: grant("documents.zip") });
    if (line === `POST ${home}/documents/bulk-download`) {
      const key = `archive-${nextId()}`;
      archives.set(key, (body as { documentIds: string[] }).documentIds);
      return json({ url: grant(key) });
    }
    if (line === `POST ${home}/documents/bulk-delete`) {
      for (const id of (body as { documentIds: string[] }).documentIds) cloud.documents.delete(id);
      return json({ message: "deleted" });
    }
    if (line === `GET ${home}/bulk-uploads`) return json({ datasetId, jobs: [] });
    const jobId = /^GET \/bulk-uploads\/([^/]+)$/.exec(line)?.[1];
    if (jobId) return json({ jobId, datasetId, state: "complete", filesExtracted: 1 });
    const document = new RegExp(`^GET ${home}/documents/([0-9a-f]{24})$`).exec(line)?.[1];
    const found = document === undefined ? undefined : cloud.documents.get(document);
    if (found) return json({ id: found.id, ndiId: ndiIdOf(found.body), ...found.body });
    const upload = new RegExp(`^GET /datasets/${organizationId}/${datasetId}/files/([^/]+)$`).exec(
      line,
    )?.[1];
    if (upload === "bulk") {
      const jobId = nextId();
      return json({ url: grant(`collection-${jobId}.zip`), jobId });
    }
    if (upload) return json({ url: grant(`file/${decodeURIComponent(upload)}`) });
    const detail = new RegExp(`^GET ${home}/files/([^/]+)/detail$`).exec(line)?.[1];
    const uid = detail && decodeURIComponent(detail);
    if (uid && cloud.files.has(uid)) return json({ uid, downloadUrl: grant(`file/${uid}`) });
    return json({ error: "not found" }, 404);
  };

  const cloud: FakeCloud = {
    clock,
    requests: [],
    documents: new Map(),
    files: new Map(),
    dataset: { name: "Ferret V1" },
    fault: undefined,
    drops: () => false,
    packingLooks: 0,
    unpackingLooks: 0,
    lines: (start) =>
      cloud.requests.map(({ line }) => line).filter((line) => line.startsWith(start)),
    add(body) {
      const document = { id: nextId(), body };
      cloud.documents.set(document.id, document);
      return document;
    },
    client: new NdiCloudClient({
      ...{ baseUrl: api, token: "bearer-token", organizationId, clock, env: {} },
      fetch: async (input, init) => {
        const request = new Request(input, { ...init, ...(init?.body && { duplex: "half" }) });
        const url = new URL(request.url);
        const isStorage = url.origin === storage;
        const path = isStorage
          ? decodeURIComponent(url.pathname.slice(1))
          : url.pathname.slice("/v1".length);
        const line = `${request.method} ${isStorage ? "storage/" : ""}${path}`;
        const seen = { line, url: request.url, headers: request.headers };
        cloud.requests.push(seen);
        request.signal.throwIfAborted();
        const answer = await cloud.fault?.(seen);
        if (answer) return answer;
        request.signal.throwIfAborted();
        if (isStorage && request.method === "PUT")
          return await put(path, new Uint8Array(await request.arrayBuffer()));
        if (isStorage) return await get(path);
        const text = await request.text();
        return await handle(
          request.method,
          path,
          url.searchParams,
          text === "" ? undefined : JSON.parse(text),
        );
      },
    }),
  };
  return cloud;
};

const bytesAnswer = (bytes: Uint8Array): Response =>
  new Response(Buffer.from(bytes), { headers: { "content-length": String(bytes.byteLength) } });

const ndiIdOf = (body: Record<string, unknown>): unknown =>
  (body.base as { readonly id?: unknown } | undefined)?.id;

/** Fails the first request that begins with a text, and no other. */
export const once = (start: string, answer: () => Response | Promise<Response>): Fault => {
  let isOver = false;
  return ({ line }) => {
    if (isOver || !line.startsWith(start)) return undefined;
    isOver = true;
    return answer();
  };
};

/** A document with files of these uids. */
export const documentOf = (id: string, uids: readonly string[] = []): Record<string, unknown> => ({
  base: { id },
  document_class: { class_name: "element" },
  ...(uids.length > 0 && {
    files: {
      file_list: uids.map((uid) => `${uid}.dat`),
      file_info: uids.map((uid) => ({
        name: `${uid}.dat`,
        locations: [{ uid, location: `/lab/${uid}` }],
      })),
    },
  }),
});
