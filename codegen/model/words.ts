/** Words of names and their spellings. What comes out is an identifier's inside, whatever went in. */

/** Longest name that is made, in UTF-16 units: a file of this name has at most 255 bytes anywhere. */
export const longestName = 80;

const isMark = /^\p{M}+/u;

/**
 * What no name has inside. TypeScript does not know letters that Unicode has only of late, nor all of those
 * outside of its first plane.
 */
const separators =
  /(?:[\p{P}\p{C}]|\P{ID_Continue}|[\u088f\u0c5c\u0cdc\u1c89\u1c8a\u2e2f\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7dc\ua7f1]|[\u{10000}-\u{10FFFF}])+/u;

/**
 * NFKC makes letters of what only looks like one (`²` is no part of an identifier, `2` is); marks and
 * digits continue a word (ECMAScript, section 12.7), and a mark without a letter before it is nothing.
 */
const split = (text: string): readonly string[] =>
  text
    .normalize("NFKC")
    .replace(/['’]/g, "")
    .replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(?!\p{Lu}s(?!\p{Ll}))(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(separators)
    .map((word) => word.replace(isMark, ""))
    .filter((word) => word !== "");

/** As many words as make a name of bearable length; a word that is too long by itself is cut. */
const bearable = (words: readonly string[]): readonly string[] => {
  let length = 0;
  const kept = words.filter((word) => {
    length += word.length + 1;
    return length <= longestName;
  });
  if (kept.length > 0 || words[0] === undefined) return kept;
  // Half of a surrogate pair is no character.
  return [words[0].slice(0, longestName).replace(/[\ud800-\udbff]$/, "")];
};

/** Splitting is pure and asked for again and again: the same path segments occur in a thousand paths. */
const known = new Map<string, readonly string[]>();

/**
 * The words of a name: split at anything that is no letter or digit, and at humps (`APIKeys` is
 * `API`, `Keys`; `userIDs` is `user`, `IDs`).
 */
export const wordsOf = (text: string): readonly string[] => {
  let words = known.get(text);
  if (words === undefined) {
    words = split(text);
    known.set(text, words);
  }
  return words;
};

const capitalise = (word: string): string => {
  const isShout = word.length > 1 && word === word.toUpperCase();
  const rest = word.slice(1);
  return word.charAt(0).toUpperCase() + (isShout ? rest.toLowerCase() : rest);
};

const startsWithLetter = (name: string): boolean => /^[\p{ID_Start}_$]/u.test(name);

/** `PascalCase`; empty when there are no words. */
export const pascal = (words: readonly string[]): string => {
  const name = bearable(words).map(capitalise).join("");
  return name === "" || startsWithLetter(name) ? name : `N${name}`;
};

/** `camelCase`; empty when there are no words. */
export const camel = (words: readonly string[]): string => {
  const [first, ...rest] = bearable(words);
  if (first === undefined) return "";
  const isShout = first === first.toUpperCase();
  const head = isShout ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const name = head + rest.map(capitalise).join("");
  return startsWithLetter(name) ? name : `n${name}`;
};

/** `kebab-case`. */
export const kebab = (words: readonly string[]): string =>
  bearable(words)
    .map((word) => word.toLowerCase())
    .join("-");

const toSingular = (word: string): string => {
  const lower = word.toLowerCase();
  if (lower.endsWith("ies") && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh|status|alias|virus|bonus|campus|corpus)es$/.test(lower))
    return lower.slice(0, -2);
  return lower.endsWith("s") && !/(ss|us|is)$/.test(lower) ? lower.slice(0, -1) : lower;
};

const singulars = new Map<string, string>();

/** A plural and its singular are the same word here; enough to see that `token` belongs to `tokens`. */
export const singular = (word: string): string => {
  let known = singulars.get(word);
  if (known === undefined) {
    known = toSingular(word);
    singulars.set(word, known);
  }
  return known;
};

/** Removes one occurrence of the given words in a row, singular or plural, from a name's words. */
export const withoutWords = (words: readonly string[], remove: readonly string[]): string[] => {
  if (remove.length === 0) return [...words];
  const wanted = remove.map(singular);
  const at = words.findIndex((_, start) =>
    wanted.every((word, offset) => singular(words[start + offset] ?? "") === word),
  );
  return at < 0 ? [...words] : [...words.slice(0, at), ...words.slice(at + remove.length)];
};
