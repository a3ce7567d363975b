/** The three forms of a date in HTTP (RFC 9110, section 5.6.7), read strictly. */

const clockTime = "(\\d\\d):(\\d\\d):(\\d\\d)";
const month = "([A-Z][a-z]{2})";
const forms = [
  // IMF-fixdate and RFC 850: day, month, year, time.
  new RegExp(`^[A-Z][a-z]+, (\\d\\d)[ -]${month}[ -](\\d{4}|\\d\\d) ${clockTime} GMT$`),
  // asctime: month, day, time, year.
  new RegExp(`^[A-Z][a-z]{2} ${month} ([ \\d]\\d) ${clockTime} (\\d{4})$`),
];
const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** Milliseconds since the epoch; undefined when the text is no HTTP date. */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  const [fixed, asctime] = forms.map((form) => form.exec(text));
  const parts = fixed
    ? [fixed[3], fixed[2], fixed[1], ...fixed.slice(4)]
    : asctime && [asctime[6], asctime[1], asctime[2], ...asctime.slice(3, 6)];
  if (!parts) return undefined;
  const [year = "", name = "", day, hours, minutes, seconds] = parts;
  const monthIndex = months.indexOf(name) / 3;
  const time = Date.UTC(
    fullYear(year, nowMs),
    monthIndex,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
  );
  return Number.isInteger(monthIndex) && monthIndex >= 0 && !Number.isNaN(time) ? time : undefined;
}

/** Two digits more than 50 years ahead mean the past century. */
function fullYear(text: string, nowMs: number): number {
  const year = Number(text);
  if (text.length === 4) return year;
  const current = new Date(nowMs).getUTCFullYear();
  const candidate = current - (current % 100) + year;
  return candidate > current + 50 ? candidate - 100 : candidate;
}
