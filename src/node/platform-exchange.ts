/** Carries requests and answers between the platform's classes and undici's, which are not the same. */
import type { RequestInit as UndiciRequestInit, Response as UndiciResponse } from "undici";

/** Bodies up to this size are sent with a Content-Length; larger streams are sent in chunks. */
const wholeBodyLimit = 1024 * 1024;

/** What undici's `fetch` must be told to send a platform request. */
export async function undiciInit(request: Request): Promise<UndiciRequestInit> {
  const { method, redirect, signal } = request;
  const init: UndiciRequestInit = { method, redirect, signal, headers: [...request.headers] };
  if (!request.body) return init;
  return { ...init, body: await wholeOrStream(request.body), duplex: "half" };
}

/**
 * A request tells nothing about its length, and some servers refuse a body without one: what ends
 * within the limit is sent whole.
 */
async function wholeOrStream(
  body: ReadableStream<Uint8Array>,
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= wholeBodyLimit) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
    size += value.byteLength;
  }
  return continued(chunks, reader);
}

function continued(
  chunks: readonly Uint8Array[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  const waiting = [...chunks];
  return new ReadableStream({
    async pull(controller) {
      const first = waiting.shift();
      if (first) return controller.enqueue(first);
      const { done, value } = await reader.read();
      return done ? controller.close() : controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The platform's `Response` for undici's, body unread. */
export function platformResponse(response: UndiciResponse): Response {
  const { status, statusText } = response;
  const answer = new Response(
    // The types differ in name only: both are Node's own `ReadableStream`.
    response.body as ReadableStream<Uint8Array> | null,
    { status, statusText, headers: [...response.headers] },
  );
  // A `Response` made by hand has no URL; Link headers are resolved against it.
  return Object.defineProperties(answer, {
    url: { value: response.url },
    redirected: { value: response.redirected },
  });
}
