// Connecting a user's account at Discord: done by people in a browser, without a key.
import { jsonAnswer } from "../../support/answers.js";
import { queryOf } from "../../support/request-log.js";
import type { Call, Route } from "../call.js";
import { ApiFailure, internalDetail } from "../failures.js";

const user = "/oauth/discord/{user_id}";
const guards = "open";

export const discordRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${user}/login/redirect`,
    guards,
    handle: (call) => ({ status: 302, headers: { Location: loginUrl(call) }, body: "" }),
  },
  {
    method: "GET",
    path: `${user}/login`,
    guards,
    handle: (call) => jsonAnswer(200, { url: loginUrl(call) }),
  },
  { method: "GET", path: "/oauth/discord/callback", guards, handle: comeBack },
  { method: "GET", path: `${user}/refresh`, guards, handle: refresh },
];

function loginUrl(call: Call): string {
  const { id } = call.entity("user_id");
  const { discordLogins } = call.state;
  const state = `login-${discordLogins.size + 1}`;
  discordLogins.set(state, id);
  return `https://discord.com/oauth2/authorize?state=${state}`;
}

/** A code is good for once. */
function comeBack({ state, request }: Call) {
  const query = queryOf(request);
  const login = query.get("state") ?? "";
  const user = state.users.byId.get(state.discordLogins.get(login) ?? "");
  state.discordLogins.delete(login);
  if (user === undefined || !query.get("code"))
    throw new ApiFailure(400, { detail: "Discord refused the code" });
  const profile = { id: "80351110224678912", username: "night-owl", verified: true };
  state.users.change(user, { discord_profile: { ...user.discord_profile, ...profile } });
  return jsonAnswer(200, { success: true });
}

function refresh(call: Call) {
  const { discord_profile } = call.entity("user_id");
  if (discord_profile?.id == null) throw new ApiFailure(500, { detail: internalDetail });
  return jsonAnswer(200, { success: true });
}
