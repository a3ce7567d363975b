/** A fetch that keeps what is sent, as bytes would show it. */
import type { Fetch } from "../../src/runtime/index.js";

/** One request on the wire. */
export interface Sent {
  /** Method and URL. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is answered when nothing is said. */
const nothing = (): Response => new Response(null, { status: 204 });

/** A fetch that records, and what it recorded last. */
export function recordSent(answer: (sent: Sent) => Response = nothing): {
  readonly fetch: Fetch;
  last(): Sent;
} {
  const all: Sent[] = [];
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      // As it was handed over: a `Request` would have normalised the URL, and dropped cookies.
      const url = input instanceof Request ? input.url : String(input);
      const own = input instanceof Request ? input.headers : new Headers(init?.headers);
      const sent = {
        line: `${request.method} ${url}`,
        headers: Object.fromEntries(own),
        body: await request.text(),
      };
      all.push(sent);
      return answer(sent);
    },
    last: () => {
      const sent = all.at(-1);
      if (sent === undefined) throw new Error("nothing was sent");
      return sent;
    },
  };
}

/** The parts of a multipart body, each without its boundary. */
export function partsOf({ headers, body }: Sent): string[] {
  const boundary = /boundary=(\S+)/.exec(headers["content-type"] ?? "")?.[1] ?? "";
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.replace(/^\r\n|\r\n$/g, "").replaceAll("\r\n", "\n"));
}
