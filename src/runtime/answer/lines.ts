/** Newline-delimited JSON as an async iterable. */
import type { AnswerReader } from "../call-state.js";
import { readChunks } from "./chunks.js";
import { parseJson } from "./json.js";

/** One value per line; empty lines are skipped. */
export const readLines: AnswerReader = (response, call) => {
  async function* values(): AsyncGenerator<unknown> {
    for await (const line of textLines(readChunks(response, call))) {
      if (line.trim() !== "") yield parseJson(line, response, call);
    }
  }
  return values();
};

/** Cuts text chunks at LF or CRLF. */
async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    // Only joined, not searched again: a long line in many chunks would take quadratic time.
    if (!chunk.includes("\n")) {
      rest += chunk;
      continue;
    }
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
