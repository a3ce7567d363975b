/** The servers of NDI Cloud and Crossref that the page speaks of, and their URLs on it. */
import { NdiCloudClient } from "../../src/ndi-cloud/index.js";
import { addDocument } from "../servers/ndi-cloud/datasets.js";
import {
  hartLab,
  ines,
  type NdiCloudServer,
  startNdiCloudServer,
} from "../servers/ndi-cloud/index.js";
import { redirectingFetch } from "./code-blocks.js";
import type { DocumentedServer } from "./describe-pages.js";
import { failNext } from "./fail-next.js";

/** What the page's programs find in their environment. */
export const documentedEnvironment: Readonly<Record<string, string | undefined>> = {
  NDI_CLOUD_USERNAME: ines.email,
  NDI_CLOUD_PASSWORD: ines.password,
  // Logins of the block before are not there.
  NDI_CLOUD_TOKEN: undefined,
  NDI_CLOUD_ORGANIZATION_ID: undefined,
  CROSSREF_USERNAME: "depositor",
  CROSSREF_PASSWORD: "Blue-Stamp-5",
};

/** Ids that the page names. */
export const documentedIds = {
  dataset: "6650f1a2b3c4d5e6f7081920",
  document: "6650f1a2b3c4d5e6f7081a01",
  subject: "6650f1a2b3c4d5e6f7081a02",
  file: "a7c1e5d09b3f4826",
} as const;

/** NDI Cloud with what the page takes for granted. */
export interface DocumentedNdiCloud extends DocumentedServer {
  readonly api: NdiCloudServer;
}

/** Knows a public dataset with two documents and a file; the account may publish. */
export async function givenDocumentedNdiCloud(
  scripts: readonly string[] = [],
): Promise<DocumentedNdiCloud> {
  const api = await startNdiCloudServer({ computeDelayMs: 0 });
  await addDocumentedThings(api);
  for (const script of scripts) failNext(api, script);
  const origins = {
    "https://api.ndi-cloud.com": api.url,
    "https://dev-api.ndi-cloud.com": api.url,
    "https://doi.crossref.org": api.crossref.url,
    "https://test.crossref.org": api.crossref.url,
  };
  return {
    api,
    origins,
    fetch: redirectingFetch(origins),
    [Symbol.asyncDispose]: api.close,
  };
}

async function addDocumentedThings({ state, baseUrl }: NdiCloudServer): Promise<void> {
  const account = state.accounts.get(ines.email);
  if (account) account.isAdmin = true;
  const name = "Ferret V1 gratings";
  const made = state.addDataset({ name, isPublished: true, fields: { species: "ferret" } });
  const dataset = { ...made, id: documentedIds.dataset };
  state.datasets.delete(made.id);
  state.datasets.set(dataset.id, dataset);
  const now = state.settings.now();
  addDocument(dataset, documentedIds.document, probe, now);
  addDocument(dataset, documentedIds.subject, subject, now);
  const token = state.tokenFor(ines.email);
  const client = new NdiCloudClient({ baseUrl, token, organizationId: hartLab, env: {} });
  const data = new TextEncoder().encode("volts");
  await client.files.upload(dataset.id, { uid: documentedIds.file, data });
  await client.close();
}

const session_id = "41a0b1c2d3e4f506_40d1a2b3c4d5e6f7";

const subject = {
  base: { id: "41a0b1c2d3e4f506_40d2a2b3c4d5e6f7", session_id, name: "ferret 12" },
  document_class: { class_name: "subject", superclasses: [] },
};

const probe = {
  base: { id: "41a0b1c2d3e4f506_40d3a2b3c4d5e6f7", session_id, name: "electrode in V1" },
  document_class: { class_name: "probe", superclasses: [] },
  depends_on: [{ name: "subject_id", value: subject.base.id }],
  files: {
    file_list: ["trace.dat"],
    file_info: [
      {
        name: "trace.dat",
        locations: [{ uid: documentedIds.file, location: "trace.dat", location_type: "file" }],
      },
    ],
  },
  generic_file: { filename: "trace.dat" },
  probe: { channels: 4 },
};
