/** The base of every error this package throws. Its data says what it is; subclasses are names for that. */
import { redactJson, scrub, scrubAll } from "../log/redact.js";
import type { Attempt, ErrorInit, ErrorKind, ErrorOperation } from "./error-init.js";
import { safeCause } from "./safe-cause.js";

/** Properties that hold raw server data: there for programs, left out of what consoles print. */
const hidden: ReadonlySet<string> = new Set([
  "kind",
  "statusText",
  "body",
  "details",
  "headers",
  "text",
  "url",
]);

/**
 * Any failure of a call. Its message, `toJSON()` and what consoles print are free of secrets;
 * `body`, `details` and `headers` are what the server said, unaltered.
 */
export class ClientwrightError extends Error {
  declare readonly kind: ErrorKind;
  /** Status of the answer; undefined when there was none, or it was a success that could not be read. */
  declare readonly status: number | undefined;
  /** The server's error code, or the system's for a failed connection (`ECONNREFUSED`). */
  declare readonly code: string | undefined;
  /** What the server says in particular, e.g. errors by field. */
  declare readonly details: unknown;
  /** Parsed error body; text when it is not JSON; undefined when empty. */
  declare readonly body: unknown;
  declare readonly headers: Headers | undefined;
  declare readonly requestId: string | undefined;
  /** Address that was asked, secrets taken out; undefined when nothing was sent. Values of parameters are in it. */
  declare readonly url: string | undefined;
  declare readonly operation: ErrorOperation | undefined;
  /** Every attempt that was made, in order. */
  declare readonly attempts: readonly Attempt[];
  /** Wait that the server asked for, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** When the server allows another try. */
  declare readonly retryAt: Date | undefined;
  readonly #init: ErrorInit;

  constructor(message: string, init: ErrorInit) {
    const { cause, secrets = [], attempts = [], ...data } = init;
    const options = cause === undefined ? {} : { cause: safeCause(cause, secrets) };
    super(scrub(message, secrets), options);
    this.#init = init;
    for (const [name, value] of Object.entries({ status: undefined, ...data, attempts })) {
      // Every error has a `status`, so that `switch (error.status)` tells all of them apart.
      if (value === undefined && name !== "status") continue;
      const enumerable = value !== undefined && !hidden.has(name);
      const safe = enumerable ? scrubAll(value, secrets) : value;
      Object.defineProperty(this, name, {
        value: safe,
        enumerable,
        writable: true,
        configurable: true,
      });
    }
  }

  /** Class of this error, whatever a minifier made of its identifier. */
  override get name(): string {
    return "ClientwrightError";
  }

  /** What it was made of, so that another family can make its own error of it. Holds secrets: not for printing. */
  get init(): ErrorInit {
    return this.#init;
  }

  /** Wait that the server asked for, in seconds as on the wire. */
  get retryAfter(): number | undefined {
    return this.retryAfterMs === undefined ? undefined : this.retryAfterMs / 1000;
  }

  /** What may be logged: no secrets, no headers, no bodies beyond the server's details. */
  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      message: this.message,
      kind: this.kind,
      ...Object.fromEntries(Object.entries(this)),
      ...(this.details === undefined
        ? {}
        : { details: redactJson(this.details, this.#init.secrets) }),
    };
  }

  /** True for instances, and for errors whose data says that they are what this class names. */
  // biome-ignore-start lint/complexity/noThisInStatic: `this` is the class that is asked about, mostly a subclass.
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (isInstance(this, value)) return true;
    // Only a class's own rule counts: a subclass names fewer errors than its parent.
    if (!Object.hasOwn(this, "describes") || !isInstance(ClientwrightError, value)) return false;
    // The check above is the ordinary one, which TypeScript does not see through `call`.
    return this.describes?.(value as ClientwrightError) ?? false;
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above

  /** Whether an error with this data is what the class names; the runtime's own classes have one. */
  protected static describes?(error: ClientwrightError): boolean;
}

/** The language's own `instanceof`. */
function isInstance(type: unknown, value: unknown): boolean {
  return Function.prototype[Symbol.hasInstance].call(type, value);
}
