// Everything the server remembers; tests may look at it and change it.
import { createMailbox, type Mailbox } from "./mailbox.js";
import { createMfaStore, type MfaStore } from "./mfa-store.js";
import { createOAuth2Store, type OAuth2Store } from "./oauth2/store.js";
import type { Settings } from "./options.js";
import { createProfileCache, type ProfileCache } from "./profile-cache.js";
import { createSessions, type Sessions } from "./sessions.js";
import { createUser, findByEmail, type UserAccount, type Users, type UserWish } from "./users.js";

/** Which parts of the service work: switches for tests. */
export interface Health {
  /** Without it every bearer is refused with 401, as on the real server. */
  database: boolean;
  cache: boolean;
}

/** Mutable unless it says otherwise. */
export interface RustAuthState {
  readonly settings: Settings;
  /** By id, oldest first. */
  readonly users: Users;
  readonly sessions: Sessions;
  readonly mailbox: Mailbox;
  readonly profiles: ProfileCache;
  readonly oauth2: OAuth2Store;
  readonly mfa: MfaStore;
  readonly health: Health;
  /** Answers by `METHOD path status`. */
  readonly answered: Map<string, number>;
  /** Adds an account without a mail; verified unless the wish says otherwise. */
  addUser(wish: UserWish): UserAccount;
  /** The account of that address; throws when there is none. */
  user(email: string): UserAccount;
  /** Revokes every access token issued so far; their refresh tokens stay good. */
  invalidateAccessTokens(): void;
  /** Has one access or refresh token refused everywhere. */
  revoke(token: string): void;
}

export function createState(settings: Settings): RustAuthState {
  const users: Users = new Map();
  const sessions = createSessions();
  return {
    settings,
    users,
    sessions,
    mailbox: createMailbox(),
    profiles: createProfileCache(),
    oauth2: createOAuth2Store(settings.now()),
    mfa: createMfaStore(),
    health: { database: true, cache: true },
    answered: new Map(),
    addUser: (wish) => createUser(users, settings.now(), { emailVerified: true, ...wish }),
    user(email) {
      const user = findByEmail(users, email);
      if (!user) throw new Error(`no user ${email}`);
      return user;
    },
    invalidateAccessTokens() {
      for (const token of sessions.accessTokens) sessions.revoked.add(token);
    },
    revoke: (token) => void sessions.revoked.add(token),
  };
}
