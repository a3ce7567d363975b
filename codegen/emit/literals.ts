/** Values as TypeScript literals. Whatever a document says stays inside its quotes. */
import { group, indent, join, type Layout, space, whenBroken } from "./layout.js";

/** Characters that are not seen, or that turn the text around them. */
export const controls: RegExp =
  /[\u2028\u2029\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Such characters of a literal as escapes, which mean the same. */
export const escapeControls = (literal: string): string =>
  literal.replace(
    controls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A string literal (JSON's, with the line separators that JavaScript once could not take escaped too). */
export const quote = (text: string): string => escapeControls(JSON.stringify(text));

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);

const isNumber = (name: string): boolean => /^(0|[1-9][0-9]{0,8})$/.test(name);

/** A key of an object literal or type: bare where that is allowed. `__proto__` would set the prototype. */
export const propertyKey = (name: string): string => {
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) || isNumber(name) ? name : quote(name);
};

/** A key of a property in a type, where `__proto__` is a name like any other. */
export const typeKey = (name: string): string =>
  isIdentifier(name) || isNumber(name) ? name : quote(name);

const braces = (open: string, parts: readonly Layout[], close: string, padding: Layout): Layout =>
  group([open, indent([padding, join(parts, [",", space])]), whenBroken(","), padding, close]);

const noPadding: Layout = { unbroken: "", broken: "", stay: false };

/** A literal of plain data: strings, numbers, booleans, lists and objects; undefined members are left out. */
export const literal = (value: unknown): Layout => {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : braces("[", value.map(literal), "]", noPadding);
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]): Layout => [`${propertyKey(key)}: `, literal(member)]);
    return members.length === 0 ? "{}" : braces("{", members, "}", space);
  }
  return String(value);
};
