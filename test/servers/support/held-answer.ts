// Holds one answer back until a test lets it go, and tells when its request has arrived.
import { createGate } from "../../support/gate.js";
import { type RequestMatch, requestTest } from "./request-log.js";
import type { ScriptedAnswer } from "./scripted-answers.js";
import type { ScriptedServer } from "./scripted-server.js";

/** An answer that waits. */
export interface HeldAnswer {
  /** Settles when a request for it has arrived. */
  readonly arrived: Promise<void>;
  /** Lets it go. */
  release(): void;
}

/** The next matching request is answered as scripted, by default by the server itself, when released. */
export function holdNext(
  server: Pick<ScriptedServer, "failNext">,
  match: RequestMatch,
  answer: ScriptedAnswer = {},
): HeldAnswer {
  const isMeant = requestTest(match);
  const [arrival, departure] = [createGate(), createGate()];
  const seen: RequestMatch = (request) => {
    const isThis = isMeant(request);
    if (isThis) arrival.open();
    return isThis;
  };
  server.failNext(seen, [{ ...answer, after: departure.opened }]);
  return { arrived: arrival.opened, release: departure.open };
}
