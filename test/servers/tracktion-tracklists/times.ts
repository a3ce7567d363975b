// The ways in which the tracklist server reads and writes lengths of time.

/** Seconds as an ISO 8601 duration, such as `PT3M30S`. */
export function isoDuration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  const rest = seconds % 60;
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`];
  return `PT${parts.filter(Boolean).join("") || "0S"}`;
}

/** Clock times, whole seconds or decimal minutes. What cannot be read is silently 0. */
export function lenientSeconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d+\.\d+$/.test(text)) return Math.round(Number(text) * 60);
  return clockSeconds(text) ?? 0;
}

/** ISO 8601, a number of seconds or `HH:MM:SS`; undefined for anything else, such as `MM:SS`. */
export function strictSeconds(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(value);
  if (iso) return Number(iso[1] ?? 0) * 3_600 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0);
  return value.split(":").length === 3 ? clockSeconds(value) : undefined;
}

function clockSeconds(text: string): number | undefined {
  if (!/^\d+:\d\d(:\d\d)?$/.test(text)) return undefined;
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Unix milliseconds with a zone, as batches and versions have them. */
export function zoned(milliseconds: number): string {
  return `${naive(milliseconds)}+00:00`;
}

/** Unix milliseconds without a zone, as the server's database has them. */
export function naive(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "");
}
