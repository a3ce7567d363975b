/** What the groups of a client share. Types, and the organization that a call is for. */
import type { Caller, Clock, Logger } from "../runtime/index.js";
import { NdiConfigError } from "./errors.js";
import type { Session } from "./session.js";
import type { Storage } from "./storage.js";

/** What every group is made of. */
export interface NdiContext {
  readonly client: Caller;
  readonly session: Session;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Limit of logins and of what belongs to passwords. */
  readonly authTimeoutMs: number;
}

/** Which organization a call is for. */
export interface OrganizationChoice {
  /** Default: the current organization of the client. */
  readonly organizationId?: string | undefined;
}

/**
 * The organization of a call: the one that is said, else the current one, else that of a login that is made for it.
 *
 * @throws {NdiConfigError} when none is known. Nothing is sent for the call then.
 */
export async function organizationOf(
  { session }: NdiContext,
  { organizationId }: OrganizationChoice,
): Promise<string> {
  const known = organizationId ?? session.organizationId;
  if (known) return known;
  // A token that is there already was sent without its organization: a new login would not be what is asked for.
  if ((await session.token()) === undefined) await session.logIn();
  if (session.organizationId) return session.organizationId;
  const message =
    "No organization is known: give organizationId, or choose one with client.organizations.use()";
  throw new NdiConfigError(message);
}
