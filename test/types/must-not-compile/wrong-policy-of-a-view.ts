/** a policy of a view takes its known values only */
import type { PolicyClient } from "clientwright/openapi-fetch";

export const mistake = (client: PolicyClient<object>) =>
  // error: TS2322 Type 'string' is not assignable to type
  client.withOptions({ timeoutMs: "10" });
