// User accounts and how they look on the wire.
import type { Settings } from "./options.js";
import { type Role, scopesOfRole } from "./roles.js";
import { timestamp } from "./timestamps.js";

/** An account; tests may change it. */
export interface UserAccount {
  readonly username: string;
  readonly role: Role;
  readonly email: string;
  readonly fullName: string;
  readonly createdAt: number;
  password: string;
  disabled: boolean;
}

/** The three accounts every server starts with. */
export function defaultUsers(createdAt: number): Map<string, UserAccount> {
  const accounts = (["admin", "developer", "viewer"] as const).map((role): UserAccount => {
    const fullName = `${role.charAt(0).toUpperCase()}${role.slice(1)} User`;
    const email = `${role}@example.org`;
    const password = `${role}123`;
    return { username: role, role, email, fullName, createdAt, password, disabled: false };
  });
  return new Map(accounts.map((account) => [account.username, account]));
}

/** `User`, as the login answers it. */
export function userBody(user: UserAccount, settings: Settings): Record<string, unknown> {
  return {
    user_id: user.username,
    username: user.username,
    email: user.email,
    full_name: user.fullName,
    role: user.role,
    scopes: scopesOfRole(user.role, settings),
    disabled: user.disabled,
    created_at: timestamp(settings, user.createdAt),
  };
}
