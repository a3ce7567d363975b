/** Reads ZIP archives that others packed, and trusts none: every entry is looked at before the first is opened. */
import * as zlib from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { ClientwrightError } from "../../runtime/index.js";
import { NdiDownloadError } from "../errors.js";
import { checkAborted, reasonOf, type WorkOptions } from "./work.js";

/** How much an archive may hold. */
export interface ZipLimits {
  /** Entries. Default: 100,000. */
  readonly maxEntries?: number;
  /** Bytes of one entry, unpacked. Default: 256 MiB. */
  readonly maxEntryBytes?: number;
  /** Bytes of all entries, unpacked. Default: 2 GiB. */
  readonly maxTotalBytes?: number;
  /** How many times larger an entry may become than it is; small ones may become so. Default: 500. */
  readonly maxRatio?: number;
}

/** An entry that was unpacked. */
export interface ZipOutput {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Below this, an entry cannot be a bomb, however well it is packed. */
const smallBytes = 8 * 1024 * 1024;

/**
 * Entries of an archive with a name that is wanted, one at a time, in memory.
 *
 * @throws {NdiDownloadError} with the code `UNSAFE_ARCHIVE` for names that lead out of a folder, links, locked entries
 * and too much of anything, before any entry is given; and for what is no archive.
 */
export async function* readZip(
  path: string,
  wants: (name: string) => boolean,
  options: ZipLimits & WorkOptions = {},
): AsyncGenerator<ZipOutput, void, undefined> {
  const zip = await opened(path);
  try {
    const entries = await checkedEntries(zip, options);
    for (const entry of entries.filter(({ fileName }) => wants(fileName))) {
      checkAborted(options);
      yield { name: entry.fileName, bytes: await unpacked(zip, entry) };
    }
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    // Names with backslashes are an error too: they are folders for one system and none for another.
    return await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (error) {
    throw damaged(error);
  }
}

async function checkedEntries(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  const { maxEntries = 100_000, maxTotalBytes = 2 ** 31 } = limits;
  if (zip.entryCount > maxEntries) throw unsafe(`it has more than ${maxEntries} entries`);
  const entries: Entry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, limits);
      total += entry.uncompressedSize;
      if (total > maxTotalBytes) throw unsafe(`it holds more than ${maxTotalBytes} bytes`);
      if (!entry.fileName.endsWith("/")) entries.push(entry);
    }
  } catch (error) {
    if (error instanceof ClientwrightError) throw error;
    // The library's words for names that lead elsewhere.
    const isName = /invalid relative path|absolute path|invalid characters/.test(reasonOf(error));
    throw isName ? unsafe(`an entry has an ${reasonOf(error)}`) : damaged(error);
  }
  return entries;
}

const { fileType, link } = { fileType: 0o170000, link: 0o120000 };

function checkEntry(entry: Entry, limits: ZipLimits): void {
  const { maxEntryBytes = 2 ** 28, maxRatio = 500 } = limits;
  const { fileName, uncompressedSize, compressedSize, externalFileAttributes } = entry;
  const name = JSON.stringify(fileName);
  if (((externalFileAttributes >>> 16) & fileType) === link) throw unsafe(`${name} is a link`);
  if (entry.isEncrypted()) throw unsafe(`${name} is encrypted`);
  if (uncompressedSize > maxEntryBytes)
    throw unsafe(`${name} would become larger than ${maxEntryBytes} bytes`);
  const isBomb = uncompressedSize > smallBytes && uncompressedSize > compressedSize * maxRatio;
  if (isBomb) throw unsafe(`${name} would become more than ${maxRatio} times as large as it is`);
}

/** The library stops where an entry becomes larger than it says; what it says was looked at. */
async function unpacked(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) chunks.push(chunk as Buffer); // Streams of bytes give buffers.
  } catch (error) {
    throw damaged(error);
  }
  const bytes = Buffer.concat(chunks);
  // The first releases of Node 20 cannot count it.
  if (zlib.crc32?.(bytes) === entry.crc32 || zlib.crc32 === undefined) return bytes;
  throw damaged(new Error(`${JSON.stringify(entry.fileName)} does not have its checksum`));
}

function unsafe(reason: string): NdiDownloadError {
  return new NdiDownloadError(`The archive is not unpacked: ${reason}`, { code: "UNSAFE_ARCHIVE" });
}

function damaged(cause: unknown): NdiDownloadError {
  const message = `The archive cannot be read: ${reasonOf(cause)}`;
  return new NdiDownloadError(message, { code: "DAMAGED", cause });
}
