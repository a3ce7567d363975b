/** Media types that a call chooses, instead of what its operation usually sends and asks for. */
import { kindOf } from "./answer/media-type.js";
import { discardBody } from "./answer/plain.js";
import type { Capabilities } from "./call-state.js";

/** A body of the media type that a call chooses, written as the document says for that type. */
export const writeAs: NonNullable<Capabilities["writeAs"]> = (type, usual, write) => {
  const { others = {} } = usual;
  const other = others[type] ?? others[`${type.split("/")[0]}/*`] ?? others["*/*"] ?? usual;
  const format = typeof other === "string" ? { kind: other } : other;
  const written = write({ ...format, type });
  // A multipart type has been given its boundary; bytes may have said a type of their own.
  return format.kind === "multipart" ? written : { ...written, type };
};

/**
 * What was asked for decides the type that callers see, so another kind of answer is none. An empty answer to a call
 * that chose nothing has the type of no choice.
 */
export const checkKind: NonNullable<Capabilities["checkKind"]> = (kind, response, call) => {
  const { answer, accept: usual } = call.operation;
  const chosen = call.options.accept;
  const accept = chosen ?? usual;
  if (accept === undefined || typeof answer !== "object") return;
  if (chosen === undefined && kind === "none") return;
  if (accept.split(",").some((type) => kindOf(answer, type) === kind)) return;
  discardBody(response);
  const got = response.headers.get("content-type") ?? "no media type";
  const advice = chosen === undefined ? "; `accept` chooses another" : "";
  throw call.error(`it was asked for ${accept}, the answer is ${got}${advice}`, { kind: "parse" });
};
