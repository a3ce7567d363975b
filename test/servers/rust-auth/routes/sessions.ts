// Registration, login, refresh and logout.
import { jsonAnswer } from "../../support/answers.js";
import { ownerOf, readToken } from "../access.js";
import { authBody } from "../bodies.js";
import { type Call, callerOf, type Route } from "../call.js";
import { readJson } from "../extract.js";
import { bareFailure, databaseFailed, jsonFailure } from "../failures.js";
import { oneOf, optional, record, text } from "../kinds.js";
import { isLocked, recordFailedLogin, recordLogin } from "../lockout.js";
import { metadata } from "../metadata.js";
import { issuePair } from "../sessions.js";
import { createUser, findByEmail, roles, type UserAccount } from "../users.js";
import {
  emailRule,
  nameRule,
  passwordRule,
  requireAll,
  requireStrongPassword,
} from "../validation.js";

export const sessionRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/register", access: "open", handle: register },
  { method: "POST", path: "/auth/login", access: "open", handle: logIn },
  { method: "POST", path: "/auth/refresh", access: "open", handle: refresh },
  { method: "POST", path: "/auth/logout", access: "bearer", handle: logOut },
];

const createUserRequest = record("CreateUserRequest", {
  email: text,
  password: text,
  first_name: text,
  last_name: text,
  role: optional(oneOf(roles)),
  metadata: optional(metadata),
});

const loginRequest = record("LoginRequest", { email: text, password: text });

const refreshTokenRequest = record("RefreshTokenRequest", { refresh_token: text });

/** Signs the user in, verified or not. Any role is honoured. */
function register(call: Call) {
  const { state } = call;
  const { users, settings, mailbox } = state;
  const wish = readJson(call, createUserRequest);
  requireAll([
    emailRule(wish.email),
    passwordRule("password", wish.password),
    nameRule("first_name", wish.first_name),
    nameRule("last_name", wish.last_name),
  ]);
  if (settings.passwordPolicy === "strict") requireStrongPassword(wish.password);
  if (!state.health.database) throw databaseFailed();
  if (findByEmail(users, wish.email)) throw jsonFailure(409);
  const user = createUser(users, settings.now(), {
    email: wish.email,
    password: wish.password,
    firstName: wish.first_name,
    lastName: wish.last_name,
    role: wish.role ?? "user",
    metadata: wish.metadata,
  });
  mailbox.send(user, "verification", settings.now());
  return signedIn(call, user);
}

/** Every refusal but a lock looks alike; a lock is seen before the password is looked at. */
function logIn(call: Call) {
  const { users, settings, health } = call.state;
  const { email, password } = readJson(call, loginRequest);
  const isGiven = { field: "password", message: "Password is required", holds: password !== "" };
  requireAll([emailRule(email), isGiven]);
  if (!health.database) throw databaseFailed();
  const now = settings.now();
  const user = findByEmail(users, email);
  if (!user) throw jsonFailure(401);
  if (isLocked(user, now)) throw jsonFailure(423);
  if (!user.isActive) throw jsonFailure(401);
  if (user.password !== password) {
    recordFailedLogin(user, now);
    throw jsonFailure(401);
  }
  if (settings.requireVerification && !user.emailVerified) throw jsonFailure(401);
  recordLogin(user, now);
  return signedIn(call, user);
}

/** Takes any token of this server, a logged-out one too, and never takes one away. */
function refresh(call: Call) {
  const { refresh_token } = readJson(call, refreshTokenRequest);
  const claims = readToken(refresh_token, call.state);
  if (!claims) throw bareFailure(401);
  if (!call.state.health.database) throw bareFailure(500);
  const user = ownerOf(claims, call.state);
  if (!user) throw bareFailure(401);
  if (!user.isActive) throw bareFailure(403);
  return signedIn(call, user);
}

/** Only the access token that is shown ends; the refresh token lives on. */
function logOut(call: Call) {
  const { claims, user } = callerOf(call);
  call.state.sessions.loggedOut.add(claims.jti);
  call.state.profiles.forget(user.userId);
  return jsonAnswer(200, { message: "Logged out successfully" });
}

function signedIn({ state }: Call, user: UserAccount) {
  const pair = issuePair(state.sessions, state.settings, user);
  return jsonAnswer(200, authBody(user, pair, state.settings));
}
