/** Names of operations: the constant that holds each, and the resource's method that calls it. */
import type { Context, RawOperation } from "./context.js";
import { conventionalName, isDoing, isNoise, ownWords, shapeOf } from "./conventions.js";
import type { Group } from "./grouping.js";
import { createSpace, type Space } from "./name-space.js";
import { reservedMembers, reservedWords } from "./reserved.js";
import { camel, longestName, withoutWords, wordsOf } from "./words.js";

/** Names of one operation. */
export interface OperationNames {
  readonly id: string;
  readonly constant: string;
  readonly method: string;
}

/** Whether a name is spelled as code would spell it. */
const isPlainCamel = (name: string): boolean => /^[a-z][a-zA-Z0-9]*$/.test(name);

/** `GET /api/v1/tokens/{token_id}` in words: get, tokens, by, token, id. */
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

/** The operationId as a constant would be called, without the request line that frameworks add; a good name stays as it is. */
const wantedConstant = (operation: RawOperation): string => {
  const id = operation.node.operationId || "";
  if (isPlainCamel(id) && id.length <= longestName) return id;
  const own = ownWords(operation);
  return camel(own.length > 0 ? own : wordsOf(id));
};

/** `options` is an argument of every method, which would hide an operation of that name. */
const unlessReserved = (name: string): string =>
  reservedWords.has(name) || name === "options" ? "" : name;

/** Better names first; made one by one, since the first is nearly always free. */
function* constantCandidates(operation: RawOperation): Generator<string> {
  const own = wantedConstant(operation);
  yield unlessReserved(own);
  yield unlessReserved(camel(requestWords(operation, false)));
  yield own === "" ? "" : `${own}Operation`;
  const complete = camel(requestWords(operation, true));
  yield unlessReserved(complete);
  yield `${complete}Operation`;
}

/** Says that something is not called as its document calls it. */
export const warnOfRename = (
  { findings }: Context,
  at: readonly (string | number)[],
  wanted: string,
  got: string,
): void =>
  findings.warn({
    rule: "names",
    at,
    message: `The name "${wanted}" is taken or reserved; the output says "${got}".`,
  });

/** Names every constant. Operations that have a good name keep it, whatever stands before them. */
export const nameConstants = (
  operations: readonly RawOperation[],
  space: Space,
  context: Context,
): Map<RawOperation, string> => {
  const constants = new Map<RawOperation, string>();
  const claim = (operation: RawOperation): void => {
    const constant = space.claim(constantCandidates(operation));
    const wanted = wantedConstant(operation);
    if (wanted !== "" && wanted !== constant)
      warnOfRename(context, [...operation.at, "operationId"], wanted, constant);
    constants.set(operation, constant);
  };
  const isOwn = ({ node }: RawOperation): boolean => isPlainCamel(node.operationId ?? "");
  for (const operation of operations) if (isOwn(operation)) claim(operation);
  for (const operation of operations) if (!isOwn(operation)) claim(operation);
  return constants;
};

/** Words that mean nothing when they are all that is left of a name. */
const vague = new Set(["by", "id", "and", "of", "for", "the", "in"]);

const articles = new Set(["a", "an", "the"]);

/** What short names of methods are made with. */
interface Surroundings {
  /** Shapes of all paths. */
  readonly paths: ReadonlySet<string>;
  /** First words of every operationId: the API's name, as in `drive.files.list`. */
  readonly prefix: readonly string[];
}

/** What the operation's name says beyond the resource's: `createToken` in `tokens` is `create`. */
const shortMethod = (
  operation: RawOperation,
  { segments }: Group,
  { paths, prefix }: Surroundings,
): string => {
  const own = ownWords(operation);
  if (own.length === 0) return conventionalName(operation, segments, paths);
  let rest = own.slice(prefix.length);
  for (const segment of segments) rest = withoutWords(rest, wordsOf(segment));
  // `retrieveADatabase` without its database is `retrieve`.
  if (rest.length < own.length) rest = rest.filter((word) => !articles.has(word.toLowerCase()));
  const isVague = rest.every((word) => vague.has(word.toLowerCase()));
  return isVague ? conventionalName(operation, segments, paths) : camel(rest);
};

/** Fewer operations may begin alike by chance. */
const fewest = 3;

/** Words of the title that all operationIds begin with; each id keeps two words at least. */
const sharedPrefix = (
  operations: readonly RawOperation[],
  { document }: Context,
): readonly string[] => {
  if (operations.length < fewest) return [];
  const title = wordsOf(document.info.title).join("").toLowerCase();
  const ids = operations.map(ownWords);
  const [first = []] = ids;
  const end = first.findIndex((word, index) => {
    const isName = title.includes(word.toLowerCase()) && !isDoing(word);
    return !isName || ids.some((words) => words.length < index + 3 || words[index] !== word);
  });
  return end < 0 ? [] : first.slice(0, end);
};

/** Short names that two operations would share: neither gets them, so that none misleads. */
const sharedNames = (names: Iterable<string>): Set<string> => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const name of names) (seen.has(name) ? shared : seen).add(name);
  return shared;
};

const known = new WeakMap<object, Surroundings>();

/** What bears on the names of all resources, worked out once for all of them. */
const surroundingsOf = (
  constants: ReadonlyMap<RawOperation, string>,
  context: Context,
): Surroundings => {
  const present = known.get(constants);
  if (present !== undefined) return present;
  const made = {
    paths: new Set(Object.keys(context.document.paths ?? {}).map(shapeOf)),
    prefix: sharedPrefix([...constants.keys()], context),
  };
  known.set(constants, made);
  return made;
};

/** Names the methods of a resource. Names that somebody chose come before those that are made up. */
export const nameMethods = (
  group: Group,
  constants: ReadonlyMap<RawOperation, string>,
  childProperties: readonly string[],
  context: Context,
): Map<RawOperation, OperationNames> => {
  const space = createSpace([...reservedMembers, ...childProperties]);
  const isChosen = ({ vocabulary }: RawOperation): boolean => vocabulary.method !== undefined;
  const chosen = group.operations.filter(isChosen);
  const derived = group.operations.filter((operation) => !isChosen(operation));
  const surroundings = surroundingsOf(constants, context);
  const shortNames = new Map(
    derived.map((operation) => [operation, shortMethod(operation, group, surroundings)]),
  );
  const shared = sharedNames(shortNames.values());
  const named = new Map<RawOperation, OperationNames>();
  for (const operation of [...chosen, ...derived]) {
    const constant = constants.get(operation) ?? "";
    const wanted = camel(wordsOf(operation.vocabulary.method ?? ""));
    const short = shortNames.get(operation) ?? "";
    const usable = shared.has(short) ? "" : short;
    const method = space.claim([wanted, usable, constant, `${constant}Operation`]);
    if (wanted !== "" && method !== wanted) warnOfRename(context, operation.at, wanted, method);
    named.set(operation, { id: operation.node.operationId || constant, constant, method });
  }
  return named;
};
