/** What the mock and the proxy share: reading a request, recording violations, failing in one way. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendRefusal } from "./answer.js";
import type { PrismOutcome, PrismRefusal } from "./engine.js";
import { type Exchange, readExchange } from "./exchange.js";
import { withoutMisreadAnswers, withoutMisreadRequests } from "./tolerance.js";
import {
  type Violation,
  violationsHeader,
  violationsOf,
  violationsOfRefusal,
} from "./violations.js";

/** Answers a request; a server's listener. */
export type Handler = (request: IncomingMessage, reply: ServerResponse) => Promise<void>;

/** Answers one exchange. `report` must be called before anything is sent. */
export type Answer = (exchange: Exchange, reply: ServerResponse, report: Report) => Promise<void>;

/** Takes note of violations, and names them in the answer's `sl-violations` header. */
export type Report = (violations: readonly Violation[]) => void;

/** A refusal of ours in the form of Prism's. */
export const createRefusal = (status: number, name: string, detail: string): PrismRefusal => ({
  name,
  message: status === 500 ? "Prism failed" : "Request/Response not valid",
  status,
  detail,
});

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What departs from the document in an outcome. */
export const violationsOfOutcome = (
  { title, method }: Exchange,
  outcome: PrismOutcome,
  isStreamed: boolean,
): Violation[] => {
  if (outcome.kind === "refusal") return violationsOfRefusal(title, outcome.refusal);
  const { statusCode: status, headers, body } = outcome.response;
  const isBare = (body === undefined || body === "") && headers["content-type"] === undefined;
  const facts = { method, status, isStreamed, isBare };
  const answer = withoutMisreadAnswers(outcome.responseFindings, facts);
  return [
    ...violationsOf(title, "request", withoutMisreadRequests(outcome.requestFindings)),
    ...violationsOf(title, "response", answer),
  ];
};

const reporter =
  (reply: ServerResponse, record: Report): Report =>
  (violations) => {
    if (violations.length === 0) return;
    record(violations);
    reply.setHeader("sl-violations", violationsHeader(violations));
  };

/** A body that is not JSON never reaches Prism: it could only fail on it. */
const refuseUnreadable = (
  { title }: Exchange,
  reply: ServerResponse,
  report: Report,
  error: SyntaxError,
): void => {
  const detail = `The request body is not JSON: ${error.message}`;
  const refusal = createRefusal(400, "INVALID_JSON", detail);
  report(violationsOfRefusal(title, refusal));
  sendRefusal(reply, refusal);
};

/** A listener around an answer. An exchange that cannot be answered ends in a problem, never silently. */
export const createHandler =
  (answer: Answer, record: Report): Handler =>
  async (request, reply) => {
    const report = reporter(reply, record);
    try {
      const exchange = await readExchange(request);
      try {
        await answer(exchange, reply, report);
      } catch (error) {
        if (!(error instanceof SyntaxError) || reply.headersSent) throw error;
        refuseUnreadable(exchange, reply, report, error);
      }
    } catch (error) {
      // Not `request.destroyed`: a request that was read to its end counts as destroyed.
      if (reply.headersSent || request.socket.destroyed) reply.destroy();
      else sendRefusal(reply, createRefusal(500, "UNKNOWN", messageOf(error)));
    }
  };
