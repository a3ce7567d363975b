/** Finds where a path of a document is in a file's text. Loaded only when there is something to report. */
import type { Path, Place } from "../diagnostics.js";

interface Text {
  readonly file: string;
  readonly text: string;
}

/** Line and column of an offset, both from 1. */
export const lineAndColumn = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
};

/** Offset behind the JSON string that starts at an offset. */
const endOfString = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};

/** Offset behind the JSON value that starts at an offset. */
const endOfValue = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth--;
    } else if (character === "," && depth === 0) return at;
    if (depth === 0 && (character === "}" || character === "]")) return at + 1;
  }
  return text.length;
};

/** Offsets of a member's key (or item) and value within the JSON object or list at an offset. */
const findMember = (
  text: string,
  from: number,
  segment: string | number,
): { readonly key: number; readonly value: number } | undefined => {
  const isList = text[from] === "[";
  let at = skipSpace(text, from + 1);
  for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index++) {
    const key = at;
    let name: unknown = index;
    if (!isList) {
      // A name without quotes: YAML in braces, which is placed at the nearest part that JSON has too.
      if (text[at] !== '"') return undefined;
      const end = endOfString(text, at);
      name = JSON.parse(text.slice(at, end));
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (String(name) === String(segment)) return { key, value: at };
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return undefined;
};

const placeInJson = ({ file, text }: Text, path: Path): Place => {
  let at = skipSpace(text, 0);
  let offset = at;
  for (const segment of path) {
    const member = findMember(text, at, segment);
    if (member === undefined) break;
    offset = member.key;
    at = member.value;
  }
  return { file, ...lineAndColumn(text, offset) };
};

const placeInYaml = async ({ file, text }: Text, path: Path): Promise<Place> => {
  const { isMap, isNode, isScalar, isSeq, parseDocument } = await import("yaml");
  let node: unknown = parseDocument(text).contents;
  let offset = 0;
  for (const segment of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment))
      : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(segment)] : pair?.value;
    const shown: unknown = pair?.key ?? next;
    if (!isNode(shown)) break;
    offset = shown.range?.[0] ?? offset;
    node = next;
  }
  return { file, ...lineAndColumn(text, offset) };
};

/** Whether a text that was parsed is JSON. */
export const isJson = (text: string): boolean => /^\s*\{\s*["}]/.test(text);

/** The place of a path in a file's text, or of its nearest part that exists. */
export const placeInText = async (source: Text, path: Path): Promise<Place> =>
  isJson(source.text) ? placeInJson(source, path) : placeInYaml(source, path);
