// Writes points in time the way each wire profile does.
import type { Settings } from "./options.js";

/** Documented: ISO-8601 with Z. Reference: microseconds and no zone, to be read as UTC. */
export function timestamp(settings: Settings, milliseconds: number): string {
  const zoned = zonedTimestamp(milliseconds);
  return settings.profile === "documented" ? zoned : zoned.replace(/(\.\d{3})Z$/, "$1000");
}

/** The same, null kept. */
export function timestampOrNull(settings: Settings, milliseconds: number | null): string | null {
  return milliseconds === null ? null : timestamp(settings, milliseconds);
}

/** Ends in Z in both profiles. */
export function zonedTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
