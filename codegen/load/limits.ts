/** Bounds on documents, so that a hostile or broken one ends in a message and not in an exhausted stack or memory. */
import type { Findings, Path } from "../diagnostics.js";

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
  const visit = (value: object, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > deepestNesting) return true;
    for (const key in value) {
      const child: unknown = Reflect.get(value, key);
      left -= 1;
      if (typeof child !== "object" || child === null) continue;
      path.push(key);
      if (visit(child, depth + 1)) return true;
      path.pop();
    }
    return false;
  };
  if (typeof root !== "object" || root === null || !visit(root, 1)) return true;
  return left < 0 ? false : path;
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
