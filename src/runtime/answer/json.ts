/** JSON answers. */
import type { AnswerReader, Call } from "../call-state.js";

/** The parsed body; undefined when it is empty. */
export const readJson: AnswerReader = (response, call) =>
  response.text().then((text) => parseJson(text, response, call));

/** Parses a text that the answer claims to be JSON. Rejects with a `ParseError` that keeps the text. */
export function parseJson(text: string, response: Response, call: Call): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The platform's message quotes the text, which may hold anything.
    const type = response.headers.get("content-type") ?? "no media type";
    throw call.error(`the answer (${type}) is not valid JSON`, { kind: "parse", text });
  }
}
