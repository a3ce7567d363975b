// The file storage: another origin, where addresses hold their own permission.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { type Answer, sendAnswer } from "../../support/answers.js";
import { listen } from "../../support/listener.js";
import {
  createRequestLog,
  type RecordedRequest,
  type RequestMatch,
  requestTest,
} from "../../support/request-log.js";
import {
  createAnswerScript,
  isScriptedAnswer,
  playScriptedAnswer,
  type ScriptedAnswer,
  waitForScript,
} from "../../support/scripted-answers.js";
import type { Oddities } from "../oddities.js";
import { rangeOf } from "./byte-range.js";
import { createGrants, type Grant, type OnStored } from "./grants.js";
import { createObjects, type Objects, type StoredObject } from "./objects.js";
import { isAnswer, noSuchKey, permissionOf, storageError } from "./refusals.js";

/** What the storage is started with. */
export interface StorageOptions {
  readonly now: () => number;
  readonly addressSeconds: number;
  readonly oddities: Oddities;
  readonly directory: string | undefined;
  /** Does the work of the server that is due. */
  readonly runDue: () => void;
}

/** A running storage. */
export interface StorageServer {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Everything received so far, in order of arrival, without bodies. */
  readonly requests: readonly RecordedRequest[];
  readonly objects: Objects;
  /** Requests of that method (`*` is any) whose path, query aside, fits template or expression. */
  count(method: string, pathPattern: string | RegExp): number;
  /** Answers the next matching requests in this order; bytes of such a PUT are taken and thrown away. */
  failNext(match: RequestMatch, answers: readonly ScriptedAnswer[]): void;
  /** The next matching download breaks off after so many bytes. */
  tearNext(match: RequestMatch, afterBytes: number): void;
  /** An address for putting an object. */
  putAddress(key: string, onStored?: OnStored): string;
  /** An address for getting an object, which need not be there yet. */
  getAddress(key: string): string;
  /** Ends the life of every address given so far. */
  expireAddresses(): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startStorageServer(options: StorageOptions): Promise<StorageServer> {
  const grants = createGrants();
  const objects = createObjects(options.directory);
  const log = createRequestLog();
  const script = createAnswerScript();
  const tears: { test: (request: RecordedRequest) => boolean; afterBytes: number }[] = [];
  const { now, addressSeconds, oddities } = options;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    options.runDue();
    const request = log.add(incoming, "");
    const permission = permissionOf(incoming, grants, now());
    const isPut = !isAnswer(permission) && permission.method === "PUT";
    const received = isPut ? await objects.receive(incoming) : await discard(incoming);
    const scripted = script.take(request);
    if (scripted) await waitForScript(scripted, response);
    if (response.destroyed) return;
    if (scripted && isScriptedAnswer(scripted))
      playScriptedAnswer(scripted, response, (status) =>
        storageError(status, "InternalError", "Scripted by the test."),
      );
    else if (isAnswer(permission)) sendAnswer(response, permission);
    else if (received) sendAnswer(response, await store(permission, received));
    else await give(permission, request, response);
  }

  async function store({ key, onStored }: Grant, object: StoredObject): Promise<Answer> {
    objects.all.set(key, object);
    await onStored?.(object);
    options.runDue();
    return { status: 200, headers: { etag: `"${object.md5}"` }, body: "" };
  }

  async function give(
    { key }: Grant,
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const object = objects.all.get(key);
    if (!object) sendAnswer(response, noSuchKey());
    else if (oddities.redirectedDownloads && !request.path.includes("&moved"))
      sendAnswer(response, {
        status: 307,
        headers: { location: `${request.path}&moved` },
        body: "",
      });
    else if (oddities.damagingGateway && request.headers["accept-encoding"] !== "identity")
      response.writeHead(200).end(gzipSync(await object.bytes()));
    else await sendObject(object, request, response, takeTear(request));
  }

  function takeTear(request: RecordedRequest): number | undefined {
    const index = tears.findIndex(({ test }) => test(request));
    return index < 0 ? undefined : tears.splice(index, 1)[0]?.afterBytes;
  }

  const { url, close } = await listen((incoming, response) => {
    // Only a client that went away while sending gets here: there is nobody left to answer.
    handle(incoming, response).catch(() => response.destroy());
  });
  const address = (grant: Omit<Grant, "expiresAtMs">): string =>
    url + grants.add({ ...grant, expiresAtMs: now() + addressSeconds * 1_000 });
  return {
    ...{ url, objects, close },
    requests: log.requests,
    count: log.count,
    failNext: script.add,
    tearNext: (match, afterBytes) => tears.push({ test: requestTest(match), afterBytes }),
    putAddress: (key, onStored) => address({ method: "PUT", key, ...(onStored && { onStored }) }),
    getAddress: (key) => address({ method: "GET", key }),
    expireAddresses() {
      for (const [signature, grant] of grants.all)
        grants.all.set(signature, { ...grant, expiresAtMs: now() });
    },
  };
}

async function discard(incoming: IncomingMessage): Promise<undefined> {
  for await (const _ of incoming);
}

async function sendObject(
  object: StoredObject,
  { headers }: RecordedRequest,
  response: ServerResponse,
  tearAfter: number | undefined,
): Promise<void> {
  const range = rangeOf(headers.range, object.size);
  if (range === "unsatisfiable") {
    sendAnswer(response, storageError(416, "InvalidRange", "The range is not there."));
    return;
  }
  const { start, end } = range === "whole" ? { start: 0, end: object.size - 1 } : range;
  response.writeHead(range === "whole" ? 200 : 206, {
    "content-type": "application/octet-stream",
    "content-length": String(end - start + 1),
    "accept-ranges": "bytes",
    etag: `"${object.md5}"`,
    ...(range !== "whole" && { "content-range": `bytes ${start}-${end}/${object.size}` }),
  });
  if (tearAfter !== undefined) await tear(object, start, tearAfter, response);
  else if (object.size === 0) response.end();
  else await pipeline(object.stream(start, end), response);
}

async function tear(
  object: StoredObject,
  start: number,
  length: number,
  response: ServerResponse,
): Promise<void> {
  const part = length > 0 ? object.stream(start, start + length - 1) : Readable.from([]);
  for await (const chunk of part) response.write(chunk);
  response.write("", () => response.socket?.destroy());
}
