/** The document of a folder that says which dataset of the server it belongs to. Pure. */
import { randomBytes } from "node:crypto";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isRecord, textOf } from "../../runtime/index.js";

/** A dataset of the server. */
export interface DatasetLink {
  readonly datasetId: string;
  /** Undefined when the document does not say it. */
  readonly organizationId: string | undefined;
}

/** Class of that document. */
export const linkClass = "dataset_remote";

/** What a document links to; undefined when it is no such document. */
export function linkOf(document: object): DatasetLink | undefined {
  const { document_class: about, dataset_remote: link } = document as Record<string, unknown>;
  if (!isRecord(about) || about.class_name !== linkClass || !isRecord(link)) return undefined;
  const datasetId = textOf(link.dataset_id);
  return datasetId ? { datasetId, organizationId: textOf(link.organization_id) } : undefined;
}

/** A new link document. */
export function linkDocument({ datasetId, organizationId }: DatasetLink, now: number): NdiDocument {
  return {
    base: {
      id: createNdiId(),
      session_id: "",
      name: "",
      datestamp: new Date(now).toISOString(),
    },
    document_class: {
      class_name: linkClass,
      class_version: "1",
      property_list_name: linkClass,
      superclasses: [{ class_name: "base" }],
    },
    depends_on: [],
    [linkClass]: { dataset_id: datasetId, organization_id: organizationId ?? "" },
  } as NdiDocument; // A document is free JSON.
}

/** A new NDI id: two halves of 16 hexadecimal digits. */
export function createNdiId(): string {
  const half = (): string => randomBytes(8).toString("hex");
  return `${half()}_${half()}`;
}
