/** Makes a `ConnectionError` of whatever a platform's `fetch` throws. */
import type { Call } from "../call-state.js";
import { ClientwrightError } from "./clientwright-error.js";

/** Codes that mean that no byte of the request left: refused, unreachable, unresolved, or no trusted connection. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|.*(CERT|TLS|SSL).*)$/;

/** The call's error for a failed `fetch` or a body that broke off; its own errors pass through. */
export function connectionFailure(call: Call, thrown: unknown): ClientwrightError {
  for (const abort of [call.life, call.current]) {
    if (abort?.done?.reason instanceof ClientwrightError) return abort.done.reason;
  }
  if (thrown instanceof ClientwrightError) return thrown;
  const code = systemCode(thrown);
  const server = new URL(call.sent?.url ?? call.baseUrl).origin;
  return call.error(`no answer from ${server}: ${code ?? "the connection failed"}`, {
    kind: "connection",
    code,
    cause: thrown,
    maybeSent: call.hasEffect || code === undefined || !neverSent.test(code),
  });
}

/** The first code down the chain of causes: undici wraps the system's error in a `TypeError`. */
function systemCode(thrown: unknown, depth = 0): string | undefined {
  if (!(thrown instanceof Error) || depth > 5) return undefined;
  const own = "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
  return own ?? systemCode(thrown.cause, depth + 1);
}
