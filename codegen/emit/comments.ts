/** Documentation comments: wrapped, and closed only where we close them. */
import type { Documentation } from "../model/types.js";
import { withoutHtml } from "./html.js";
import { width } from "./layout.js";

/** Text of a document made harmless: it cannot end the comment, nor turn the text around it. */
const harmless = (text: string): string => (/^[ -)+-~\n]*$/.test(text) ? text : cleaned(text));

const cleaned = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      "",
    )
    .replaceAll("\t", "  ")
    .replaceAll("*/", "*\\/");

const escapeTag = (line: string): string =>
  line.includes("@") ? line.replace(/^(\s*)@/, "$1\\@") : line;

/** A word that fits, or the pieces of one that never would; addresses stay whole. */
const pieces = (word: string, room: number): string[] =>
  word.includes("://") ? [word] : (word.match(new RegExp(`.{1,${room}}`, "gu")) ?? [word]);

/** Breaks one paragraph into lines; lines after the first are indented by `hanging`. */
const wrapParagraph = (text: string, room: number, hanging = ""): string[] => {
  if (text.length <= room && !/\s\s|[\t\n]/.test(text)) return text === "" ? [] : [text];
  const lines: string[] = [];
  let line = "";
  const add = (word: string): void => {
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = hanging + word;
    }
  };
  const longest = room - hanging.length;
  for (const word of text.split(/\s+/)) {
    if (word.length <= longest) add(word);
    else pieces(word, longest).forEach(add);
  }
  if (line !== "") lines.push(line);
  return lines;
};

/** Code, tables, headings and HTML keep their lines. */
const isVerbatim = (line: string): boolean => /^\s*(\||#|<)/.test(line) || /^ {4}/.test(line);

const isFence = (line: string): boolean => /^\s*(```|~~~)/.test(line);

/** How a line starts that begins a list item or a quotation. */
const marker = /^\s*(?:[-*+]|\d+[.)]|>)\s+/;

/** A line that keeps its place, broken only where it is too long. */
const keepLine = (line: string, room: number): string[] =>
  line.length <= room ? [line] : wrapParagraph(line, room, "  ");

/** Fills one paragraph; what follows a list's or quotation's mark is set off by its width. */
const fill = (lines: readonly string[], room: number): string[] => {
  const text = lines.map((line) => line.trim()).join(" ");
  const mark = marker.exec(text)?.[0].trim() ?? "";
  return wrapParagraph(text, room, mark === ">" ? "> " : " ".repeat(mark === "" ? 0 : 2));
};

/** Wraps Markdown: paragraphs are filled, lists keep their items, code and tables keep their lines. */
const wrapMarkdown = (text: string, room: number): string[] => {
  if (text.length <= room && !text.includes("\n"))
    return wrapParagraph(text.trim(), room).map(escapeTag);
  const lines: string[] = [];
  let paragraph: string[] = [];
  let inCode = false;
  const flush = (): void => {
    lines.push(...fill(paragraph, room));
    paragraph = [];
  };
  for (const line of text.split("\n").map((one) => one.trimEnd())) {
    const fence = isFence(line);
    if (inCode || fence || isVerbatim(line)) {
      flush();
      if (fence) inCode = !inCode;
      lines.push(...keepLine(line, room));
    } else if (line.trim() === "") {
      flush();
      if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    } else {
      if (marker.test(line)) flush();
      paragraph.push(line);
    }
  }
  flush();
  while (lines.at(-1) === "") lines.pop();
  return lines.map(escapeTag);
};

/** Paragraphs of a comment: Markdown, a line by itself, or a tag, which joins the tag before it. */
export type Paragraph =
  | { readonly markdown: string }
  | { readonly line: string }
  | { readonly tag: string };

const linesOf = (paragraphs: readonly Paragraph[], room: number): string[] => {
  const blocks = paragraphs.map((one) => {
    if ("tag" in one)
      return { isTag: true, lines: wrapParagraph(harmless(withoutHtml(one.tag)), room, "  ") };
    if ("line" in one) return { isTag: false, lines: [harmless(one.line)] };
    return { isTag: false, lines: wrapMarkdown(harmless(withoutHtml(one.markdown)), room) };
  });
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ isTag, lines }, index, all) => {
      const isFollowUp = index === 0 || (isTag && all[index - 1]?.isTag === true);
      return isFollowUp ? lines : ["", ...lines];
    });
};

/** A comment at a depth of indentation, with the line break behind it; empty when it has nothing to say. */
export const comment = (paragraphs: readonly Paragraph[], depth = 0): string => {
  const margin = "  ".repeat(depth);
  const lines = linesOf(paragraphs, width - margin.length - 3);
  const [only] = lines;
  if (only === undefined) return "";
  if (lines.length === 1 && margin.length + only.length + 7 <= width)
    return `${margin}/** ${only} */\n`;
  const body = lines.map((line) => `${margin} * ${line}`.trimEnd());
  return `${margin}/**\n${body.join("\n")}\n${margin} */\n`;
};

const asSentence = (text: string): string => (/[.!?:>]$/.test(text) ? text : `${text}.`);

/** Summary and description as paragraphs; a description that repeats the summary is left out. */
export const proseOf = ({ summary, description }: Documentation): Paragraph[] => {
  const paragraphs: Paragraph[] = [];
  if (summary !== undefined) paragraphs.push({ markdown: asSentence(summary) });
  if (description !== undefined && description.replace(/\.$/, "") !== summary?.replace(/\.$/, ""))
    paragraphs.push({ markdown: description });
  return paragraphs;
};

/** What tools read: deprecation and a link. */
export const tagsOf = ({ deprecated, see }: Documentation): Paragraph[] => [
  ...(see === undefined ? [] : [{ tag: `@see ${see}` }]),
  ...(deprecated ? [{ tag: "@deprecated" }] : []),
];
