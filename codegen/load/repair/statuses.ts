/** Statuses of answers in other spellings than OpenAPI's (OpenAPI 3.1, section 4.8.16.2). */
import { isNode } from "../../document.js";
import { type Fields, setField } from "./draft.js";
import { allOperations } from "./operations.js";
import type { Change, Draft } from "./repair.js";

const isStatus = (key: string): boolean => /^([1-5](\d\d|XX)|default|x-.*)$/.test(key);

const oneStatus = (text: string): string[] => {
  const plain = text.trim();
  if (/^default$/i.test(plain)) return ["default"];
  const [, first, rest = ""] = /^([1-5])([\dxX*_?-]{2})(?![\w*?])/.exec(plain) ?? [];
  if (first === undefined) return [];
  return [/^\d\d$/.test(rest) ? first + rest : `${first}XX`];
};

/** The statuses that a key means: several for `200,201`, a family for `400-499`, none for what is no status. */
const meantStatuses = (key: string): string[] => {
  const [, from, to] = /^\s*([1-5]\d\d)\s*(?:-|\.\.|to)\s*([1-5]\d\d)\s*$/i.exec(key) ?? [];
  if (from !== undefined && to !== undefined && from.charAt(0) === to.charAt(0))
    return [`${from.charAt(0)}XX`];
  const whole = oneStatus(key);
  const isList = /[,;|/]/.test(key);
  return isList ? [...new Set(key.split(/[,;|/]/).flatMap(oneStatus))] : whole;
};

const saidOf = (key: string, meant: readonly string[]): string =>
  meant.length === 0
    ? `"${key}" is no status; the answer is left out.`
    : `"${key}" is taken for ${meant.join(" and ")}.`;

export const repairStatuses = function* ({ root, origins }: Draft): Generator<Change> {
  for (const { node } of allOperations(root)) {
    const responses = node.responses;
    if (!isNode(responses)) continue;
    const odd = Object.keys(responses).filter((key) => !isStatus(key));
    if (odd.length === 0) continue;
    const sound = new Set(Object.keys(responses).filter(isStatus));
    const entries: [string, unknown][] = [];
    for (const [key, response] of Object.entries(responses)) {
      if (isStatus(key)) entries.push([key, response]);
      else {
        const meant = meantStatuses(key);
        yield { in: responses, key, message: saidOf(key, meant) };
        for (const [index, status] of meant.entries()) {
          // An answer under the right key is the better one.
          if (sound.has(status)) continue;
          sound.add(status);
          entries.push([status, index === 0 ? response : origins.copy(response)]);
        }
      }
    }
    const repaired: Fields = {};
    for (const [key, response] of entries) setField(repaired, key, response);
    origins.adopt(repaired, responses);
    node.responses = repaired;
  }
};
