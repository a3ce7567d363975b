/** References to other files: found in what was downloaded, and pointed at the files beside it. */
import { isScalar, parseDocument, visit } from "yaml";
import { referencesOf } from "../load/files.js";

/** The file of a reference: what stands in front of its fragment. */
export const fileOfReference = (reference: string): string => reference.split("#", 1)[0] ?? "";

/** References of a parsed text that lead out of it, each once. */
export const outerReferences = (text: string, parsed: unknown): string[] => {
  const references = referencesOf({ file: "", text, parsed }).map(({ reference }) => reference);
  return [...new Set(references)].filter((reference) => fileOfReference(reference) !== "");
};

/** A text in which references are others; every other character stays as it is. */
export const rewriteReferences = (text: string, changes: ReadonlyMap<string, string>): string => {
  if (changes.size === 0) return text;
  const places: { readonly from: number; readonly to: number; readonly reference: string }[] = [];
  visit(parseDocument(text), {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== "$ref" || !isScalar(value)) return;
      const changed = changes.get(String(value.value));
      if (changed === undefined || !value.range) return;
      places.push({ from: value.range[0], to: value.range[1], reference: changed });
    },
  });
  let rewritten = text;
  for (const { from, to, reference } of places.sort((a, b) => b.from - a.from))
    rewritten = `${rewritten.slice(0, from)}${JSON.stringify(reference)}${rewritten.slice(to)}`;
  return rewritten;
};
