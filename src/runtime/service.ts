/** What generated services have in common. Knows no API. */
import type { Caller } from "./api-client.js";

/** Methods over one client. What is printed of it shows nothing of the client. */
export abstract class Service {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Performs the operations. */
  protected get caller(): Caller {
    return this.#caller;
  }
}

/** Methods over one client, within path values that are given once. */
export abstract class ScopedService<Scope extends object> extends Service {
  readonly #scope: Scope;

  constructor(caller: Caller, scope: Scope) {
    super(caller);
    this.#scope = scope;
  }

  /** Path values that every method uses. */
  protected get scope(): Scope {
    return this.#scope;
  }
}
