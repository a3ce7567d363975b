// The OAuth2 authorisation server.
import { type Answer, jsonAnswer, textAnswer } from "../../support/answers.js";
import { queryOf } from "../../support/request-log.js";
import type { Call, Route } from "../call.js";
import { readForm, readQuery } from "../extract.js";
import { oauth2Failure, wrappedFailure } from "../failures.js";
import { optional, record, text, unsigned } from "../kinds.js";
import { authorize, denial } from "../oauth2/authorization.js";
import { authorizeDevice, connectDevice } from "../oauth2/devices.js";
import { oauth2Metadata } from "../oauth2/metadata.js";
import { grantTokens, introspect, revoke } from "../oauth2/tokens.js";

/** Where the service believes to be. */
const baseUrl = "https://auth.example.com";

export const oauth2Routes: readonly Route[] = [
  { method: "GET", path: "/oauth2/authorize", access: "optional", handle: authorizeByQuery },
  { method: "POST", path: "/oauth2/authorize", access: "optional", handle: consent },
  { method: "POST", path: "/oauth2/token", access: "open", handle: token },
  { method: "POST", path: "/oauth2/revoke", access: "open", handle: revokeToken },
  { method: "POST", path: "/oauth2/introspect", access: "open", handle: introspectToken },
  { method: "POST", path: "/oauth2/device/authorize", access: "open", handle: startDevice },
  { method: "GET", path: "/oauth2/device/verify", access: "open", handle: showDevicePage },
  { method: "POST", path: "/oauth2/device/verify", access: "optional", handle: verifyDevice },
  {
    method: "GET",
    path: "/.well-known/oauth-authorization-server",
    access: "open",
    handle: () => jsonAnswer(200, oauth2Metadata(baseUrl)),
  },
  {
    method: "GET",
    path: "/.well-known/jwks.json",
    access: "open",
    handle: () => jsonAnswer(200, { keys: [] }),
  },
];

const authorizeParameters = {
  redirect_uri: optional(text),
  scope: optional(text),
  state: optional(text),
  code_challenge: optional(text),
  code_challenge_method: optional(text),
  nonce: optional(text),
};

const authorizeRequest = record("AuthorizeRequest", {
  ...authorizeParameters,
  response_type: text,
  client_id: text,
  max_age: optional(unsigned),
});

const consentForm = record("ConsentForm", {
  ...authorizeParameters,
  action: text,
  client_id: optional(text),
});

const tokenRequest = record("TokenRequest", {
  grant_type: text,
  code: optional(text),
  redirect_uri: optional(text),
  client_id: optional(text),
  client_secret: optional(text),
  code_verifier: optional(text),
  refresh_token: optional(text),
  scope: optional(text),
});

const tokenForm = record("Token", { token: optional(text) });

const deviceRequest = record("DeviceAuthorizationRequest", {
  client_id: text,
  scope: optional(text),
});

const deviceVerifyForm = record("DeviceVerifyForm", { user_code: text });

function authorizeByQuery(call: Call) {
  const wish = readQuery(call, authorizeRequest);
  const userId = signedInUser(call, "User must be authenticated for authorization");
  return redirect(authorize(call.state.oauth2, wish, userId, call.state.settings.now()));
}

/** Everything but `deny` is consent. */
function consent(call: Call) {
  const form = readForm(call, consentForm);
  const userId = signedInUser(call, "User must be authenticated");
  if (form.action === "deny") return redirect(denial(form.redirect_uri ?? "", form.state));
  const wish = { ...form, client_id: form.client_id ?? "" };
  return redirect(authorize(call.state.oauth2, wish, userId, call.state.settings.now()));
}

function token(call: Call) {
  const { oauth2, settings } = call.state;
  const { grant_type, ...wish } = readForm(call, tokenRequest);
  return jsonAnswer(200, grantTokens(oauth2, grant_type, wish, settings.now()));
}

function revokeToken(call: Call): Answer {
  revoke(call.state.oauth2, formToken(call));
  return { status: 200, headers: {}, body: "" };
}

function introspectToken(call: Call) {
  const { oauth2, settings, users } = call.state;
  const nameOf = (userId: string) => users.get(userId)?.email ?? null;
  return jsonAnswer(200, introspect(oauth2, formToken(call), nameOf, settings.now()));
}

function startDevice(call: Call) {
  const { oauth2, settings } = call.state;
  const wish = readForm(call, deviceRequest);
  return jsonAnswer(200, authorizeDevice(oauth2, wish, baseUrl, settings.now()));
}

function showDevicePage({ request }: Call) {
  const userCode = (queryOf(request).get("user_code") ?? "").replace(/[^\w-]/g, "");
  return page(`<form method="post"><input name="user_code" value="${userCode}"></form>`);
}

function verifyDevice(call: Call) {
  const { user_code } = readForm(call, deviceVerifyForm);
  const userId = signedInUser(call, "User must be authenticated");
  const isKnown = connectDevice(call.state.oauth2, user_code, userId, call.state.settings.now());
  return page(isKnown ? "<h1>Device Authorized</h1>" : "<h1>Authorization Failed</h1>");
}

function formToken(call: Call): string {
  const form = readForm(call, tokenForm);
  if (form.token === undefined) throw oauth2Failure("Missing token parameter");
  return form.token;
}

function signedInUser({ caller }: Call, problem: string): string {
  if (!caller) throw wrappedFailure(401, problem);
  return caller.user.userId;
}

function redirect(location: string): Answer {
  return { status: 303, headers: { Location: location }, body: "" };
}

function page(content: string): Answer {
  return textAnswer(200, "text/html; charset=utf-8", `<!DOCTYPE html><html>${content}</html>`);
}
