/** Tells whether a file holds an OpenAPI document, without reading more of it than that takes. */
import { readFileSync } from "node:fs";
import { isNode } from "../document.js";

/** What a document says of itself. */
export interface Recognised {
  /** `3.1.0`; of Swagger documents, `2.0`. */
  readonly version: string;
  readonly title: string | undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const recogniseJson = (text: string): Recognised | undefined => {
  // Most JSON files of a project are something else, and need not be parsed to see it.
  if (!/"(openapi|swagger)"\s*:/.test(text)) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    if (!isNode(document) || !isNode(document.info)) return undefined;
    const version = textOf(document.openapi) ?? textOf(document.swagger);
    return version === undefined ? undefined : { version, title: textOf(document.info.title) };
  } catch {
    // Not JSON, so not a document either.
    return undefined;
  }
};

const unquote = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2");

/** By the lines that every document has; a parser would take seconds for a large one. */
const recogniseYaml = (text: string): Recognised | undefined => {
  const version = /^["']?(?:openapi|swagger)["']?\s*:\s*(\S+)/m.exec(text)?.[1];
  const info = /^["']?info["']?\s*:.*(?:\r?\n(?:[ \t].*)?)*/m.exec(text)?.[0];
  if (version === undefined || info === undefined) return undefined;
  const title =
    /^[ \t]+title\s*:\s*(.+)$/m.exec(info)?.[1] ?? /\btitle\s*:\s*([^,}\n]+)/.exec(info)?.[1];
  const named = title === undefined ? undefined : unquote(title);
  return { version: unquote(version), title: named };
};

/** What a file says of itself; undefined when it is no OpenAPI document. */
export const recognise = (file: string): Recognised | undefined => {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  return /^\s*\{/.test(text) ? recogniseJson(text) : recogniseYaml(text);
};
