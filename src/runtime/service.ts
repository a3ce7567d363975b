/** What generated services have in common. Knows no API. */
import type { Caller } from "./api-client.js";

/** Methods over one client. */
export abstract class Service {
  /** Performs the operations. */
  protected readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }
}

/** Methods over one client, within path values that are given once. */
export abstract class ScopedService<Scope extends object> extends Service {
  /** Path values that every method uses. */
  protected readonly scope: Scope;

  constructor(caller: Caller, scope: Scope) {
    super(caller);
    this.scope = scope;
  }
}
