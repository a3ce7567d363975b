/** Dates out of wire values; knows nothing of the models that hold them. */

const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * The moment that a wire timestamp names: ISO 8601 text (read as UTC when it has no zone, as the
 * server writes it) or Unix seconds. Null and undefined stay undefined.
 *
 * @throws {RangeError} when the text is no date.
 */
export function toDate(value: string | number): Date;
export function toDate(value: string | number | null | undefined): Date | undefined;
export function toDate(value: string | number | null | undefined): Date | undefined {
  if (value === null || value === undefined) return undefined;
  const date = typeof value === "number" ? new Date(value * 1000) : parseText(value.trim());
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a date: ${value}`);
  return date;
}

function parseText(text: string): Date {
  // Servers write microseconds; ECMAScript's format has milliseconds (ECMA-262, section 21.4.1.32).
  const iso = text
    .replace(" ", "T")
    .replace(/\.(\d+)/, (_, digits: string) => `.${digits.slice(0, 3).padEnd(3, "0")}`);
  const isDateOnly = !iso.includes("T");
  return new Date(isDateOnly || zoned.test(iso) ? iso : `${iso}Z`);
}
