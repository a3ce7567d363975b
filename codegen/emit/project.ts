/** Parses generated files with ts-morph, in memory: proof that no text of a document broke out of its place. */
import type { OutputFile } from "./output.js";

/** A generated file that is no TypeScript: a mistake of ours, whatever the document says. */
class MalformedOutputError extends Error {
  constructor(path: string, message: string) {
    super(`The generated file ${path} would not be TypeScript: ${message}`);
    this.name = "MalformedOutputError";
  }
}

/** Syntax errors as the parser leaves them on a file; the compiler's types do not show them. */
interface Parsed {
  readonly parseDiagnostics?: readonly { readonly messageText: unknown; readonly start?: number }[];
}

const documentation = /^ *\/\*\*[\s\S]*?\*\/$/gm;

/**
 * Whether nothing in a text could have broken out of its place: no escape, nothing beyond ASCII, no comment
 * that had to be kept from closing. Most resources are such, and parsing hundreds of them takes long.
 */
const isPlain = (text: string): boolean =>
  !text.includes("*\\/") && /^[ -[\]-~\n]*$/.test(text.replace(documentation, ""));

/**
 * Throws when one of the files is not well-formed. They are made by ts-morph's compiler rather than by a
 * `Project`, which would link every node to its parent and parse documentation: three times the work.
 */
export const checkFiles = async (files: readonly OutputFile[]): Promise<void> => {
  const { ts } = await import("ts-morph");
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const doubtful = files.filter(({ path, text }) => !path.includes("/") || !isPlain(text));
  for (const { path, text } of doubtful) {
    const parsed = ts.createSourceFile(path, text, options);
    const [problem] = (parsed as Parsed).parseDiagnostics ?? [];
    if (problem === undefined) continue;
    const line = text.slice(0, problem.start ?? 0).split("\n").length;
    throw new MalformedOutputError(path, `line ${line}: ${String(problem.messageText)}`);
  }
};
