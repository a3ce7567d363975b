/** How far this machine's clock is from a server's. Pure. */

/** Milliseconds to add to `now` for the server's time; undefined when its answer has no usable `Date`. */
export function skewOf(response: Response, now: number): number | undefined {
  const date = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : date - now;
}
