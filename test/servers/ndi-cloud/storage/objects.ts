// The bytes that are stored, in memory or in files.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** One stored object. */
export interface StoredObject {
  readonly size: number;
  /** MD5 of the bytes in hexadecimal digits, as storages tell it in `ETag`. */
  readonly md5: string;
  /** The bytes from one position to another, the last included. */
  stream(start: number, end: number): Readable;
  bytes(): Promise<Buffer>;
}

/** Everything that is stored, by key. */
export interface Objects {
  readonly all: Map<string, StoredObject>;
  /** Takes all bytes in, and keeps them only when they came to their end. */
  receive(bytes: Readable): Promise<StoredObject>;
  /** Stores bytes that were made here. */
  put(key: string, bytes: Uint8Array): void;
}

/** Kept in memory, unless there is a directory. */
export function createObjects(directory: string | undefined): Objects {
  const all = new Map<string, StoredObject>();
  return {
    all,
    receive: (bytes) =>
      directory === undefined ? receiveInMemory(bytes) : receiveInFile(bytes, directory),
    put(key, bytes) {
      all.set(key, inMemory(Buffer.from(bytes)));
    },
  };
}

async function receiveInMemory(bytes: Readable): Promise<StoredObject> {
  const chunks: Buffer[] = [];
  // A request without encoding yields buffers.
  for await (const chunk of bytes as AsyncIterable<Buffer>) chunks.push(chunk);
  return inMemory(Buffer.concat(chunks));
}

function inMemory(content: Buffer): StoredObject {
  const md5 = createHash("md5").update(content).digest("hex");
  return {
    ...{ size: content.byteLength, md5 },
    stream: (start, end) => Readable.from([content.subarray(start, end + 1)]),
    bytes: () => Promise.resolve(content),
  };
}

async function receiveInFile(bytes: Readable, directory: string): Promise<StoredObject> {
  const path = join(directory, randomUUID());
  const hash = createHash("md5");
  let size = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  };
  const draft = `${path}.part`;
  try {
    await pipeline(bytes, counted, createWriteStream(draft));
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    ...{ size, md5: hash.digest("hex") },
    stream: (start, end) => createReadStream(path, { start, end }),
    bytes: () => readFile(path),
  };
}
