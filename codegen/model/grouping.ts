/** Which resource each operation belongs to: by vocabulary, by tag, or by path. */
import { isNode } from "../document.js";
import {
  extension,
  type ResourceVocabulary,
  type ServiceVocabulary,
  type TagVocabulary,
} from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";
import { reportSizes, splitLargeGroup } from "./splitting.js";
import { hasWords, type ResourceNames, resourceNames } from "./tag-names.js";
import { kebab, wordsOf } from "./words.js";

/** A resource before its names are decided: `cdna.profiles` has two segments. */
export interface Group {
  /** Segments as written; their words make the names. */
  readonly segments: readonly string[];
  readonly operations: RawOperation[];
  readonly children: Group[];
  description?: string;
  scope?: readonly string[];
  service?: ServiceVocabulary | false;
}

/** One spelling for all spellings of a resource's name. */
const keyOf = (segments: readonly string[]): string =>
  segments.map((segment) => kebab(wordsOf(segment))).join(".");

const tagVocabulary = (context: Context): Map<string, TagVocabulary & { description?: string }> =>
  new Map(
    (context.document.tags ?? []).map((tag) => {
      const own = tag[extension];
      return [
        tag.name,
        // Checked against the schema of this type by `load/extensions.ts`.
        {
          ...(isNode(own) ? (own as TagVocabulary) : {}),
          ...(typeof tag.description === "string" && { description: tag.description }),
        },
      ];
    }),
  );

/** The resource that vocabulary chooses for an operation, or that of its tag. */
const segmentsOf = (
  operation: RawOperation,
  tags: ReturnType<typeof tagVocabulary>,
  names: ResourceNames,
): { readonly segments: string[]; readonly chosen: boolean } => {
  const tag = tags.get(operation.node.tags?.[0] ?? "");
  const chosen = operation.vocabulary.resource ?? tag?.resource;
  if (chosen !== undefined) return { segments: chosen.split("."), chosen: true };
  return { segments: [names.of(operation)], chosen: false };
};

/** Groups by the key of their segments; those on the way are made as well. */
const createGroups = (): {
  readonly roots: Group[];
  ensure(segments: readonly string[]): Group;
} => {
  const roots: Group[] = [];
  const known = new Map<string, Group>();
  const ensure = (segments: readonly string[]): Group => {
    const key = keyOf(segments);
    const present = known.get(key);
    if (present !== undefined) return present;
    const group: Group = { segments, operations: [], children: [] };
    known.set(key, group);
    const siblings = segments.length > 1 ? ensure(segments.slice(0, -1)).children : roots;
    siblings.push(group);
    return group;
  };
  return { roots, ensure };
};

const flatten = (groups: readonly Group[]): Group[] =>
  groups.flatMap((group) => [group, ...flatten(group.children)]);

const describeGroups = (
  roots: readonly Group[],
  vocabulary: Readonly<Record<string, ResourceVocabulary>>,
  context: Context,
): void => {
  const groups = flatten(roots);
  for (const [name, { scope, description, service }] of Object.entries(vocabulary)) {
    const group = groups.find(({ segments }) => keyOf(segments) === keyOf(name.split(".")));
    if (group === undefined) {
      if (context.additions.isPartial === true) continue;
      context.findings.warn({
        rule: "vocabulary",
        at: [extension, "resources", name],
        message: `No operation belongs to the resource "${name}".`,
      });
      continue;
    }
    if (scope !== undefined) group.scope = scope;
    if (description !== undefined) group.description = description;
    if (service !== undefined) group.service = service;
  }
};

const documentResources = ({
  document,
  additions,
}: Context): Record<string, ResourceVocabulary> => {
  const own = document[extension];
  const resources = isNode(own) ? own.resources : undefined;
  // Checked against the schema of this type by `load/extensions.ts`.
  const documented = (isNode(resources) ? resources : {}) as Record<string, ResourceVocabulary>;
  return { ...documented, ...additions.resources };
};

/** The tree of resources, in the order of the document's tags and operations. */
export const groupOperations = (operations: readonly RawOperation[], context: Context): Group[] => {
  const tags = tagVocabulary(context);
  const names = resourceNames(operations, context);
  const { roots, ensure } = createGroups();
  const chosenGroups = new Set<Group>();
  const used = new Set(operations.map(({ node }) => node.tags?.[0]));
  for (const [name, tag] of tags) {
    if (!used.has(name) || !hasWords(name)) continue;
    const mayBeEmpty = operations.every(
      ({ node, vocabulary }) => node.tags?.[0] !== name || vocabulary.resource !== undefined,
    );
    if (mayBeEmpty) continue;
    const derived = names.ofTag(name);
    if (tag.resource === undefined && derived === undefined) continue;
    const group = ensure(tag.resource?.split(".") ?? [derived ?? name]);
    if (tag.description !== undefined) group.description = tag.description;
    if (tag.scope !== undefined) group.scope = tag.scope;
    if (tag.service !== undefined) group.service = tag.service;
  }
  for (const operation of operations) {
    const { segments, chosen } = segmentsOf(operation, tags, names);
    const group = ensure(segments);
    if (chosen) chosenGroups.add(group);
    group.operations.push(operation);
  }
  const split = flatten(roots).filter(
    (group) => !chosenGroups.has(group) && splitLargeGroup(group),
  );
  reportSizes(split, roots, context);
  describeGroups(roots, documentResources(context), context);
  return roots;
};
