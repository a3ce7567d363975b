/** Writes a line for each request and its answer, secrets taken out. */
import type { Call, Next, WireRequest } from "../call-state.js";
import { redactHeaders, redactUrl } from "../log/redact.js";
import { headersOf, secretsOf } from "./secrets.js";

/** Logs at level `debug`; costs nothing when that level is off. */
export function logExchange(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const { logger } = call;
  if (logger.isEnabled?.("debug") === false) return next(wire, call);
  return logged(wire, next, call);
}

async function logged(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const { logger, clock, operation, attempt } = call;
  const line = `${wire.method} ${redactUrl(wire.url, secretsOf(wire))}`;
  const about = { operation: operation.id, attempt };
  logger.debug(line, {
    ...about,
    headers: redactHeaders(headersOf(wire), Object.keys(wire.credentials ?? {})),
  });
  const start = clock.now();
  const took = (): { readonly tookMs: number } => ({ tookMs: clock.now() - start });
  try {
    const response = await next(wire, call);
    const headers = redactHeaders(response.headers);
    logger.debug(`${line} -> ${response.status}`, { ...about, ...took(), headers });
    return response;
  } catch (error) {
    logger.debug(`${line} failed`, { ...about, ...took(), error: String(error) });
    throw error;
  }
}
