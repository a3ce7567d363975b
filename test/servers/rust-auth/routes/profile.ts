// One's own profile.
import { jsonAnswer } from "../../support/answers.js";
import { userBody } from "../bodies.js";
import { type Call, callerOf, type Route } from "../call.js";
import { readJson } from "../extract.js";
import { bareFailure } from "../failures.js";
import { flag, oneOf, optional, record, text } from "../kinds.js";
import { metadata } from "../metadata.js";
import { findByEmail, roles, type UserAccount } from "../users.js";
import { areKept, emailRule, nameRule } from "../validation.js";

export const profileRoutes: readonly Route[] = [
  { method: "GET", path: "/auth/me", access: "bearer", handle: show },
  { method: "PUT", path: "/auth/profile", access: "bearer", handle: update },
];

const updateUserRequest = record("UpdateUserRequest", {
  email: optional(text),
  first_name: optional(text),
  last_name: optional(text),
  role: optional(oneOf(roles)),
  is_active: optional(flag),
  metadata: optional(metadata),
});

/** From the cache, which nobody else's changes reach. */
function show(call: Call) {
  const { profiles, settings } = call.state;
  const profile = profiles.read(callerOf(call).user, settings.now());
  return jsonAnswer(200, userBody(profile, settings));
}

/** Users may give themselves any role, and even deactivate themselves: the real server's hole. */
function update(call: Call) {
  const { state } = call;
  const { user } = callerOf(call);
  const wish = readJson(call, updateUserRequest);
  const rules = [
    emailRule(wish.email),
    nameRule("first_name", wish.first_name),
    nameRule("last_name", wish.last_name),
  ];
  if (!areKept(rules)) throw bareFailure(400);
  if (isTaken(call, user, wish.email)) throw bareFailure(409);
  user.email = wish.email?.toLowerCase() ?? user.email;
  user.firstName = wish.first_name ?? user.firstName;
  user.lastName = wish.last_name ?? user.lastName;
  user.role = wish.role ?? user.role;
  user.isActive = wish.is_active ?? user.isActive;
  user.metadata = wish.metadata ?? user.metadata;
  user.updatedAt = state.settings.now();
  state.profiles.forget(user.userId);
  return jsonAnswer(200, userBody(user, state.settings));
}

/** One's own address in another spelling counts as somebody's. */
function isTaken({ state }: Call, user: UserAccount, email: string | undefined): boolean {
  if (email === undefined || email === user.email) return false;
  return findByEmail(state.users, email) !== undefined;
}
