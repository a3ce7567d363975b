/** Bounds on documents, so that a hostile or broken one ends in a message and not in an exhausted stack or memory. */
import type { Findings, Path } from "../diagnostics.js";
import { endOfString } from "./json-text.js";

/** Largest file that is read, in bytes. */
export const largestFile: number = 200 * 1024 * 1024;

/** How deep values may be nested: several times what the deepest public documents need. */
export const deepestNesting = 250;

/** Most values in a document, each use of a YAML alias counted. */
export const mostValues = 20_000_000;

/** Most files that one document is made of. */
export const mostFiles = 10_000;

const rule = "limit";

/** Counts values and their depth; answers the path of the first one that is too deep, or false for too many. */
const measure = (root: unknown): Path | boolean => {
  let left = mostValues;
  const path: (string | number)[] = [];
  // True when a limit is passed; the path then leads there.
  const enter = (child: unknown, key: string | number, depth: number): boolean => {
    if (typeof child !== "object" || child === null) return false;
    path.push(key);
    if (visit(child, depth)) return true;
    path.pop();
    return false;
  };
  const visit = (value: object, depth: number): boolean => {
    const isList = Array.isArray(value);
    // Objects of parsed files are plain data.
    const node = value as Readonly<Record<string, unknown>>;
    const keys = isList ? [] : Object.keys(node);
    left -= 1 + (isList ? value.length : keys.length);
    if (left < 0 || depth > deepestNesting) return true;
    for (const key of keys) if (enter(node[key], key, depth + 1)) return true;
    if (isList)
      for (let index = 0; index < value.length; index++)
        if (enter(value[index], index, depth + 1)) return true;
    return false;
  };
  if (typeof root !== "object" || root === null || !visit(root, 1)) return true;
  return left < 0 ? false : path;
};

/** Whether a JSON text has nothing that is too deep; faster than a look at its values, and JSON has no aliases. */
export const isShallowJson = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
    if (depth > deepestNesting) return false;
  }
  return true;
};

/** Reports a parsed file that is nested too deep, or too large with its aliases filled in. */
export const checkLimits = (file: string, parsed: unknown, findings: Findings): boolean => {
  const found = measure(parsed);
  if (found === true) return true;
  const message =
    found === false
      ? `The file has more than ${mostValues.toLocaleString("en")} values, aliases filled in.`
      : `The values of the file are nested more than ${deepestNesting} deep.`;
  findings.error({
    rule,
    at: found === false ? [] : found.slice(0, 20),
    message,
    ...(found === false && { place: { file, line: 1, column: 1 } }),
    advice:
      found === false
        ? "Split it, or write out what its YAML aliases repeat."
        : "Move the inner parts to components and refer to them.",
  });
  return false;
};
