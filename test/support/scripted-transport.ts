/** A transport that answers from a list and remembers what it was sent. */
import type { Fetch } from "../../src/runtime/index.js";
import type { ManualClock } from "./manual-clock.js";

/** One answer: a response, a failure, or silence. */
export type Step =
  | Response
  | Error
  | "hang"
  | ((sent: SentRequest) => Response | Error | "hang" | Promise<Response>);

/** A request as it reached the transport. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly at: number;
}

/** The transport, and what it saw. */
export interface ScriptedTransport {
  readonly fetch: Fetch;
  readonly sent: SentRequest[];
}

/** Answers the steps in order; the last one again and again. */
export function scriptTransport(steps: readonly Step[], clock?: ManualClock): ScriptedTransport {
  const sent: SentRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const entry: SentRequest = {
      url: request.url,
      method: request.method,
      headers: request.headers,
      body: await request.clone().text(),
      at: clock?.now() ?? 0,
    };
    const step = steps[Math.min(sent.length, steps.length - 1)];
    sent.push(entry);
    const answer = typeof step === "function" ? await step(entry) : step;
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer.clone();
    return new Promise((_, reject) => {
      const { signal } = request;
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  };
  return { fetch, sent };
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

/** The platform's error for a connection that failed with a system code. */
export function networkError(code: string): Error {
  const cause = Object.assign(new Error(`connect ${code} 127.0.0.1:443`), { code });
  return new TypeError("fetch failed", { cause });
}
