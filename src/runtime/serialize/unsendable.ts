/** How serialisers say that a value cannot be sent; the call ring makes a `RequestValidationError` of it. */

/** One value that cannot be put on the wire. The message never repeats the value. */
export class UnsendableError extends Error {
  readonly path: string;
  readonly code: string;

  constructor(path: string, message: string, code: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}
