/** Repeats a rejected attempt once with renewed credentials. */
import { discardBody } from "../answer/plain.js";
import type { Call, Next, Renew, SchemeProvider, Signing, WireRequest } from "../call-state.js";
import { recordAttempt } from "./attempts.js";

/** Sends with credentials that can be renewed; tells who holds them of a 401 that stands. */
export const renewCredentials: Renew = async (wire, next, call, signing) => {
  const { providers } = signing;
  call.startDeadline();
  const response = await next(await signing.sign(wire), call);
  if (response.status !== 401 || wire.body?.isOneShot) return response;
  const last =
    !call.hasRecovered && (await recover(response, call, providers))
      ? await replay(response, wire, next, { call, signing })
      : response;
  if (last.status !== 401) return last;
  for (const provider of providers) await provider.refused?.(last, call);
  return last;
};

/** The same request with the credentials that there are now. */
async function replay(
  refused: Response,
  wire: WireRequest,
  next: Next,
  { call, signing }: { readonly call: Call; readonly signing: Signing },
): Promise<Response> {
  recordAttempt(call, refused, 0);
  if (call.isRaw) discardBody(refused);
  call.attempt += 1;
  return next(await signing.sign(wire), call);
}

async function recover(
  response: Response,
  call: Call,
  providers: readonly SchemeProvider[],
): Promise<boolean> {
  call.hasRecovered = true;
  let renewed = false;
  for (const provider of providers) {
    if (await provider.recover?.(response, call)) renewed = true;
  }
  return renewed;
}
