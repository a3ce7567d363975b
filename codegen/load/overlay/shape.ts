/** Checks that a file is an overlay (Overlay 1.1, section "Schema"). Reports; changes nothing. */
import type { Path } from "../../diagnostics.js";
import { isNode } from "../../document.js";
import { suggest } from "../../suggest.js";

/** One change (Overlay 1.1, section "Action Object"). */
export interface Action {
  readonly target: string;
  readonly update?: unknown;
  readonly copy?: string;
  readonly remove?: boolean;
}

/** An overlay whose shape has been checked. */
export interface Overlay {
  readonly extends?: string;
  readonly actions: readonly Action[];
}

/** Reports one mistake of an overlay. */
export type Report = (path: Path, message: string, advice?: string) => void;

const overlayKeys = ["overlay", "info", "extends", "actions"];
const actionKeys = ["target", "description", "update", "copy", "remove"];

const checkKeys = (
  node: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: Path,
  report: Report,
): void => {
  for (const key of Object.keys(node))
    if (!known.includes(key) && !key.startsWith("x-"))
      report([...path, key], `"${key}" is not known here.`, suggest(key, known));
};

const checkVersion = (version: unknown, report: Report): void => {
  if (typeof version === "string" && /^1\.[01]\.\d+$/.test(version)) return;
  report(
    version === undefined ? [] : ["overlay"],
    version === undefined
      ? `The overlay does not say its version ("overlay" is missing).`
      : `Overlay ${JSON.stringify(version)} is not supported; 1.0 and 1.1 are.`,
    typeof version === "number" || version === undefined
      ? 'An overlay starts with a line like `overlay: "1.1.0"`.'
      : undefined,
  );
};

const checkInfo = (info: unknown, report: Report): void => {
  const missing = isNode(info)
    ? ["title", "version"].filter((key) => info[key] === undefined)
    : ["title", "version"];
  if (missing.length > 0)
    report(info === undefined ? [] : ["info"], `"info" needs ${missing.join(" and ")}.`);
};

const checkAction = (action: unknown, path: Path, report: Report): void => {
  if (!isNode(action)) {
    report(path, "An action must be an object.");
    return;
  }
  checkKeys(action, actionKeys, path, report);
  const { target, update, copy, remove } = action;
  if (typeof target !== "string" || !target.startsWith("$"))
    report(
      target === undefined ? path : [...path, "target"],
      'An action needs "target", a JSONPath that starts with "$".',
    );
  if (copy !== undefined && typeof copy !== "string")
    report([...path, "copy"], '"copy" must be a JSONPath.');
  if (remove !== undefined && typeof remove !== "boolean")
    report([...path, "remove"], '"remove" must be true or false.');
  if (update !== undefined && copy !== undefined)
    report(path, 'An action cannot have both "update" and "copy".', "Make two actions of it.");
};

/** The overlay that a file holds, or undefined after its mistakes were reported. */
export const checkOverlay = (value: unknown, report: Report): Overlay | undefined => {
  let isSound = true;
  const note: Report = (...mistake) => {
    isSound = false;
    report(...mistake);
  };
  if (!isNode(value)) {
    note([], "The file does not hold an overlay.");
    return undefined;
  }
  checkVersion(value.overlay, note);
  checkKeys(value, overlayKeys, [], note);
  checkInfo(value.info, note);
  if (value.extends !== undefined && typeof value.extends !== "string")
    note(["extends"], '"extends" must be a string.');
  if (!Array.isArray(value.actions) || value.actions.length === 0)
    note(value.actions === undefined ? [] : ["actions"], '"actions" must be a list of actions.');
  else
    for (const [index, action] of value.actions.entries())
      checkAction(action, ["actions", index], note);
  // Every field was just checked.
  return isSound ? (value as unknown as Overlay) : undefined;
};
