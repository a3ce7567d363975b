/** A mistake in the command line or the environment; its message must never repeat a secret. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
