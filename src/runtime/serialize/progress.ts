/** Tells how much of a body the platform has taken. */
import type { UploadProgress } from "../options.js";
import { toStream } from "./body.js";

/** The body as a stream that reports each chunk as it is taken. Sent with `duplex: "half"`. */
export function reportProgress(
  content: BodyInit,
  report: (progress: UploadProgress) => void,
): ReadableStream<Uint8Array> {
  const totalBytes = sizeOf(content);
  const body = new Response(content).body ?? toStream(emptyBody());
  let sentBytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sentBytes += chunk.byteLength;
        report({ sentBytes, totalBytes });
        controller.enqueue(chunk);
      },
    }),
  );
}

function sizeOf(content: BodyInit): number | undefined {
  if (typeof content === "string") return new TextEncoder().encode(content).byteLength;
  if (content instanceof Blob) return content.size;
  if (content instanceof ArrayBuffer || ArrayBuffer.isView(content)) return content.byteLength;
  return undefined;
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
