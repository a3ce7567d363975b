/** Patterns of a document, as far as they can be tried here. */
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";

/** Says whether a text matches. */
export interface Pattern {
  test(text: string): boolean;
}

/** Texts of this length are tried against any pattern; the time may double with each further sign. */
const longestTried = 16;

/** Whether repetitions are nested without end, so that a text that does not match may take for ever. */
const isCostly = (pattern: AST.Pattern): boolean => {
  let depth = 0;
  let deepest = 0;
  visitRegExpAST(pattern, {
    onQuantifierEnter({ max }) {
      if (max > longestTried) depth += 1;
      deepest = Math.max(deepest, depth);
    },
    onQuantifierLeave({ max }) {
      if (max > longestTried) depth -= 1;
    },
  });
  return deepest > 1;
};

/** A pattern's syntax, with Unicode or without; undefined for a pattern of another engine. */
export const parsePattern = (pattern: string): AST.Pattern | undefined => {
  for (const unicode of [true, false]) {
    try {
      return new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode });
    } catch {
      // E.g. inline flags.
    }
  }
  return undefined;
};

const compileNew = (pattern: string): Pattern | undefined => {
  const parsed = parsePattern(pattern);
  for (const flags of ["u", ""]) {
    try {
      const expression = new RegExp(pattern, flags);
      if (parsed === undefined || !isCostly(parsed)) return expression;
      return { test: (text) => text.length > longestTried || expression.test(text) };
    } catch {
      // As above.
    }
  }
  return undefined;
};

const compiled = new Map<string, Pattern | undefined>();
const mostKept = 1_000;

/**
 * A pattern as this engine takes it: with Unicode, without, or not at all. Where trying it could take for ever,
 * longer texts are taken to match.
 */
export const compilePattern = (pattern: string): Pattern | undefined => {
  if (!compiled.has(pattern)) {
    if (compiled.size >= mostKept) compiled.clear();
    compiled.set(pattern, compileNew(pattern));
  }
  return compiled.get(pattern);
};
