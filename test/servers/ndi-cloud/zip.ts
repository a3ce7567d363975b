// Reads and writes ZIP archives (APPNOTE 6.3): stored and deflated entries below 4 GB. Independent of what clients use.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** One file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Unix mode with kind, such as 0o120777 for a symbolic link. Default: a plain file. */
  readonly mode?: number;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;

/** @throws {Error} for anything that is no whole archive. */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error("no ZIP archive");
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== centralSignature) throw new Error("broken ZIP directory");
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => archive.readUInt16LE(at + o));
    const name = archive.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    if (!name.endsWith("/")) entries.push({ name, bytes: contentOf(archive, at) });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function contentOf(archive: Buffer, central: number): Buffer {
  const method = archive.readUInt16LE(central + 10);
  const packedSize = archive.readUInt32LE(central + 20);
  const local = archive.readUInt32LE(central + 42);
  if (archive.readUInt32LE(local) !== localSignature) throw new Error("broken ZIP entry");
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedSize);
  const bytes = method === 8 ? inflateRawSync(packed) : Buffer.from(packed);
  if (crc32(bytes) !== archive.readUInt32LE(central + 16)) throw new Error("damaged ZIP entry");
  return bytes;
}

/** An archive of these entries; names go in as they are, however bad. */
export function writeZip(entries: readonly ZipEntry[]): Buffer<ArrayBuffer> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const [local, central] = records(entry, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.byteLength;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function records(
  { name, bytes, mode = 0o100644 }: ZipEntry,
  offset: number,
): [local: Buffer, central: Buffer] {
  const nameBytes = Buffer.from(name);
  const packed = deflateRawSync(bytes);
  // What both records have: version, UTF-8 names, method, time and date, checksum, sizes, length of the name.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x0800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(packed.byteLength, 14);
  common.writeUInt32LE(bytes.byteLength, 18);
  common.writeUInt16LE(nameBytes.byteLength, 22);
  const [localHead, centralHead, rest] = [Buffer.alloc(4), Buffer.alloc(6), Buffer.alloc(14)];
  localHead.writeUInt32LE(localSignature);
  centralHead.writeUInt32LE(centralSignature);
  // Made on Unix, which is how the mode is understood.
  centralHead.writeUInt16LE(0x0314, 4);
  rest.writeUInt32LE((mode << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return [
    Buffer.concat([localHead, common, nameBytes, packed]),
    Buffer.concat([centralHead, common, rest, nameBytes]),
  ];
}
