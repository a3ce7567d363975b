/** Descriptions that are written in HTML, as the Markdown that editors show in comments. */

/** An element's beginning or end; what is no such thing (`Map<string>`) stays text. */
const tagPattern = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>/g;

/** Elements that stand by themselves, and what goes between them and what is before. */
const blocks: ReadonlyMap<string, string> = new Map([
  ...["p", "div", "br", "ul", "ol", "dl", "dt", "dd", "note", "important", "section"].map(
    (name) => [name, "\n\n"] as const,
  ),
  ["li", "\n- "],
  ...["h1", "h2", "h3", "h4", "h5", "h6"].map((name) => [name, "\n\n### "] as const),
]);

const marks: ReadonlyMap<string, string> = new Map([
  ["b", "**"],
  ["strong", "**"],
  ["i", "*"],
  ["em", "*"],
  ["code", "`"],
  ["tt", "`"],
  ["span", ""],
]);

/** Outside of code, Markdown shows entities as the characters that they are. */
const decoded: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

const decode = (code: string): string =>
  code.replace(/&(?:lt|gt|amp|quot|#39|nbsp);/g, (entity) => decoded[entity] ?? entity);

const hrefOf = (attributes: string): string | undefined => {
  const href = /\shref\s*=\s*(?:"([^"\s]*)"|'([^'\s]*)')/i.exec(attributes);
  const address = decode(href?.[1] ?? href?.[2] ?? "");
  return /^(https?:\/\/|mailto:|#|\/)[^()<>]*$/.test(address) ? address : undefined;
};

/** Blocks of code and tables keep their lines, and what is quoted as code is no HTML. */
const isBeyond = (text: string): boolean => /```|~~~|`[^`<]*<[^`]*`|<(pre|table|img)\b/i.test(text);

/** What is written so far; pieces, since joining them again and again would take long. */
interface Writer {
  readonly pieces: string[];
  inCode: boolean;
  /** Addresses of links that are not ended yet. */
  readonly links: (string | undefined)[];
}

const trimEnd = ({ pieces }: Writer): void => {
  for (let last = pieces.pop(); last !== undefined; last = pieces.pop()) {
    const trimmed = last.trimEnd();
    if (trimmed === "") continue;
    pieces.push(trimmed);
    return;
  }
};

const block = (to: Writer, isEnd: boolean, separator: string): void => {
  // A paragraph that begins a list's item needs no line of its own.
  if (!isEnd && separator === "\n\n" && to.pieces.at(-1) === "\n- ") return;
  trimEnd(to);
  to.pieces.push(isEnd && separator !== "\n- " ? "\n\n" : isEnd ? "\n" : separator);
};

const mark = (to: Writer, isEnd: boolean, sign: string): void => {
  if (sign === "`") {
    // Code within code is code.
    if (isEnd === to.inCode) to.pieces.push(sign);
    to.inCode = !isEnd;
  } else if (!to.inCode) to.pieces.push(sign);
};

const link = (to: Writer, isEnd: boolean, attributes: string): void => {
  if (to.inCode) return;
  if (!isEnd) {
    const address = hrefOf(attributes);
    to.links.push(address);
    if (address !== undefined) to.pieces.push("[");
    return;
  }
  const address = to.links.pop();
  if (address !== undefined) to.pieces.push(`](${address})`);
};

const isKnown = ([, , name = "", attributes = ""]: RegExpExecArray): boolean => {
  const kind = name.toLowerCase();
  return /^(\s|\/|$)/.test(attributes) && (blocks.has(kind) || marks.has(kind) || kind === "a");
};

const element = (to: Writer, [, slash, name = "", attributes = ""]: RegExpExecArray): void => {
  const kind = name.toLowerCase();
  const isEnd = slash === "/";
  const separator = blocks.get(kind);
  if (separator !== undefined) block(to, isEnd, separator);
  else if (kind === "a") link(to, isEnd, attributes);
  else mark(to, isEnd, marks.get(kind) ?? "");
};

const plainText = (to: Writer, text: string): void => {
  const last = to.pieces.at(-1);
  const isStart = last === undefined || /\n(- |### )?$/.test(last);
  // Indentation of HTML means nothing; that of Markdown would make it code.
  const shown = isStart ? text.trimStart() : text;
  const written = to.inCode ? decode(shown).replaceAll("`", "'") : shown;
  if (written !== "") to.pieces.push(written);
};

/** Whether everything that begins ends, as far as it matters. */
const isBalanced = (tags: readonly RegExpExecArray[]): boolean => {
  const open = new Map<string, number>();
  for (const [, slash, name = ""] of tags) {
    const kind = name.toLowerCase();
    if (kind === "a" || marks.has(kind))
      open.set(kind, (open.get(kind) ?? 0) + (slash === "/" ? -1 : 1));
  }
  return [...open.values()].every((count) => count === 0);
};

/**
 * Simple HTML (paragraphs, lists, emphasis, code, links) as Markdown. Text that quotes code with elements in
 * it, and HTML that is more than that or does not end what it begins, stays as it is.
 */
export const withoutHtml = (text: string): string => {
  if (!text.includes("<") || isBeyond(text)) return text;
  const tags = [...text.matchAll(tagPattern)].filter(isKnown);
  if (tags.length === 0 || !isBalanced(tags)) return text;
  const to: Writer = { pieces: [], inCode: false, links: [] };
  let end = 0;
  for (const tag of tags) {
    plainText(to, text.slice(end, tag.index));
    element(to, tag);
    end = tag.index + tag[0].length;
  }
  plainText(to, text.slice(end));
  return to.pieces.join("").trim();
};
