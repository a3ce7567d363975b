/** Checks every `x-clientwright` of a document, and names that were meant to be it. */
import type { Findings, Path } from "../diagnostics.js";
import { isNode, verbs } from "../document.js";
import { nearest } from "../suggest.js";
import { checkVocabulary, type Definition, extension } from "../vocabulary.js";

interface Place {
  readonly definition: Definition;
  readonly path: Path;
  readonly node: Readonly<Record<string, unknown>>;
}

const operationsOf = (document: Readonly<Record<string, unknown>>): Place[] => {
  const paths = isNode(document.paths) ? document.paths : {};
  const placeOf = (path: Path, node: unknown): Place[] =>
    isNode(node) ? [{ definition: "operation", path, node }] : [];
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!isNode(item)) return [];
    const { additionalOperations: others } = item;
    return [
      ...verbs.flatMap((verb) => placeOf(["paths", path, verb], item[verb])),
      ...Object.entries(isNode(others) ? others : {}).flatMap(([method, node]) =>
        placeOf(["paths", path, "additionalOperations", method], node),
      ),
    ];
  });
};

const tagsOf = (document: Readonly<Record<string, unknown>>): Place[] => {
  const tags: readonly unknown[] = Array.isArray(document.tags) ? document.tags : [];
  return tags.flatMap((node, index): Place[] =>
    isNode(node) ? [{ definition: "tag", path: ["tags", index], node }] : [],
  );
};

const checkSpelling = ({ path, node }: Place, findings: Findings): void => {
  for (const key of Object.keys(node)) {
    if (key === extension || !key.startsWith("x-c")) continue;
    if (nearest(key, [extension]) === undefined) continue;
    findings.warn({
      rule: "vocabulary",
      at: [...path, key],
      message: `"${key}" is ignored.`,
      advice: `Did you mean "${extension}"?`,
    });
  }
};

/** Reports what the vocabulary does not know. */
export const checkExtensions = async (document: unknown, findings: Findings): Promise<void> => {
  if (!isNode(document)) return;
  const root: Place = { definition: "document", path: [], node: document };
  for (const place of [root, ...tagsOf(document), ...operationsOf(document)]) {
    checkSpelling(place, findings);
    const value = place.node[extension];
    if (value === undefined) continue;
    const found = await checkVocabulary(place.definition, value, [...place.path, extension]);
    for (const finding of found) findings.error(finding);
  }
};
