// The ways in which servers say when to come back.
import { type Answer, jsonAnswer } from "../support/answers.js";
import type { LimitShape } from "./options.js";

const error = "Rate limit exceeded";

const answers: Readonly<Record<LimitShape, (seconds: number) => Answer>> = {
  documented: (seconds) =>
    jsonAnswer(
      429,
      { error: "rate_limit_exceeded", message: "Slow down.", retry_after: seconds },
      { "X-RateLimit-Retry-After": String(seconds) },
    ),
  tracklist: (seconds) => {
    const message = `Request rate limit exceeded. Try again in ${seconds} seconds.`;
    const body = { error, message, retry_after: seconds };
    return jsonAnswer(429, body, { "Retry-After": String(seconds) });
  },
  analysis: (seconds) => {
    // The server's own slip: its header can say 0 while the body says less than a second.
    const header = { "Retry-After": String(Math.trunc(seconds)) };
    return jsonAnswer(429, { error, retry_after: seconds }, header);
  },
};

/** A 429; only the analysis server knows fractions of a second. */
export function limitAnswer(seconds: number, shape: LimitShape): Answer {
  return answers[shape](
    shape === "analysis" ? Math.round(seconds * 100) / 100 : Math.ceil(seconds),
  );
}
