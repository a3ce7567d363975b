/** Writes ZIP archives to disk, without holding what goes into them. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { abortError, checkAborted, type WorkOptions } from "./work.js";

/** Something that goes into an archive. */
export interface ZipInput {
  /** Name in the archive. */
  readonly name: string;
  /** Its bytes: a file, or texts as they come. */
  readonly content: { readonly path: string } | Buffer | AsyncIterable<string>;
}

/** A time for all entries, so that the same things make the same archive. */
const entryTime = new Date(Date.UTC(2000, 0, 1));

/** Writes an archive; the same inputs give the same bytes. */
export async function writeZip(
  path: string,
  inputs: Iterable<ZipInput>,
  options: WorkOptions = {},
): Promise<void> {
  checkAborted(options);
  const zip = new ZipFile();
  const output = zip.outputStream;
  // What cannot be read is told to the archive, not to the stream that comes out of it.
  zip.on("error", (error: Error) => Readable.prototype.destroy.call(output, error));
  for (const { name, content } of inputs) addInput(zip, name, content);
  zip.end();
  try {
    await pipeline(output, createWriteStream(path, { flags: "wx" }), { signal: options.signal });
  } catch (error) {
    throw options.signal?.aborted ? abortError(options.signal.reason) : error;
  }
}

function addInput(zip: ZipFile, name: string, content: ZipInput["content"]): void {
  const about = { mtime: entryTime, mode: 0o100644, forceDosTimestamp: true };
  if (Buffer.isBuffer(content)) zip.addBuffer(content, name, about);
  else if ("path" in content) zip.addFile(content.path, name, about);
  else {
    const stream = Readable.from(content, { objectMode: false });
    stream.on("error", (error) => zip.emit("error", error));
    zip.addReadStream(stream, name, about);
  }
}
