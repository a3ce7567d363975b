/** Answers as the document says: its examples, or samples of its schemas. */
import { sendMocked, sendRefusal } from "./answer.js";
import type { Preferences, PrismEngine } from "./engine.js";
import { readPreferences, toPrismRequest } from "./exchange.js";
import { createHandler, type Handler, type Report, violationsOfOutcome } from "./handler.js";

/** A mock of the document; requests choose an answer through their `Prefer` header. */
export const createMockHandler = (
  engine: PrismEngine,
  defaults: Preferences,
  record: Report,
): Handler =>
  createHandler(async (exchange, reply, report) => {
    const request = toPrismRequest(exchange);
    const outcome = await engine.mock(request, readPreferences(exchange, defaults));
    report(violationsOfOutcome(exchange, outcome, false));
    if (outcome.kind === "refusal") sendRefusal(reply, outcome.refusal);
    else sendMocked(reply, outcome.response);
  }, record);
