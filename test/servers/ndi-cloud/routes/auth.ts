// Logins, passwords, and the codes that are sent to addresses.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { type JsonObject, jsonBody, text } from "../body.js";
import { type Call, known, type Route } from "../call.js";
import { ApiFailure, cognitoFailure } from "../failures.js";
import { timestamp } from "../ids.js";
import { issueToken } from "../sessions.js";
import type { Account, SentCode } from "../users.js";
import { accountBody } from "./users.js";

/** How long codes are good. */
const codeMs = 3_600_000;

function login(call: Call): Answer {
  const { accounts, sessions, settings } = call.state;
  const body = jsonBody(call);
  const account = accounts.get(text(body, "email"));
  if (account?.password !== text(body, "password"))
    throw new ApiFailure(401, "Unable to login", "errors");
  const { tokenField, expiry } = settings.oddities;
  const expiresAt = timestamp(settings.now() + settings.tokenSeconds * 1_000);
  return jsonAnswer(200, {
    [tokenField]: issueToken(sessions, settings, account),
    ...(expiry === "expiresAt" && { expiresAt }),
    ...(expiry === "expiresIn" && { expiresIn: settings.tokenSeconds }),
    user: accountBody(account, settings.oddities),
  });
}

function logout({ state, token }: Call): Answer {
  if (token !== undefined) state.sessions.revoked.add(token);
  if (state.settings.oddities.emptyAnswers) return { status: 200, headers: {}, body: "" };
  return jsonAnswer(200, { message: "Signed out" });
}

function changePassword(call: Call): Answer {
  const caller = known(call);
  const body = jsonBody(call);
  if (text(body, "oldPassword") !== caller.password)
    throw cognitoFailure("NotAuthorizedException", "Unable to authenticate");
  caller.password = newPassword(body);
  return jsonAnswer(200, { message: "Password was changed" });
}

function forgotPassword(call: Call): Answer {
  const account = accountOf(call, "Unable to send the link");
  account.reset = newCode(call);
  const Destination = account.email.replace(/^(.).*@/, "$1***@");
  const details = { Destination, DeliveryMedium: "EMAIL", AttributeName: "email" };
  return jsonAnswer(200, { CodeDeliveryDetails: details });
}

/** A code that is refused is told with 200, a password that is too weak with 400. */
function confirmForgotPassword(call: Call): Answer {
  const body = jsonBody(call);
  const account = accountOf(call, "Unable to reset password");
  const problem = codeProblem(call, account.reset, text(body, "confirmationCode"));
  if (problem) return jsonAnswer(200, { errors: "Unable to reset password", code: problem });
  account.password = newPassword(body);
  account.reset = undefined;
  return jsonAnswer(200, { message: "Password was reset", code: "Success!" });
}

function verifyUser(call: Call): Answer {
  const account = accountOf(call, "Unable to authorize user");
  const sent = text(jsonBody(call), "confirmationCode");
  const problem = account.isValidated
    ? "NotAuthorizedException"
    : codeProblem(call, account.verification, sent);
  if (problem) throw cognitoFailure(problem, "Unable to authorize user");
  account.isValidated = true;
  const { id, email, isValidated } = account;
  return jsonAnswer(200, { id, email, isValidated });
}

function resendConfirmation(call: Call): Answer {
  const account = accountOf(call, "Unable to resend");
  if (account.isValidated) throw cognitoFailure("InvalidParameterException", "Unable to resend");
  account.verification = newCode(call);
  return jsonAnswer(200, { confirmationResent: true });
}

function accountOf(call: Call, message: string): Account {
  const account = call.state.accounts.get(text(jsonBody(call), "email"));
  if (account) return account;
  throw cognitoFailure("UserNotFoundException", message);
}

/** Codes are told apart, so that an old one does not fit by chance. */
export function newCode({ state: { settings, nextId } }: Call): SentCode {
  const code = String(200_000 + Number.parseInt(nextId().slice(-5), 16));
  return { code, expiresAtMs: settings.now() + codeMs };
}

function codeProblem(
  { state: { settings } }: Call,
  sent: SentCode | undefined,
  given: string,
): string | undefined {
  if (sent?.code !== given) return "CodeMismatchException";
  return sent.expiresAtMs <= settings.now() ? "ExpiredCodeException" : undefined;
}

function newPassword(body: JsonObject): string {
  return strongPassword(text(body, "newPassword"), "Unable to set the password");
}

/** At least 8 characters, digits among them. */
export function strongPassword(password: string, message: string): string {
  if (password.length >= 8 && /\d/.test(password)) return password;
  throw cognitoFailure("InvalidPasswordException", message);
}

export const authRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/login", access: "anyone", handle: login },
  { method: "POST", path: "/auth/logout", access: "user", handle: logout },
  { method: "POST", path: "/auth/password", access: "user", handle: changePassword },
  { method: "POST", path: "/auth/password/forgot", access: "anyone", handle: forgotPassword },
  {
    method: "POST",
    path: "/auth/password/confirm",
    access: "anyone",
    handle: confirmForgotPassword,
  },
  { method: "POST", path: "/auth/verify", access: "anyone", handle: verifyUser },
  {
    method: "POST",
    path: "/auth/confirmation/resend",
    access: "anyone",
    handle: resendConfirmation,
  },
];
