// How times are written.

/** Unix milliseconds as `2030-02-03T04:05:06Z`. */
export function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The same moment with an offset, as some answers have it. */
export function withOffset(milliseconds: number): string {
  return utc(milliseconds).replace("Z", "+00:00");
}

/** The tracklist server writes microseconds. */
export function withMicroseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000Z");
}
