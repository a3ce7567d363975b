/** Chooses how an answer is read, by what the document says and what the server sent. */
import type { AnswerKind, Operation } from "../operation.js";

/** Kind of a success's body. A documented media type wins; ranges and JSON relatives follow. */
export function answerKind(operation: Operation, response: Response): AnswerKind {
  const documented = operation.answer ?? "json";
  if (typeof documented === "string") return documented;
  const type = response.headers.get("content-type");
  return !type && isBodyless(response) ? "none" : kindOf(documented, type);
}

/** Kind of a media type by the document, or by what it is usually. */
export function kindOf(
  documented: Readonly<Record<string, AnswerKind>>,
  contentType: string | null,
): AnswerKind {
  const type = essence(contentType);
  const range = `${type.split("/")[0]}/*`;
  return documented[type] ?? documented[range] ?? documented["*/*"] ?? usualKind(type);
}

/** What `Accept` says for an operation; undefined leaves it to the platform. */
export function acceptHeader(operation: Operation): string | undefined {
  const { accept, answer: documented = "json" } = operation;
  if (accept !== undefined) return accept;
  if (typeof documented !== "string") return Object.keys(documented).join(", ") || undefined;
  return usualTypes[documented];
}

/** Whether a media type is JSON or built on it (RFC 6839, section 3.1). */
export function isJson(contentType: string | null): boolean {
  return /^[^/;]+\/(?:[^;]*\+)?json$/.test(essence(contentType));
}

/** Nothing came, so there is nothing that a media type would have to describe (RFC 9110, section 8.3). */
function isBodyless({ body, headers }: Response): boolean {
  return body === null || headers.get("content-length") === "0";
}

function essence(contentType: string | null): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

const usualTypes: Readonly<Record<AnswerKind, string | undefined>> = {
  json: "application/json",
  text: "text/plain, */*;q=0.5",
  binary: "*/*",
  events: "text/event-stream",
  lines: "application/x-ndjson, application/jsonl, application/json;q=0.5",
  location: "application/json, */*;q=0.5",
  // Error bodies are JSON more often than not.
  none: "application/json, */*;q=0.5",
};

/** Kind of a media type that the document does not mention. */
function usualKind(type: string): AnswerKind {
  if (isJson(type)) return "json";
  if (type === "text/event-stream") return "events";
  if (/(ndjson|jsonl|json-seq)$/.test(type)) return "lines";
  return type.startsWith("text/") ? "text" : "binary";
}
