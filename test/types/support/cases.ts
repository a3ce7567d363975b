/** Reads the cases of the type tests out of their files. */
import ts from "typescript";

/** A function in `must-compile` and the lines it takes. */
export interface Claim {
  readonly title: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What `must-not-compile` says must happen. */
export interface Mistake {
  readonly title: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

const documentation = /^\/\*\* (.*) \*\/$/m;

const lineAt = (source: ts.SourceFile, position: number): number =>
  source.getLineAndCharacterOfPosition(position).line + 1;

/** The exported functions of a file, titled by their documentation. */
export const claimsOf = (source: ts.SourceFile): Claim[] =>
  source.statements.filter(ts.isFunctionDeclaration).map((statement) => ({
    title: documentation.exec(statement.getFullText())?.[1] ?? "",
    firstLine: lineAt(source, statement.getStart()),
    lastLine: lineAt(source, statement.end),
  }));

/** The one mistake of a file: `// error: TS2345 part of the message` stands above its line. */
export const mistakeOf = ({ text, fileName }: ts.SourceFile): Mistake => {
  const title = documentation.exec(text)?.[1] ?? "";
  const [found, ...more] = [...text.matchAll(/^ *\/\/ error: (TS\d+) (.+)$/gm)];
  if (found === undefined || more.length > 0) throw new Error(`${fileName} must say one error`);
  const [, code = "", message = ""] = found;
  return { title, line: text.slice(0, found.index).split("\n").length + 1, code, message };
};

/** Name of the type alias that a line belongs to. */
export const typeNameAt = (source: ts.SourceFile, line: number): string | undefined =>
  source.statements
    .filter(ts.isTypeAliasDeclaration)
    .find((alias) => lineAt(source, alias.getStart()) <= line && line <= lineAt(source, alias.end))
    ?.name.text;
