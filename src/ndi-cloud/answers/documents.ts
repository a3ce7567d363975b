/** Answers about documents and queries over them. Pure. */
import { type JsonRecord, textOf } from "../../runtime/index.js";
import { toObject, withId, withIds } from "./fields.js";

/** A page whose list is one, and whose items have ids. [NDI-068] */
export function toDocumentPage(answer: unknown): JsonRecord {
  const page = toObject(answer);
  return { ...page, documents: withIds(page.documents) };
}

/** One document, or the reference to a new one. [NDI-065, NDI-072] */
export function toDocument(answer: unknown): JsonRecord {
  return withId(answer);
}

/** Matches come as `documents`, or as bare ids; their number has three names. [NDI-150] */
export function toQueryPage(answer: unknown): JsonRecord {
  const page = toObject(answer);
  const found = page.documents ?? page.ids;
  const listed = Array.isArray(found)
    ? found.map((item: unknown) => (textOf(item) ? { id: item } : item))
    : [];
  const total = page.number_matches ?? page.totalItems ?? page.totalNumber;
  return {
    ...page,
    documents: withIds(listed),
    ...(total !== undefined && total !== null && { number_matches: Number(total) }),
  };
}
