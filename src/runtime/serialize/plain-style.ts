/** The styles that most parameters have: plain values, and lists that repeat their name. */

import { isAbsent, percentEncode, primitive, type Styles } from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** Refuses objects, and parameters that are not in default style. */
export const plainStyles: Styles = {
  value: (name, value, format, encode) => encode(plain(name, value, format)),
  pairs: (name, value, format) => {
    const values = Array.isArray(value) ? value : [value];
    const present = values.filter((item) => !isAbsent(item));
    return present.map((item) => [percentEncode(name), percentEncode(plain(name, item, format))]);
  },
};

function plain(name: string, value: unknown, format: object): string {
  const isPlain = typeof value !== "object" || value instanceof Date;
  for (const _ in format) return refuse(name);
  return isPlain ? primitive(value) : refuse(name);
}

function refuse(name: string): never {
  throw new UnsendableError(name, "has a style that this client cannot write", "capability");
}
