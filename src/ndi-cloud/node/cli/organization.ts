/** The organization of calls that need one. */
import type { NdiCloudClient } from "../../client.js";
import type { Session } from "./session.js";

/** A token that was kept does not say whose organization it is for: the account does. */
export async function knowOrganization(
  client: NdiCloudClient,
  call: Session["call"],
): Promise<void> {
  if (client.organizationId === undefined) await client.organizations.list(call);
}
