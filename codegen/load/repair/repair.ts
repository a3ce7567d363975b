/** Rewrites what others wrote so that the generator can serve it. Says of each change what was wrong. */
import type { Findings, Path } from "../../diagnostics.js";
import type { Fault } from "../structure.js";
import { createDraft, type Origins } from "./draft.js";
import { repairs } from "./repairs.js";
import { type Survey, surveyDocument } from "./survey.js";

/** What a repair is about to change: said before it is changed, so that a rehearsal changes nothing. */
export interface Change {
  /** The object or list that is changed. */
  readonly in: object;
  /** The part of it. */
  readonly key?: string | number;
  /** What was wrong, and what the client does instead. Undefined when that goes without saying. */
  readonly message?: string;
  readonly advice?: string;
}

/** What a repair works on. */
export interface Draft {
  readonly root: unknown;
  /** The document's file without folder and ending, for names. */
  readonly name: string;
  readonly origins: Pick<Origins, "copy" | "adopt">;
  /** What a walk over it finds at this moment. */
  survey(): Survey;
}

/** One kind of repair. */
export interface Repair {
  /** Rule of its diagnostics. */
  readonly rule: string;
  /** Yields each change before it makes it. */
  run(draft: Draft): Generator<Change, void, undefined>;
}

/** A document that is fit to be generated from, as far as it can be made so. */
export interface Repaired {
  readonly document: unknown;
  /** What no repair could put right. */
  readonly faults: readonly Fault[];
  /** Where a path of the document was before; the same path where nothing was changed. */
  originOf(path: Path): Path;
}

/** Whether any repair has something to change. Touches nothing. */
const isNeeded = (draft: Draft): boolean =>
  repairs.some(({ run }) => run(draft).next().done !== true);

const place = (change: Change, origins: Origins): Path => {
  const parent = origins.of(change.in) ?? [];
  return change.key === undefined ? parent : [...parent, change.key];
};

/** Repairs a document. One that needs no repair is answered as it is, and was only looked at. */
export const repairDocument = (document: unknown, name: string, findings: Findings): Repaired => {
  const survey = surveyDocument(document);
  const same: Origins["copy"] = (part) => part;
  const untouched = { copy: same, adopt: () => undefined };
  if (!isNeeded({ root: document, name, origins: untouched, survey: () => survey }))
    return { document, faults: survey.faults, originOf: (path) => path };
  const { root, origins } = createDraft(document);
  const draft: Draft = { root, name, origins, survey: () => surveyDocument(root) };
  for (const { rule, run } of repairs) {
    for (const change of run(draft)) {
      const { message, advice } = change;
      if (message === undefined) continue;
      findings.warn({
        rule,
        at: place(change, origins),
        message,
        ...(advice !== undefined && { advice }),
      });
    }
  }
  return {
    document: root,
    faults: surveyDocument(root).faults,
    originOf: (path) => origins.pathOf(root, path),
  };
};
