// A second factor. Any six digits are right.
import { randomUUID } from "node:crypto";
import { jsonAnswer } from "../../support/answers.js";
import { type Call, callerOf, type Route } from "../call.js";
import { readJson } from "../extract.js";
import { jsonFailure, validationFailed } from "../failures.js";
import { anything, isObject, oneOf, optional, record, text } from "../kinds.js";
import { type MfaMethod, type MfaType, mfaTypes } from "../mfa-store.js";
import { zuluTimestamp } from "../timestamps.js";

const methods = "/mfa/methods";
const challengeMs = 300_000;

export const mfaRoutes: readonly Route[] = [
  { method: "GET", path: "/mfa/status", access: "bearer", handle: showStatus },
  { method: "GET", path: methods, access: "bearer", handle: list },
  { method: "POST", path: methods, access: "bearer", handle: setUp },
  { method: "POST", path: `${methods}/{method_id}/verify`, access: "bearer", handle: verify },
  { method: "PUT", path: `${methods}/{method_id}/primary`, access: "bearer", handle: makePrimary },
  { method: "DELETE", path: `${methods}/{method_id}`, access: "bearer", handle: remove },
  { method: "POST", path: "/mfa/challenge", access: "bearer", handle: challenge },
  {
    method: "POST",
    path: "/mfa/challenge/{challenge_id}/verify",
    access: "bearer",
    handle: verifyChallenge,
  },
  { method: "POST", path: "/mfa/backup-codes", access: "bearer", handle: renewBackupCodes },
  { method: "POST", path: "/mfa/disable", access: "bearer", handle: disable },
];

const setupRequest = record("MfaSetupRequest", {
  mfa_type: oneOf(mfaTypes),
  name: text,
  config: optional(anything),
});

const verificationRequest = record("MfaVerificationRequest", { method_id: text, code: text });

const challengeRequest = record("MfaChallengeRequest", { method_id: optional(text) });

const backupCodes = [
  "10203040",
  "11213141",
  "12223242",
  "13233343",
  "14243444",
  "15253545",
  "16263646",
  "17273747",
];

function showStatus(call: Call) {
  const known = methodsOf(call);
  return wrapped({
    mfa_enabled: known.length > 0,
    methods: known.map(methodBody),
    backup_codes_remaining: null,
  });
}

function list(call: Call) {
  return wrapped(methodsOf(call).map(methodBody));
}

function setUp(call: Call) {
  const { user } = callerOf(call);
  const { mfa_type, name, config } = readJson(call, setupRequest);
  const setup_data = setupData(mfa_type, user.email, config);
  const { mfa, settings } = call.state;
  const { id: method_id } = mfa.add(user.userId, mfa_type, name, settings.now());
  const hasCodes = mfa_type === "totp" || mfa_type === "backup_codes";
  return wrapped({ method_id, mfa_type, setup_data, backup_codes: hasCodes ? backupCodes : null });
}

function setupData(type: MfaType, email: string, config: unknown): Record<string, unknown> {
  const secret = "GEZDGNBVGY3TQOJQ";
  const message = "The method is set up.";
  switch (type) {
    case "totp": {
      const qr_code = `otpauth://totp/AuthService:${email}?secret=${secret}&issuer=AuthService`;
      return { secret, qr_code, manual_entry_key: secret };
    }
    case "sms": {
      const phone_number = isObject(config) ? config["phone_number"] : undefined;
      if (typeof phone_number !== "string")
        throw validationFailed("Phone number required for SMS MFA");
      return { phone_number, message };
    }
    case "email":
      return { email, message };
    case "backup_codes":
      return { message, codes: backupCodes };
    case "web_authn":
      return { challenge: "challenge-1", options: { challenge: "challenge-1", timeout: 60_000 } };
    case "push":
      return { message, device_id: "device-1" };
  }
}

function verify(call: Call) {
  requireSixDigits(call);
  call.state.mfa.verify(callerOf(call).user.userId, call.params["method_id"] ?? "");
  return wrapped({ verified: true, message: "MFA method successfully verified and enabled" });
}

function makePrimary(call: Call) {
  call.state.mfa.makePrimary(callerOf(call).user.userId, call.params["method_id"] ?? "");
  return wrapped({ updated: true, message: "Primary MFA method updated successfully" });
}

function remove(call: Call) {
  call.state.mfa.remove(callerOf(call).user.userId, call.params["method_id"] ?? "");
  return wrapped({ removed: true, message: "MFA method successfully removed" });
}

/** For the named method, else the primary one, else as if there were an authenticator app. */
function challenge(call: Call) {
  const { method_id } = readJson(call, challengeRequest);
  const known = methodsOf(call);
  const isWanted = (each: MfaMethod) =>
    method_id === undefined ? each.isPrimary : each.id === method_id;
  return wrapped({
    challenge_id: randomUUID(),
    mfa_type: known.find(isWanted)?.type ?? "totp",
    challenge_data: { message: "Enter the 6-digit code" },
    expires_at: zuluTimestamp(call.state.settings.now() + challengeMs),
  });
}

function verifyChallenge(call: Call) {
  requireSixDigits(call);
  const message = "MFA challenge successfully verified";
  return wrapped({ verified: true, message, mfa_token: randomUUID() });
}

function renewBackupCodes() {
  return wrapped({ backup_codes: backupCodes, message: "New backup codes generated" });
}

function disable(call: Call) {
  requireSixDigits(call);
  call.state.mfa.removeAll(callerOf(call).user.userId);
  return wrapped({ disabled: true, message: "MFA has been disabled for your account" });
}

function requireSixDigits(call: Call): void {
  const { code } = readJson(call, verificationRequest);
  if (!/^[0-9]{6}$/.test(code)) throw jsonFailure(401);
}

function methodsOf(call: Call): MfaMethod[] {
  return call.state.mfa.methodsOf(callerOf(call).user.userId);
}

/** `MfaMethodInfo`. */
function methodBody(method: MfaMethod): Record<string, unknown> {
  return {
    method_id: method.id,
    mfa_type: method.type,
    name: method.name,
    is_primary: method.isPrimary,
    created_at: zuluTimestamp(method.createdAt),
    last_used: method.lastUsed === null ? null : zuluTimestamp(method.lastUsed),
  };
}

function wrapped(data: unknown) {
  return jsonAnswer(200, { success: true, data, message: null });
}
