/** Every name in the output, decided at once: nothing collides, nothing is numbered while a better word exists. */
import type { Context, RawOperation } from "./context.js";
import type { Group } from "./grouping.js";
import { createSpace, type Space } from "./name-space.js";
import {
  nameConstants,
  nameMethods,
  type OperationNames,
  warnOfRename,
} from "./operation-names.js";
import {
  clientMembers,
  reservedByServices,
  reservedExports,
  reservedFiles,
  reservedMembers,
  reservedWords,
} from "./reserved.js";
import { servicesVocabulary } from "./service-vocabulary.js";
import type { ModelNames } from "./type-references.js";
import type { ClientNames } from "./types.js";
import { camel, kebab, longestName, pascal, wordsOf } from "./words.js";

/** Names of one resource. */
export interface GroupNames {
  readonly className: string;
  readonly property: string;
  readonly file: string;
}

/** The names of an API. */
export interface Names {
  readonly client: ClientNames;
  readonly models: ModelNames;
  readonly operations: ReadonlyMap<RawOperation, OperationNames>;
  readonly groups: ReadonlyMap<Group, GroupNames>;
  /** A name for a type that belongs to an operation; answers another one each time. */
  alias(constant: string, suffix: string): string;
  /** A name for a type that belongs to a resource. */
  groupType(className: string, suffix: string): string;
  /** A name for a constant that belongs to an operation. */
  local(constant: string, suffix: string): string;
}

const isPlainPascal = (name: string): boolean =>
  name.length <= longestName && /^[A-Z][a-zA-Z0-9]*$/.test(name);

const nameModels = (space: Space, context: Context): Map<string, string> => {
  const wireNames = Object.keys(context.document.components?.schemas ?? {});
  const models = new Map<string, string>();
  const claim = (wireName: string): void => {
    const wanted = isPlainPascal(wireName) ? wireName : pascal(wordsOf(wireName)) || "Unnamed";
    const name = space.claim([wanted, `${wanted}Model`, `${wanted}Schema`]);
    if (name !== wanted) warnOfRename(context, ["components", "schemas", wireName], wanted, name);
    models.set(wireName, name);
  };
  // A schema that already has its name keeps it, whatever stands before it in the document.
  for (const wireName of wireNames) if (isPlainPascal(wireName)) claim(wireName);
  for (const wireName of wireNames) if (!isPlainPascal(wireName)) claim(wireName);
  return models;
};

interface GroupSpaces {
  readonly exports: Space;
  readonly files: Space;
}

const nameGroup = (group: Group, spaces: GroupSpaces, siblings: Space): GroupNames => {
  const words = group.segments.flatMap(wordsOf);
  const className = pascal(words);
  const property = camel(wordsOf(group.segments.at(-1) ?? ""));
  const file = kebab(words);
  return {
    className: spaces.exports.claim([className, `${className}Resource`, `${className}Operations`]),
    property: siblings.claim([property, `${property}Resource`, `${property}Operations`]),
    file: spaces.files.claim([file, `${file}-resource`, `${file}-operations`]),
  };
};

const nameGroups = (
  groups: readonly Group[],
  spaces: GroupSpaces,
  siblings: Space,
  into: Map<Group, GroupNames>,
): void => {
  for (const group of groups) into.set(group, nameGroup(group, spaces, siblings));
  for (const { children } of groups)
    nameGroups(children, spaces, createSpace(reservedMembers), into);
};

/** The stem of a client's names: `NeuroGraph` of `NeuroGraph API`. */
export const stemOf = ({ additions, document }: Context): string => {
  const { name } = additions;
  // A configured name is a name already; a title is made into one.
  if (name !== undefined && isPlainPascal(name)) return name.replace(/(?<=.)Api$/, "");
  const words = [...wordsOf(name ?? document.info.title)];
  while (words.length > 1 && /^api$/i.test(words.at(-1) ?? "")) words.pop();
  return pascal(words) || "Unnamed";
};

const clientNames = (context: Context): ClientNames => {
  const stem = stemOf(context);
  const description = stem.charAt(0).toLowerCase() + stem.slice(1);
  const isTaken = reservedExports.includes(description) || reservedWords.has(description);
  return {
    client: `${stem}Api`,
    auth: `${stem}ApiAuth`,
    options: `${stem}ApiOptions`,
    server: `${stem}ApiServer`,
    description: isTaken ? `${description}Api` : description,
  };
};

const flatten = (groups: readonly Group[]): Group[] =>
  groups.flatMap((group) => [group, ...flatten(group.children)]);

/** Decides all names of an API. `errorNames` are the family's, which people chose. */
export const decideNames = (
  context: Context,
  operations: readonly RawOperation[],
  roots: readonly Group[],
  errorNames: readonly string[],
): Names => {
  const client = clientNames(context);
  const space = createSpace([
    ...reservedExports,
    ...(servicesVocabulary(context) === undefined ? [] : reservedByServices),
    ...errorNames,
    ...Object.values(client),
  ]);
  const models = nameModels(space, context);
  const groups = new Map<Group, GroupNames>();
  const files = createSpace(reservedFiles, (name) => name.toLowerCase());
  const members = createSpace([...reservedMembers, ...clientMembers]);
  nameGroups(roots, { exports: space, files }, members, groups);
  const constants = nameConstants(operations, space, context);
  const named = new Map<RawOperation, OperationNames>();
  for (const group of flatten(roots)) {
    const children = group.children.map((child) => groups.get(child)?.property ?? "");
    for (const [raw, names] of nameMethods(group, constants, children, context))
      named.set(raw, names);
  }
  const claimType = (stem: string, suffix: string): string =>
    space.claim([`${stem}${suffix}`, `${stem}Operation${suffix}`, `${stem}${suffix}Type`]);
  return {
    client,
    models,
    groups,
    operations: named,
    alias: (constant, suffix) => claimType(pascal([constant]), suffix),
    groupType: claimType,
    local: (constant, suffix) =>
      space.claim([`${constant}${suffix}`, `${constant}Operation${suffix}`]),
  };
};
