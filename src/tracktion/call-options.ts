/** What every call of a client is given besides what its caller says. */
import type { CallOptions, HeaderValues } from "../runtime/index.js";
import { checkedBaseUrl } from "./base-url.js";

/** What a client adds to its calls. */
export interface CallDefaults {
  readonly signal: AbortSignal | undefined;
  readonly allowInsecure: boolean;
}

/**
 * The options of one call: the client's signal counts as well, an `Authorization` that is given takes the place of
 * the client's credentials, and another server must be safe to talk to.
 */
export function callOptions<T extends CallOptions>(options: T, defaults: CallDefaults): T {
  const { headers, baseUrl } = options;
  const refusal = baseUrl === undefined ? undefined : refusalOf(baseUrl, defaults.allowInsecure);
  const signal = joined(options.signal, defaults.signal);
  return {
    ...(namesAuthorization(headers) && { auth: false }),
    ...options,
    ...(signal !== undefined && { signal }),
    // In the place of the network, so that the call rejects as calls do.
    ...(refusal !== undefined && { fetch: () => Promise.reject(refusal) }),
  };
}

function refusalOf(baseUrl: string | URL, allowInsecure: boolean): Error | undefined {
  try {
    checkedBaseUrl(baseUrl, allowInsecure);
    return undefined;
  } catch (error) {
    // All that is thrown there is an error of ours.
    return error as Error;
  }
}

/** Whether headers say who is calling, if only by taking it out. */
export function namesAuthorization(headers: HeaderValues | undefined): boolean {
  return Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "authorization");
}

/** A signal of the call's own: listeners of many calls at once would pile up on the shared one. */
function joined(
  own: AbortSignal | undefined,
  shared: AbortSignal | undefined,
): AbortSignal | undefined {
  if (shared === undefined) return own;
  return AbortSignal.any(own === undefined ? [shared] : [own, shared]);
}
