/** Finds the ends of strings in a JSON text, for those who look at the text and not at its value. */

const isEscaped = (text: string, at: number): boolean => {
  let start = at;
  while (text.charCodeAt(start - 1) === 0x5c) start--;
  return (at - start) % 2 === 1;
};

/** Offset behind the string that starts at an offset; behind the text where the string does not end. */
export const endOfString = (text: string, from: number): number => {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length + 1 : at + 1;
};
