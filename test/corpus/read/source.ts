/** Documents as they are in their files, read without the generator: what it does is compared with this. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value and the file that it is in. */
export interface Place {
  readonly file: string;
  readonly value: unknown;
}

/** Reads files once, and follows references between them. */
export interface Source {
  read(file: string): unknown;
  /** Where references lead; a value of undefined where they lead nowhere. */
  follow(place: Place): Place;
  /** Every file that was read. */
  readonly files: ReadonlyMap<string, unknown>;
}

const parseText = (file: string, text: string): unknown => {
  if (file.endsWith(".json")) {
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
      // JSON that is only YAML: comments, keys twice.
    }
  }
  return parse(text, { maxAliasCount: -1, uniqueKeys: false, logLevel: "silent" });
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const stepInto = (value: unknown, segment: string): unknown => {
  if (Array.isArray(value)) return value[Number(segment)];
  return isFields(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
};

/** What a JSON Pointer in a fragment points at (RFC 6901, section 6). */
const pointedAt = (root: unknown, fragment: string): unknown =>
  fragment
    .split("/")
    .slice(1)
    .map((segment) => decoded(segment).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce(stepInto, root);

export const createSource = (): Source => {
  const files = new Map<string, unknown>();
  const read = (file: string): unknown => {
    if (!files.has(file)) files.set(file, parseText(file, readFileSync(file, "utf8")));
    return files.get(file);
  };
  const target = (file: string, reference: string): Place => {
    const [name = "", fragment = ""] = reference.split("#", 2);
    if (/^[a-z]+:/i.test(name)) return { file, value: undefined };
    const other = name === "" ? file : resolve(dirname(file), decoded(name));
    try {
      return { file: other, value: pointedAt(read(other), fragment) };
    } catch {
      return { file: other, value: undefined };
    }
  };
  const follow = (place: Place, depth = 0): Place => {
    const { file, value } = place;
    if (!isFields(value) || typeof value.$ref !== "string" || depth > 32) return place;
    const found = follow(target(file, value.$ref), depth + 1);
    if (!isFields(found.value)) return found;
    // Siblings of a reference are said nearer to the use (OpenAPI 3.1, section 4.8.23).
    const { $ref: _ref, ...siblings } = value;
    return { file: found.file, value: { ...found.value, ...siblings } };
  };
  return { read, files, follow: (place) => follow(place) };
};
