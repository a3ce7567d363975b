/** Why a document could not be pulled, for people. */

/**
 * `download`: the server did not give it; `document`: what it gave is none;
 * `frozen`: it is not the one that was recorded.
 */
export type PullFailure = "download" | "document" | "frozen";

/** A document could not be pulled; nothing was written. */
export class PullError extends Error {
  readonly failure: PullFailure;
  /** What to do about it. */
  readonly advice: string | undefined;

  constructor(failure: PullFailure, message: string, advice?: string) {
    super(message);
    this.name = "PullError";
    this.failure = failure;
    this.advice = advice;
  }
}
