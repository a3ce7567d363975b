/** Exchanges as plain data without secrets. Pure. */
import type { RecordedRequest } from "./recorded-request.js";
import {
  type RedactOptions,
  redactedForm,
  redactedHeaders,
  redactedJson,
  redactedText,
  redactedUrl,
} from "./redact.js";

/** A body as data: parsed JSON, text, or bytes that are no text. */
export type RecordedBody =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly base64: string };

/** A request as data. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RecordedBody;
}

/** An answer as data. */
export interface ResponseRecord {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RecordedBody;
}

/** A request and its answer. */
export interface Exchange {
  readonly request: RequestRecord;
  readonly response: ResponseRecord;
}

/** What `recordFetch` makes and `replayFetch` plays; save it as JSON. */
export interface Fixture {
  readonly version: 1;
  readonly exchanges: readonly Exchange[];
}

/** A request as data, its secrets replaced. */
export function recordOf(request: RecordedRequest, options: RedactOptions = {}): RequestRecord {
  const { method, url, headers, bytes } = request;
  return {
    method,
    url: redactedUrl(url, options),
    headers: redactedHeaders(headers, options),
    ...recordBody(bytes, headers["content-type"], options),
  };
}

/** An answer as data, its secrets replaced. */
export async function responseRecordOf(
  response: Response,
  options: RedactOptions,
): Promise<ResponseRecord> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  return {
    status: response.status,
    headers: redactedHeaders(headers, options),
    ...recordBody(bytes, headers["content-type"], options),
  };
}

function recordBody(
  bytes: Uint8Array,
  type: string | undefined,
  options: RedactOptions,
): { body?: RecordedBody } {
  if (bytes.length === 0) return {};
  const text = textOf(bytes);
  if (text !== undefined) return { body: textBody(text, type ?? "", options) };
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { body: { base64: btoa(binary) } };
}

function textBody(text: string, type: string, options: RedactOptions): RecordedBody {
  if (type.includes("x-www-form-urlencoded")) return { text: redactedForm(text, options) };
  if (/\bjson\s*(;|$)/i.test(type)) {
    try {
      return { json: redactedJson(JSON.parse(text), options) };
    } catch {
      return { text: redactedText(text, options) }; // Says it is JSON and is not: kept as it came.
    }
  }
  return { text: redactedText(text, options) };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // Not UTF-8, so it is kept as bytes.
  }
}

/** The bytes of a recorded body. */
export function bytesOf(body: RecordedBody): Uint8Array<ArrayBuffer> {
  if ("base64" in body) return Uint8Array.from(atob(body.base64), (char) => char.charCodeAt(0));
  return new TextEncoder().encode("json" in body ? JSON.stringify(body.json) : body.text);
}
