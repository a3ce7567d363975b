/** The little of a shell that our pages use: words, quotes, comments, variables, standard input. */

/** One command line. */
export interface ShellCommand {
  readonly program: string;
  readonly words: readonly string[];
  /** `<` was given. */
  readonly readsFile: boolean;
}

/** Commands of a block in order. */
export function shellCommandsOf(code: string): ShellCommand[] {
  return code
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .map(wordsOf)
    .filter((words) => words.length > 0)
    .map((all) => {
      const at = all.indexOf("<");
      const [program = "", ...words] = at < 0 ? all : all.slice(0, at);
      return { program, words, readsFile: at >= 0 };
    });
}

/** Variables of `export NAME=value ...`. */
export function exportsOf({ words }: ShellCommand): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf("=");
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s+|(#.*)|((?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"|;&$`])+)|(.)/gy;
  for (const [, comment, word, unknown] of line.matchAll(pattern)) {
    if (unknown !== undefined) throw new Error(`too much shell for this test: ${line}`);
    if (comment !== undefined) break;
    if (word !== undefined) words.push(unquote(word));
  }
  return words;
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
    (_, single?: string, double?: string) => single ?? (double ?? "").replace(/\\(.)/g, "$1"),
  );
}
