/** JSON values in a row as an async iterable: one a line, or each behind a mark (RFC 7464). */
import type { AnswerReader } from "../call-state.js";
import { readChunks } from "./chunks.js";
import { parseJson } from "./json.js";

/** One value per line, or per record separator of a JSON text sequence; empty ones are skipped. */
export const readLines: AnswerReader = (response, call) => {
  const isSequence = /json-seq/i.test(response.headers.get("content-type") ?? "");
  const separator = isSequence ? "\x1e" : "\n";
  async function* values(): AsyncGenerator<unknown> {
    for await (const line of textLines(readChunks(response, call), separator)) {
      if (line.trim() !== "") yield parseJson(line, response, call);
    }
  }
  return values();
};

/** Cuts text chunks at a separator. The CR of a CRLF stays: to JSON it is white space. */
async function* textLines(
  chunks: AsyncIterable<string>,
  separator: string,
): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    // Only joined, not searched again: a long line in many chunks would take quadratic time.
    if (!chunk.includes(separator)) {
      rest += chunk;
      continue;
    }
    const lines = (rest + chunk).split(separator);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
