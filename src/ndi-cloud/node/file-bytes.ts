/** A file on disk as a stream for the storage. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
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
  const stream = streamOf(counted(source, (sum) => onBytes?.(sum, size)));
  const timeoutMs = Math.ceil(patience.baseMs + size * patience.msPerByte);
  try {
    await client.files.put(url, stream, { size, timeoutMs, ...(signal && { signal }) });
  } finally {
    source.destroy();
  }
}

/** Reads when it is read: Node's own conversion counts chunks where it means bytes, and takes in whole files. */
function streamOf(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
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
