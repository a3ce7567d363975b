/** Names of services' methods, from names of resources, their methods, and what lists are lists of. */
import type { ServiceVocabulary } from "../vocabulary.js";
import type { Operation, Resource, ServiceMethodKind } from "./types.js";
import { camel, pascal, singular, wordsOf } from "./words.js";

/** What the methods of one resource are named by. */
export interface Naming {
  /** Words of the sub-collection, e.g. edge, perks; none for the service's own methods. */
  readonly plural: readonly string[];
  /** Words of one thing in it. */
  readonly single: readonly string[];
  readonly vocabulary: ServiceVocabulary;
}

const templates = {
  page: "get{Plural}Page",
  all: "listAll{Plural}",
  each: "iterAll{Plural}",
} as const;

const templateOf = (kind: keyof typeof templates, vocabulary: ServiceVocabulary): string => {
  const said = kind === "each" ? vocabulary.iterate : vocabulary[kind];
  return said ?? templates[kind];
};

/** The last word in the singular; where it has none, the name of what the list is a list of. */
const singularOf = (words: readonly string[], { operations }: Resource): readonly string[] => {
  const last = words.at(-1) ?? "";
  const one = singular(last);
  if (one !== last.toLowerCase()) return [...words.slice(0, -1), one];
  const item = operations.find(({ list }) => list !== undefined)?.list?.item;
  return item?.kind === "model" ? wordsOf(item.name) : words;
};

/** Naming of a resource within another. */
export const namingWithin = (
  outer: Naming,
  resource: Resource,
  vocabulary: ServiceVocabulary,
): Naming => {
  const words = wordsOf(resource.property);
  const own = vocabulary.singular;
  return {
    plural: [...outer.plural, ...words],
    single: [...outer.single, ...(own === undefined ? singularOf(words, resource) : wordsOf(own))],
    vocabulary,
  };
};

const isList = (word: string | undefined): boolean => word?.toLowerCase() === "list";

const contains = (words: readonly string[], part: readonly string[]): boolean =>
  ` ${words.map((word) => word.toLowerCase()).join(" ")} `.includes(
    ` ${part.map((word) => word.toLowerCase()).join(" ")} `,
  );

/** `list` is about many, everything else about one; a name that says so already stays as it is. */
const nameOfCall = ({ method }: Operation, { plural, single }: Naming): string => {
  const words = wordsOf(method);
  if (words.length === 1 && isList(words[0])) return camel([...words, ...plural]);
  return contains(words, single) ? camel(words) : camel([...words, ...single]);
};

/** What stands for `{Plural}`: the sub-collection, and what the list's own name says besides. */
const pluralOf = ({ method }: Operation, { plural }: Naming): readonly string[] => {
  const words = wordsOf(method);
  const rest = isList(words[0]) ? words.slice(1) : words;
  return contains(rest, plural) ? rest : [...rest, ...plural];
};

/** The name of a service's method; `chosen` is what the operation itself says. */
export const methodName = (
  operation: Operation,
  kind: ServiceMethodKind,
  naming: Naming,
  chosen: string | undefined,
): string => {
  if (kind === "call")
    return chosen === undefined ? nameOfCall(operation, naming) : camel(wordsOf(chosen));
  const plural = chosen === undefined ? pluralOf(operation, naming) : wordsOf(chosen);
  return camel(wordsOf(templateOf(kind, naming.vocabulary).replace("{Plural}", pascal(plural))));
};
