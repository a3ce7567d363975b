/** How long a server asks to wait, out of its headers. Malformed and past values say nothing. */
import { parseHttpDate } from "./http-date.js";

/** One way in which servers ask; answers milliseconds, or undefined when it is not used. */
type Hint = (
  header: (name: string) => string,
  nowMs: number,
  isOverload: boolean,
) => number | undefined;

/** In order of precedence: the most precise and the most standard come first. */
const hints: readonly Hint[] = [
  (header) => decimal(header("retry-after-ms")),
  (header, nowMs) => secondsOrDate(header("retry-after"), nowMs),
  (header) => seconds(header("x-ratelimit-retry-after")),
  structuredRateLimit,
  (header, nowMs, isOverload) => resetHint(header, "ratelimit", nowMs, isOverload),
  (header, nowMs, isOverload) => resetHint(header, "x-ratelimit", nowMs, isOverload),
];

/**
 * Milliseconds to wait before the next request. Rate-limit headers count when nothing remains, or when the
 * status says so (429, 503); 0 only where the server says so.
 */
export function retryAfterMs(headers: Headers, status: number, nowMs: number): number | undefined {
  const header = (name: string): string => headers.get(name)?.trim() ?? "";
  const isOverload = status === 429 || status === 503;
  for (const hint of hints) {
    const wait = hint(header, nowMs, isOverload);
    if (wait !== undefined) return wait;
  }
  return undefined;
}

function decimal(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function seconds(text: string): number | undefined {
  const value = decimal(text);
  return value === undefined ? undefined : Math.ceil(value * 1000);
}

/** RFC 9110, section 10.2.3; decimals are common although it asks for integers. */
function secondsOrDate(text: string, nowMs: number): number | undefined {
  return seconds(text) ?? ahead(parseHttpDate(text, nowMs), nowMs);
}

function ahead(time: number | undefined, nowMs: number): number | undefined {
  return time !== undefined && time > nowMs ? time - nowMs : undefined;
}

/** `"policy";r=0;t=12` (draft-ietf-httpapi-ratelimit-headers-10) or `limit=9, remaining=0, reset=12` (draft 7). */
function structuredRateLimit(
  header: (name: string) => string,
  _nowMs: number,
  isOverload: boolean,
): number | undefined {
  const waits = header("ratelimit")
    .split(/,(?![^,;]*=)|,(?=\s*")/)
    .flatMap((policy) => {
      const remaining = /[;,\s](?:r|remaining)=(\d+)/.exec(` ${policy}`)?.[1];
      const reset = /[;,\s](?:t|reset)=(\d+)/.exec(` ${policy}`)?.[1];
      const isSpent = remaining === "0" || (remaining === undefined && isOverload);
      return isSpent && reset !== undefined ? [Number(reset) * 1000] : [];
    });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** `RateLimit-Reset` and `X-RateLimit-Reset`: seconds from now, or seconds or milliseconds since the epoch. */
function resetHint(
  header: (name: string) => string,
  prefix: string,
  nowMs: number,
  isOverload: boolean,
): number | undefined {
  const reset = decimal(header(`${prefix}-reset`));
  if (reset === undefined || !(isOverload || header(`${prefix}-remaining`) === "0"))
    return undefined;
  if (reset >= 1e12) return ahead(reset, nowMs);
  return reset >= 1e9 ? ahead(reset * 1000, nowMs) : Math.ceil(reset * 1000);
}
