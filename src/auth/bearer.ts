/** A bearer token (RFC 6750, section 2.1) that somebody else looks after. */
import type { AuthProvider, CallContext, SecretValue } from "../runtime/index.js";
import { withoutSecrets } from "./redacted.js";
import { assertSecret, readSecret, withSecret } from "./secret.js";
import { withHeaders } from "./with-headers.js";

const what = "The bearer token";

/**
 * Sends `Authorization: Bearer`. A function is asked for each attempt; after a 401 the attempt is
 * repeated if it then answers another token.
 */
export function bearer(token: SecretValue): AuthProvider {
  assertSecret(token, what);
  const sent = new WeakMap<CallContext, string>();
  const headers = (call: CallContext) =>
    withSecret(token, what, (secret) => {
      if (typeof token === "function") sent.set(call, secret);
      return { authorization: `Bearer ${secret}` };
    });
  const provider: AuthProvider = {
    headers,
    authenticate: async (request, call) => withHeaders(request, await headers(call)),
  };
  if (typeof token === "function") {
    provider.recover = async (response, call) =>
      response.status === 401 && (await readSecret(token, what)) !== sent.get(call);
  }
  return withoutSecrets("bearer", provider);
}
