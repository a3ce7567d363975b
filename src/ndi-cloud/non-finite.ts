/** Numbers that JSON has no words for. Pure. [NDI-167] */

const sentinels: Readonly<Record<string, number>> = {
  __NDI__NaN__: Number.NaN,
  __NDI__Infinity__: Number.POSITIVE_INFINITY,
  "__NDI__-Infinity__": Number.NEGATIVE_INFINITY,
};

/**
 * The same value with every text that stands for such a number exchanged for it. Values without any stay the objects
 * that they are.
 */
export function rehydrateNonFinite(value: unknown): unknown {
  return exchanged(value, (leaf) =>
    typeof leaf === "string" && Object.hasOwn(sentinels, leaf) ? sentinels[leaf] : leaf,
  );
}

/** The way back: JSON would make null of these numbers. */
export function dehydrateNonFinite(value: unknown): unknown {
  return exchanged(value, (leaf) =>
    typeof leaf === "number" && !Number.isFinite(leaf) ? `__NDI__${leaf}__` : leaf,
  );
}

/** Copies only what changes. */
function exchanged(value: unknown, exchange: (leaf: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null) return exchange(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => exchanged(item, exchange));
    return items.every((item, index) => Object.is(item, value[index])) ? value : items;
  }
  // Dates and whatever else writes itself as JSON is left to do so.
  if ("toJSON" in value) return value;
  const entries = Object.entries(value);
  const fields = entries.map(([name, field]) => [name, exchanged(field, exchange)] as const);
  const isSame = fields.every(([, field], index) => Object.is(field, entries[index]?.[1]));
  return isSame ? value : Object.fromEntries(fields);
}
