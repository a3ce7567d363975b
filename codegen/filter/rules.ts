/** What filters say: `tag:users`, `path:/users/**`, `operation:listUsers`, `GET /users`, each with `!` before it. */

/** An operation as filters see it. */
export interface FilterSubject {
  readonly id: string | undefined;
  /** `GET`. */
  readonly verb: string;
  /** Path, or name of a webhook. */
  readonly path: string;
  readonly tags: readonly string[];
}

/** One filter. */
export interface FilterRule {
  /** As it was given. */
  readonly text: string;
  /** Takes operations away, in the place of keeping them. */
  readonly isNegative: boolean;
  /** What it looks at. */
  readonly subject: "tag" | "path" | "operation";
  /** What it looks for; undefined where the text says nothing that is known. */
  readonly pattern: string | undefined;
}

/** `GET /users`; the verb may be in small letters. */
const requestLine = /^(get|put|post|delete|options|head|patch|trace)\s+(\S.*)$/i;

const canonical = (pattern: string): string => {
  const [, verb, path] = requestLine.exec(pattern) ?? [];
  return verb === undefined || path === undefined ? pattern : `${verb.toUpperCase()} ${path}`;
};

/** Reads one filter. */
export const parseRule = (text: string): FilterRule => {
  const isNegative = text.startsWith("!");
  const rest = (isNegative ? text.slice(1) : text).trim();
  const [, word = "", value = ""] = /^(tag|path|operation):\s*(.+)$/s.exec(rest) ?? [];
  const common = { text, isNegative };
  if (word === "tag" || word === "path") return { ...common, subject: word, pattern: value };
  if (word === "operation") return { ...common, subject: word, pattern: canonical(value) };
  const isLine = requestLine.test(rest);
  return { ...common, subject: "operation", pattern: isLine ? canonical(rest) : undefined };
};

const escapeText = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");

/** What stands for several values in a pattern, as expressions. */
const wildcards: Readonly<Record<string, string>> = { "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*" };

/**
 * A pattern as an expression: `*` stands for anything but a slash, `**` for anything, and `/**` at the end for nothing
 * as well. Braces are those of path templates, and mean themselves.
 */
const expressionOf = (pattern: string): RegExp => {
  const parts = pattern.split(/(\/\*\*$|\*\*|\*)/);
  return new RegExp(`^${parts.map((part) => wildcards[part] ?? escapeText(part)).join("")}$`, "su");
};

/** What a rule compares its pattern with. */
export const valuesOf = (
  subject: FilterRule["subject"],
  { id, verb, path, tags }: FilterSubject,
): string[] => {
  if (subject === "tag") return [...tags];
  if (subject === "path") return [path];
  return [...(id === undefined ? [] : [id]), `${verb} ${path}`];
};

/** Whether operations are what a rule speaks of. */
export const createMatch = (rule: FilterRule): ((subject: FilterSubject) => boolean) => {
  const { pattern, subject } = rule;
  if (pattern === undefined) return () => false;
  const expression = expressionOf(pattern);
  return (one) =>
    valuesOf(subject, one).some((value) => value === pattern || expression.test(value));
};
