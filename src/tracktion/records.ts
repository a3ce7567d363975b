/** Narrowing of unknown JSON; knows nothing of the API. */

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: no array, no null. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; an empty one for anything else. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** The value if it is text with anything in it, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The same object without the fields that are undefined or null. */
export function withoutEmptyFields<T extends object>(fields: T): WithoutEmptyFields<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  // Only undefined and null were taken out.
  return Object.fromEntries(kept) as WithoutEmptyFields<T>;
}

type EmptyKeys<T> = {
  [K in keyof T]-?: undefined extends T[K] ? K : null extends T[K] ? K : never;
}[keyof T];

/** Fields that may be undefined or null become optional. */
export type WithoutEmptyFields<T> = { [K in Exclude<keyof T, EmptyKeys<T>>]: T[K] } & {
  [K in EmptyKeys<T>]?: NonNullable<T[K]>;
};
