/** A file on disk as a stream for the storage. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import type { NdiCloudClient } from "../client.js";
import type { WorkOptions } from "./work.js";

/** Milliseconds that any transfer may take, and those for each byte: 100 kB a second are slow enough. */
const patience = { baseMs: 120_000, msPerByte: 1 / 100 };

/** Puts a file at an address of the storage; only a part of it is in memory at any time. */
export async function putFile(
  client: NdiCloudClient,
  url: string,
  path: string,
  options: WorkOptions & { readonly onBytes?: (bytes: number, totalBytes: number) => void } = {},
): Promise<void> {
  const { size } = await stat(path);
  const { signal, onBytes } = options;
  const source = createReadStream(path);
  const stream = Readable.toWeb(
    Readable.from(
      counted(source, (sum) => onBytes?.(sum, size)),
      { objectMode: false },
    ),
  );
  const timeoutMs = Math.ceil(patience.baseMs + size * patience.msPerByte);
  try {
    // The types of Node's streams and of the platform's differ in name alone.
    const body = stream as NodeStream<Uint8Array> as ReadableStream<Uint8Array>;
    await client.files.put(url, body, { size, timeoutMs, ...(signal && { signal }) });
  } finally {
    source.destroy();
  }
}

async function* counted(
  source: AsyncIterable<Buffer>,
  tell: (sum: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let sum = 0;
  for await (const chunk of source) {
    sum += chunk.byteLength;
    yield chunk;
    tell(sum);
  }
}
