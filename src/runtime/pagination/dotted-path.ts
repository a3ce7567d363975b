/** Reads `data.items` out of an answer. */
import { isRecord } from "../records.js";

/**
 * The value at a dotted path; the value itself for an empty path; undefined where nothing is. Names may have dots in
 * them (`@odata.nextLink`); `-1` is the last element of a list.
 */
export function valueAt(value: unknown, path: string): unknown {
  if (path === "" || typeof value !== "object" || value === null) {
    return path === "" ? value : undefined;
  }
  const dot = Object.hasOwn(value, path) ? -1 : path.indexOf(".");
  if (dot < 0) return child(value, path);
  return valueAt(child(value, path.slice(0, dot)), path.slice(dot + 1));
}

function child(value: object, step: string): unknown {
  if (Array.isArray(value) && step.startsWith("-")) return value.at(Number(step));
  // What a property holds is narrowed by whoever reads it.
  return Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
}

/** A copy of an object with another value at a dotted path; objects on the way are made where they are missing. */
export function withValueAt(value: unknown, path: string, replacement: unknown): object {
  const base = isRecord(value) ? value : {};
  const dot = Object.hasOwn(base, path) ? -1 : path.indexOf(".");
  if (dot < 0) return { ...base, [path]: replacement };
  const step = path.slice(0, dot);
  return { ...base, [step]: withValueAt(base[step], path.slice(dot + 1), replacement) };
}

/** The number at a dotted path, also when it is written as text. */
export function numberAt(value: unknown, path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  const found = valueAt(value, path);
  const number = typeof found === "string" && found !== "" ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
