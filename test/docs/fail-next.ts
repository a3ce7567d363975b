/** What the markers `server: ...` of a block ask for. */
import type { ScriptedServer } from "../servers/support/scripted-server.js";

/** `POST /api/v1/tokens answers 429`, or `... delays 2000`. */
export function failNext(
  server: Pick<ScriptedServer, "failNext">,
  script: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const [, match = "", verb, number] = /^(\S+ \S+) (answers|delays) (\d+)$/.exec(script) ?? [];
  if (verb === undefined) throw new Error(`not a script: ${script}`);
  const value = Number(number);
  const answer = verb === "answers" ? { status: value, headers } : { delayMs: value };
  server.failNext(match, [answer]);
}
