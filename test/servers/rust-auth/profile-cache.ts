// The real server's cache of own profiles: stale for up to five minutes, whoever changed the user.
import type { UserAccount } from "./users.js";

const lifeMs = 300_000;

/** Snapshots by user id. */
export interface ProfileCache {
  /** The profile as it was when it was last read, or as it is now. */
  read(user: UserAccount, now: number): UserAccount;
  /** Only the user's own update and logout do this. */
  forget(userId: string): void;
}

export function createProfileCache(): ProfileCache {
  const entries = new Map<string, { readonly profile: UserAccount; readonly until: number }>();
  return {
    read(user, now) {
      const cached = entries.get(user.userId);
      if (cached && now < cached.until) return cached.profile;
      const profile = { ...user };
      entries.set(user.userId, { profile, until: now + lifeMs });
      return profile;
    },
    forget: (userId) => void entries.delete(userId),
  };
}
