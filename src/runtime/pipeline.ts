/** The order of everything that surrounds a request. This list is the only place that knows it. */
import type { Capabilities, Layer, Next } from "./call-state.js";
import { limitAttempt } from "./policies/attempt-timeout.js";
import { authenticate } from "./policies/authenticate.js";
import { once } from "./policies/once.js";
import { readAnswer } from "./policies/read-answer.js";
import { send } from "./policies/send.js";

/** The rings of a client as one function. What is optional comes from its capabilities. */
export function createPipeline(capabilities: Capabilities): Next {
  const layers: readonly (Layer | undefined)[] = [
    capabilities.retry?.() ?? once, // decides whether what follows is done again
    authenticate, // each attempt carries fresh credentials
    limitAttempt, // one attempt, its body included
    readAnswer, // so that a stalled body is within the limit
    capabilities.policies, // the user's; what they change is what is logged and sent
    capabilities.log,
    capabilities.redirects,
    send, // the platform's fetch
  ];
  return layers
    .filter((layer) => layer !== undefined)
    .reduceRight<Next>((next, layer) => (wire, call) => layer(wire, next, call), unreachable);
}

/** What `send` gets and does not call. */
const unreachable: Next = () => Promise.reject(new Error("nothing lies beyond the last ring"));
