/** Answers of a fake server, and how they become responses. */
import type { Clock } from "../runtime/index.js";
import type { RecordedRequest } from "./recorded-request.js";

/** An answer in parts. At most one of `json`, `text`, `bytes`, `chunks`. */
export interface AnswerParts {
  /** Default: 200, or 204 when there is no body. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** A body that comes in pieces; if the iteration throws, the connection breaks there. */
  readonly chunks?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
  /** Time before the answer, on the fake's clock. */
  readonly delayMs?: number;
  /** No answer but a failed connection, as Node reports it, e.g. `ECONNRESET`. */
  readonly networkError?: string;
  /** No answer at all: waits until the caller gives up. */
  readonly never?: boolean;
}

/** An answer, or a function that makes one for the request. */
export type Answer =
  | AnswerParts
  | Response
  | ((request: RecordedRequest) => AnswerParts | Response | Promise<AnswerParts | Response>);

/** Performs an answer as a network would. */
export async function perform(
  answer: Answer,
  request: RecordedRequest,
  clock: Clock,
): Promise<Response> {
  const given = typeof answer === "function" ? await answer(request) : answer;
  if (given instanceof Response) return given.clone();
  if (given.never) return await untilAborted(request.signal);
  if (given.delayMs !== undefined) await clock.sleep(given.delayMs, request.signal);
  request.signal.throwIfAborted();
  if (given.networkError !== undefined) throw networkError(given.networkError);
  return responseOf(given, request.signal);
}

/** The error that `fetch` of Node rejects with when a connection fails. */
export function networkError(code: string): TypeError {
  const cause = Object.assign(new Error(`fake ${code}`), { code });
  return new TypeError("fetch failed", { cause });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function responseOf(parts: AnswerParts, signal: AbortSignal): Response {
  const { body, type } = bodyOf(parts, signal);
  const headers = new Headers(type === undefined ? {} : { "content-type": type });
  for (const [name, value] of Object.entries(parts.headers ?? {})) headers.set(name, value);
  return new Response(body, { status: parts.status ?? (body === null ? 204 : 200), headers });
}

interface AnswerBody {
  readonly body: BodyInit | null;
  readonly type?: string;
}

function bodyOf({ json, text, bytes, chunks }: AnswerParts, signal: AbortSignal): AnswerBody {
  if (json !== undefined) return { body: JSON.stringify(json), type: "application/json" };
  if (text !== undefined) return { body: text, type: "text/plain;charset=utf-8" };
  if (bytes !== undefined) return { body: new Uint8Array(bytes), type: "application/octet-stream" };
  return { body: chunks === undefined ? null : streamOf(chunks, signal) };
}

/** A stream that ends with the caller's reason when it aborts, as a platform's does. */
function streamOf(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const iterator = iterate(chunks);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
    },
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (signal.aborted) return;
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

async function* iterate<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items;
}
