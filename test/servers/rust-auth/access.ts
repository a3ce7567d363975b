// Who is calling? The bearer check of the real server.
import type { RecordedRequest } from "../support/request-log.js";
import type { Access, Call, Caller } from "./call.js";
import { callerOf } from "./call.js";
import { bareFailure, jsonFailure } from "./failures.js";
import { type JwtClaims, readJwt } from "./jwt.js";
import type { RustAuthState } from "./state.js";
import type { UserAccount } from "./users.js";

/** The caller, or a thrown 401 or 403. Open routes do not look at credentials at all. */
export function admit(
  access: Access,
  request: RecordedRequest,
  state: RustAuthState,
): Caller | undefined {
  if (access === "open") return undefined;
  const caller = findCaller(request, state);
  if (caller?.user.isActive) return caller;
  if (access === "optional") return undefined;
  throw bareFailure(caller ? 403 : 401);
}

/** Administrators only, by the role in the token. */
export function requireAdmin(call: Call): void {
  if (callerOf(call).claims.role !== "admin") throw jsonFailure(403);
}

/** Claims of a token that was signed here and is neither expired nor revoked by the test. */
export function readToken(token: string, state: RustAuthState): JwtClaims | undefined {
  const { jwtSecret, now } = state.settings;
  return state.sessions.revoked.has(token) ? undefined : readJwt(token, jwtSecret, now());
}

/** The owner of a token. Without a database there is none. */
export function ownerOf(claims: JwtClaims, state: RustAuthState): UserAccount | undefined {
  return state.health.database ? state.users.get(claims.sub) : undefined;
}

/** The scheme is case-sensitive. */
function findCaller(request: RecordedRequest, state: RustAuthState): Caller | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers["authorization"] ?? "")?.[1];
  const claims = token === undefined ? undefined : readToken(token, state);
  if (!claims || state.sessions.loggedOut.has(claims.jti)) return undefined;
  const user = ownerOf(claims, state);
  return user && { user, claims };
}
