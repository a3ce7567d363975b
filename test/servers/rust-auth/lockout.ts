// Counts wrong passwords and locks accounts.
import type { UserAccount } from "./users.js";

const attemptsUntilLock = 5;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** True until the lock's time is over; then the attempts still count, as on the real server. */
export function isLocked({ lockedUntil }: UserAccount, now: number): boolean {
  return lockedUntil !== null && now < lockedUntil;
}

/** The fifth wrong password locks for a day, and so does each later one. */
export function recordFailedLogin(user: UserAccount, now: number): void {
  user.failedAttempts += 1;
  user.updatedAt = now;
  if (user.failedAttempts >= attemptsUntilLock) user.lockedUntil = now + 24 * hourMs;
}

export function recordLogin(user: UserAccount, now: number): void {
  Object.assign(user, { failedAttempts: 0, lockedUntil: null, lastLogin: now, updatedAt: now });
}

/** What an administrator's lock does where accounts are in PostgreSQL: 30 days, and inactive. */
export function lockAccount(user: UserAccount, now: number): void {
  Object.assign(user, { lockedUntil: now + 30 * dayMs, isActive: false });
}

/** `activate` and `unlock_account` alike; the attempts stay counted. */
export function unlockAccount(user: UserAccount): void {
  Object.assign(user, { lockedUntil: null, isActive: true });
}
