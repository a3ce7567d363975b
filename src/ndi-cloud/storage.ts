/**
 * Talks to the file storage at addresses that hold their own permission. Nothing of the client goes there: no
 * credentials, no headers. Neither errors nor logs show what stands behind the question mark of an address.
 */
import { AbortError, type Clock, type Fetch, type Logger, TimeoutError } from "../runtime/index.js";
import {
  NdiConnectionError,
  NdiDownloadError,
  NdiError,
  NdiTimeoutError,
  NdiUploadError,
} from "./errors.js";
import {
  checkAddress,
  hiddenAddress,
  type StorageAnswer,
  storageAnswer,
} from "./storage-errors.js";

/** What a transfer is made with. */
export interface StorageOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What can be put into the storage. */
export type FileData = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>;

/** How bytes are put. */
export interface PutOptions {
  readonly signal?: AbortSignal;
  /** Limit of the whole transfer. Default: 120,000; 0 means none. */
  readonly timeoutMs?: number;
  /** Default, and what the storage expects: `application/octet-stream`. [NDI-080] */
  readonly contentType?: string;
  /** Length of a stream: the storage takes none whose length it is not told. Not needed for anything else. */
  readonly size?: number;
}

/** How bytes are got. */
export interface GetOptions {
  readonly signal?: AbortSignal;
  /** Limit until the storage answers; the bytes may take longer. Default: 300,000; 0 means none. */
  readonly timeoutMs?: number;
}

/** A file that is being downloaded. */
export interface FileDownload {
  /** The bytes. Read them, or cancel them. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Length by the storage's word; undefined when it does not say. */
  readonly size: number | undefined;
  readonly contentType: string | undefined;
  readonly response: Response;
}

/** The file storage. */
export interface Storage {
  /**
   * Puts bytes at an address.
   * @throws {NdiUploadError} for every answer but 200, with its status and text.
   */
  put(url: string, data: FileData, options?: PutOptions): Promise<void>;
  /**
   * Gets the bytes at an address.
   * @throws {NdiDownloadError} for every answer but 200, with its status and text.
   */
  get(url: string, options?: GetOptions): Promise<FileDownload>;
}

/** Length of a transfer that nobody limits otherwise. */
const putTimeoutMs = 120_000;
const getTimeoutMs = 300_000;

/**
 * A stream is sent once, as it comes. Where a redirect could be followed, Node's `fetch` keeps a copy of all that was
 * sent: a file as large as the memory would fill it.
 */
const onePass = { duplex: "half", redirect: "error", window: null } as const;

/** The storage over a transport. */
export function createStorage(options: StorageOptions): Storage {
  return {
    async put(url, data, { contentType, size, signal, timeoutMs = putTimeoutMs } = {}) {
      const headers = new Headers({ "content-type": contentType ?? "application/octet-stream" });
      const isStream = data instanceof ReadableStream;
      if (isStream && size !== undefined) headers.set("content-length", String(size));
      // The platform takes views of any buffer; the type names those of plain ones alone.
      const body = data as BodyInit;
      const init = { method: "PUT", headers, body, ...(isStream && onePass) };
      const answer = await send(options, { url, init, signal, timeoutMs, reads: true });
      if (answer.response.status !== 200) throw failed(NdiUploadError, "PUT", url, answer);
    },
    async get(url, { signal, timeoutMs = getTimeoutMs } = {}) {
      // Archives came damaged where a proxy packed them once more.
      const init = { method: "GET", headers: new Headers({ "accept-encoding": "identity" }) };
      const answer = await send(options, { url, init, signal, timeoutMs, reads: false });
      if (answer.response.status !== 200) throw failed(NdiDownloadError, "GET", url, answer);
      return downloadOf(answer.response);
    },
  };
}

function failed(
  ErrorClass: typeof NdiUploadError | typeof NdiDownloadError,
  method: "PUT" | "GET",
  url: string,
  answer: Answer,
): NdiError {
  const { message, ...init } = storageAnswer(method, url, answer);
  return new ErrorClass(message, init);
}

function downloadOf(response: Response): FileDownload {
  const length = response.headers.get("content-length");
  const contentType = response.headers.get("content-type") ?? undefined;
  return {
    stream: response.body ?? new Blob([]).stream(),
    size: length === null || !/^\d+$/.test(length) ? undefined : Number(length),
    contentType,
    response,
  };
}

type Answer = StorageAnswer;

interface Transfer {
  readonly url: string;
  readonly init: RequestInit & { readonly method: string };
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** Reads the body of a success as well. */
  readonly reads: boolean;
}

/** One request; its answer's text is read where it is no success, or nobody else reads it. */
async function send(options: StorageOptions, transfer: Transfer): Promise<Answer> {
  const { clock, logger, fetch } = options;
  const { url, init, signal, timeoutMs, reads } = transfer;
  checkAddress(url);
  const line = `${init.method} ${hiddenAddress(url)}`;
  const limit = createLimit(clock, timeoutMs, signal);
  try {
    logger.debug(line);
    const response = await fetch(url, { ...init, signal: limit.signal });
    logger.debug(`${line} -> ${response.status}`);
    const text = reads || response.status !== 200 ? await response.text() : "";
    return { response, text };
  } catch (thrown) {
    throw failure(transfer, thrown, limit.signal);
  } finally {
    limit.done();
  }
}

/** Why a transfer got no answer. */
function failure(
  { url, init, timeoutMs }: Transfer,
  thrown: unknown,
  limit: AbortSignal,
): NdiError {
  const address = hiddenAddress(url);
  const about = { url: address, secrets: [url, new URL(url).search].filter((text) => text !== "") };
  if (limit.aborted && limit.reason instanceof TimeoutError) {
    const message = `${init.method} ${address} took longer than ${timeoutMs} ms`;
    return new NdiTimeoutError(message, { ...about, limit: "attempt", limitMs: timeoutMs });
  }
  if (limit.aborted) {
    return new NdiError(`${init.method} ${address} was aborted`, {
      ...about,
      kind: "abort",
      cause: limit.reason instanceof AbortError ? limit.reason.cause : limit.reason,
    });
  }
  return new NdiConnectionError(`No answer to ${init.method} ${address}`, {
    ...about,
    cause: thrown,
    maybeSent: true,
  });
}

interface Limit {
  readonly signal: AbortSignal;
  done(): void;
}

/** Aborts when the time is up, and with the caller. After `done`, only the caller ends what is still being read. */
function createLimit(clock: Clock, timeoutMs: number, caller: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new TimeoutError("too late", { limit: "attempt" }));
  const timer = timeoutMs > 0 ? clock.setTimeout(giveUp, timeoutMs) : undefined;
  const signals = caller === undefined ? [controller.signal] : [controller.signal, caller];
  return {
    signal: AbortSignal.any(signals),
    done: () => {
      if (timer !== undefined) clock.clearTimeout(timer);
    },
  };
}
