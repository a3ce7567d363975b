/** The order of everything that surrounds a request. This list is the only place that knows it. */
import type { Layer, Next } from "./call-state.js";
import { limitAttempt } from "./policies/attempt-timeout.js";
import { authenticate } from "./policies/authenticate.js";
import { logExchange } from "./policies/log.js";
import { readAnswer } from "./policies/read-answer.js";
import { retry } from "./policies/retry.js";
import { send } from "./policies/send.js";
import { applyPolicies } from "./policies/user-policies.js";

/** From the outside in. */
const layers: readonly Layer[] = [
  retry, // decides whether what follows is done again
  authenticate, // each attempt carries fresh credentials
  limitAttempt, // one attempt, its body included
  readAnswer, // so that a stalled body is within the limit
  applyPolicies, // the user's; what they change is what is logged and sent
  logExchange,
  send, // the platform's fetch; redirects
];

const end: Next = () => Promise.reject(new Error("nothing lies beyond the last ring"));

/** The rings as one function. */
export function createPipeline(): Next {
  return layers.reduceRight<Next>(
    (next, layer) => (request, call) => layer(request, next, call),
    end,
  );
}
