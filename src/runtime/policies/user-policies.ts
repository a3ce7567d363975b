/** Runs the policies that people add, the client's around the call's. */
import type { Call, Next, WireRequest } from "../call-state.js";
import { toRequest } from "./to-request.js";

/** Builds a `Request` for them; without policies nothing is built. */
export function applyPolicies(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const { policies } = call.settings;
  if (policies.length === 0) return next(wire, call);
  // Seen by policies, so what they throw may quote its secrets.
  call.sent = wire;
  const dispatch = async (index: number, request: Request): Promise<Response> => {
    const policy = policies[index];
    if (policy === undefined)
      return next({ ...wire, url: request.url, method: request.method, request }, call);
    return policy(request, (changed) => dispatch(index + 1, changed), call);
  };
  return dispatch(0, toRequest(wire, call));
}
