/** The family of error classes: which there are, and which status each stands for. */
import { isNode } from "../document.js";
import { type ErrorsVocabulary, extension } from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";
import { stemOf } from "./names.js";
import type { ErrorClass, ErrorFamily } from "./types.js";

/** Classes of a document that names none: those of the runtime. */
const usualStatuses: Readonly<Record<string, string>> = {
  "400": "BadRequestError",
  "401": "AuthenticationError",
  "403": "PermissionError",
  "404": "NotFoundError",
  "409": "ConflictError",
  "422": "UnprocessableError",
  "429": "RateLimitError",
  "5XX": "ServerError",
};

/** Names of statuses (RFC 9110, section 15, and RFC 6585). */
const reasons: Readonly<Record<string, string>> = {
  "400": "Bad Request",
  "401": "Unauthorized",
  "402": "Payment Required",
  "403": "Forbidden",
  "404": "Not Found",
  "405": "Method Not Allowed",
  "406": "Not Acceptable",
  "408": "Request Timeout",
  "409": "Conflict",
  "410": "Gone",
  "411": "Length Required",
  "412": "Precondition Failed",
  "413": "Content Too Large",
  "415": "Unsupported Media Type",
  "422": "Unprocessable Content",
  "423": "Locked",
  "428": "Precondition Required",
  "429": "Too Many Requests",
  "451": "Unavailable For Legal Reasons",
  "500": "Internal Server Error",
  "501": "Not Implemented",
  "502": "Bad Gateway",
  "503": "Service Unavailable",
  "504": "Gateway Timeout",
};

const kindDescriptions: Readonly<Record<string, string>> = {
  answer: "An answer that has no class of its own.",
  connection: "No answer came: the connection failed.",
  timeout: "The call took longer than it may.",
  abort: "The call was aborted.",
  parse: "The answer could not be read.",
  validation: "The request or the answer does not match the document.",
  auth: "No credentials could be given.",
  config: "The client is not configured for this call.",
};

const vocabularyOf = ({ document, additions }: Context): ErrorsVocabulary => {
  const own = document[extension];
  const errors = isNode(own) ? own.errors : undefined;
  // Checked against the schema of this type by `load/extensions.ts`.
  const documented = (isNode(errors) ? errors : {}) as ErrorsVocabulary;
  return { ...documented, ...additions.errors };
};

const describeStatus = (status: string): string => {
  const reason = reasons[status];
  if (status.endsWith("XX")) return `any answer ${status}`;
  return `the answer ${status}${reason === undefined ? "" : ` (${reason})`}`;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const describeStatuses = (statuses: readonly string[]): string => {
  const shown = statuses.map(describeStatus);
  const last = shown.at(-1) ?? "";
  return sentence(shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} or ${last}`);
};

const classesOf = (
  statuses: Readonly<Record<string, string>>,
  operations: ErrorFamily["operations"],
  kinds: ErrorFamily["kinds"],
  base: string,
): ErrorClass[] => {
  const byName = new Map<string, string[]>();
  const note = ([status, name]: readonly [string, string]): void => {
    const known = byName.get(name) ?? [];
    byName.set(name, known.includes(status) ? known : [...known, status]);
  };
  Object.entries(statuses).forEach(note);
  for (const own of Object.values(operations)) Object.entries(own).forEach(note);
  const classes = [...byName].map(([name, list]) => ({
    name,
    statuses: list,
    description: describeStatuses(list),
  }));
  const kindClasses = Object.entries(kinds)
    .filter(([, name]) => !byName.has(name))
    .map(([kind, name]) => ({ name, statuses: [], description: kindDescriptions[kind] ?? "" }));
  const unique = new Map([...classes, ...kindClasses].map((one) => [one.name, one]));
  unique.delete(base);
  return [...unique.values()];
};

/** A family, before operations have names. */
export interface RawFamily {
  readonly base: string;
  readonly statuses: Readonly<Record<string, string>>;
  readonly kinds: ErrorFamily["kinds"];
}

/** What the vocabulary says of the family, or the usual classes. */
export const buildFamily = (context: Context): RawFamily => {
  const { base, statuses, kinds } = vocabularyOf(context);
  return {
    base: base ?? `${stemOf(context)}Error`,
    statuses: statuses ?? usualStatuses,
    kinds: kinds ?? {},
  };
};

/** Every class name of a family: they are taken before any other name. */
export const familyNames = (family: RawFamily, operations: readonly RawOperation[]): string[] => [
  ...new Set([
    family.base,
    ...Object.values(family.statuses),
    ...Object.values(family.kinds),
    ...operations.flatMap(({ vocabulary }) => Object.values(vocabulary.errors ?? {})),
  ]),
];

/** The class that is thrown for a status of an operation. */
export const classForStatus = (
  family: RawFamily,
  own: Readonly<Record<string, string>>,
  status: string,
): string => {
  const range = `${status.charAt(0)}XX`;
  return (
    own[status] ??
    own[range] ??
    family.statuses[status] ??
    family.statuses[range] ??
    family.kinds.answer ??
    family.base
  );
};

/** The family with the exceptions of single operations. */
export const completeFamily = (
  family: RawFamily,
  operations: readonly { readonly id: string; readonly raw: RawOperation }[],
): ErrorFamily => {
  const own = Object.fromEntries(
    operations.flatMap(({ id, raw }) =>
      raw.vocabulary.errors === undefined ? [] : [[id, raw.vocabulary.errors]],
    ),
  );
  return {
    ...family,
    operations: own,
    classes: classesOf(family.statuses, own, family.kinds, family.base),
  };
};
