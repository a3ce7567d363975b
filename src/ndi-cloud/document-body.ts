/** Finds things in documents, whichever way they came. Pure. */
import type { Contributor } from "../../generated/ndi-cloud/models.js";
import { isRecord, type JsonRecord, textOf } from "../runtime/index.js";

/** What stands beside the body of a document, and is none of it. */
const besides: ReadonlySet<string> = new Set([
  "id",
  "_id",
  "x_id",
  "ndiId",
  "name",
  "className",
  "datasetId",
  "data",
]);

/** The body of a document: in `data` when many are fetched, beside the id when one is. */
export function documentBody(document: object): Record<string, unknown> {
  const { data } = document as { readonly data?: unknown };
  if (isRecord(data) && Object.keys(data).length > 0) return { ...data };
  return Object.fromEntries(Object.entries(document).filter(([name]) => !besides.has(name)));
}

/**
 * The NDI id of a document: `ndiId` of lists, `base.id` of bodies; undefined when it has none. [NDI-069, NDI-073]
 */
export function ndiIdOf(document: object): string | undefined {
  const record: JsonRecord = { ...document };
  return textOf(record.ndiId) || baseId(record.base) || baseIdWithin(record.data);
}

function baseIdWithin(data: unknown): string | undefined {
  return isRecord(data) ? baseId(data.base) : undefined;
}

function baseId(base: unknown): string | undefined {
  return (isRecord(base) && textOf(base.id)) || undefined;
}

/** The ORCID iD of a contributor, under the name that is served or the one that is sent. [NDI-029] */
export function contributorOrcid({ orcid, orchid }: Contributor): string | undefined {
  return orcid || orchid || undefined;
}

/** The body that is sent: bare, also when it was given in the guide's wrapper. [NDI-057] */
export function bareDocument(document: object): JsonRecord {
  const entries = Object.entries(document);
  const [first] = entries;
  const isWrapped = entries.length === 1 && first?.[0] === "document_properties";
  const body: unknown = isWrapped ? first[1] : document;
  // What is in the wrapper counts when it is an object.
  return isRecord(body) ? body : { ...document };
}
