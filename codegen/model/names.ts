/** Every name in the output, decided at once: nothing collides, nothing is numbered while a better word exists. */
import type { Context, RawOperation } from "./context.js";
import type { Group } from "./grouping.js";
import {
  clientMembers,
  reservedExports,
  reservedFiles,
  reservedMembers,
  reservedWords,
} from "./reserved.js";
import type { ModelNames } from "./type-references.js";
import type { ClientNames } from "./types.js";
import { camel, kebab, pascal, withoutWords, wordsOf } from "./words.js";

/** Names of one operation. */
export interface OperationNames {
  readonly id: string;
  readonly constant: string;
  readonly method: string;
}

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
}

/** A space of names in which each is given away once. */
interface Space {
  has(name: string): boolean;
  /** Takes the first free candidate. */
  claim(candidates: readonly string[]): string;
}

const createSpace = (taken: Iterable<string>, keyOf = (name: string): string => name): Space => {
  const names = new Set([...taken].map(keyOf));
  const has = (name: string): boolean => name === "" || names.has(keyOf(name));
  return {
    has,
    claim: (candidates) => {
      const free = candidates.find((name) => !has(name)) ?? numbered(candidates, has);
      names.add(keyOf(free));
      return free;
    },
  };
};

/** The last resort, when a document uses up every word. */
const numbered = (candidates: readonly string[], has: (name: string) => boolean): string => {
  const stem = candidates.findLast((name) => name !== "") ?? "unnamed";
  let count = 2;
  while (has(`${stem}${count}`)) count++;
  return `${stem}${count}`;
};

const isPlainCamel = (name: string): boolean => /^[a-z][a-zA-Z0-9]*$/.test(name);
const isPlainPascal = (name: string): boolean => /^[A-Z][a-zA-Z0-9]*$/.test(name);

const isNoise = (segment: string): boolean => /^(api|rest|v\d+(\.\d+)*)$/i.test(segment);

/** `GET /api/v1/tokens/{token_id}` in words: get, tokens, By, token, id. */
const requestWords = ({ verb, path }: RawOperation, complete: boolean): string[] => {
  const segments = path.split("/").filter((segment) => complete || !isNoise(segment));
  return [
    verb.toLowerCase(),
    ...segments.flatMap((segment) => [
      ...(segment.startsWith("{") ? ["by"] : []),
      ...wordsOf(segment),
    ]),
  ];
};

const constantCandidates = (operation: RawOperation): string[] => {
  const { operationId } = operation.node;
  const own = operationId ? camel(wordsOf(operationId)) : "";
  const byPath = camel(requestWords(operation, false));
  return [
    operationId && isPlainCamel(operationId) ? operationId : own,
    own === "" || reservedWords.has(own) ? "" : own,
    byPath,
    own === "" ? "" : `${own}Operation`,
    camel(requestWords(operation, true)),
  ].filter((name) => !reservedWords.has(name));
};

const warnOfRename = (
  context: Context,
  at: readonly (string | number)[],
  wanted: string,
  got: string,
): void =>
  context.findings.warn({
    rule: "names",
    at,
    message: `The name "${wanted}" is taken or reserved; the output says "${got}".`,
  });

const nameModels = (space: Space, context: Context): Map<string, string> => {
  const wireNames = Object.keys(context.document.components?.schemas ?? {});
  const models = new Map<string, string>();
  const claim = (wireName: string): void => {
    const words = wordsOf(wireName);
    const wanted = isPlainPascal(wireName) ? wireName : pascal(words) || "Unnamed";
    const name = space.claim([wanted, `${wanted}Model`, `${wanted}Schema`]);
    if (name !== wanted) warnOfRename(context, ["components", "schemas", wireName], wanted, name);
    models.set(wireName, name);
  };
  // A schema that already has its name keeps it, whatever stands before it in the document.
  for (const wireName of wireNames) if (isPlainPascal(wireName)) claim(wireName);
  for (const wireName of wireNames) if (!isPlainPascal(wireName)) claim(wireName);
  return models;
};

const nameConstants = (
  operations: readonly RawOperation[],
  space: Space,
  context: Context,
): Map<RawOperation, string> => {
  const constants = new Map<RawOperation, string>();
  const claim = (operation: RawOperation): void => {
    const candidates = constantCandidates(operation);
    const constant = space.claim(candidates);
    const { operationId } = operation.node;
    const wanted =
      operationId && (isPlainCamel(operationId) ? operationId : camel(wordsOf(operationId)));
    if (wanted && wanted !== constant) {
      warnOfRename(context, [...operation.at, "operationId"], wanted, constant);
    }
    constants.set(operation, constant);
  };
  const isOwn = ({ node }: RawOperation): boolean => isPlainCamel(node.operationId ?? "");
  for (const operation of operations) if (isOwn(operation)) claim(operation);
  for (const operation of operations) if (!isOwn(operation)) claim(operation);
  return constants;
};

