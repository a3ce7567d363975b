// Starts the NeuroGraph test server: sockets, recording and scripts around the application.
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendAnswer } from "../support/answers.js";
import { listen } from "../support/listener.js";
import { readBody } from "../support/request-body.js";
import {
  createRequestLog,
  pathOf,
  type RecordedRequest,
  type RequestMatch,
} from "../support/request-log.js";
import {
  createAnswerScript,
  delay,
  isScriptedAnswer,
  playScriptedAnswer,
  type ScriptedAnswer,
} from "../support/scripted-answers.js";
import { correlationHeaders, corsHeaders, isRateLimited, rateHeaders } from "./answer-headers.js";
import { createApplication } from "./application.js";
import { createDispatcher } from "./dispatcher.js";
import { announcedRateLimit, bodyLimit } from "./limits.js";
import { type NeuroGraphServerOptions, settingsFrom } from "./options.js";
import { createState, type NeuroGraphState } from "./state.js";
import { usualAnswer } from "./usual-answers.js";

/** A running server. */
export interface NeuroGraphServer extends AsyncDisposable {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Everything received so far, in order of arrival; scripted requests included. */
  readonly requests: readonly RecordedRequest[];
  /** What the server remembers; may be changed. */
  readonly state: NeuroGraphState;
  /** Requests of that method (`*` is any) whose path, query aside, fits template or expression. */
  count(method: string, pathPattern: string | RegExp): number;
  /** Answers the next matching requests in this order, before access and limits are looked at. */
  failNext(match: RequestMatch, answers: readonly ScriptedAnswer[]): void;
  /** Ends all sockets; may be called again. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startNeuroGraphServer(
  options: NeuroGraphServerOptions = {},
): Promise<NeuroGraphServer> {
  const state = createState(settingsFrom(options));
  const log = createRequestLog();
  const script = createAnswerScript();
  const handle = createHandler(state, log.add, script.take);
  const { url, close } = await listen((incoming, response) => {
    // Only a client that went away while sending gets here: there is nobody left to answer.
    handle(incoming, response).catch(() => response.destroy());
  }, options.tls);
  return {
    url,
    state,
    requests: log.requests,
    count: log.count,
    failNext: script.add,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createHandler(
  state: NeuroGraphState,
  record: (message: IncomingMessage, body: string) => RecordedRequest,
  nextScripted: (request: RecordedRequest) => ScriptedAnswer | undefined,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  const dispatcher = createDispatcher(state);
  const application = createApplication(state.settings, dispatcher);
  return async (incoming, response) => {
    const body = await readBody(incoming, bodyLimit);
    const request = record(incoming, body.kind === "complete" ? body.text : "");
    const scripted = nextScripted(request);
    if (scripted?.delayMs) await delay(scripted.delayMs, response);
    if (response.destroyed) return;
    if (scripted && isScriptedAnswer(scripted)) {
      response.setHeaders(new Headers(headersOfScripted(request, scripted)));
      const shape = dispatcher.errorShapeOf(request);
      playScriptedAnswer(scripted, response, (status) => usualAnswer(status, shape));
      return;
    }
    const answer = application(request, body, originOf(incoming));
    countAnswer(state, request, answer.status);
    sendAnswer(response, answer);
  };
}

/** What every answer has; the script's own headers win over these. */
function headersOfScripted(request: RecordedRequest, { status }: ScriptedAnswer) {
  const remaining = status === 429 ? 0 : announcedRateLimit - 1;
  return {
    ...correlationHeaders(request),
    ...corsHeaders(request),
    ...(isRateLimited(request) && rateHeaders({ limit: announcedRateLimit, remaining })),
  };
}

/** As the client addressed it, since a proxy may stand in between. */
function originOf(incoming: IncomingMessage): string {
  const scheme = "encrypted" in incoming.socket ? "https" : "http";
  return `${scheme}://${incoming.headers.host ?? "127.0.0.1"}`;
}

function countAnswer(state: NeuroGraphState, request: RecordedRequest, status: number): void {
  const key = `${request.method} ${pathOf(request)} ${status}`;
  state.answered.set(key, (state.answered.get(key) ?? 0) + 1);
}
