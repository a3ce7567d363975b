/** Whether bytes are those that were announced. */
import { createHash, type Hash } from "node:crypto";

/** What is known of bytes before they come. */
export interface ExpectedBytes {
  /** Length; undefined when nobody said it. */
  readonly size?: number | undefined;
  /** Headers of the answer: those that hold checksums are used. */
  readonly headers?: Headers | undefined;
}

/** Looks at bytes as they pass. */
export interface ByteChecks {
  /** How many have passed. */
  readonly bytes: number;
  add(chunk: Uint8Array): void;
  /** What is wrong with them; undefined when nothing is. */
  finish(): string | undefined;
}

/** Checksums of whole objects that the storage may name; its `etag` is none, as it depends on how bytes were sent. */
const checksums: readonly (readonly [header: string, algorithm: string])[] = [
  ["x-amz-checksum-sha256", "sha256"],
  ["x-amz-checksum-sha1", "sha1"],
  ["content-md5", "md5"],
];

/** Checks against what is known; knows nothing, checks nothing. */
export function createChecks({ size, headers }: ExpectedBytes): ByteChecks {
  const sums = announced(headers);
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    add(chunk) {
      bytes += chunk.byteLength;
      for (const { hash } of sums) hash.update(chunk);
    },
    finish() {
      if (size !== undefined && bytes !== size) return `${bytes} bytes came instead of ${size}`;
      const wrong = sums.find(({ hash, expected }) => hash.digest("base64") !== expected);
      return wrong && `The bytes that came do not have the checksum that ${wrong.header} names`;
    },
  };
}

interface Sum {
  readonly header: string;
  readonly expected: string;
  readonly hash: Hash;
}

function announced(headers: Headers | undefined): Sum[] {
  return checksums.flatMap(([header, algorithm]) => {
    const expected = headers?.get(header)?.trim();
    // Checksums of objects in parts end in their number, and are none of the bytes themselves.
    const isWhole = expected !== undefined && /^[A-Za-z0-9+/]+=*$/.test(expected);
    return isWhole ? [{ header, expected, hash: createHash(algorithm) }] : [];
  });
}
