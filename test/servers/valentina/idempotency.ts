// Remembers the answers to requests with an idempotency key, and gives them again.
import { createHash } from "node:crypto";
import type { Answer } from "../support/answers.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { conflict } from "./failures.js";

/** How long an answer is kept. */
const lifeMs = 3_600_000;

interface Kept {
  readonly bodyHash: string;
  readonly answer: Answer;
  readonly until: number;
}

/** The answer of a request: the first one again, or that of `carryOut`. */
export type IdempotencyStore = (
  apiKey: string,
  request: RecordedRequest,
  carryOut: () => Answer,
) => Answer;

/** Only successes are kept, and only of POST, PUT and PATCH; the query plays no part. */
export function createIdempotencyStore(now: () => number): IdempotencyStore {
  const kept = new Map<string, Kept>();
  return (apiKey, request, carryOut) => {
    const key = request.headers["idempotency-key"];
    if (key === undefined || !/^(POST|PUT|PATCH)$/.test(request.method)) return carryOut();
    const place = [apiKey, key, request.method, pathOf(request)].join(" ");
    const bodyHash = createHash("sha256").update(request.raw).digest("hex");
    const before = kept.get(place);
    if (before !== undefined && before.until > now()) {
      if (before.bodyHash === bodyHash) return before.answer;
      throw conflict(
        `Idempotency key '${key}' was previously used with a different request body. ` +
          "Each unique request must use a unique idempotency key.",
      );
    }
    // What fails is thrown, and so is not kept.
    const answer = carryOut();
    kept.set(place, { bodyHash, answer, until: now() + lifeMs });
    return answer;
  };
}
