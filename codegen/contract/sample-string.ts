/** Sample strings for a schema without an example. */

const byFormat: Readonly<Record<string, string>> = {
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  time: "12:00:00Z",
  duration: "PT1H",
  email: "ada@example.com",
  "idn-email": "ada@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  iri: "https://example.com/",
  "uri-reference": "/sample",
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  byte: "c2FtcGxl",
  "json-pointer": "/sample",
  regex: "^sample$",
};

const guesses = [
  "sample",
  "a",
  "A",
  "1",
  "abc",
  "ABC",
  "123",
  "a1",
  "A1",
  "#aabbcc",
  "en",
  "en-US",
];

/** What a schema says about a string. */
export interface StringRules {
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly minLength: number;
  readonly maxLength: number;
}

const fit = (text: string, { minLength, maxLength }: StringRules): string =>
  text.length < minLength ? text.padEnd(minLength, text || "x") : text.slice(0, maxLength);

const matches = (pattern: string, text: string): boolean => {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    // A pattern that this engine does not know cannot be judged here; Prism will.
    return true;
  }
};

/**
 * A string that keeps to the rules; `index` makes siblings differ. Undefined when a pattern allows
 * none of the usual guesses: the document has to give an example.
 */
export const sampleString = (rules: StringRules, index: number): string | undefined => {
  const plain = byFormat[rules.format ?? ""] ?? "sample";
  const text = fit(index === 0 ? plain : `${plain}${index + 1}`, rules);
  const { pattern } = rules;
  if (pattern === undefined) return text;
  const candidates = [text, ...Object.values(byFormat), ...guesses];
  return candidates.map((guess) => fit(guess, rules)).find((guess) => matches(pattern, guess));
};
