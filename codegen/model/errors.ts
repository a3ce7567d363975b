/** The family of error classes: which there are, and which status each stands for. */
import type { Findings } from "../diagnostics.js";
import { isNode } from "../document.js";
import { type ErrorsVocabulary, extension } from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";
import { buildErrorClasses, checkParents } from "./error-classes.js";
import { stemOf } from "./names.js";
import type { ErrorFamily } from "./types.js";

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

const vocabularyOf = ({ document, additions }: Context): ErrorsVocabulary => {
  const own = document[extension];
  const errors = isNode(own) ? own.errors : undefined;
  // Checked against the schema of this type by `load/extensions.ts`.
  const documented = (isNode(errors) ? errors : {}) as ErrorsVocabulary;
  return { ...documented, ...additions.errors };
};

/** A family, before operations have names. */
export interface RawFamily {
  readonly base: string;
  readonly statuses: Readonly<Record<string, string>>;
  readonly kinds: ErrorFamily["kinds"];
  /** Class that a class extends in the place of the base. */
  readonly parents: Readonly<Record<string, string>>;
}

/** What the vocabulary says of the family, or the usual classes. */
export const buildFamily = (context: Context): RawFamily => {
  const { base, statuses, kinds, parents } = vocabularyOf(context);
  return {
    base: base ?? `${stemOf(context)}Error`,
    statuses: statuses ?? usualStatuses,
    kinds: kinds ?? {},
    parents: parents ?? {},
  };
};

/** Every class name of a family: they are taken before any other name. */
export const familyNames = (family: RawFamily, operations: readonly RawOperation[]): string[] => [
  ...new Set([
    family.base,
    ...Object.values(family.statuses),
    ...Object.values(family.kinds),
    ...Object.values(family.parents),
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
  findings: Findings,
): ErrorFamily => {
  const own = Object.fromEntries(
    operations.flatMap(({ id, raw }) =>
      raw.vocabulary.errors === undefined ? [] : [[id, raw.vocabulary.errors]],
    ),
  );
  const { base, statuses, kinds } = family;
  const parents = checkParents({ ...family, operations: own }, findings);
  const classes = buildErrorClasses({ base, statuses, kinds, operations: own, parents });
  return { base, statuses, kinds, operations: own, classes };
};
