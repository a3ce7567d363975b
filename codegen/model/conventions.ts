/** Names of methods by the conventions of HTTP, for operations whose ids were made from their request lines. */
import { templateParts } from "../load/template.js";
import type { RawOperation } from "./context.js";
import { camel, singular, withoutWords, wordsOf } from "./words.js";

/** Segments of a path that say nothing about what it is for. */
export const isNoise = (segment: string): boolean => /^(api|rest|v\d+(\.\d+)*)$/i.test(segment);

const segmentsOf = (path: string): string[] => path.split("/").filter((segment) => segment !== "");

const lower = (words: readonly string[]): string[] => words.map((word) => word.toLowerCase());

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => singular(word) === singular(b[index] ?? ""));

/** Words of the path, `by` and what is noise left out. */
const telling = (words: readonly string[]): string[] =>
  words.filter((word) => word !== "by" && !isNoise(word));

/**
 * What an operationId says beyond the request line, in words; nothing when it only repeats it. Frameworks make
 * ids of the line alone (`GetTokensToken`), or put it behind a name of their own
 * (`list_tokens_api_v1_tokens_get`).
 */
export const ownWords = ({ node, verb, template }: RawOperation): readonly string[] => {
  const id = node.operationId || "";
  const words = wordsOf(id);
  const spoken = lower(words);
  const method = verb.toLowerCase();
  const line = lower(segmentsOf(template).flatMap(wordsOf));
  if (spoken[0] === method && areSame(telling(spoken.slice(1)), telling(line))) return [];
  if (spoken[0] === method && repeatsPath(spoken.slice(1), template)) return [];
  const suffix = [...line, method];
  const start = spoken.length - suffix.length;
  // Frameworks write no dots: `drive.about.get` is a name with its own words.
  const isBehind =
    start > 0 && !id.includes(".") && suffix.every((word, index) => spoken[start + index] === word);
  return isBehind ? words.slice(0, start) : words;
};

/** Whether words behind a method are the path, its parameters left out or called `id`: `delete_files_id`. */
const repeatsPath = (words: readonly string[], template: string): boolean => {
  const isNamed = (word: string): boolean => word !== "id";
  const plain = lower(wordsOf(template.replace(/\{[^{}]*\}/g, "/")));
  return words.includes("id") && areSame(words.filter(isNamed), plain.filter(isNamed));
};

const isPlural = (word: string): boolean => singular(word) !== word.toLowerCase();

/** Whether a path stands for many things: its last word is a plural, or it leads to single ones. */
const isCollection = (path: string, last: string, paths: ReadonlySet<string>): boolean =>
  isPlural(wordsOf(last).at(-1) ?? "") || paths.has(`${path}/{}`);

/** Words that say what is done, where a path ends in them. */
const actions = new Set(
  [
    "accept activate apply approve archive attach calculate cancel capture check clone close confirm",
    "deactivate detach disable download enable expire export finalize finalise find generate import",
    "lookup mark merge move pause pay preview publish refresh reject release reopen resend reset",
    "restore resume revoke rotate run search send start stop sync transfer undo unarchive unpublish",
    "upload validate verify void",
  ].flatMap((line) => line.split(" ")),
);

/** Actions that only read. */
const readings = new Set(
  "calculate check download export find lookup preview search validate verify".split(" "),
);

/** Whether a word says what is done rather than what it is done to. */
export const isDoing = (word: string): boolean =>
  actions.has(word.toLowerCase()) ||
  /^(add|create|delete|get|list|post|put|remove|update|write)$/i.test(word);

const isAction = ({ verb }: RawOperation, words: readonly string[]): boolean => {
  const first = words[0]?.toLowerCase() ?? "";
  if (verb === "GET") return readings.has(first);
  return (verb === "POST" || verb === "PUT") && actions.has(first);
};

/** A path with its parameters unnamed, so that paths can be compared. */
export const shapeOf = (path: string): string =>
  templateParts(path)
    .path.replace(/\/$/, "")
    .replace(/\{[^{}]*\}/g, "{}");

/** Whether the success is a file, a text or a stream: nothing that is listed. */
const isNoList = ({ node }: RawOperation): boolean =>
  Object.entries(node.responses ?? {}).some(([status, response]) => {
    const types = Object.keys(("content" in response ? response.content : undefined) ?? {});
    return /^2/.test(status) && types.length > 0 && !types.some((type) => /json$/i.test(type));
  });

const verbOf = (operation: RawOperation, isItem: boolean, many: boolean): string => {
  switch (operation.verb) {
    case "GET":
      return many && !isNoList(operation) ? "list" : "get";
    case "POST":
      return isItem ? "update" : many ? "create" : "";
    case "PUT":
      return operation.item.patch === undefined && !many ? "update" : "replace";
    case "PATCH":
      return "update";
    case "DELETE":
      return many ? "deleteAll" : "delete";
    default:
      return operation.verb.toLowerCase();
  }
};

const withLast = (words: readonly string[], change: (word: string) => string): string[] =>
  words.map((word, index) => (index === words.length - 1 ? change(word) : word));

/** `thumbnail.{format}` is a thumbnail, whatever its format. */
const withoutFormat = (segment: string): string => segment.replace(/^([^{}]+)\.\{[^{}]*\}$/, "$1");

/**
 * `list`, `create`, `get`, `update` and `delete`, with what the path says beyond the resource: `POST
 * /charges/{charge}/refunds` is `createRefund`, `POST /charges/{charge}/capture` is `capture`.
 */
export const conventionalName = (
  operation: RawOperation,
  resource: readonly string[],
  paths: ReadonlySet<string>,
): string => {
  const segments = segmentsOf(operation.template)
    .filter((segment) => !isNoise(segment))
    .map(withoutFormat);
  const last = segments.at(-1) ?? "";
  const isItem = last.includes("{");
  const many = !isItem && isCollection(shapeOf(operation.template), last, paths);
  let rest: readonly string[] = segments
    .filter((segment) => !segment.includes("{"))
    .flatMap((segment) => wordsOf(segment));
  for (const segment of resource) rest = withoutWords(rest, wordsOf(segment));
  if (!isItem && isAction(operation, wordsOf(last)))
    return camel(rest.length > 0 ? rest : wordsOf(last));
  const verb = verbOf(operation, isItem, many);
  const isOne = isItem || (many && operation.verb === "POST");
  const words = isOne ? withLast(rest, singular) : rest;
  return camel(verb === "" && words.length === 0 ? ["post"] : [...wordsOf(verb), ...words]);
};
