// The file storage: another origin, where addresses hold their own permission.
import { listen } from "../../support/listener.js";
import {
  createRequestLog,
  type RecordedRequest,
  type RequestMatch,
  requestTest,
} from "../../support/request-log.js";
import { createAnswerScript, type ScriptedAnswer } from "../../support/scripted-answers.js";
import type { Oddities } from "../oddities.js";
import { createGrants, type Grant, type OnStored } from "./grants.js";
import { createHandler } from "./handler.js";
import { createObjects, type Objects } from "./objects.js";

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
  const { now, addressSeconds, directory } = options;
  const [grants, objects, log] = [createGrants(), createObjects(directory), createRequestLog()];
  const [script, tears] = [createAnswerScript(), createTears()];
  const handle = createHandler({ ...options, grants, objects, log, script, takeTear: tears.take });
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
    tearNext: tears.add,
    putAddress: (key, onStored) => address({ method: "PUT", key, ...(onStored && { onStored }) }),
    getAddress: (key) => address({ method: "GET", key }),
    expireAddresses() {
      for (const [signature, grant] of grants.all)
        grants.all.set(signature, { ...grant, expiresAtMs: now() });
    },
  };
}

/** Downloads that are to break off, oldest first. */
interface Tears {
  add(match: RequestMatch, afterBytes: number): void;
  take(request: RecordedRequest): number | undefined;
}

function createTears(): Tears {
  const waiting: { test: (request: RecordedRequest) => boolean; afterBytes: number }[] = [];
  return {
    add(match, afterBytes) {
      waiting.push({ test: requestTest(match), afterBytes });
    },
    take(request) {
      const index = waiting.findIndex(({ test }) => test(request));
      return index < 0 ? undefined : waiting.splice(index, 1)[0]?.afterBytes;
    },
  };
}
