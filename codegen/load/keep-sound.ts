/** Cuts what has errors out of a document, so that the rest can be generated from. */
import {
  createFindings,
  type Diagnostic,
  type Findings,
  hasErrors,
  pathOf,
} from "../diagnostics.js";
import { isNode, verbs } from "../document.js";
import { surveyDocument } from "./repair/survey.js";
import { reportFaults } from "./structure.js";

/** What is left of a document. */
export interface Sound {
  readonly document: unknown;
  /** Operations that were cut out: their operationIds, or their method and path. */
  readonly skipped: readonly string[];
  /** Whether anything was cut out. */
  readonly changed: boolean;
}

type Fields = Record<string, unknown>;

const nameOf = (verb: string, path: string, node: unknown): string => {
  const id = isNode(node) ? node.operationId : undefined;
  return typeof id === "string" && id !== "" ? id : `${verb.toUpperCase()} ${path}`;
};

const fieldsAt = (root: unknown, ...path: string[]): Fields | undefined => {
  let node = root;
  for (const key of path) node = isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  // The copy is ours to change.
  return isNode(node) ? (node as Fields) : undefined;
};

const cutOperations = (root: unknown, path: string, verb: string | undefined): string[] => {
  const paths = fieldsAt(root, "paths");
  const item = fieldsAt(root, "paths", path);
  const cut = verbs.filter(
    (one) => (verb === undefined || one === verb) && item?.[one] !== undefined,
  );
  const names = cut.map((one) => nameOf(one, path, item?.[one]));
  if (verb === undefined && paths !== undefined) delete paths[path];
  else for (const one of cut) delete item?.[one];
  return names;
};

/** Cuts out the part that an error is in; undefined when the document cannot do without it. */
const cutPart = (root: unknown, { pointer }: Diagnostic): string[] | undefined => {
  const [area, kind = "", name = ""] = pathOf(pointer);
  if (area === "paths" && kind !== "") {
    const verb = verbs.find((one) => one === name);
    return cutOperations(root, kind, verb);
  }
  const group = area === "components" ? fieldsAt(root, "components", kind) : undefined;
  if (group !== undefined && name !== "") {
    if (kind === "schemas") group[name] = {};
    else delete group[name];
    return [];
  }
  const webhooks = area === "webhooks" ? fieldsAt(root, "webhooks") : undefined;
  if (webhooks === undefined) return undefined;
  delete webhooks[kind];
  return [];
};

/** Cuts all errors out; undefined when one of them concerns the whole document. */
export const cutErrors = (document: unknown, errors: readonly Diagnostic[]): Sound | undefined => {
  const root: unknown = structuredClone(document);
  const skipped: string[] = [];
  const before = JSON.stringify(root);
  for (const error of errors.filter(({ severity }) => severity === "error")) {
    const names = cutPart(root, error);
    if (names === undefined) return undefined;
    skipped.push(...names);
  }
  return { document: root, skipped, changed: JSON.stringify(root) !== before };
};

/** A cut may leave references behind that lead nowhere: those are cut in the next round. */
const mostRounds = 50;

/** Cuts until nothing is wrong any more; every error is added to the findings. */
export const keepSound = (document: unknown, findings: Findings): Sound | undefined => {
  let sound: Sound = { document, skipped: [], changed: false };
  let errors = findings.list;
  for (let round = 0; round < mostRounds && hasErrors(errors); round++) {
    const cut = cutErrors(sound.document, errors);
    if (cut === undefined) return undefined;
    sound = { ...cut, skipped: [...sound.skipped, ...cut.skipped] };
    const next = createFindings();
    reportFaults(surveyDocument(cut.document).faults, next);
    for (const { pointer, severity: _, ...finding } of next.list)
      findings.error({ ...finding, at: pointer });
    errors = next.list;
  }
  return hasErrors(errors) ? undefined : sound;
};
