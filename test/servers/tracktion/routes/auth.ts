// Login and refresh. Neither looks at credentials in headers.
import { jsonAnswer } from "../../support/answers.js";
import { jsonBody, text } from "../body.js";
import { anyone, type Call, type Route } from "../call.js";
import { unauthorized } from "../failures.js";
import { checkToken, issueAccessToken, issueRefreshToken } from "../sessions.js";

const at = "/api/v1/auth";

export const authRoutes: readonly Route[] = [
  { method: "POST", path: `${at}/token`, access: anyone, handle: createToken },
  { method: "POST", path: `${at}/refresh`, access: anyone, handle: refreshToken },
];

function createToken({ request, state }: Call) {
  const { settings, sessions, users } = state;
  const body = jsonBody(request);
  const user = users.get(text(body, "username"));
  if (user?.password !== text(body, "password"))
    throw unauthorized("invalid_credentials", "Unknown user or wrong password.");
  const { id, email, tier } = user;
  return jsonAnswer(200, {
    access_token: issueAccessToken(sessions, settings, user),
    refresh_token: issueRefreshToken(settings, user),
    token_type: "bearer",
    expires_in: settings.accessTokenSeconds,
    user: { id, email, tier },
  });
}

/** Where refresh tokens do not rotate, the answer is as short as the guide reads it. */
function refreshToken({ request, state }: Call) {
  const { settings, sessions, users } = state;
  const old = text(jsonBody(request), "refresh_token");
  const check = checkToken(sessions, settings, old, "refresh");
  const user = check.kind === "valid" ? users.get(check.claims.email) : undefined;
  if (!user) throw unauthorized("invalid_refresh_token", "The refresh token no longer counts.");
  const access_token = issueAccessToken(sessions, settings, user);
  if (!settings.rotateRefreshTokens) return jsonAnswer(200, { access_token });
  sessions.revoked.add(old);
  return jsonAnswer(200, {
    access_token,
    refresh_token: issueRefreshToken(settings, user),
    token_type: "bearer",
    expires_in: settings.accessTokenSeconds,
  });
}
