// User accounts: how they are made, found and changed. Knows nothing of the wire.
import { randomUUID } from "node:crypto";

/** The roles in the order in which the real server names them. */
export const roles = ["user", "admin", "moderator", "guest"] as const;

export type Role = (typeof roles)[number];

/** A token that was mailed. */
export interface MailedToken {
  readonly token: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** An account; tests may change it. Times are Unix milliseconds. */
export interface UserAccount {
  readonly userId: string;
  /** Lower case. */
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  role: Role;
  isActive: boolean;
  emailVerified: boolean;
  /** Wrong passwords since the last login. */
  failedAttempts: number;
  lockedUntil: number | null;
  lastLogin: number | null;
  readonly createdAt: number;
  updatedAt: number;
  /** Stored, never shown. */
  metadata: unknown;
  verification: MailedToken | null;
  reset: MailedToken | null;
}

/** What is asked for when an account is made. */
export interface UserWish {
  readonly email: string;
  readonly password?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: Role;
  readonly emailVerified?: boolean;
  readonly metadata?: unknown;
}

/** Accounts by id, oldest first. */
export type Users = Map<string, UserAccount>;

/** Password of accounts that tests add without one; it passes the strict policy. */
export const usualPassword = "Str0ng&Silent!";

/** Adds an account; the caller has checked that the address is free. */
export function createUser(users: Users, now: number, wish: UserWish): UserAccount {
  const user: UserAccount = {
    userId: randomUUID(),
    email: wish.email.toLowerCase(),
    password: wish.password ?? usualPassword,
    firstName: wish.firstName ?? "Mara",
    lastName: wish.lastName ?? "Quill",
    role: wish.role ?? "user",
    isActive: true,
    emailVerified: wish.emailVerified ?? false,
    failedAttempts: 0,
    lockedUntil: null,
    lastLogin: null,
    createdAt: now,
    updatedAt: now,
    metadata: wish.metadata ?? null,
    verification: null,
    reset: null,
  };
  users.set(user.userId, user);
  return user;
}

/** Addresses are compared in lower case everywhere. */
export function findByEmail(users: Users, email: string): UserAccount | undefined {
  const wanted = email.toLowerCase();
  return [...users.values()].find((user) => user.email === wanted);
}

export function fullName({ firstName, lastName }: UserAccount): string {
  return `${firstName} ${lastName}`;
}
