// Accounts and organizations, and the codes that were sent to them.
import type { IdSource } from "./ids.js";

/** A membership. */
export interface Membership {
  readonly id: string;
  readonly name: string;
  canUploadDataset: boolean;
  readonly role?: string;
}

/** A code that was sent to an address. */
export interface SentCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

/** One account. Tests may change it. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | undefined;
  password: string;
  isValidated: boolean;
  isAdmin: boolean;
  canCompute: boolean;
  organizations: Membership[];
  readonly bookmarks: Set<string>;
  /** For confirming the account. */
  verification: SentCode | undefined;
  /** For a new password. */
  reset: SentCode | undefined;
}

export const hartLab = "5f1a0b2c3d4e5f6071829401";
export const otherLab = "5f1a0b2c3d4e5f6071829402";

/** Credentials of the accounts that exist when the server starts. */
export const ines = { email: "ines.hart@example.org", password: "Quiet-River-88" };
/** Administers the platform. */
export const root = { email: "root@example.org", password: "Deep-Lake-11" };
/** A member who may neither upload nor compute. */
export const guest = { email: "guest@example.org", password: "Calm-Shore-27" };
/** Belongs to no organization. */
export const noor = { email: "noor@example.org", password: "Slow-Harbor-41" };
/** Belongs to another organization. */
export const sam = { email: "sam@example.org", password: "Warm-Field-63" };

type Credentials = typeof ines;

/** By e-mail. */
export function defaultAccounts(nextId: IdSource): Map<string, Account> {
  const member = { id: hartLab, name: "Hart Lab", canUploadDataset: true };
  const accounts = [
    account(ines, "Ines Hart", [member]),
    { ...account(root, "Root", [{ ...member, role: "admin" }]), isAdmin: true },
    {
      ...account(guest, "Guest", [{ ...member, canUploadDataset: false }]),
      canCompute: false,
    },
    account(noor, "Noor Vale", []),
    account(sam, "Sam Field", [{ id: otherLab, name: "Field Lab", canUploadDataset: true }]),
  ];
  return new Map(accounts.map((user) => [user.email, user]));

  function account(login: Credentials, name: string, organizations: Membership[]): Account {
    return { ...newAccount(nextId(), login, name), organizations, isValidated: true };
  }
}

/** An account that is not confirmed yet. */
export function newAccount(
  id: string,
  { email, password }: Credentials,
  name: string | undefined,
): Account {
  return {
    ...{ id, email, password, name },
    isValidated: false,
    isAdmin: false,
    canCompute: true,
    organizations: [],
    bookmarks: new Set(),
    verification: undefined,
    reset: undefined,
  };
}
