/** What answers say about the caller's rate limit. Pure. */

/** The first policy of the header `RateLimit`; undefined where the answer does not say. */
export interface RateLimit {
  /** Seconds until the next request may be sent. */
  readonly retryAfter: number | undefined;
  /** Requests that are left. */
  readonly remaining: number | undefined;
}

/** Reads `RateLimit`; where it names no wait, `Retry-After` in whole seconds counts. [VN-084] */
export function readRateLimit(headers: Headers): RateLimit {
  const policies = headers.get("ratelimit") ?? "";
  return {
    retryAfter: parameter(policies, "t") ?? integer(headers.get("retry-after") ?? ""),
    remaining: parameter(policies, "r"),
  };
}

/** The parameter's first value, of whatever policy. There must be no blank before its name. */
function parameter(policies: string, name: string): number | undefined {
  const start = policies.indexOf(`;${name}=`);
  if (start < 0) return undefined;
  const [text = ""] = policies.slice(start + name.length + 2).split(/[;,]/, 1);
  return integer(text);
}

function integer(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined;
}
