// Who is calling, and may they see that?
import type { RecordedRequest } from "../support/request-log.js";
import { type Call, known, param, type Route } from "./call.js";
import type { StoredDataset } from "./datasets.js";
import { castError, forbidden, notFound, unauthorized } from "./failures.js";
import { isObjectId } from "./ids.js";
import { emailOfToken } from "./sessions.js";
import type { NdiCloudState } from "./state.js";
import type { Account } from "./users.js";

/** Who a request is from. */
export type Identity = Pick<Call, "caller" | "token">;

const nobody: Identity = { caller: undefined, token: undefined };

/** The caller, or a thrown 401 or 403. A bad token is refused also where none is needed. */
export function identify(
  { access }: Route,
  { headers: { authorization } }: RecordedRequest,
  state: NdiCloudState,
): Identity {
  if (access === "anyone") return nobody;
  if (authorization === undefined && access === "optional") return nobody;
  const token = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw unauthorized();
  if (state.alwaysUnauthorized) throw unauthorized("refused by the test");
  const caller = state.accounts.get(emailOfToken(state.sessions, state.settings, token));
  if (!caller) throw unauthorized();
  if (access === "admin" && !caller.isAdmin) throw forbidden();
  return { caller, token };
}

export function isMember({ organizations }: Account, organizationId: string): boolean {
  return organizations.some(({ id }) => id === organizationId);
}

/** Public datasets are everybody's, others their organization's and the administrators'. */
export function isVisible(
  { isPublished, organizationId }: StoredDataset,
  caller: Account | undefined,
): boolean {
  if (isPublished) return true;
  return caller !== undefined && (caller.isAdmin || isMember(caller, organizationId));
}

/** The dataset of the path, for reading. Soft-deleted ones are not there. */
export function readable(call: Call): StoredDataset {
  const dataset = existing(call);
  if (dataset.readsToMiss > 0) {
    dataset.readsToMiss -= 1;
    throw notFound("dataset");
  }
  if (isVisible(dataset, call.caller)) return dataset;
  throw call.caller ? forbidden() : notFound("dataset");
}

/** The dataset of the path, for members and administrators. */
export function writable(call: Call): StoredDataset {
  const dataset = existing(call);
  checkMember(call, dataset.organizationId);
  return dataset;
}

/** Throws a 403 for whoever does not belong there. */
export function checkMember(call: Call, organizationId: string): void {
  const caller = known(call);
  if (!caller.isAdmin && !isMember(caller, organizationId)) throw forbidden();
}

function existing(call: Call): StoredDataset {
  const dataset = datasetOfPath(call);
  if (dataset.deletedAtMs === undefined) return dataset;
  throw notFound("dataset");
}

/** The dataset of the path, deleted or not. */
export function datasetOfPath(call: Call): StoredDataset {
  const id = param(call, "datasetId");
  if (!isObjectId(id)) throw castError(id);
  const dataset = call.state.datasets.get(id);
  if (dataset) return dataset;
  throw notFound("dataset");
}
