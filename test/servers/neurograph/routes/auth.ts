// Login, refresh, logout and the caller's own account.
import { jsonAnswer } from "../../support/answers.js";
import { authenticated, beyondGuide, type Call, open, type Route } from "../call.js";
import { successAnswer } from "../envelope.js";
import { badRequest, notFound, unauthorized } from "../failures.js";
import { string } from "../field-kinds.js";
import { optional, readBody, required } from "../fields.js";
import { checkJwt } from "../jwt.js";
import { scopesOfRole } from "../roles.js";
import { endSession, issuePair } from "../sessions.js";
import { timestamp } from "../timestamps.js";
import { userBody } from "../users.js";

const at = "/api/v1/auth";

export const authRoutes: readonly Route[] = [
  { method: "POST", path: `${at}/login`, access: open, handle: login },
  { method: "POST", path: `${at}/refresh`, access: open, handle: refresh },
  ...beyondGuide([
    { method: "POST", path: `${at}/logout`, access: authenticated, handle: logout },
    { method: "GET", path: `${at}/me`, access: authenticated, handle: currentUser },
    {
      method: "POST",
      path: `${at}/change-password`,
      access: authenticated,
      handle: changePassword,
    },
  ]),
];

function login(call: Call) {
  const { settings, users, sessions } = call.state;
  const { username, password } = readBody(call, {
    username: required(string({ minLength: 3, maxLength: 50 })),
    password: required(string({ minLength: 8 })),
  });
  const user = users.get(username);
  if (user?.password !== password)
    throw unauthorized("INVALID_CREDENTIALS", "Incorrect username or password");
  if (user.disabled) throw badRequest("User account is disabled");
  const pair = issuePair(sessions, settings, username, scopesOfRole(user.role, settings));
  return jsonAnswer(200, { ...pair, user: userBody(user, settings) });
}

function refresh(call: Call) {
  const { settings, sessions } = call.state;
  const { refresh_token } = readBody(call, { refresh_token: required(string()) });
  const expected = { secret: settings.jwtSecret, nowMs: settings.now(), type: "refresh" } as const;
  const check = checkJwt(refresh_token, expected);
  if (check.kind === "expired")
    throw unauthorized("TOKEN_EXPIRED", "Invalid refresh token: Signature has expired", {
      action: "login",
    });
  if (check.kind === "refused") throw invalidRefreshToken(check.reason);
  if (sessions.revoked.has(refresh_token)) throw invalidRefreshToken("Token has been revoked");
  if (settings.strictRefresh) sessions.revoked.add(refresh_token);
  return jsonAnswer(200, issuePair(sessions, settings, check.claims.sub, []));
}

/** Unlike the real server, the session is over afterwards. */
function logout(call: Call) {
  const { token } = readBody(call, { token: optional(string()) });
  if (token !== undefined) endSession(call.state.sessions, token);
  return successAnswer(`User ${call.principal?.id} logged out successfully`);
}

function currentUser(call: Call) {
  const { settings, users, startedAt } = call.state;
  const { id = "", role, scopes } = call.principal ?? {};
  const user = users.get(id);
  if (user?.disabled) throw badRequest("Inactive user");
  return jsonAnswer(200, {
    user_id: id,
    username: id,
    email: null,
    full_name: null,
    role,
    scopes,
    disabled: false,
    created_at: timestamp(settings, user?.createdAt ?? startedAt),
  });
}

function changePassword(call: Call) {
  const id = call.principal?.id ?? "";
  const { old_password, new_password } = readBody(call, {
    old_password: required(string()),
    new_password: required(string({ minLength: 8 })),
  });
  const user = call.state.users.get(id);
  if (!user) throw notFound("User", id, "User not found");
  if (user.password !== old_password) throw badRequest("Incorrect old password");
  user.password = new_password;
  return successAnswer("Password changed successfully");
}

function invalidRefreshToken(reason: string) {
  return unauthorized("INVALID_TOKEN", `Invalid refresh token: ${reason}`, { reason });
}
