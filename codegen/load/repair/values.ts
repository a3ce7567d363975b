/** Fixes for texts, truth values, lists of them, and words out of a list. */
import { isNode } from "../../document.js";
import { type Fixer, leftOut, takenFor } from "./fix.js";

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Numbers and truth values are written out; lists of lines are joined. */
export const fixString: Fixer = (value) => {
  if (isScalar(value)) return takenFor(String(value));
  if (!Array.isArray(value) || value.length === 0 || !value.every(isScalar)) return leftOut;
  return { to: value.join("\n"), says: "Its items are taken for lines." };
};

const truths = new Map<unknown, boolean>([
  ...["true", "yes", "on", "y", "1", 1].map((word): [unknown, boolean] => [word, true]),
  ...["false", "no", "off", "n", "0", 0].map((word): [unknown, boolean] => [word, false]),
]);

export const fixBoolean: Fixer = (value) => {
  const truth = truths.get(typeof value === "string" ? value.trim().toLowerCase() : value);
  return truth === undefined ? leftOut : takenFor(truth);
};

/** A list that is a single value, or an object with a name for each item (tags, scopes). */
export const fixStrings: Fixer = (value, { path }) => {
  if (typeof value === "string") return takenFor([value]);
  // A requirement without scopes is one all the same.
  if (!Array.isArray(value)) return path.at(-3) === "security" ? takenFor([]) : leftOut;
  const names = value.flatMap((item: unknown): string[] => {
    const name = isNode(item) ? item.name : item;
    return isScalar(name) ? [String(name)] : [];
  });
  return takenFor(names);
};

export const fixArray: Fixer = (value) => {
  if (isScalar(value)) return takenFor([value]);
  const values = isNode(value) ? Object.values(value) : [];
  return values.length > 0 && values.every(isScalar) ? takenFor(values) : leftOut;
};

/** The word of a list that is meant: another case, another way to put it together. */
const meant = (value: unknown, known: readonly string[]): string | undefined => {
  const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");
  return known.find((word) => plain(word) === plain(String(value)));
};

export const fixOneOf: Fixer = (value, { expected }) => {
  const known = typeof expected === "object" && "oneOf" in expected ? expected.oneOf : [];
  const word = meant(value, known);
  return word === undefined ? leftOut : takenFor(word);
};
