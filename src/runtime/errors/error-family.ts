/** Chooses the class of each error: an API's own names, or the runtime's. */
import type { ClientwrightError } from "./clientwright-error.js";
import type { ErrorInit, ErrorKind } from "./error-init.js";

/** A class of a family. */
export type ErrorClass = new (message: string, init: ErrorInit) => ClientwrightError;

/** Classes by status: `404`, or `"4XX"` and `"5XX"` for ranges. */
export type ErrorClasses = Readonly<Record<string, ErrorClass>>;

/** Makes every error of a client. */
export interface ErrorFamily {
  /** Class that every error of the family is an instance of. */
  readonly base: ErrorClass;
  create(message: string, init: ErrorInit): ClientwrightError;
}

/** Names of a family's classes. */
export interface ErrorFamilyNames {
  /** What all others extend; used where no other class is named. */
  readonly base: ErrorClass;
  readonly statuses?: ErrorClasses;
  /** Classes of one operation's answers, by its id. */
  readonly operations?: Readonly<Record<string, ErrorClasses>>;
  readonly kinds?: Readonly<Partial<Record<ErrorKind, ErrorClass>>>;
}

/**
 * A family out of classes. An answer's class is looked up by the operation's exact status, the operation's range,
 * exact status, range, `kinds.answer`, `base`; anything else by its kind.
 */
export function createErrorFamily(names: ErrorFamilyNames): ErrorFamily {
  const { base, statuses = {}, operations = {}, kinds = {} } = names;
  const classFor = (init: ErrorInit): ErrorClass => {
    const byKind = kinds[init.kind] ?? base;
    if (init.kind !== "answer") return byKind;
    const own = operations[init.operation?.id ?? ""] ?? {};
    return byStatus(own, init.status) ?? byStatus(statuses, init.status) ?? byKind;
  };
  return {
    base,
    create: (message, init) => new (classFor(init))(message, init),
  };
}

function byStatus(classes: ErrorClasses, status = 0): ErrorClass | undefined {
  return classes[status] ?? classes[`${Math.floor(status / 100)}XX`];
}
