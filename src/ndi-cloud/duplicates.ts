/** Documents that are there more than once. */
import type { DeleteWhen, DocumentSummary } from "../../generated/ndi-cloud/models.js";
import type { CallOptions } from "../runtime/index.js";
import type { DeleteOptions } from "./deletion.js";
import { ndiIdOf } from "./document-body.js";

/** What to do with what is found. */
export interface DuplicateOptions {
  /** Deletes all but one of each. Default: false. */
  readonly delete?: boolean;
  /** When what is deleted is gone for good. Default: `7d`. */
  readonly when?: DeleteWhen;
}

/** Documents that are there more than once. */
export interface Duplicates {
  /** Each with its copies; the one that stays has the smallest id. */
  readonly groups: readonly DuplicateGroup[];
  /** Ids that were deleted; empty unless that was wanted. */
  readonly deletedIds: readonly string[];
}

/** A document and its copies. */
export interface DuplicateGroup {
  readonly kept: DocumentSummary;
  readonly duplicates: readonly DocumentSummary[];
}

/** The calls that this takes. */
interface DocumentCalls {
  listAll(
    datasetId: string,
    choices: object,
    options?: CallOptions,
  ): AsyncIterable<DocumentSummary>;
  bulkDelete(
    datasetId: string,
    documentIds: readonly string[],
    choices: DeleteOptions,
    options?: CallOptions,
  ): Promise<unknown>;
}

interface DuplicateSearch {
  readonly datasetId: string;
  readonly choices: DuplicateOptions;
  readonly options: CallOptions | undefined;
}

/** Ids that are deleted at once. */
const batchSize = 1_000;

/** Documents with the same NDI id, or the same name where they have none. */
export async function findDuplicates(
  documents: DocumentCalls,
  { datasetId, choices, options }: DuplicateSearch,
): Promise<Duplicates> {
  const found: DocumentSummary[] = [];
  for await (const document of documents.listAll(datasetId, {}, options)) found.push(document);
  const groups = groupDuplicates(found);
  if (!choices.delete) return { groups, deletedIds: [] };
  const ids = groups.flatMap(({ duplicates }) => duplicates.map(({ id }) => id));
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    const { when = "7d" } = choices;
    await documents.bulkDelete(datasetId, batch, { when }, options);
  }
  return { groups, deletedIds: ids };
}

/** Groups of more than one; documents without NDI id and name are nobody's copies. */
export function groupDuplicates(documents: readonly DocumentSummary[]): readonly DuplicateGroup[] {
  const groups = new Map<string, Map<string, DocumentSummary>>();
  for (const document of documents) {
    const ndiId = ndiIdOf(document);
    const key = ndiId !== undefined ? `id ${ndiId}` : document.name && `name ${document.name}`;
    if (!key) continue;
    // A list that grows while it is read may name a document twice: that is one, and no copy.
    groups.set(key, (groups.get(key) ?? new Map()).set(document.id, document));
  }
  return [...groups.values()].flatMap((group) => {
    const [kept, ...duplicates] = [...group.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return kept === undefined || duplicates.length === 0 ? [] : [{ kept, duplicates }];
  });
}
