// Reads queries and bodies of calls; what does not fit is a thrown 400.
import type { Call } from "./call.js";
import { badRequest } from "./failures.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body, which has to be a JSON object. */
export function jsonBody({ request }: Call): JsonObject {
  if (isObject(request.json)) return request.json;
  throw badRequest("The body has to be a JSON object");
}

/** A text that has to be there and not be empty. */
export function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw badRequest(`${name} is needed`);
}

export function textList(body: JsonObject, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw badRequest(`${name} has to be a list of texts`);
}

/** The values of `page` and `pageSize`. */
export interface PageWish {
  readonly page: number;
  readonly pageSize: number;
}

/** Default: the first page, of 20. */
export function pageOf({ query }: Call, largest = Number.MAX_SAFE_INTEGER): PageWish {
  const page = wholeNumber(query, "page", 1);
  const pageSize = wholeNumber(query, "pageSize", 20);
  if (pageSize > largest) throw badRequest(`pageSize is ${largest} at most`);
  return { page, pageSize };
}

/** The items of a page. */
export function slice<T>(items: readonly T[], { page, pageSize }: PageWish): readonly T[] {
  return items.slice((page - 1) * pageSize, page * pageSize);
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number): number {
  const value = query.get(name);
  if (value === null) return fallback;
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw badRequest(`${name} has to be a whole number of at least 1`);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value.a.b`, or undefined. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = memberAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** Single things where lists are meant count as lists of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
