/** Dates on their way to the wire. */
import { tracktionErrors } from "./error-family.js";

/** ISO 8601 in UTC; texts are sent as they are. */
export function wireDate(date: string | Date | undefined): string | undefined {
  if (!(date instanceof Date)) return date;
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw tracktionErrors.create("expiresAt is no date", { kind: "validation", issues: [] });
}
