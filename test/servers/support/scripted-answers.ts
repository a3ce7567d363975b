// Answers that a test wants next, in place of what the server would say by itself.
import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import {
  type Answer,
  jsonAnswer,
  sendAnswer,
  sendHaltingAnswer,
  sendTornAnswer,
} from "./answers.js";
import { type RecordedRequest, type RequestMatch, requestTest } from "./request-log.js";

/** One scripted answer. Without `status` and reset, the real handler answers (after `delayMs`). */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. Without `body` and `rawBody`, a status gets the server's usual body for it. */
  readonly body?: unknown;
  /** Sent as it is; `""` is an empty body. Give a `content-type` in `headers` if it matters. */
  readonly rawBody?: string;
  /** Real milliseconds before anything is sent. */
  readonly delayMs?: number;
  /** Nothing is sent before this settles: how a test holds an answer back without waiting. */
  readonly after?: PromiseLike<unknown>;
  /** Resets the connection without any answer. */
  readonly reset?: true;
  /** Sends the head and half of the body, then drops the connection. */
  readonly resetMidBody?: true;
  /** Sends the head and half of the body at once, the rest when this settles. */
  readonly restAfter?: PromiseLike<unknown>;
}

/** Scripts waiting to be played, oldest first. */
export interface AnswerScript {
  add(match: RequestMatch, answers: readonly ScriptedAnswer[]): void;
  /** Removes and gives the next answer meant for this request. */
  take(request: RecordedRequest): ScriptedAnswer | undefined;
}

/** An empty script. */
export function createAnswerScript(): AnswerScript {
  const waiting: { test: (request: RecordedRequest) => boolean; answers: ScriptedAnswer[] }[] = [];
  return {
    add(match, answers) {
      waiting.push({ test: requestTest(match), answers: [...answers] });
    },
    take(request) {
      return waiting.find((s) => s.answers.length > 0 && s.test(request))?.answers.shift();
    },
  };
}

/** A script may also just delay the real answer. */
export function isScriptedAnswer(scripted: ScriptedAnswer): boolean {
  const { status, reset, resetMidBody, restAfter } = scripted;
  return status !== undefined || reset === true || resetMidBody === true || restAfter !== undefined;
}

/** Sends a scripted answer; `usual` completes one that has only a status. */
export function playScriptedAnswer(
  scripted: ScriptedAnswer,
  response: ServerResponse,
  usual: (status: number) => Answer,
): void {
  const answer = scriptedAnswer(scripted, usual);
  if (scripted.reset) resetConnection(response);
  else if (scripted.resetMidBody) sendTornAnswer(response, answer);
  else if (scripted.restAfter) sendHaltingAnswer(response, answer, scripted.restAfter);
  else sendAnswer(response, answer);
}

function scriptedAnswer(scripted: ScriptedAnswer, usual: (status: number) => Answer): Answer {
  const status = scripted.status ?? 200;
  const headers = scripted.headers ?? {};
  if (scripted.rawBody !== undefined) return { status, headers, body: scripted.rawBody };
  if (scripted.body !== undefined) return jsonAnswer(status, scripted.body, headers);
  const { headers: usualHeaders, body } = usual(status);
  return { status, headers: { ...usualHeaders, ...headers }, body };
}

/** TLS sockets cannot send a TCP reset themselves: they are just dropped. */
function resetConnection(response: ServerResponse): void {
  const socket = response.socket;
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

/** Waits for what the script wants to come first, but no longer than the connection lives. */
export async function waitForScript(
  { after, delayMs = 0 }: ScriptedAnswer,
  response: ServerResponse,
): Promise<void> {
  const closed = new Promise((resolve) => response.once("close", resolve));
  if (after) await Promise.race([after, closed]);
  if (delayMs > 0 && !response.destroyed) await delay(delayMs, response);
}

/** Waits, but no longer than the connection lives. */
export function delay(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
