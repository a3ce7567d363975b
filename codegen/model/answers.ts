/** Answers of an operation: the success and its type, the errors by status. */
import type { AnswerKind } from "clientwright/runtime";
import type { ResponseNode } from "../document.js";
import { extension } from "../vocabulary.js";
import { answerKind, essence, isJson, type Media, mediaOf } from "./media-types.js";
import { reportOddMedia } from "./odd-media.js";
import type { OperationContext } from "./parameters.js";
import { compositionOf, elementOf, type Schema, typesOf } from "./schemas.js";
import {
  isSameType,
  isShort,
  member,
  operationRoot,
  plain,
  shortType,
  unionOf,
} from "./type-references.js";
import type {
  Alias,
  Answer,
  AnswerChoices,
  ErrorBody,
  Field,
  Thrown,
  TypeReference,
} from "./types.js";

/** One documented answer. */
export interface RawAnswer {
  readonly status: string;
  readonly node: ResponseNode;
}

/** What an operation's answers come to. */
export interface Answers {
  readonly answer: Answer;
  readonly errors: readonly ErrorBody[];
  readonly errorsType: TypeReference;
  readonly thrown: readonly Thrown[];
  readonly aliases: readonly Alias[];
  /** Schema of the success when it is one JSON value; what pages are looked for in. */
  readonly schema: { readonly schema: Schema } | undefined;
}

/** An operation's answers in the order of the document. */
export const collectAnswers = ({
  operation,
  resolve,
}: Pick<OperationContext, "operation" | "resolve">): RawAnswer[] =>
  Object.entries(operation.node.responses ?? {})
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, node]) => ({ status, node: resolve<ResponseNode>(node) }));

const isSuccess = ({ status }: RawAnswer): boolean => /^2(\d\d|XX)$/i.test(status);

/** Redirects are followed by the platform and never seen by a caller. */
const isRedirect = ({ status }: RawAnswer): boolean => /^(30[12378]|3XX)$/i.test(status);

/** What counts as a success: documented 2XX, or the default where only that is documented. */
export const successesOf = (answers: readonly RawAnswer[]): RawAnswer[] => {
  const successes = answers.filter(isSuccess);
  return successes.length > 0 ? successes : answers.filter(({ status }) => status === "default");
};

/** A status as openapi-typescript writes its key. */
const statusKey = (status: string): string | number =>
  String(Number(status)) === status ? Number(status) : status;

const mediaType = (answer: RawAnswer, media: Media, context: OperationContext): TypeReference => {
  const { operation, names, resolve } = context;
  const short = shortType(media.node.schema, names.models, resolve);
  if (short !== undefined) return short;
  const root = operationRoot(operation.path, operation.verb, operation.node);
  const response = member(member(root, "responses"), statusKey(answer.status));
  return member(member(response, "content"), media.type);
};

/** What an event's data is: JSON inside of its text, where the document says so (OpenAPI 3.2, section 4.14.4). */
const dataSchema = (data: Schema, resolve: OperationContext["resolve"]): Schema => {
  if (typeof data !== "object") return data;
  const { contentMediaType, contentSchema } = resolve(data);
  return contentSchema !== undefined && isJson(essence(contentMediaType ?? "application/json"))
    ? contentSchema
    : data;
};

/** Type of what one event's data is parsed into (3.2 describes events by `itemSchema`). */
const eventType = (answer: RawAnswer, media: Media, context: OperationContext): TypeReference => {
  const { names, resolve } = context;
  const item = media.node.itemSchema;
  const typed = (schema: Schema): TypeReference =>
    shortType(schema, names.models, resolve) ?? plain("unknown");
  if (item !== undefined) {
    const all = compositionOf(item, resolve).flatMap(({ properties }) =>
      properties?.data === undefined ? [] : [dataSchema(properties.data, resolve)],
    );
    const types = (all.length > 0 ? all : [item]).map(typed);
    const isUnknown = types.some((type) => isSameType(type, plain("unknown")));
    return isUnknown ? plain("unknown") : unionOf(types);
  }
  const types = typesOf(media.node.schema, resolve);
  const isPlain = media.node.schema === undefined || types.includes("string");
  return isPlain ? plain("string") : mediaType(answer, media, context);
};

/** Type of one line (a list describes all lines, anything else each of them). */
const lineType = (answer: RawAnswer, media: Media, context: OperationContext): TypeReference => {
  const { names, resolve } = context;
  const { schema, itemSchema } = media.node;
  if (itemSchema !== undefined)
    return shortType(itemSchema, names.models, resolve) ?? plain("unknown");
  if (typesOf(schema, resolve).includes("string")) return plain("unknown");
  const items = elementOf(schema, resolve);
  if (items === undefined) return mediaType(answer, media, context);
  const short = shortType(items.schema, names.models, resolve);
  return short ?? { kind: "element", of: mediaType(answer, media, context) };
};

const typesByKind: Readonly<
  Record<AnswerKind, (answer: RawAnswer, media: Media, context: OperationContext) => TypeReference>
