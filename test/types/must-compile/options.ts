/** What may be said to a client and to a call. */

import { NeuroGraphApi } from "../../../generated/neurograph/index.js";
import { bearer } from "../../../src/auth/index.js";
import type { CallOptions, Policy } from "../../../src/runtime/index.js";
import { expectType } from "../support/expect-type.js";

/** a secret is a text, or a function that answers one now or later */
export function secrets(): NeuroGraphApi[] {
  return [
    new NeuroGraphApi({ auth: { bearerJwt: "token" } }),
    new NeuroGraphApi({ auth: { bearerApiKey: () => "key" } }),
    new NeuroGraphApi({ auth: { apiKeyHeader: async () => "key" } }),
  ];
}

/** a provider stands for one scheme, or for all of them */
export function providers(): NeuroGraphApi[] {
  const provider = bearer("token");
  return [
    new NeuroGraphApi({ auth: provider }),
    new NeuroGraphApi({ auth: { bearerJwt: provider } }),
  ];
}

/** credentials may be left out where some operations need none */
export function anonymous(): NeuroGraphApi[] {
  return [new NeuroGraphApi(), new NeuroGraphApi({ baseUrl: new URL("http://localhost") })];
}

/** retries are settings, a number, or off */
export function retries(api: NeuroGraphApi): unknown[] {
  const said: CallOptions[] = [
    { retry: false },
    { retry: 3 },
    { retry: { maxRetries: 1, jitter: "none", delayMs: ({ attempt }) => attempt * 100 } },
  ];
  return said.map((options) => api.tokens.get(1, options));
}

/** every call takes a signal, limits, headers, queries and policies */
export function perCall(api: NeuroGraphApi): unknown {
  const policy: Policy = (request, next, { operation, attempt }) => {
    expectType<typeof operation.id>().toBe<string>();
    expectType<typeof attempt>().toBe<number>();
    return next(request);
  };
  return api.tokens.get(1, {
    signal: AbortSignal.timeout(1_000),
    timeoutMs: 500,
    deadlineMs: 2_000,
    headers: { "x-trace": "1", accept: null, "x-many": ["a", "b"] },
    query: { debug: true },
    policies: [policy],
    auth: false,
  });
}
