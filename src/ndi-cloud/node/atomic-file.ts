/** Files that are there whole or not at all: written beside their place, and moved there when they are complete. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { NdiDownloadError } from "../errors.js";
import { createChecks, type ExpectedBytes } from "./byte-checks.js";
import { checkAborted, type WorkOptions } from "./work.js";

/** Bytes that arrive, and what is known of them. */
export interface Incoming extends ExpectedBytes {
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Suffix of files that are being written; whoever finds one may delete it. */
export const draftSuffix = ".tmp";

/** Replaces a text file. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await withDraft(path, async (draft) => {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
  });
}

/**
 * Receives a file.
 *
 * @returns its length.
 * @throws {NdiDownloadError} when bytes are missing, or not those that were announced. Nothing is left then.
 */
export async function receiveFile(
  path: string,
  incoming: Incoming,
  options: WorkOptions & { readonly onBytes?: (bytes: number) => void } = {},
): Promise<number> {
  const checks = createChecks(incoming);
  await withDraft(path, async (draft) => {
    const file = await open(draft, "wx");
    try {
      for await (const chunk of incoming.stream) {
        checkAborted(options);
        await writeAll(file, chunk);
        checks.add(chunk);
        options.onBytes?.(checks.bytes);
      }
      checkAborted(options);
      const wrong = checks.finish();
      if (wrong !== undefined) throw new NdiDownloadError(wrong, { code: "DAMAGED" });
      await file.sync();
    } finally {
      await file.close();
    }
  });
  return checks.bytes;
}

/** A write may take a part of what it is given. */
async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let start = 0; start < chunk.byteLength; ) {
    start += (await file.write(chunk, start)).bytesWritten;
  }
}

async function withDraft(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}${draftSuffix}`;
  try {
    await write(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
