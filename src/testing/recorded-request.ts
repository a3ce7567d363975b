/** A request as a test wants to look at it. */

/** What was sent. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The body as UTF-8. */
  readonly text: string;
  /** The body parsed as JSON; undefined when there is none. Throws when it is not JSON. */
  readonly json: unknown;
  /** The fields of a form body. */
  readonly form: URLSearchParams;
  readonly signal: AbortSignal;
}

/** Reads a request, its body included. */
export async function recordRequest(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<RecordedRequest> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const bytes = new Uint8Array(await request.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return {
    method: request.method,
    url: url.href,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(request.headers),
    bytes,
    text,
    get json(): unknown {
      return text === "" ? undefined : JSON.parse(text);
    },
    get form() {
      return new URLSearchParams(text);
    },
    signal: init?.signal ?? request.signal,
  };
}
