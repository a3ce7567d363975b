/** What an error body says, whichever part of the server wrote it; knows no error classes. */
import { isRecord, textOf } from "../runtime/index.js";

/** The parts of an error body that callers see. */
export interface ErrorContent {
  /** Undefined when nothing in it is meant for people. */
  readonly message: string | undefined;
  readonly code: string | undefined;
}

/** Longest text of a gateway that becomes a message; the whole is in `body`. */
const longest = 300;

/**
 * The sentence is looked for in `message` (a text, or an object with `error`), `error` (a text, or an object with
 * `message`), `errors`, `detail`, and then in the body if that is plain text; pages of gateways say nothing. `code`
 * counts when it is a text. Never throws. [NDI-114]
 */
export function readErrorBody(body: unknown): ErrorContent {
  if (typeof body === "string") return { message: fromText(body), code: undefined };
  if (!isRecord(body)) return { message: undefined, code: undefined };
  const { message, error, errors, detail, code } = body;
  const places = [
    message,
    isRecord(message) ? message.error : undefined,
    error,
    isRecord(error) ? error.message : undefined,
    errors,
    detail,
  ];
  const said = places.map((place) => textOf(place)?.trim()).find((text) => text);
  return { message: said, code: textOf(code) || undefined };
}

function fromText(body: string): string | undefined {
  const text = body.trim().replace(/\s+/g, " ");
  if (text === "" || text.startsWith("<")) return undefined;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