> = {
  json: mediaType,
  text: () => plain("string"),
  binary: () => plain("Blob"),
  events: (answer, media, context) => ({
    kind: "stream",
    of: { kind: "runtime", name: "ServerSentEvent", of: eventType(answer, media, context) },
  }),
  lines: (answer, media, context) => ({ kind: "stream", of: lineType(answer, media, context) }),
  location: () => plain("string"),
  none: () => plain("void"),
};

interface Read {
  readonly media: string;
  readonly kind: AnswerKind;
  readonly type: TypeReference;
}

const readsOf = (answer: RawAnswer, context: OperationContext): Read[] => {
  reportOddMedia(answer.node.content, context);
  return mediaOf(answer.node.content, context.resolve).map((media) => {
    const kind = answerKind(media, context.resolve);
    return { media: media.type, kind, type: typesByKind[kind](answer, media, context) };
  });
};

const isEmpty = ({ status, node }: RawAnswer, { operation }: OperationContext): boolean =>
  status === "204" ||
  status === "205" ||
  operation.verb === "HEAD" ||
  Object.keys(node.content ?? {}).length === 0;

const kindOf = (reads: readonly Read[]): Answer["kind"] => {
  const kinds = new Set(reads.map(({ kind }) => kind));
  const [only] = kinds;
  if (only !== undefined && kinds.size === 1) return only;
  // Servers that have no preference of their own take the first.
  const sorted = [...reads].sort((a, b) => Number(b.kind === "json") - Number(a.kind === "json"));
  return Object.fromEntries(sorted.map(({ media, kind }) => [essence(media), kind]));
};

/** Media types that the runtime asks for by kind, without being told. */
const usuallyAccepted: Readonly<Partial<Record<AnswerKind, readonly string[]>>> = {
  json: ["application/json"],
  text: ["text/plain"],
  lines: ["application/x-ndjson", "application/jsonl"],
};

/** What `Accept` says, where the kinds of answers do not tell: vendors' media types, and parameters of types. */
const acceptOf = (reads: readonly Read[]): string | undefined => {
  const media = [...new Set(reads.map((one) => one.media))];
  const all = media.join(", ");
  const kind = kindOf(reads);
  // What is no media type cannot be asked for.
  if (media.some((one) => !one.includes("/"))) return kind === "json" ? undefined : "*/*";
  if (typeof kind === "object") return media.every((one) => one in kind) ? undefined : all;
  const usual = usuallyAccepted[kind];
  const isUsual = (one: string): boolean => essence(one).includes("*") || !!usual?.includes(one);
  if (usual === undefined || media.some((one) => isUsual(essence(one)))) return undefined;
  // Error pages are whatever they are.
  return kind === "text" ? `${all}, */*;q=0.5` : all;
};

/** Answers that a call may choose among: of several media types, and not all of one type. */
const choicesOf = (
  reads: readonly Read[],
  usual: readonly string[],
  mayBeEmpty: boolean,
  { names, constant }: OperationContext,
): AnswerChoices | undefined => {
  const concrete = reads.filter(({ media }) => !media.includes("*"));
  const media = [...new Set(concrete.map((one) => one.media))];
  const types = media.map((name): Field => {
    const own = concrete.filter((one) => one.media === name);
    return { name, optional: false, type: unionOf(own.map(({ type }) => type)) };
  });
  const [first, ...others] = types;
  if (first === undefined || others.every(({ type }) => isSameType(type, first.type)))
    return undefined;
  return { name: names.alias(constant, "Answers"), types, usual, mayBeEmpty };
};

/** JSON that every success offers beside something else: what is asked for where a call says nothing. */
const usualMedia = (successes: readonly (readonly Read[])[]): string[] => {
  const isConcreteJson = ({ kind, media }: Read): boolean =>
    kind === "json" && !media.includes("*");
  if (!successes.every((reads) => reads.some(isConcreteJson))) return [];
  return [
    ...new Set(
      successes
        .flat()
        .filter(isConcreteJson)
        .map(({ media }) => media),
    ),
  ];
};

const nothingToChoose = { media: [], accept: undefined, choices: undefined } as const;

/** A redirect that is not followed: the answer is where it leads. */
const locationOf = (
  answers: readonly RawAnswer[],
  { operation, findings }: OperationContext,
): Answer => {
  const successes = answers.filter(isSuccess).map(({ status }) => status);
  if (successes.length > 0 || !answers.some(isRedirect)) {
    findings.error({
      rule: "vocabulary",
      at: [...operation.at, extension, "redirect"],
      message:
        successes.length > 0
          ? `A redirect cannot be the answer beside ${successes.join(", ")}.`
          : "The operation documents no redirect that could be its answer.",
    });
  }
  return { ...nothingToChoose, kind: "location", type: plain("string"), documented: true };
};

