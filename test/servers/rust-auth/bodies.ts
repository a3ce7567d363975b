// Users and login answers as they are on the wire, in either body shape.

import { isLocked } from "./lockout.js";
import type { Settings } from "./options.js";
import type { TokenPair } from "./sessions.js";
import { offsetTimestamp, offsetTimestampOrNull, zuluTimestamp } from "./timestamps.js";
import { fullName, type UserAccount } from "./users.js";

type Body = Readonly<Record<string, unknown>>;

/** `UserResponse`. */
export function userBody(user: UserAccount, { bodyShape }: Settings): Body {
  const common = {
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    role: user.role,
    is_active: user.isActive,
  };
  const times = {
    created_at: zuluTimestamp(user.createdAt),
    updated_at: zuluTimestamp(user.updatedAt),
  };
  if (bodyShape === "guide")
    return { id: user.userId, ...common, is_verified: user.emailVerified, ...times };
  const last_login = user.lastLogin === null ? null : zuluTimestamp(user.lastLogin);
  const email_verified = user.emailVerified;
  return { user_id: user.userId, ...common, email_verified, last_login, ...times };
}

/** `AuthResponse`. The guide's fixtures name the type of the token and give no refresh token. */
export function authBody(user: UserAccount, pair: TokenPair, settings: Settings): Body {
  const { access_token, expires_in } = pair;
  if (settings.bodyShape === "guide")
    return { access_token, token_type: "Bearer", expires_in, user: userBody(user, settings) };
  return { user: userBody(user, settings), ...pair };
}

/** `UserManagement`: how administrators see a user. */
export function managedUserBody(user: UserAccount, now: number): Body {
  return {
    user_id: user.userId,
    email: user.email,
    full_name: fullName(user),
    role: user.role,
    is_active: user.isActive,
    email_verified: user.emailVerified,
    last_login: offsetTimestampOrNull(user.lastLogin),
    created_at: offsetTimestamp(user.createdAt),
    failed_attempts: user.failedAttempts,
    is_locked: isLocked(user, now),
  };
}
