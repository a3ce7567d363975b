/** A text that a regular expression matches (ECMA-262, as JSON Schema 2020-12, section 6.3.3, has it). */
import type { AST } from "@eslint-community/regexpp";
import { parsePattern } from "./pattern.js";

type Element = AST.Element;
type ClassElement =
  | AST.CharacterClassElement
  | AST.UnicodeSetsCharacterClassElement
  | AST.CharacterSet;

/** Which of the possible texts is made; `index` makes siblings differ, `longer` adds repetitions. */
export interface PatternChoice {
  readonly index: number;
  readonly longer: number;
  /** Whether neighbouring signs are of different kinds, as rules for passwords ask. Default: false. */
  readonly mixed?: boolean;
}

interface Writer {
  readonly choice: PatternChoice;
  /** What capturing groups came to, for references to them. */
  readonly groups: Map<AST.CapturingGroup, string>;
  /** How many signs of sets have been written. */
  signs: number;
}

/** Leads from one kind of sign to the next one within a few steps. */
const stride = 13;

const turnOf = (writer: Writer): number => {
  const { index, mixed } = writer.choice;
  if (mixed !== true) return index;
  writer.signs += 1;
  return index + writer.signs * stride;
};

/** Signs that most sets contain, the plain ones first. */
const common = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@/:+ ,;#"];

const sets: Readonly<Record<string, string>> = { digit: "0123456789", space: " \t", word: "ab0_" };

const isWithin = (sign: string, element: ClassElement): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  switch (element.type) {
    case "Character":
      return element.value === code;
    case "CharacterClassRange":
      return element.min.value <= code && code <= element.max.value;
    case "CharacterSet":
      return isOfSet(sign, element);
    default:
      return false;
  }
};

const isOfSet = (sign: string, set: AST.CharacterSet): boolean => {
  if (set.kind === "any") return !/[\n\r\u2028\u2029]/.test(sign);
  return new RegExp(`^(?:${set.raw})$`, "u").test(sign);
};

/** One of the signs that belong to a class or to none of its elements; undefined when there is none. */
const signOf = (
  elements: readonly ClassElement[],
  negate: boolean,
  index: number,
): string | undefined => {
  const ranges = elements.flatMap((element) => {
    if (element.type === "Character") return [String.fromCodePoint(element.value)];
    return element.type === "CharacterClassRange"
      ? [String.fromCodePoint(element.min.value), String.fromCodePoint(element.max.value)]
      : [];
  });
  const candidates = [...new Set([...common, ...Object.values(sets).join(""), ...ranges])];
  const fitting = candidates.filter(
    (sign) => elements.some((element) => isWithin(sign, element)) !== negate,
  );
  return fitting[index % Math.max(fitting.length, 1)];
};

const writeQuantifier = ({ element, min, max }: AST.Quantifier, writer: Writer): string => {
  const times = Math.min(max, Math.max(min, max === 0 ? 0 : 1) + writer.choice.longer);
  return Array.from({ length: times }, () => writeElement(element, writer)).join("");
};

const writeElement = (element: Element, writer: Writer): string => {
  switch (element.type) {
    case "Character":
      return String.fromCodePoint(element.value);
    case "CharacterClass":
      return signOf(element.elements, element.negate, turnOf(writer)) ?? "";
    case "CharacterSet":
      return signOf([element], false, turnOf(writer)) ?? "";
    case "Quantifier":
      return writeQuantifier(element, writer);
    case "Group":
      return writeAlternatives(element.alternatives, writer);
    case "CapturingGroup": {
      const text = writeAlternatives(element.alternatives, writer);
      writer.groups.set(element, text);
      return text;
    }
    case "Backreference":
      return [element.resolved].flat().map((group) => writer.groups.get(group) ?? "")[0] ?? "";
    default:
      // Assertions have no text of their own: whether they hold is seen when the whole is tried.
      return "";
  }
};

const writeAlternatives = (alternatives: readonly AST.Alternative[], writer: Writer): string => {
  const chosen = alternatives[writer.choice.index % alternatives.length];
  return (chosen?.elements ?? []).map((element) => writeElement(element, writer)).join("");
};

/** A text for a pattern, which may still fail its assertions; undefined for a pattern that is none. */
export const textOfPattern = (pattern: string, choice: PatternChoice): string | undefined => {
  const parsed = parsePattern(pattern);
  if (parsed === undefined) return undefined;
  return writeAlternatives(parsed.alternatives, { choice, groups: new Map(), signs: 0 });
};
