/** From the text of a file to its value. JSON or YAML is told by the text, never by the file's name. */
import { lineAndColumn } from "./place.js";

/** A key that a mapping has more than once. */
export interface RepeatedKey {
  readonly line: number;
  readonly column: number;
}

/** A value, and what of its text was passed over. */
export interface ParsedText {
  readonly parsed: unknown;
  readonly repeated?: RepeatedKey;
  /** Whether it is JSON, which has no aliases. */
  readonly isJson?: boolean;
}

/** Parses YAML; throws an error that may carry `line` and `column`. Of a repeated key, the last value counts. */
export type ParseYaml = (text: string) => Promise<ParsedText>;

/** A text that is neither JSON nor YAML; `line` and `column` are where it stops being so. */
export class TextError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, place: { readonly line: number; readonly column: number }) {
    super(message);
    this.name = "TextError";
    this.line = place.line;
    this.column = place.column;
  }
}

const isBraced = (text: string): boolean => /^\s*[{[]/.test(text);

/** Whether a braced text is meant as JSON: its first member's name is in quotes. */
const isMeantAsJson = (text: string): boolean => /^\s*(\[|\{\s*("|\}|\/[/*]))/.test(text);

/** What people write into JSON that JSON does not have, with where it is. */
const findForeign = (
  text: string,
): { readonly offset: number; readonly what: string } | undefined => {
  const token = /"(?:[^"\\]|\\.)*"|\/\/|\/\*|,(?=\s*[}\]])/g;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found.startsWith('"')) continue;
    if (found === ",") return { offset: index, what: "a comma behind the last member" };
    return { offset: index, what: "a comment" };
  }
  return undefined;
};

const firstLine = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.trim() ?? message;
};

const explainJson = (text: string, error: unknown): TextError => {
  const foreign = findForeign(text);
  if (foreign !== undefined)
    return new TextError(
      `${foreign.what}, which JSON does not have`,
      lineAndColumn(text, foreign.offset),
    );
  const message = firstLine(error);
  // `JSON.parse` says where in its message only, and not in every version of Node.
  const offset = Number(/ at position (\d+)/.exec(message)?.[1] ?? 0);
  const end = text.trimEnd().length;
  if (offset >= end || /end of JSON|Unterminated/i.test(message))
    return new TextError("it ends in the middle of a value", lineAndColumn(text, end));
  return new TextError(message, lineAndColumn(text, offset));
};

const explainYaml = (error: unknown): TextError => {
  const { line, column } = error as { readonly line?: unknown; readonly column?: unknown };
  const place =
    typeof line === "number" && typeof column === "number"
      ? { line, column }
      : lineAndColumn("", 0);
  return new TextError(firstLine(error), place);
};

const asYaml = async (text: string, parseYaml: ParseYaml): Promise<ParsedText> => {
  try {
    return await parseYaml(text);
  } catch (error) {
    throw explainYaml(error);
  }
};

/** Parses JSON or YAML. Throws `TextError`. */
export const parseText = async (
  text: string,
  parseYaml: ParseYaml,
  isNamedYaml = false,
): Promise<ParsedText> => {
  if (!isBraced(text)) return asYaml(text, parseYaml);
  try {
    return { parsed: JSON.parse(text), isJson: true };
  } catch (error) {
    const asJson = explainJson(text, error);
    if (isMeantAsJson(text) && !isNamedYaml) throw asJson;
    // YAML in braces is YAML as well, and allows more.
    return parseYaml(text).catch((yamlError: unknown) => {
      throw isMeantAsJson(text) ? asJson : explainYaml(yamlError);
    });
  }
};
