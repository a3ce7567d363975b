/** What `clientwright/openapi-fetch` takes beyond openapi-fetch. */
import createClient, {
  type CallPolicies,
  type Client,
  type ClientOptions,
  type PolicyClient,
} from "clientwright/openapi-fetch";
import type { paths } from "../../../generated/neurograph/schema.js";
import { bearer } from "../../../src/auth/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** policies of a client */
export function policies(): PolicyClient<paths> {
  const options: ClientOptions = {
    baseUrl: "https://api.test",
    retry: { maxRetries: 3, onRetry: ({ delayMs }) => console.log(delayMs) },
    timeoutMs: 5_000,
    deadlineMs: 20_000,
    auth: bearer("token"),
    policies: [(request, next) => next(request)],
    typedErrors: true,
  };
  return createClient<paths>(options);
}

/** policies of some calls, typed */
export async function views(client: PolicyClient<paths>): Promise<void> {
  const said: CallPolicies = { retry: false, auth: false, idempotencyKey: "k" };
  const view = client.withOptions(said);
  expectTypeOf(view).toBe<PolicyClient<paths>>();
  await view.POST("/api/v1/tokens", { body: { text: "x" } });
}

/** what takes a client of openapi-fetch takes this one */
export function plain(client: PolicyClient<paths>): Client<paths> {
  return client;
}
