/** Reads `data.items` out of an answer. */

/** The value at a dotted path; the value itself for an empty path; undefined where nothing is. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === "") return value;
  let current = value;
  for (const step of path.split(".")) {
    if (typeof current !== "object" || current === null) return undefined;
    // Checked above; what a property holds is narrowed by whoever reads it.
    current = (current as Readonly<Record<string, unknown>>)[step];
  }
  return current;
}

/** The number at a dotted path, also when it is written as text. */
export function numberAt(value: unknown, path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  const found = valueAt(value, path);
  const number = typeof found === "string" && found !== "" ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