const successOf = (answers: readonly RawAnswer[], context: OperationContext): Answer => {
  if (context.operation.vocabulary.redirect === "answer") return locationOf(answers, context);
  const successes = successesOf(answers);
  if (successes.length === 0) {
    // Only a redirect is documented: what it leads to is a file of unknown type.
    if (answers.some(isRedirect))
      return { ...nothingToChoose, kind: "binary", type: plain("Blob"), documented: false };
    return { ...nothingToChoose, kind: "json", type: plain("unknown"), documented: false };
  }
  const documented = successes.some(isSuccess);
  const readsBySuccess = successes
    .filter((answer) => !isEmpty(answer, context))
    .map((answer) => readsOf(answer, context));
  const reads = readsBySuccess.flat();
  if (reads.length === 0)
    return { ...nothingToChoose, kind: "none", type: plain("void"), documented };
  const mayBeEmpty = successes.some((answer) => isEmpty(answer, context));
  const empty = mayBeEmpty ? [plain("undefined")] : [];
  const usual = usualMedia(readsBySuccess);
  const choices = choicesOf(reads, usual, mayBeEmpty, context);
  const asksForJson = choices !== undefined && usual.length > 0;
  return {
    kind: kindOf(reads),
    type: unionOf([...reads.map(({ type }) => type), ...empty]),
    media: [...new Set(reads.map(({ media }) => media))],
    accept: asksForJson ? usual.join(", ") : acceptOf(reads),
    choices,
    documented,
  };
};

const errorType = (answer: RawAnswer, context: OperationContext): TypeReference => {
  const types = mediaOf(answer.node.content, context.resolve).map((media) => {
    const kind = answerKind(media, context.resolve);
    return kind === "json" || kind === "text"
      ? typesByKind[kind](answer, media, context)
      : plain("unknown");
  });
  const isUnknown = (type: TypeReference): boolean =>
    type.kind === "plain" && type.name === "unknown";
  if (types.length === 0 || types.some(isUnknown)) return plain("unknown");
  return unionOf(types);
};

/** What is thrown: redirects are followed, and informational answers are never seen. */
export const errorsOf = (answers: readonly RawAnswer[]): RawAnswer[] => {
  const successes = successesOf(answers);
  return answers
    .filter((one) => !isRedirect(one) && !/^1/.test(one.status))
    .filter((one) => one.status === "default" || !successes.includes(one));
};

/** `4xx` is written `4XX` (OpenAPI 3.1, section 4.8.16.2). */
const shownStatus = (status: string): string | number => statusKey(status.replace(/x/g, "X"));

const groupErrors = (errors: readonly RawAnswer[], context: OperationContext): ErrorBody[] => {
  type Status = string | number;
  const groups: { statuses: Status[]; type: TypeReference; unnamed: Status[] }[] = [];
  for (const answer of errors) {
    const media = mediaOf(answer.node.content, context.resolve);
    const isUnnamed = media.some(
      (one) => !one.type.includes("json") && answerKind(one, context.resolve) === "json",
    );
    const type = errorType(answer, context);
    const status = answer.status === "default" ? "default" : shownStatus(answer.status);
    const known = groups.find((group) => isSameType(group.type, type));
    if (known === undefined)
      groups.push({ statuses: [status], type, unnamed: isUnnamed ? [status] : [] });
    else {
      known.statuses.push(status);
      if (isUnnamed) known.unnamed.push(status);
    }
  }
  return groups;
};

/** The first sentence of a text; descriptions can be pages long, so the rest is not looked at. */
const firstSentence = (text: string | undefined): string => {
  if (typeof text !== "string") return "";
  const trimmed = text.trim();
  const end = /[.!?](?=\s+\p{Lu})|(?=\n\s*\n)/u.exec(trimmed);
  const sentence = end === null ? trimmed : trimmed.slice(0, end.index + end[0].length);
  return sentence.replace(/\s+/g, " ");
};

/** The success as one JSON value, where that is all there is. */
const jsonSchema = (
  answers: readonly RawAnswer[],
  context: OperationContext,
): Answers["schema"] => {
  const [media, ...others] = successesOf(answers).flatMap((answer) =>
    isEmpty(answer, context) ? [] : mediaOf(answer.node.content, context.resolve),
  );
  if (media === undefined || others.length > 0) return undefined;
  if (answerKind(media, context.resolve) !== "json") return undefined;
  return { schema: media.node.schema };
};

/** Makes success and errors of an operation's responses. `classOf` names the class of a status. */
export const buildAnswers = (
  context: OperationContext,
  classOf: (status: string) => string,
): Answers => {
  const { names, constant } = context;
  const answers = collectAnswers(context);
  const success = successOf(answers, context);
  const aliases: Alias[] = [];
  let { type } = success;
  if (!isShort(type)) {
    const name = names.alias(constant, "Answer");
    aliases.push({ name, type });
    type = { kind: "alias", name };
  }
  const documented = errorsOf(answers);
  const errors = groupErrors(documented, context);
  return {
    answer: { ...success, type },
    errors,
    errorsType:
      errors.length === 0
        ? plain("Record<never, never>")
        : { kind: "alias", name: names.alias(constant, "Errors") },
    thrown: documented.map(({ status, node }) => ({
      status: String(shownStatus(status)),
      className: classOf(String(shownStatus(status))),
      description: firstSentence(node.description ?? node.summary),
    })),
    aliases,
    schema: jsonSchema(answers, context),
  };
};
