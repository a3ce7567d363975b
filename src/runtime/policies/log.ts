/** Writes a line for each request and its answer, secrets taken out. */
import type { Call, Next, WireRequest } from "../call-state.js";
import { redactHeaders, redactUrl } from "../log/redact.js";
import { headersOf, isSecretHeader, secretsOf } from "./secrets.js";

/** Logs at level `debug`; costs nothing when that level is off. */
export function logExchange(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const { logger } = call;
  if (logger.isEnabled?.("debug") === false) return next(wire, call);
  return logged(wire, next, call);
}

async function logged(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const { logger, clock, operation, attempt } = call;
  const secrets = secretsOf(wire);
  const line = `${wire.method} ${redactUrl(wire.url, secrets)}`;
  const about = { operation: operation.id, attempt };
  const sent = headersOf(wire);
  const secretNames = Object.keys(sent).filter((name) => isSecretHeader(wire, name));
  logger.debug(line, { ...about, headers: redactHeaders(sent, secretNames, secrets) });
  const start = clock.now();
  const took = (): { readonly tookMs: number } => ({ tookMs: clock.now() - start });
  try {
    const response = await next(wire, call);
    const headers = redactHeaders(response.headers, [], secrets);
    logger.debug(`${line} -> ${response.status}`, { ...about, ...took(), headers });
    return response;
  } catch (error) {
    logger.debug(`${line} failed`, { ...about, ...took(), error: String(error) });
    throw error;
  }
}
