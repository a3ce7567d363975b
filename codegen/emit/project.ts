/** Makes each generated file a source file of ts-morph, in memory: proof that no text of a document broke out of its place. */
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
 * The text with its documentation opened as plain comments of the same length: documentation has a syntax of
 * its own, which takes most of the time to parse and cannot be wrong.
 */
const withoutDocumentation = (text: string): string => text.replaceAll("/**", "/* ");

/** Makes the files, and throws when one of them is not well-formed. */
export const checkFiles = async (files: readonly OutputFile[]): Promise<void> => {
  const { Project } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  for (const { path, text } of files) {
    const file = project.createSourceFile(path, withoutDocumentation(text));
    const [problem] = (file.compilerNode as Parsed).parseDiagnostics ?? [];
    // The trees of all files of a large document would take more memory than everything else.
    file.forget();
    if (problem === undefined) continue;
    const line = text.slice(0, problem.start ?? 0).split("\n").length;
    throw new MalformedOutputError(path, `line ${line}: ${String(problem.messageText)}`);
  }
};
