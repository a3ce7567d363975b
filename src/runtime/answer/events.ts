/** Server-sent events (WHATWG HTML, section 9.2) as an async iterable. */
import type { AnswerReader } from "../call-state.js";
import { readChunks } from "./chunks.js";

/** One event. `data` is parsed when it is JSON, else text. */
export interface ServerSentEvent<T = unknown> {
  /** Type of the event; `message` when the server names none. */
  readonly event: string;
  readonly data: T;
  /** The last event id that the server sent, with this event or before; empty when none. */
  readonly id: string;
  /** Reconnection time that the server last asked for, in milliseconds. */
  readonly retry: number | undefined;
}

/** The events in order. An event that the end of the stream cuts off is dropped, as the standard says. */
export const readEvents: AnswerReader = (response, call) => parseEvents(readChunks(response, call));

/** Parses a stream of text that may be cut anywhere. */
export async function* parseEvents(chunks: AsyncIterable<string>): AsyncGenerator<ServerSentEvent> {
  let event = "";
  let data: string[] = [];
  let id = "";
  let retry: number | undefined;
  for await (const line of eventLines(chunks)) {
    if (line === "") {
      if (data.length > 0)
        yield { event: event || "message", data: eventData(data.join("\n")), id, retry };
      event = "";
      data = [];
      continue;
    }
    const [field, value] = fieldOf(line);
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
  }
}

/** `name: value`, with one optional space; a line that starts with a colon is a comment. */
function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  if (colon === -1) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

/** Cuts text at CR LF, LF or CR, wherever chunks end. */
async function* eventLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  // A CR at the very end may be half of a CR LF.
  let isOpen = false;
  for await (const chunk of chunks) {
    // Only joined, not looked at again: a long line in many chunks would take quadratic time.
    if (!isOpen && !/[\r\n]/.test(chunk)) {
      rest += chunk;
      continue;
    }
    const text = rest + chunk;
    isOpen = text.endsWith("\r");
    const ready = isOpen ? text.slice(0, -1) : text;
    const lines = ready.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + text.slice(ready.length);
    yield* lines;
  }
  if (isOpen) yield rest.slice(0, -1);
}

function eventData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
