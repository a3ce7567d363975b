/** Stands between a client and the real server, and compares both with the document. */
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { sendRefusal } from "./answer.js";
import type { PrismEngine, PrismRefusal } from "./engine.js";
import { type Exchange, toPrismRequest } from "./exchange.js";
import {
  createHandler,
  createRefusal,
  type Handler,
  type Report,
  violationsOfOutcome,
} from "./handler.js";
import { endToEnd, toPrismResponse, type Upstream, type UpstreamAnswer } from "./upstream.js";
import { type Violation, violationsOf } from "./violations.js";

/** What came of forwarding one request. */
interface Forwarded {
  answer?: UpstreamAnswer;
  /** Why it was not forwarded. */
  refused?: PrismRefusal;
  /** The connection to the real server failed. */
  broken?: boolean;
}

const refusalOf = (status: number, violations: readonly Violation[]): PrismRefusal => ({
  ...createRefusal(status, "VIOLATIONS", "The exchange departs from the document."),
  additional: { validation: violations },
});

const passOn = async (reply: ServerResponse, { message, bytes }: UpstreamAnswer): Promise<void> => {
  reply.writeHead(message.statusCode ?? 502, endToEnd(message.headers));
  if (bytes === undefined) await pipeline(message, reply);
  else reply.end(bytes);
};

const isFailedAnswer = ({ side, severity }: Violation): boolean =>
  side === "response" && severity === "error";

/**
 * A validating proxy. Departures are reported and passed on; with `refuses`, they are answered with
 * an error instead: a request that departs is never forwarded.
 */
export const createProxyHandler = (
  engine: PrismEngine,
  upstream: Upstream,
  record: Report,
  refuses: boolean,
): Handler => {
  const validate = async (exchange: Exchange, forwarded: Forwarded) =>
    engine.validate(toPrismRequest(exchange), async (findings) => {
      if (findings.length > 0) {
        forwarded.refused = refusalOf(422, violationsOf(exchange.title, "request", findings));
        throw new Error("not forwarded");
      }
      forwarded.broken = true;
      forwarded.answer = await upstream.send(exchange);
      forwarded.broken = false;
      return toPrismResponse(forwarded.answer);
    });

  return createHandler(async (exchange, reply, report) => {
    const forwarded: Forwarded = {};
    const outcome = await validate(exchange, forwarded);
    const { answer, refused, broken } = forwarded;
    // The client must see what the server did: a connection that broke there breaks here as well.
    if (broken === true) return void reply.destroy();
    const known = refused === undefined ? outcome : { kind: "refusal" as const, refusal: refused };
    const violations = violationsOfOutcome(exchange, known, answer?.bytes === undefined);
    report(violations);
    if (known.kind === "refusal" || answer === undefined) {
      const fallback = createRefusal(500, "UNKNOWN", "The server gave no answer.");
      return sendRefusal(reply, known.kind === "refusal" ? known.refusal : fallback);
    }
    const failed = refuses ? violations.filter(isFailedAnswer) : [];
    if (failed.length === 0) return passOn(reply, answer);
    answer.message.destroy();
    return sendRefusal(reply, refusalOf(500, failed));
  }, record);
};
