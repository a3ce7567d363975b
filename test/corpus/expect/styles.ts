/**
 * What a parameter looks like on the wire, by the table of styles (OpenAPI 3.1, section 4.8.12.4). RFC 6570 expansions are
 * those of `url-template`: nothing here is shared with the runtime's serialisers.
 */
import { parseTemplate } from "url-template";
import { type Fields, isFields } from "../read/source.js";

export type Pair = readonly [name: string, value: string];

/** Style and explode of a parameter, defaults filled in. */
interface Style {
  readonly style: string;
  readonly explode: boolean;
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

const styleOf = (node: Fields, location: string): Style => {
  const known = allowed[location] ?? ["form"];
  const style = known.find((name) => name === node.style) ?? known[0] ?? "form";
  return { style, explode: typeof node.explode === "boolean" ? node.explode : style === "form" };
};

/** Members of lists and objects: what has members of its own is JSON, since no style says anything of it. */
const memberText = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

/** A value whose members are texts; members that are null or undefined are not there (RFC 6570, section 2.3). */
const flatValue = (value: unknown): string | string[] | Record<string, string> => {
  if (Array.isArray(value)) return value.filter((item) => item != null).map(memberText);
  if (!isFields(value)) return String(value);
  const members = Object.entries(value).filter(([, member]) => member != null);
  return Object.fromEntries(members.map(([key, member]) => [key, memberText(member)]));
};

/** RFC 3986: what is not unreserved is percent-encoded. */
export const encoded = (text: string): string => parseTemplate("{v}").expand({ v: text });

const jsonContent = (node: Fields): boolean => {
  const [type] = Object.keys(isFields(node.content) ? node.content : {});
  return type !== undefined && /json/i.test(type);
};

/** The text of a parameter that is described by a media type. */
const contentText = (node: Fields, value: unknown): string =>
  jsonContent(node) || typeof value === "object" ? JSON.stringify(value) : String(value);

/** A path parameter in place of its name in the template. */
export const inPath = (name: string, node: Fields, value: unknown): string => {
  if (isFields(node.content)) return encoded(contentText(node, value));
  const { style, explode } = styleOf(node, "path");
  const sign = { simple: "", label: ".", matrix: ";" }[style] ?? "";
  const star = explode ? "*" : "";
  const text = parseTemplate(`{${sign}v${star}}`).expand({ v: flatValue(value) });
  // The template's variable stands in for names that RFC 6570 does not allow.
  return style === "matrix" ? text.replace(/;v(?==|;|$)/g, `;${encoded(name)}`) : text;
};

const deepPairs = (key: string, value: unknown): Pair[] => {
  if (value == null) return [];
  // Lists are not defined within this style; they repeat their key.
  if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
    return value.map((item): Pair => [key, encoded(String(item))]);
  if (typeof value !== "object") return [[key, encoded(String(value))]];
  return Object.entries(value).flatMap(([name, member]) =>
    deepPairs(`${key}[${encoded(name)}]`, member),
  );
};

const split = (text: string): Pair => {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
};

const formPairs = (key: string, value: unknown, explode: boolean): Pair[] => {
  const flat = flatValue(value);
  if (typeof flat !== "string" && Object.keys(flat).length === 0) return [];
  const text = parseTemplate(`{?v${explode ? "*" : ""}}`)
    .expand({ v: flat })
    .slice(1);
  const isObject = !Array.isArray(flat) && typeof flat !== "string";
  return text
    .split("&")
    .map(split)
    .map(([name, part]): Pair => [explode && isObject ? name : key, part]);
};

const delimited = (key: string, value: unknown, sign: string): Pair[] => {
  const flat = flatValue(value);
  if (typeof flat === "string") return [[key, encoded(flat)]];
  const members = Array.isArray(flat) ? flat : Object.entries(flat).flat();
  return members.length === 0 ? [] : [[key, members.map(encoded).join(sign)]];
};

/** The pairs of a query or cookie parameter, percent-encoded. */
export const asPairs = (name: string, node: Fields, value: unknown, location: string): Pair[] => {
  if (value == null) return [];
  const key = encoded(name);
  if (isFields(node.content)) return [[key, encoded(contentText(node, value))]];
  const { style, explode } = styleOf(node, location);
  if (style === "deepObject" && typeof value === "object") return deepPairs(key, value);
  if (style === "spaceDelimited" && !explode) return delimited(key, value, "%20");
  if (style === "pipeDelimited" && !explode) return delimited(key, value, "%7C");
  return formPairs(key, value, style === "form" ? explode : true);
};

/** A header's value, which is not percent-encoded. */
export const asHeader = (node: Fields, value: unknown): string => {
  if (isFields(node.content)) return contentText(node, value);
  const { explode } = styleOf(node, "header");
  const flat = flatValue(value);
  if (typeof flat === "string") return flat;
  if (Array.isArray(flat)) return flat.join(",");
  return Object.entries(flat)
    .map(([key, member]) => `${key}${explode ? "=" : ","}${member}`)
    .join(",");
};
