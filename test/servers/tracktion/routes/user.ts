// Profiles, and what the limits say.
import { jsonAnswer } from "../../support/answers.js";
import { type KnownCall, known, type Route } from "../call.js";
import { notFound } from "../failures.js";
import { profileBody } from "../users.js";

const at = "/api/v1";

export const userRoutes: readonly Route[] = [
  { method: "GET", path: `${at}/user/profile`, access: known, handle: getUserProfile },
  { method: "GET", path: `${at}/user/rate-limit`, access: known, handle: getRateLimit },
  { method: "GET", path: `${at}/users/{user_id}/profile`, access: known, handle: getProfileById },
];

function getUserProfile({ principal }: KnownCall) {
  return jsonAnswer(200, profileBody(principal.user));
}

/** The headers are the contract; the body says the same for people. */
function getRateLimit({ limitHeaders, principal }: KnownCall) {
  return jsonAnswer(200, {
    tier: principal.user.tier,
    limit: Number(limitHeaders["X-RateLimit-Limit"]),
    remaining: Number(limitHeaders["X-RateLimit-Remaining"]),
    reset: Number(limitHeaders["X-RateLimit-Reset"]),
  });
}

function getProfileById({ params, state }: KnownCall) {
  const user = [...state.users.values()].find(({ id }) => id === params["user_id"]);
  if (!user) throw notFound("User not found");
  return jsonAnswer(200, profileBody(user));
}
