// Starts the Valentina Noir test server: its state and its application behind a socket.
import type { Developer } from "../../../generated/valentina/models.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import type { DeveloperWish } from "./accounts.js";
import { createApplication } from "./application.js";
import { settingsFrom, type ValentinaServerOptions } from "./options.js";
import { createState, type ValentinaState } from "./state.js";
import { usualAnswer } from "./usual-answers.js";

/** Far more than tests upload. */
const bodyLimit = 33_554_432;

/** A developer and the key to call with. */
export interface KeyHolder {
  readonly developer: Developer;
  readonly apiKey: string;
}

/** A running server. */
export interface ValentinaServer extends ScriptedServer {
  /** What the server remembers; may be changed. */
  readonly state: ValentinaState;
  /** A global administrator. */
  readonly admin: KeyHolder;
  /** Adds a developer with a key. */
  addDeveloper(wish: DeveloperWish): KeyHolder;
}

/** Listens on a free port of 127.0.0.1. */
export async function startValentinaServer(
  options: ValentinaServerOptions = {},
): Promise<ValentinaServer> {
  const state = createState(settingsFrom(options));
  const application = createApplication(state);
  const server = await startScriptedServer(
    {
      bodyLimit,
      answer(request, body, origin) {
        const answer = application(request, body, origin);
        countAnswer(state, request, answer.status);
        return answer;
      },
      usualAnswer: (request, status) => usualAnswer(request.path, status),
      scriptedHeaders: () => ({}),
    },
    options.tls,
  );
  const addDeveloper = (wish: DeveloperWish): KeyHolder => {
    const developer = state.accounts.add(wish);
    return { developer, apiKey: state.accounts.newKey(developer) };
  };
  const admin = addDeveloper({ username: "root", isGlobalAdmin: true });
  return { ...server, state, admin, addDeveloper };
}

function countAnswer({ answered }: ValentinaState, request: RecordedRequest, status: number): void {
  const key = `${request.method} ${pathOf(request)} ${status}`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
}
