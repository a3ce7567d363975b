/** A `fetch` that answers from a script and remembers what it was sent. */
import { type Clock, ConfigError, type Fetch, systemClock } from "../runtime/index.js";
import { type Answer, perform } from "./answers.js";
import { createScript, type Script } from "./fake-script.js";
import { type RecordedRequest, recordRequest } from "./recorded-request.js";
import { type RequestRecord, recordOf } from "./recording.js";

/** Options of `fakeFetch`. */
export interface FakeFetchOptions {
  /** Clock of delayed answers. Default: the platform's. */
  readonly clock?: Clock;
}

/** A `fetch` for a client's `fetch` option, with what it was sent. */
export interface FakeFetch extends Fetch {
  /** Every request so far, in order, with its secrets. */
  readonly requests: readonly RecordedRequest[];
  /** The last request. Throws if there was none. */
  readonly last: RecordedRequest;
  /** How many requests were sent. */
  readonly count: number;
  /** `METHOD path?query` of each request. */
  readonly lines: readonly string[];
  /** Every request as plain data without secrets, fit for a snapshot. */
  recording(): RequestRecord[];
  /** Throws if a scripted answer was not used, or a request found none. */
  assertDone(): void;
}

/** All but the call signature. */
type FakeFetchMembers = Pick<FakeFetch, keyof FakeFetch>;

/**
 * A `fetch` that answers in order, or by `METHOD /path`:
 *
 * ```ts
 * const fetch = fakeFetch([{ status: 503 }, { json: { id: 1 } }]);
 * const fetch = fakeFetch({ "GET /tokens/{id}": { json: { id: 1 } }, "* /slow": { never: true } });
 * ```
 *
 * Under a path, one answer serves every request; a list serves in order.
 */
export function fakeFetch(script: Script, options: FakeFetchOptions = {}): FakeFetch {
  const { clock = systemClock } = options;
  const requests: RecordedRequest[] = [];
  const scripted = createScript(script);
  const unanswered: string[] = [];

  const send: Fetch = async (input, init) => {
    const request = await recordRequest(input, init);
    requests.push(request);
    request.signal.throwIfAborted();
    const answer: Answer | undefined = scripted.next(request);
    if (answer !== undefined) return await perform(answer, request, clock);
    unanswered.push(`${request.method} ${request.path}`);
    // Not a failed connection: a client would try that again.
    throw new ConfigError(
      `fakeFetch has no answer for request ${requests.length}: ${request.method} ${request.path}`,
    );
  };
  const members: FakeFetchMembers = {
    requests,
    get last() {
      const last = requests.at(-1);
      if (!last) throw new Error("fakeFetch was not called");
      return last;
    },
    get count() {
      return requests.length;
    },
    get lines() {
      return requests.map(({ method, path, query }) =>
        query.size > 0 ? `${method} ${path}?${query}` : `${method} ${path}`,
      );
    },
    recording: () => requests.map((request) => recordOf(request)),
    assertDone: () => {
      const left = scripted.unused();
      const problems = [
        ...unanswered.map((line) => `no answer for ${line}`),
        ...left.map((line) => `never asked for ${line}`),
      ];
      if (problems.length > 0) throw new Error(`fakeFetch: ${problems.join("; ")}`);
    },
  };
  // With descriptors, so that getters stay getters; the members are those that the type names.
  return Object.defineProperties(send, Object.getOwnPropertyDescriptors(members)) as FakeFetch;
}
