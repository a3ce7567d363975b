/** Records real exchanges, and plays them back. */
import { ConfigError, type Fetch } from "../runtime/index.js";
import { type RecordedRequest, recordRequest } from "./recorded-request.js";
import { bytesOf, type Exchange, type Fixture, recordOf, responseRecordOf } from "./recording.js";
import { type RedactOptions, redactedUrl } from "./redact.js";

/** A `fetch` that records. */
export interface RecordingFetch extends Fetch {
  /** Everything recorded so far, in the order of the requests, without secrets. */
  fixture(): Promise<Fixture>;
}

/** Sends requests with the given `fetch` and records each exchange. */
export function recordFetch(
  fetch: Fetch = globalThis.fetch,
  options: RedactOptions = {},
): RecordingFetch {
  const exchanges: Promise<Exchange | undefined>[] = [];
  const send: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = fetch(request.clone());
    exchanges.push(exchangeOf(request, answer, options));
    return await answer;
  };
  const fixture = async (): Promise<Fixture> => {
    const finished = await Promise.all(exchanges);
    return { version: 1, exchanges: finished.filter((exchange) => exchange !== undefined) };
  };
  return Object.assign(send, { fixture });
}

/** Undefined for an exchange without an answer: there is nothing to play back. */
async function exchangeOf(
  request: Request,
  answer: Promise<Response>,
  options: RedactOptions,
): Promise<Exchange | undefined> {
  try {
    // Both are copied before anybody else can read them.
    const copy = answer.then((response) => response.clone());
    const [sent, received] = await Promise.all([recordRequest(request), copy]);
    return {
      request: recordOf(sent, options),
      response: await responseRecordOf(received, options),
    };
  } catch {
    return undefined; // The caller of `send` gets the error itself.
  }
}

/** A `fetch` that plays a fixture. */
export interface ReplayingFetch extends Fetch {
  /** Exchanges that were not asked for yet. */
  readonly remaining: readonly Exchange[];
}

/** Options of `replayFetch`. */
export interface ReplayOptions extends RedactOptions {
  /** Answers from another server than the one recorded: only path and query are compared. Default: true. */
  readonly anyOrigin?: boolean;
}

/**
 * Answers each request with the first unused exchange of the same method, path and query. Bodies
 * and headers are not compared: they hold what was redacted.
 */
export function replayFetch(fixture: Fixture, options: ReplayOptions = {}): ReplayingFetch {
  const remaining = [...fixture.exchanges];
  const send: Fetch = async (input, init) => {
    const request = await recordRequest(input, init);
    request.signal.throwIfAborted();
    const wanted = identity(request, options);
    const index = remaining.findIndex((each) => identity(each.request, options) === wanted);
    const [exchange] = index < 0 ? [] : remaining.splice(index, 1);
    // Not a failed connection: a client would try that again.
    if (!exchange) throw new ConfigError(`replayFetch has no exchange left for ${wanted}`);
    return responseOf(exchange);
  };
  return Object.defineProperties(send, {
    remaining: { get: () => [...remaining], enumerable: true },
  }) as ReplayingFetch; // The property that the type names is the one just defined.
}

function identity(
  { method, url }: Pick<RecordedRequest, "method" | "url">,
  options: ReplayOptions,
): string {
  const safe = new URL(redactedUrl(url, options));
  const { anyOrigin = true } = options;
  return `${method} ${anyOrigin ? "" : safe.origin}${safe.pathname}${safe.search}`;
}

/** Describe the body as it was on the wire, before `fetch` decoded it. */
const wireOnly = new Set(["content-encoding", "content-length", "transfer-encoding"]);

function responseOf({ response }: Exchange): Response {
  const { status, body } = response;
  const headers = Object.entries(response.headers).filter(([name]) => !wireOnly.has(name));
  return new Response(body ? bytesOf(body) : null, { status, headers });
}
