/** Whether a body says what it was made from: bytes are decoded by their media type and compared with the value. */
import { isDeepStrictEqual } from "node:util";
import { type Fields, isFields } from "../read/source.js";
import { readMultipart } from "./multipart.js";
import { asPairs } from "./styles.js";

/** A body as it left. */
export interface SentBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A value as JSON keeps it. */
const throughJson = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

const show = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 160);

const compareJson = (text: string, value: unknown): string[] =>
  isDeepStrictEqual(JSON.parse(text), throughJson(value))
    ? []
    : [`the body is ${text.slice(0, 160)}, not ${show(value)}`];

const encodingOf = (media: Fields, name: string): Fields => {
  const all = isFields(media.encoding) ? media.encoding : {};
  const own = all[name];
  return isFields(own) ? own : {};
};

/** One field of a form: a pair of texts for each value, or JSON where its media type says so (OpenAPI 3.1, section 4.8.15). */
const fieldPairs = (media: Fields, name: string, value: unknown): (readonly [string, string])[] => {
  const { contentType, style, explode } = encodingOf(media, name);
  const isStyled = style !== undefined || explode !== undefined;
  const isJson = /json/.test(String(contentType)) || (isFields(value) && !isStyled);
  if (isJson) return [[name, JSON.stringify(value)]];
  const pairs = asPairs(name, { style, explode }, value, "query");
  return pairs.map(([key, text]) => [decodeURIComponent(key), decodeURIComponent(text)] as const);
};

const compareForm = (text: string, value: unknown, media: Fields): string[] => {
  const expected = Object.entries(isFields(value) ? value : {}).flatMap(([name, field]) =>
    field == null ? [] : fieldPairs(media, name, field),
  );
  const sent = [...new URLSearchParams(text)];
  return isDeepStrictEqual(
    sent,
    expected.map(([name, field]) => [name, field]),
  )
    ? []
    : [`the form is ${show(sent)}, not ${show(expected)}`];
};

/** The parts of one property: one for each value, or those of its style (OpenAPI 3.1, section 4.8.15). */
const partsOf = (
  media: Fields,
  name: string,
  value: unknown,
  isStyled: boolean,
): { name: string; item: unknown }[] => {
  const { style, explode } = isStyled ? encodingOf(media, name) : {};
  if (style !== undefined || explode !== undefined)
    return asPairs(name, { style, explode }, value, "query").map(([key, text]) => ({
      name: decodeURIComponent(key),
      item: decodeURIComponent(text),
    }));
  return [value]
    .flat()
    .filter((item) => item != null)
    .map((item) => ({ name, item }));
};

/** Styles are for forms alone in 3.0 (section 4.7.15.1), and for parts as well since 3.1. */
const compareMultipart = async (
  sent: SentBody,
  value: unknown,
  media: Fields,
): Promise<string[]> => {
  const problems = await compareParts(sent, value, media, true);
  return problems.length === 0 ? [] : compareParts(sent, value, media, false);
};

const compareParts = async (
  { bytes, type }: SentBody,
  value: unknown,
  media: Fields,
  isStyled: boolean,
): Promise<string[]> => {
  const parts = readMultipart(bytes, type);
  if (parts === undefined) return ["the multipart body cannot be read"];
  const expected = Array.isArray(value)
    ? value.map((item: unknown) => ({ name: undefined, item }))
    : Object.entries(isFields(value) ? value : {}).flatMap(([name, field]) =>
        partsOf(media, name, field, isStyled),
      );
  if (parts.length !== expected.length)
    return [`the multipart body has ${parts.length} parts, not ${expected.length}`];
  const problems: string[] = [];
  for (const [index, { name, item }] of expected.entries()) {
    const part = parts[index];
    if (part === undefined || part.name?.replace(/\[\]$/, "") !== name?.replace(/\[\]$/, "")) {
      problems.push(`part ${index} is ${part?.name}, not ${name}`);
      continue;
    }
    const text = item instanceof Blob ? await item.text() : item;
    const isJson = typeof text === "object";
    const came = utf8.decode(part.bytes);
    if (isJson ? compareJson(came, item).length > 0 : came !== String(text))
      problems.push(`part ${name} is ${came.slice(0, 80)}, not ${show(item)}`);
    const { contentType } = name === undefined ? {} : encodingOf(media, name);
    const isDocumented = typeof contentType === "string" && !/[*,]/.test(contentType);
    if (isDocumented && part.type !== contentType)
      problems.push(`part ${name} is of type ${part.type}, not ${contentType}`);
  }
  return problems;
};

/** What is wrong with a body; nothing when it says what the value does. */
export const compareBody = async (
  sent: SentBody,
  value: unknown,
  media: Fields,
): Promise<string[]> => {
  const type = (sent.type.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (type.startsWith("multipart/")) return compareMultipart(sent, value, media);
  if (value instanceof Blob) {
    const bytes = new Uint8Array(await value.arrayBuffer());
    return isDeepStrictEqual(bytes, sent.bytes) ? [] : ["the bytes differ"];
  }
  const text = utf8.decode(sent.bytes);
  if (type === "application/x-www-form-urlencoded" && isFields(value))
    return compareForm(text, value, media);
  if (/[/+]json$/.test(type) || typeof value === "object") return compareJson(text, value);
  return text === String(value) ? [] : [`the body is ${text.slice(0, 80)}, not ${show(value)}`];
};

const essence = (type: string): string => (type.split(";", 1)[0] ?? "").trim().toLowerCase();

/** The documented media type that a sent one belongs to: itself, else a range that contains it. */
export const mediaFor = (
  content: Readonly<Record<string, Fields>>,
  type: string,
): Fields | undefined => {
  const sent = essence(type);
  const ranked = Object.keys(content).sort(
    (a, b) => Number(a.includes("*")) - Number(b.includes("*")),
  );
  const found = ranked.find((name) => {
    const documented = essence(name);
    if (documented === sent) return true;
    const [main = ""] = documented.split("/");
    return documented.includes("*") && (main === "*" || sent.startsWith(`${main}/`));
  });
  return found === undefined ? undefined : content[found];
};
