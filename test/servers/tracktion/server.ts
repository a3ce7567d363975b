// Starts the Tracktion test server.
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { createApplication } from "./application.js";
import { settingsFrom, type TracktionServerOptions } from "./options.js";
import { createState, type TracktionState } from "./state.js";
import { usualAnswer } from "./usual-answers.js";

/** A running server. */
export interface TracktionServer extends ScriptedServer {
  /** What the server remembers; may be changed. */
  readonly state: TracktionState;
}

const bodyLimit = 1_048_576;

/** Listens on a free port of 127.0.0.1. */
export async function startTracktionServer(
  options: TracktionServerOptions = {},
): Promise<TracktionServer> {
  const state = createState(settingsFrom(options));
  const application = createApplication(state);
  const server = await startScriptedServer(
    {
      bodyLimit,
      answer: application.answer,
      usualAnswer: (request, status) =>
        usualAnswer(status, application.errorShapeOf(request), state.settings),
      scriptedHeaders: () => ({}),
    },
    options.tls,
  );
  return { ...server, state };
}
