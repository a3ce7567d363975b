/** Which organization stands in the address of a file: that of its dataset. */
import { getDataset } from "../../generated/ndi-cloud/resources/datasets.js";
import { type Caller, type CallOptions, ClientwrightError } from "../runtime/index.js";
import { checkText } from "./checks.js";
import { type NdiContext, type OrganizationChoice, organizationOf } from "./context.js";

/** The organization of a dataset, or the one that is said. */
export type FileOrganizations = (
  caller: Caller,
  datasetId: string,
  about: { readonly choices: OrganizationChoice; readonly options: CallOptions | undefined },
) => Promise<string>;

/** Asks once per dataset: it never changes. Where the dataset does not say, the current organization serves. */
export function createFileOrganizations(context: NdiContext): FileOrganizations {
  const known = new Map<string, string>();
  return async (caller, datasetId, { choices, options }) => {
    checkText("datasetId", datasetId);
    const found = choices.organizationId ?? known.get(datasetId);
    if (found) return found;
    const organizationId = await ask(caller, datasetId, options);
    if (organizationId) known.set(datasetId, organizationId);
    return organizationId || (await organizationOf(context, choices));
  };
}

/** A replica that lags behind does not know a new dataset yet: the current organization serves then. */
async function ask(
  caller: Caller,
  datasetId: string,
  options: CallOptions | undefined,
): Promise<string | undefined> {
  try {
    return (await caller.call(getDataset, { path: { datasetId } }, options)).organizationId;
  } catch (error) {
    if (error instanceof ClientwrightError && error.status === 404) return undefined;
    throw error;
  }
}
