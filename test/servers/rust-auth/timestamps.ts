// Writes points in time in the two ways of the real server, nanoseconds included.

/** Digits below the millisecond, so that clients meet what they will meet in production. */
const belowMilliseconds = "204517";

/** As in users: `2026-01-03T09:15:42.318204517Z`. */
export function zuluTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", `${belowMilliseconds}Z`);
}

/** As in health, administration and errors: `2026-01-03T09:15:42.318204517+00:00`. */
export function offsetTimestamp(milliseconds: number): string {
  return zuluTimestamp(milliseconds).replace("Z", "+00:00");
}

/** The same, null kept. */
export function offsetTimestampOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : offsetTimestamp(milliseconds);
}
