// Starts the NeuroGraph test server: its state and its application behind a socket.
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import type { ScriptedAnswer } from "../support/scripted-answers.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { correlationHeaders, corsHeaders, isRateLimited, rateHeaders } from "./answer-headers.js";
import { createApplication } from "./application.js";
import { createDispatcher } from "./dispatcher.js";
import { announcedRateLimit, bodyLimit } from "./limits.js";
import { type NeuroGraphServerOptions, settingsFrom } from "./options.js";
import { createState, type NeuroGraphState } from "./state.js";
import { usualAnswer } from "./usual-answers.js";

/** A running server. */
export interface NeuroGraphServer extends ScriptedServer {
  /** What the server remembers; may be changed. */
  readonly state: NeuroGraphState;
}

/** Listens on a free port of 127.0.0.1. */
export async function startNeuroGraphServer(
  options: NeuroGraphServerOptions = {},
): Promise<NeuroGraphServer> {
  const state = createState(settingsFrom(options));
  const dispatcher = createDispatcher(state);
  const application = createApplication(state.settings, dispatcher);
  const server = await startScriptedServer(
    {
      bodyLimit,
      answer(request, body, origin) {
        const answer = application(request, body, origin);
        countAnswer(state, request, answer.status);
        return answer;
      },
      usualAnswer: (request, status) => usualAnswer(status, dispatcher.errorShapeOf(request)),
      scriptedHeaders: headersOfScripted,
    },
    options.tls,
  );
  return { ...server, state };
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

function countAnswer(state: NeuroGraphState, request: RecordedRequest, status: number): void {
  const key = `${request.method} ${pathOf(request)} ${status}`;
  state.answered.set(key, (state.answered.get(key) ?? 0) + 1);
}
