// Sockets, recording and scripts around an application; knows nothing about any API.
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, sendAnswer } from "./answers.js";
import { listen, type TlsIdentity } from "./listener.js";
import { type ReadBody, readBody } from "./request-body.js";
import {
  createRequestLog,
  type RecordedRequest,
  type RequestLog,
  type RequestMatch,
} from "./request-log.js";
import {
  createAnswerScript,
  isScriptedAnswer,
  playScriptedAnswer,
  type ScriptedAnswer,
  waitForScript,
} from "./scripted-answers.js";

/** What a test server does with a request. */
export interface Application {
  /** Largest body that is read, in bytes. */
  readonly bodyLimit: number;
  /** The real answer. `origin` is the server as the client addressed it. */
  answer(request: RecordedRequest, body: ReadBody, origin: string): Answer;
  /** What this API usually says with a status, for scripts that give no body. */
  usualAnswer(request: RecordedRequest, status: number): Answer;
  /** What every answer has; a script's own headers win over these. */
  scriptedHeaders(request: RecordedRequest, scripted: ScriptedAnswer): Record<string, string>;
}

/** A running server. */
export interface ScriptedServer extends AsyncDisposable {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Everything received so far, in order of arrival; scripted requests included. */
  readonly requests: readonly RecordedRequest[];
  /** Requests of that method (`*` is any) whose path, query aside, fits template or expression. */
  count(method: string, pathPattern: string | RegExp): number;
  /** Answers the next matching requests in this order, before the application sees them. */
  failNext(match: RequestMatch, answers: readonly ScriptedAnswer[]): void;
  /** Ends all sockets; may be called again. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startScriptedServer(
  application: Application,
  tls?: TlsIdentity,
): Promise<ScriptedServer> {
  const log = createRequestLog();
  const script = createAnswerScript();
  const handle = createHandler(application, log.add, script.take);
  const { url, close } = await listen((incoming, response) => {
    // Only a client that went away while sending gets here: there is nobody left to answer.
    handle(incoming, response).catch(() => response.destroy());
  }, tls);
  return {
    url,
    requests: log.requests,
    count: log.count,
    failNext: script.add,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What is recorded of a body that was refused. */
const unread = { text: "", bytes: Buffer.alloc(0) };

function createHandler(
  application: Application,
  record: RequestLog["add"],
  nextScripted: (request: RecordedRequest) => ScriptedAnswer | undefined,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, response) => {
    const body = await readBody(incoming, application.bodyLimit);
    const { text, bytes } = body.kind === "complete" ? body : unread;
    const request = record(incoming, text, bytes);
    const scripted = nextScripted(request);
    if (scripted) await waitForScript(scripted, response);
    if (response.destroyed) return;
    if (scripted && isScriptedAnswer(scripted)) {
      response.setHeaders(new Headers(application.scriptedHeaders(request, scripted)));
      playScriptedAnswer(scripted, response, (status) => application.usualAnswer(request, status));
      return;
    }
    sendAnswer(response, application.answer(request, body, originOf(incoming)));
  };
}

/** As the client addressed it, since a proxy may stand in between. */
function originOf(incoming: IncomingMessage): string {
  const scheme = "encrypted" in incoming.socket ? "https" : "http";
  return `${scheme}://${incoming.headers.host ?? "127.0.0.1"}`;
}
