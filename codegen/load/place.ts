/** Finds where a path of a document is in a file's text. Loaded only when there is something to report. */
import type { Path, Place } from "../diagnostics.js";
import { endOfString } from "./json-text.js";

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

/** What is remembered of a text while it is asked for many places. */
interface Index {
  /** Offset of each line's start. */
  readonly lines: readonly number[];
  /** Members of JSON objects and lists by the offset where they start. */
  readonly members: Map<number, ReadonlyMap<string, Member>>;
  /** The text as YAML, once somebody has asked for it. */
  yaml?: ReturnType<typeof import("yaml")["parseDocument"]>;
}

const indices = new WeakMap<Text, Index>();

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
};

const indexOf = (source: Text): Index => {
  const known = indices.get(source);
  if (known !== undefined) return known;
  const index: Index = { lines: lineStarts(source.text), members: new Map() };
  indices.set(source, index);
  return index;
};

const placeOfOffset = (source: Text, offset: number): Place => {
  const { lines } = indexOf(source);
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: source.file, line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
};

const [comma, quote] = [0x2c, 0x22];
const [openBracket, openBrace, closeBracket, closeBrace] = [0x5b, 0x7b, 0x5d, 0x7d];

/** Offset behind the JSON value that starts at an offset. Goes by codes: documents have millions of them. */
const endOfValue = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === openBrace || code === openBracket) depth++;
    else if (code === closeBrace || code === closeBracket) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (code === comma && depth === 0) return at;
  }
  return text.length;
};

/** Offsets of a member's key (or item) and of its value. */
interface Member {
  readonly key: number;
  readonly value: number;
}

/** Members of the JSON object or list at an offset; of a repeated key the first. */
const membersAt = (text: string, from: number): Map<string, Member> => {
  const isList = text[from] === "[";
  const members = new Map<string, Member>();
  if (!isList && text[from] !== "{") return members;
  let at = skipSpace(text, from + 1);
  for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index++) {
    const key = at;
    let name: unknown = index;
    if (!isList) {
      // A name without quotes: YAML in braces, which is placed at the nearest part that JSON has too.
      if (text[at] !== '"') return members;
      const end = endOfString(text, at);
      name = JSON.parse(text.slice(at, end));
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (!members.has(String(name))) members.set(String(name), { key, value: at });
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
};

const findMember = (source: Text, from: number, segment: string | number): Member | undefined => {
  const { text } = source;
  if (text[from] !== "{" && text[from] !== "[") return undefined;
  const { members } = indexOf(source);
  const known = members.get(from) ?? membersAt(text, from);
  members.set(from, known);
  return known.get(String(segment));
};

const placeInJson = (source: Text, path: Path): Place => {
  let at = skipSpace(source.text, 0);
  let offset = at;
  for (const segment of path) {
    const member = findMember(source, at, segment);
    if (member === undefined) break;
    offset = member.key;
    at = member.value;
  }
  return placeOfOffset(source, offset);
};

/** A key and its value in a mapping. */
interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

const keyText = (value: unknown): string => (typeof value === "symbol" ? "<<" : String(value));

const placeInYaml = async (source: Text, path: Path): Promise<Place> => {
  const { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } = await import("yaml");
  const index = indexOf(source);
  const document = index.yaml ?? parseDocument(source.text, { merge: true });
  index.yaml = document;
  const target = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const pairOf = (node: unknown, segment: string | number): Pair | undefined => {
    if (!isMap(node)) return undefined;
    const own = node.items.find(
      ({ key }) => isScalar(key) && keyText(key.value) === String(segment),
    );
    if (own !== undefined) return own;
    // Keys may come from other mappings (https://yaml.org/type/merge.html).
    const merged = node.items.find(({ key }) => isScalar(key) && keyText(key.value) === "<<");
    const from = target(merged?.value);
    const sources: readonly unknown[] = isSeq(from) ? from.items : [from];
    for (const source of sources) {
      const found = source === node ? undefined : pairOf(target(source), segment);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of path) {
    const holder = target(node);
    const pair = pairOf(holder, segment);
    const next: unknown = isSeq(holder) ? holder.items[Number(segment)] : pair?.value;
    const shown: unknown = pair?.key ?? next;
    if (!isNode(shown)) break;
    offset = shown.range?.[0] ?? offset;
    node = next;
  }
  return placeOfOffset(source, offset);
};

/** Whether a text that was parsed is JSON. */
export const isJson = (text: string): boolean => /^\s*\{\s*["}]/.test(text);

/** The place of a path in a file's text, or of its nearest part that exists. */
export const placeInText = async (source: Text, path: Path): Promise<Place> =>
  isJson(source.text) ? placeInJson(source, path) : placeInYaml(source, path);
