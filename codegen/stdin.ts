/** The document that is piped into a command. */
import { UsageError } from "./config.js";

/** Argument that stands for standard input. */
export const stdinArgument = "-";

/** Whatever hands out bytes, e.g. `process.stdin`. */
export type ByteSource = AsyncIterable<Uint8Array | string>;

/** Reads everything. Throws `UsageError` at a terminal, where nobody knows that a document is expected. */
export const readStdin = async (from?: ByteSource): Promise<Uint8Array> => {
  if (from === undefined && process.stdin.isTTY === true)
    throw new UsageError('"-" reads the document from standard input: pipe one in.');
  const parts: Uint8Array[] = [];
  for await (const part of from ?? process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
};
