/** Sample strings for a schema without an example. */
import { compilePattern } from "./pattern.js";
import { textOfPattern } from "./sample-pattern.js";

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

const guesses = ["a", "A", "1", "abc", "ABC", "123", "a1", "A1", "#aabbcc", "en", "en-US"];

/** Longer texts than this are not made: what asks for them is no part of a sensible call. */
const longest = 100_000;

/** What a schema says about a string. */
export interface StringRules {
  readonly format: string | undefined;
  readonly patterns: readonly string[];
  readonly minLength: number;
  readonly maxLength: number;
}

/** Lengths count characters, not code units (JSON Schema 2020-12, section 6.3.1). */
const lengthOf = (text: string): number => [...text].length;

const fit = (text: string, { minLength, maxLength }: StringRules): string =>
  lengthOf(text) < minLength
    ? text.padEnd(Math.min(minLength, longest), text || "x")
    : [...text].slice(0, maxLength).join("");

const keeps = (text: string, { patterns, minLength, maxLength }: StringRules): boolean => {
  const length = lengthOf(text);
  // A pattern that this engine does not know cannot be judged here.
  const matches = (pattern: string): boolean => compilePattern(pattern)?.test(text) ?? true;
  return length >= minLength && length <= maxLength && patterns.every(matches);
};

const lengthsBeyond = [0, 1, 2, 4, 8];

/** Texts of each pattern: short ones, then longer ones, of later alternatives, of mixed signs. */
function* textsOfPatterns(rules: StringRules, index: number): Generator<string> {
  for (const pattern of rules.patterns) {
    for (const longer of [...lengthsBeyond, Math.min(rules.minLength, 512)]) {
      for (const mixed of [false, true]) {
        for (const turn of [0, 1, 2, 3]) {
          const text = textOfPattern(pattern, { index: index + turn, longer, mixed });
          if (text === undefined) continue;
          if (index > 0) yield `${text}${index + 1}`;
          yield text;
          yield fit(text, rules);
        }
      }
    }
  }
}

function* candidates(rules: StringRules, index: number): Generator<string> {
  const plain = byFormat[rules.format ?? ""] ?? "sample";
  if (index === 0) yield fit(plain, rules);
  else yield fit(rules.format === "uuid" ? nthUuid(index) : `${plain}${index + 1}`, rules);
  if (rules.patterns.length === 0) return;
  for (const guess of [...Object.values(byFormat), ...guesses]) yield fit(guess, rules);
  yield* textsOfPatterns(rules, index);
}

const nthUuid = (index: number): string =>
  `3fa85f64-5717-4562-b3fc-${(0x2c963f66afa6 + index).toString(16)}`;

/**
 * A string that keeps to the rules; `index` makes siblings differ. Undefined when no text could be
 * found for the patterns and lengths: the document has to give an example.
 */
export const sampleString = (rules: StringRules, index: number): string | undefined => {
  for (const text of candidates(rules, index)) if (keeps(text, rules)) return text;
  return undefined;
};
