// Starts the Rust Auth Service test server: its state and its application behind a socket.
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { corsHeaders, createApplication } from "./application.js";
import { createDispatcher } from "./dispatcher.js";
import { type RustAuthServerOptions, settingsFrom } from "./options.js";
import { createState, type RustAuthState } from "./state.js";
import { usualAnswer } from "./usual-answers.js";

/** The real server's framework reads this many bytes of a body. */
const bodyLimit = 2_097_152;

/** A running server. */
export interface RustAuthServer extends ScriptedServer {
  /** What the server remembers; may be changed. */
  readonly state: RustAuthState;
}

/** Listens on a free port of 127.0.0.1. */
export async function startRustAuthServer(
  options: RustAuthServerOptions = {},
): Promise<RustAuthServer> {
  const state = createState(settingsFrom(options));
  const application = createApplication(state.settings, createDispatcher(state));
  const server = await startScriptedServer(
    {
      bodyLimit,
      answer(request, body) {
        const answer = application(withoutBase(request, state), body);
        countAnswer(state, request, answer.status);
        return answer;
      },
      usualAnswer: (request, status) =>
        usualAnswer(withoutBase(request, state), status, state.settings),
      scriptedHeaders: corsHeaders,
    },
    options.tls,
  );
  return { ...server, state };
}

/** What the service sees of a request behind a proxy; other paths stay unknown to it. */
function withoutBase(request: RecordedRequest, { settings }: RustAuthState): RecordedRequest {
  const { basePath } = settings;
  if (!request.path.startsWith(`${basePath}/`)) return { ...request, path: "/outside" };
  return { ...request, path: request.path.slice(basePath.length) };
}

function countAnswer({ answered }: RustAuthState, request: RecordedRequest, status: number): void {
  const key = `${request.method} ${pathOf(request)} ${status}`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
}
