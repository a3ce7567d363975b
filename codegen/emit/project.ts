/** Parses each generated file: proof that no text of a document broke out of its place. */
import { createRequire } from "node:module";
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

/**
 * The text without its documentation, whose lines stay: half of the text, with a syntax of its own that cannot
 * be wrong. It ends where the language would end it, so what breaks out of it is left for the parser.
 */
const withoutDocumentation = (text: string): string =>
  text.replaceAll(/^[ ]*\/\*\*[\s\S]*?\*\//gm, (comment) => comment.replaceAll(/[^\n]+/g, ""));

/** The compiler, loaded as openapi-typescript loads it. To import it would cost as much again. */
export const loadCompiler = (): typeof import("typescript") =>
  createRequire(import.meta.url)("typescript");

/** Throws when one of the files is not well-formed. */
export const checkFiles = (files: readonly OutputFile[]): void => {
  const { createSourceFile, ScriptTarget } = loadCompiler();
  for (const { path, text } of files) {
    const code = withoutDocumentation(text);
    const file = createSourceFile(path, code, ScriptTarget.Latest) as Parsed;
    const [problem] = file.parseDiagnostics ?? [];
    if (problem === undefined) continue;
    const line = code.slice(0, problem.start ?? 0).split("\n").length;
    throw new MalformedOutputError(path, `line ${line}: ${String(problem.messageText)}`);
  }
};
