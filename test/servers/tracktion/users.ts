// The accounts that exist when the server starts.
import type { Tier } from "./tiers.js";

/** One account. Tests may change it. */
export interface UserAccount {
  readonly id: string;
  /** Also the name to log in with. */
  readonly email: string;
  readonly createdAt: string;
  password: string;
  tier: Tier;
  /** Shared secret of signed requests. */
  hmacSecret: string;
}

const since = "2023-05-04T08:00:00Z";

/** A premium user, a free one, and an enterprise's administrator, by e-mail. */
export function defaultUsers(hmacSecret: string): Map<string, UserAccount> {
  const accounts: UserAccount[] = [
    account("user_77", "dana@example.org", "correct horse", "premium"),
    account("user_78", "fred@example.org", "battery staple", "free"),
    account("user_1", "ada@example.org", "root and branch", "enterprise"),
  ];
  return new Map(accounts.map((user) => [user.email, user]));

  function account(id: string, email: string, password: string, tier: Tier): UserAccount {
    return { id, email, password, tier, createdAt: since, hmacSecret };
  }
}

/** `UserProfile`. */
export function profileBody({ id, email, tier, createdAt }: UserAccount) {
  return { id, email, tier, created_at: createdAt };
}
