/** Text for people: labelled fields and tables; knows nothing of the API. */

/** Control characters, which could steer a terminal when they come from a server. */
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

/** One line of text that a terminal shows as it is. */
export function printable(value: unknown): string {
  if (value === undefined || value === null) return "-";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.replace(controls, (found) =>
    found === "\n" ? "\\n" : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `Label: value` per field; fields without a value are left out. */
export function fieldLines(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([label, value]) => `${label}: ${printable(value)}`);
}

/** A heading and a row per item, columns aligned; `empty` when there are no items. */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly unknown[])[],
  empty: string,
): string[] {
  if (rows.length === 0) return [empty];
  const table = [headings, ...rows.map((row) => row.map(printable))];
  const widths = headings.map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
