/** Ends attempts, waits and calls. */

/** An `AbortController` that is made when somebody asks for its signal: making one costs more than serialising a call. */
export class Abort {
  #controller: AbortController | undefined;
  /** Called when it happens: what was set up for its sake is taken down. */
  cleanUp: (() => void) | undefined;
  /** Set once it has happened. */
  done: { readonly reason: unknown } | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.done !== undefined) this.#controller.abort(this.done.reason);
    }
    return this.#controller.signal;
  }

  /** Happens once; later reasons are dropped. */
  abort(reason: unknown): void {
    if (this.done !== undefined) return;
    this.done = { reason };
    this.cleanUp?.();
    this.#controller?.abort(reason);
  }
}
