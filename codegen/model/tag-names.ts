/** Names of resources out of tags, paths and operationIds. */
import type { Context, RawOperation } from "./context.js";
import { isNoise } from "./conventions.js";
import { byNoun } from "./nouns.js";
import { operationsPerFile } from "./splitting.js";
import { wordsOf } from "./words.js";

export const hasWords = (name: string | undefined): name is string =>
  name !== undefined && wordsOf(name).length > 0;

const firstStaticSegment = (path: string): string | undefined =>
  path.split("/").find((segment) => segment !== "" && !segment.includes("{") && !isNoise(segment));

const squeezed = (name: string): string => wordsOf(name).join("").toLowerCase();

/** Fewer tags may begin alike by chance. */
const fewestTags = 3;

/** How many words all tags begin with, as in `Api2010Calls` and `Api2010Messages`. */
const sharedWords = (tags: readonly string[]): number => {
  if (tags.length < fewestTags) return 0;
  const all = tags.map(wordsOf);
  const [first = []] = all;
  const end = first.findIndex((word, index) =>
    all.some((words) => words.length < index + 2 || words[index] !== word),
  );
  return Math.max(end, 0);
};

/** Names of resources that nobody chose. */
export interface ResourceNames {
  /** Undefined for a tag that says nothing. */
  ofTag(tag: string): string | undefined;
  of(operation: RawOperation): string;
}

const untold = "root";

/** Decides on names: by tag, else by path, else by what operationIds are about. */
export const resourceNames = (
  operations: readonly RawOperation[],
  { document }: Pick<Context, "document">,
): ResourceNames => {
  const first = ({ node }: RawOperation): string | undefined => node.tags?.[0];
  const tags = [...new Set(operations.map(first))].filter(hasWords);
  const shared = sharedWords(tags);
  const [only = ""] = tags;
  // One tag for many operations that is the API's own name divides nothing.
  const isUseless =
    tags.length === 1 &&
    operations.length > operationsPerFile &&
    squeezed(document.info.title).includes(squeezed(only));
  const ofTag = (tag: string): string | undefined => {
    if (isUseless || !hasWords(tag)) return undefined;
    return shared === 0 ? tag : wordsOf(tag).slice(shared).join(" ");
  };
  const told = (operation: RawOperation): string | undefined => {
    const byTag = ofTag(first(operation) ?? "");
    if (byTag !== undefined) return byTag;
    const segment = firstStaticSegment(operation.template);
    return hasWords(segment) ? segment : undefined;
  };
  const others = operations.filter((operation) => told(operation) === undefined);
  const nouns = new Map<RawOperation, string>();
  if (others.length > operationsPerFile)
    for (const [noun, about] of byNoun(others))
      for (const operation of about) nouns.set(operation, noun);
  return { ofTag, of: (operation) => told(operation) ?? nouns.get(operation) ?? untold };
};
