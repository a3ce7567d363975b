/** Reading of JSON that may be anything; knows nothing of the API. */
import { isRecord, type JsonRecord, textOf } from "../runtime/index.js";

/** The value as a JSON object; an empty one for anything else. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** The value if it is text with anything in it, else undefined. */
export function wordsOf(value: unknown): string | undefined {
  return textOf(value) || undefined;
}
