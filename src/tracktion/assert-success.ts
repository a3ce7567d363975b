/** Failures that come with status 200. */
import { isRecord, type JsonRecord } from "../runtime/index.js";
import { TracktionApiError } from "./errors.js";
import { wordsOf } from "./records.js";

/**
 * The same answer, if it reports no failure. Some operations answer 200 with `success: false` or `status: "error"`;
 * the client hands that out as it is.
 *
 * @throws {TracktionApiError} with the answer's own words when it does.
 */
export function assertSuccess<T>(answer: T): T {
  if (!isRecord(answer)) return answer;
  if (answer.success !== false && answer.status !== "error") return answer;
  throw new TracktionApiError(reasonOf(answer) ?? "The operation was not successful", {
    status: 200,
    code: wordsOf(answer.error_code),
    body: answer,
  });
}

function reasonOf({ error, message, errors }: JsonRecord): string | undefined {
  const listed = Array.isArray(errors) ? errors.map(String).join("; ") : undefined;
  return wordsOf(error) ?? wordsOf(message) ?? wordsOf(listed);
}
