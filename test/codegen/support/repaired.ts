/** Documents that others wrote, and what loading makes of them. */
import type { Diagnostic } from "../../../codegen/diagnostics.js";
import { valueAt } from "../../../codegen/document.js";
import { load } from "../../../codegen/load.js";
import { givenDocument, givenProject } from "./project.js";

/** What became of a document. */
export interface Outcome {
  readonly document: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** What was said, without rule and place. */
  readonly said: readonly string[];
  /** A part of the document. */
  at(...path: (string | number)[]): unknown;
}

const outcomeOf = (document: unknown, diagnostics: readonly Diagnostic[]): Outcome => ({
  document,
  diagnostics,
  said: diagnostics.map(({ message }) => message),
  at: (...path) => valueAt(document, path),
});

/** Loads a small document with some of its parts replaced. */
export const loadParts = async (parts: Readonly<Record<string, unknown>>): Promise<Outcome> => {
  const { folder } = givenProject({ "shop.json": givenDocument(parts) });
  const { document, diagnostics } = await load("shop.json", { root: folder });
  return outcomeOf(document, diagnostics);
};

/** Loads files; the first is the document's own. */
export const loadFiles = async (files: Readonly<Record<string, string>>): Promise<Outcome> => {
  const { folder } = givenProject(files);
  const [main = ""] = Object.keys(files);
  const { document, diagnostics } = await load(main, { root: folder });
  return outcomeOf(document, diagnostics);
};

/** `file:line:column rule` of everything that was said. */
export const placesOf = ({ diagnostics }: Outcome): string[] =>
  diagnostics.map(({ place, rule }) => `${place?.file}:${place?.line}:${place?.column} ${rule}`);
