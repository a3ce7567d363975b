// The users of a company. They do not sign in: bodies and queries say who acts.
import type { User } from "../../../../generated/valentina/models.js";
import type { Call, Route } from "../call.js";
import { removeWithContents } from "../cascade.js";
import { collectionRoutes } from "../collection-routes.js";
import { forbidden, unforeseen } from "../failures.js";
import {
  defaulted,
  nullable,
  optional,
  part,
  readBody,
  readChanges,
  readQuery,
  required,
} from "../fields.js";
import { givenUser } from "../given-ids.js";
import { companyUser } from "../guards.js";
import { email, flag, id, oneOf, text } from "../kinds.js";
import { company } from "../paths.js";
import { createUser } from "../users.js";

const role = oneOf(["ADMIN", "STORYTELLER", "PLAYER"]);

const discordProfile = part({
  id: nullable(text()),
  username: nullable(text()),
  global_name: nullable(text()),
  avatar_id: nullable(text()),
  avatar_url: nullable(text()),
  discriminator: nullable(text()),
  email: nullable(text()),
  verified: nullable(flag),
});

const fields = {
  // The length of a name is not checked where bodies are.
  name: required(text()),
  email: required(email),
  role: required(role),
  requesting_user_id: required(id),
  discord_profile: defaulted(discordProfile, {}),
};

export const userRoutes: readonly Route[] = collectionRoutes({
  at: `${company}/users`,
  item: "user_id",
  guards: [companyUser],
  list(call) {
    const { user_role } = readQuery(call, { user_role: optional(role) });
    const all = call.state.users.of(call.entity("company_id").id);
    return all.filter((user) => user_role === undefined || user.role === user_role);
  },
  create(call) {
    const { requesting_user_id, ...wish } = readBody(call, fields);
    requireManager(call, requesting_user_id);
    const { length } = [...wish.name];
    // The real server does not catch what its model has against the name.
    if (length < 3 || length > 50) throw unforeseen();
    return createUser(call.state, call.entity("company_id"), wish);
  },
  change(call, user) {
    const { requesting_user_id } = readBody(call, { requesting_user_id: required(id) });
    requireManager(call, requesting_user_id, user);
    const { requesting_user_id: _, discord_profile, ...changes } = readChanges(call, fields);
    const merged = { discord_profile: { ...user.discord_profile, ...discord_profile } };
    return call.state.users.change(user, { ...changes, ...merged });
  },
  remove(call, user) {
    const { requesting_user_id } = readQuery(call, { requesting_user_id: required(id) });
    requireManager(call, requesting_user_id, user);
    removeWithContents(call.state, "users", user);
  },
});

/** Whoever asks is an administrator, or the user whom it is about. */
function requireManager(call: Call, requesterId: string, target?: User): void {
  const requester = givenUser(call, call.entity("company_id"), requesterId);
  if (requester.role === "ADMIN" || requester.id === target?.id) return;
  throw forbidden("Requesting user is not authorized to manage this user");
}
