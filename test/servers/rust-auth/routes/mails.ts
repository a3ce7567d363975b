// What mailed tokens are for: verification of addresses and reset of passwords.
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { readJson } from "../extract.js";
import { bareFailure } from "../failures.js";
import { record, text } from "../kinds.js";
import { type MailPurpose, ownerOfMailedToken } from "../mailbox.js";
import { findByEmail, type UserAccount } from "../users.js";
import { areKept, emailRule, passwordRule } from "../validation.js";

export const mailRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/verify", access: "open", handle: verify },
  { method: "POST", path: "/auth/forgot-password", access: "open", handle: forgot },
  { method: "POST", path: "/auth/reset-password", access: "open", handle: reset },
];

const verificationRequest = record("EmailVerificationRequest", { token: text });

const resetRequest = record("PasswordResetRequest", { email: text });

const passwordChange = record("PasswordChangeRequest", { token: text, new_password: text });

function verify(call: Call) {
  const { token } = readJson(call, verificationRequest);
  const user = spend(call, "verification", token);
  Object.assign(user, { emailVerified: true, updatedAt: call.state.settings.now() });
  const { userId: user_id, email } = user;
  return jsonAnswer(200, {
    message: "Email verified successfully",
    user: { user_id, email, email_verified: true },
  });
}

/** Says the same whether or not there is such an account. */
function forgot(call: Call) {
  const { users, mailbox, settings, health } = call.state;
  const { email } = readJson(call, resetRequest);
  if (!emailRule(email).holds) throw bareFailure(400);
  if (!health.database) throw bareFailure(500);
  const user = findByEmail(users, email);
  if (user) {
    mailbox.send(user, "reset", settings.now());
    user.updatedAt = settings.now();
  }
  return jsonAnswer(200, { message: "If the email exists, a password reset link has been sent" });
}

/** Neither ends sessions nor unlocks; only the length of the new password counts. */
function reset(call: Call) {
  const { token, new_password } = readJson(call, passwordChange);
  if (!areKept([passwordRule("new_password", new_password)])) throw bareFailure(400);
  spend(call, "reset", token).password = new_password;
  return jsonAnswer(200, { message: "Password reset successful", status: "success" });
}

/** The token's owner, whose token is gone afterwards; or a thrown 400. */
function spend({ state }: Call, purpose: MailPurpose, token: string): UserAccount {
  if (!state.health.database) throw bareFailure(500);
  const owner = ownerOfMailedToken(state.users.values(), purpose, token, state.settings.now());
  if (!owner) throw bareFailure(400);
  owner[purpose] = null;
  return owner;
}
