/** Answers that need no parsing. */
import type { AnswerReader } from "../call-state.js";

/** The body as text. */
export const readText: AnswerReader = (response) => response.text();

/** The body as a Blob of the answer's media type. */
export const readBinary: AnswerReader = (response) => response.blob();

/** Nothing; a body that came all the same is dropped. */
export const readNothing: AnswerReader = (response) => {
  discardBody(response);
  return undefined;
};

/** Tells the platform that a body will not be read, so that it can free the connection. */
export function discardBody(response: Response): void {
  // A body that is locked or failed has nothing left to free.
  response.body?.cancel().catch(() => undefined);
}