/** What the operation's name says beyond the resource's: `createToken` in `tokens` is `create`. */
const shortMethod = (operation: RawOperation, group: Group): string => {
  const { operationId } = operation.node;
  const words = operationId ? wordsOf(operationId) : requestWords(operation, false);
  let rest: readonly string[] = words;
  for (const segment of group.segments) rest = withoutWords(rest, wordsOf(segment));
  const isVague =
    rest.length === 0 || rest.every((word) => /^(by|id|and|of|for|the|in)$/i.test(word));
  if (!isVague) return camel(rest);
  return operation.verb.toLowerCase();
};

const methodCandidates = (operation: RawOperation, group: Group, constant: string): string[] => {
  const { method } = operation.vocabulary;
  return [
    ...(method === undefined ? [] : [camel(wordsOf(method))]),
    shortMethod(operation, group),
    constant,
    camel(requestWords(operation, false)),
    `${constant}Operation`,
  ];
};

/** Short names that two operations of a resource would share: neither gets them, so that none misleads. */
const sharedShortNames = (group: Group): Set<string> => {
  const counts = new Map<string, number>();
  for (const operation of group.operations) {
    if (operation.vocabulary.method !== undefined) continue;
    const name = shortMethod(operation, group);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));
};

const nameMethods = (
  group: Group,
  constants: ReadonlyMap<RawOperation, string>,
  childProperties: readonly string[],
  context: Context,
): [RawOperation, OperationNames][] => {
  const space = createSpace([...reservedMembers, ...childProperties]);
  const shared = sharedShortNames(group);
  const chosenFirst = [...group.operations].sort(
    (a, b) => Number(b.vocabulary.method !== undefined) - Number(a.vocabulary.method !== undefined),
  );
  const names = chosenFirst.map((operation): [RawOperation, OperationNames] => {
    const constant = constants.get(operation) ?? "";
    const candidates = methodCandidates(operation, group, constant);
    const chosen = operation.vocabulary.method;
    const usable = candidates.filter((name, index) => (chosen && index === 0) || !shared.has(name));
    const method = space.claim(usable);
    if (chosen !== undefined && method !== candidates[0])
      warnOfRename(context, operation.at, chosen, method);
    return [operation, { id: operation.node.operationId || constant, constant, method }];
  });
  return names;
};

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

interface GroupSpaces {
  readonly exports: Space;
  readonly files: Space;
}

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

const clientNames = (context: Context): ClientNames => {
  const { additions, document } = context;
  const words = [...wordsOf(additions.name ?? document.info.title)];
  while (words.length > 1 && /^api$/i.test(words.at(-1) ?? "")) words.pop();
  // A configured name is a name already; a title is made into one.
  const isName = additions.name !== undefined && isPlainPascal(additions.name);
  const stem = (isName ? additions.name?.replace(/(?<=.)Api$/, "") : pascal(words)) || "Unnamed";
  return {
    client: `${stem}Api`,
    auth: `${stem}ApiAuth`,
    options: `${stem}ApiOptions`,
    description: stem.charAt(0).toLowerCase() + stem.slice(1),
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
  const space = createSpace([...reservedExports, ...errorNames, ...Object.values(client)]);
  const models = nameModels(space, context);
  const groups = new Map<Group, GroupNames>();
  const spaces = {
    exports: space,
    files: createSpace(reservedFiles, (name) => name.toLowerCase()),
  };
  nameGroups(roots, spaces, createSpace([...reservedMembers, ...clientMembers]), groups);
  const constants = nameConstants(operations, space, context);
  const named = flatten(roots).flatMap((group) => {
    const childProperties = group.children.map((child) => groups.get(child)?.property ?? "");
    return nameMethods(group, constants, childProperties, context);
  });
  const claimType = (stem: string, suffix: string): string =>
    space.claim([`${stem}${suffix}`, `${stem}Operation${suffix}`, `${stem}${suffix}Type`]);
  return {
    client,
    models,
    groups,
    operations: new Map(named),
    alias: (constant, suffix) => claimType(pascal([constant]), suffix),
    groupType: claimType,
  };
};
