/** Answers about runs of pipelines. Pure. */
import { isRecord, type JsonRecord, textOf } from "../../runtime/index.js";
import { toList, toObject, UnexpectedShape } from "./fields.js";

/** A run with its id in `sessionId`. [NDI-163] */
export function toSession(answer: unknown): JsonRecord {
  const session = named(toObject(answer));
  if (!textOf(session.sessionId)) throw new UnexpectedShape("the answer has no id of a run");
  return session;
}

/** Runs come in `sessions`, or bare. */
export function toSessions(answer: unknown): JsonRecord {
  const list = Array.isArray(answer) ? { sessions: answer } : toObject(answer);
  const sessions = toList(list.sessions).map((item) => (isRecord(item) ? named(item) : item));
  return { ...list, sessions };
}

function named(session: JsonRecord): JsonRecord {
  const sessionId = textOf(session.sessionId) || textOf(session.id);
  return sessionId ? { ...session, sessionId } : session;
}
