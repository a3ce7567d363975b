// Reads a request body, up to a limit; knows nothing about any API.
import type { IncomingMessage } from "node:http";

/** The body, or how large it was when reading stopped. */
export type ReadBody =
  | { readonly kind: "complete"; readonly text: string; readonly bytes: Buffer }
  | { readonly kind: "too-large"; readonly bytes: number };

/** A declared length over the limit is refused unread; the rest of the upload is thrown away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > limit) return refuse(request, declared);
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A request without encoding yields buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= limit) chunks.push(chunk);
  }
  if (bytes > limit) return { kind: "too-large", bytes };
  const whole = Buffer.concat(chunks);
  return { kind: "complete", text: whole.toString("utf8"), bytes: whole };
}

function refuse(request: IncomingMessage, bytes: number): ReadBody {
  request.resume();
  return { kind: "too-large", bytes };
}

/** The value of a JSON text; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
