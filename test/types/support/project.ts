/** The compiler with the options of `tsconfig.json`: one service for all type tests. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Full path of something named from the root of the repository. */
export const pathOf = (path: string): string => ts.sys.resolvePath(`${root}/${path}`);

/** TypeScript files in a folder, named from the root, in order. */
export const filesIn = (folder: string): string[] =>
  readdirSync(pathOf(folder))
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => `${folder}/${name}`);

/** What the compiler says about one line. */
export interface CompileError {
  /** Counted from 1. */
  readonly line: number;
  /** `TS2345`. */
  readonly code: string;
  /** With all that follows from it. */
  readonly message: string;
}

/** Files under the strict options of the repository, checked as they stand or altered in memory. */
export interface TypeProject {
  /** What the compiler says about a file, first line first. */
  errorsIn(file: string): CompileError[];
  /** The syntax tree of a file. */
  sourceOf(file: string): ts.SourceFile;
  /** The text of a file, as it stands or as it was altered. */
  textOf(file: string): string;
  /** What an editor offers at a position. */
  completionsAt(file: string, position: number): string[];
  /** Puts another text in the place of a file until the answer is called. */
  alter(file: string, text: string): () => void;
}

/** What `tsc -p tsconfig.json` works with. */
export const readConfig = (): ts.ParsedCommandLine => {
  const { config, error } = ts.readConfigFile(pathOf("tsconfig.json"), ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  return ts.parseJsonConfigFileContent(config, ts.sys, root);
};

const toError = (diagnostic: ts.Diagnostic): CompileError => {
  const { file, start = 0, code, messageText } = diagnostic;
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
  return { line, code: `TS${code}`, message: ts.flattenDiagnosticMessageText(messageText, "\n") };
};

/** A project of these files and what they import. */
export const createTypeProject = (files: readonly string[]): TypeProject => {
  const options = readConfig().options;
  const altered = new Map<string, string>();
  let version = 0;
  const versions = new Map<string, number>();
  const touch = (path: string): void => void versions.set(path, ++version);
  const read = (path: string): string | undefined => altered.get(path) ?? ts.sys.readFile(path);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => files.map(pathOf),
    getScriptVersion: (path) => String(versions.get(path) ?? 0),
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return {
    errorsIn(file) {
      const path = pathOf(file);
      return [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)]
        .map(toError)
        .sort((a, b) => a.line - b.line);
    },
    sourceOf(file) {
      const source = service.getProgram()?.getSourceFile(pathOf(file));
      if (source === undefined) throw new Error(`${file} is not part of the project`);
      return source;
    },
    textOf: (file) => read(pathOf(file)) ?? "",
    completionsAt(file, position) {
      const found = service.getCompletionsAtPosition(pathOf(file), position, undefined);
      return found?.entries.map(({ name }) => name) ?? [];
    },
    alter(file, text) {
      const path = pathOf(file);
      altered.set(path, text);
      touch(path);
      return () => {
        altered.delete(path);
        touch(path);
      };
    },
  };
};
