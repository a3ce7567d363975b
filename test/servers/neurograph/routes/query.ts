// The text query, which answers invented results like the real server.
import { randomUUID } from "node:crypto";
import { beyondGuide, type Call, open, type Route } from "../call.js";
import { envelopeAnswer } from "../envelope.js";
import { boolean, integer, list, number, oneOf, string } from "../field-kinds.js";
import { defaulted, optional, readBody, required } from "../fields.js";

const spaces = [
  "L1Physical",
  "L2Sensory",
  "L3Motor",
  "L4Emotional",
  "L5Cognitive",
  "L6Social",
  "L7Temporal",
  "L8Abstract",
];
const mostResults = 5;
const claimedMilliseconds = 0.04;

export const queryRoutes: readonly Route[] = beyondGuide([
  { method: "POST", path: "/api/v1/query", access: open, handle: queryText },
]);

function queryText(call: Call) {
  const input = readBody(call, {
    text: required(string({ minLength: 1, maxLength: 1000 })),
    limit: defaulted(integer({ min: 1, max: 100 }), 10),
    threshold: defaulted(number({ min: 0, max: 1 }), 0),
    spaces: optional(list(oneOf(spaces))),
    include_connections: defaulted(boolean, false),
  });
  call.state.textQueries += 1;
  const tokens = Array.from({ length: Math.min(input.limit, mostResults) }, (_, index) => ({
    token_id: null,
    label: `result_${index}`,
    score: (9 - index) / 10,
    entity_type: "Concept",
    coordinates: null,
  })).filter((token) => token.score >= input.threshold);
  const data = {
    signal_id: randomUUID(),
    query_text: input.text,
    processing_time_ms: claimedMilliseconds,
    confidence: 0.85,
    interpretation: "semantic_query",
    tokens,
    // The wrong way round, like the real server.
    connections: input.include_connections ? null : [],
    total_candidates: tokens.length,
  };
  return envelopeAnswer(call, data, { took: claimedMilliseconds });
}
