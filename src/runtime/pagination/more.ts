/** Whether a counted list goes on, for the styles that skip or number. */
import type { NumberedPages, OffsetPages } from "../operation.js";
import { askedFor } from "./asked.js";
import { numberAt, valueAt } from "./dotted-path.js";
import type { Position } from "./turn.js";

/** In order: an empty page ends, and one of size 0, which is everything or nothing; the total decides; the server's word; a page shorter than asked for ends. */
export function goesOn(
  pages: OffsetPages | NumberedPages,
  position: Position,
  passed: number,
): boolean {
  if (position.count === 0 || Number(askedSize(pages, position)) === 0) return false;
  const total = numberAt(position.body, pages.total);
  if (total !== undefined) return passed < total;
  if (pages.hasMore !== undefined) return valueAt(position.body, pages.hasMore) === true;
  const limit = limitOf(pages, position);
  return limit === undefined || position.count >= limit;
}

/** Page size that was asked for, or that of the document. */
export function limitOf(
  pages: OffsetPages | NumberedPages,
  position: Position,
): number | undefined {
  const limit = Number(askedSize(pages, position) ?? pages.pageSize);
  return Number.isFinite(limit) && limit > 0 ? limit : undefined;
}

function askedSize(pages: OffsetPages | NumberedPages, { args }: Position): unknown {
  return pages.limit === undefined ? undefined : askedFor(pages, args, pages.limit);
}
