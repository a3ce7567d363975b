// The mails that the service would send, for tests to read.
import { randomUUID } from "node:crypto";
import type { MailedToken, UserAccount } from "./users.js";

const hourMs = 60 * 60 * 1000;

export type MailPurpose = "verification" | "reset";

/** One mail. */
export interface Mail {
  readonly purpose: MailPurpose;
  readonly to: string;
  readonly token: string;
  /** The link as it stands in the mail. */
  readonly link: string;
}

/** Every mail so far, oldest first. */
export interface Mailbox {
  readonly mails: readonly Mail[];
  /** Token of the newest mail of that purpose to that address; throws when there is none. */
  tokenFor(email: string, purpose: MailPurpose): string;
  send(user: UserAccount, purpose: MailPurpose, now: number): void;
}

const purposes = {
  verification: { hours: 24, page: "verify" },
  reset: { hours: 2, page: "reset-password" },
} as const;

/** An empty mailbox. Sending gives the user a new token, which replaces the former one. */
export function createMailbox(): Mailbox {
  const mails: Mail[] = [];
  return {
    mails,
    tokenFor(email, purpose) {
      const mail = mails.findLast((each) => each.to === email && each.purpose === purpose);
      if (!mail) throw new Error(`no ${purpose} mail to ${email}`);
      return mail.token;
    },
    send(user, purpose, now) {
      const { hours, page } = purposes[purpose];
      const mailed: MailedToken = { token: randomUUID(), expiresAt: now + hours * hourMs };
      user[purpose] = mailed;
      const link = `https://yourapp.com/${page}?token=${mailed.token}`;
      mails.push({ purpose, to: user.email, token: mailed.token, link });
    },
  };
}

/** The user whose token of that purpose it is, unless it has expired. */
export function ownerOfMailedToken(
  users: Iterable<UserAccount>,
  purpose: MailPurpose,
  token: string,
  now: number,
): UserAccount | undefined {
  const owner = [...users].find((user) => user[purpose]?.token === token);
  return owner && now <= (owner[purpose]?.expiresAt ?? 0) ? owner : undefined;
}
