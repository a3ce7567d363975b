/** Whether a counted list goes on, for the styles that skip or number. */
import type { NumberedPages, OffsetPages } from "../operation.js";
import { numberAt, valueAt } from "./dotted-path.js";
import type { Position } from "./turn.js";

/** In order: an empty page ends; the total decides; the server's word; a page shorter than asked for ends. */
export function goesOn(
  pages: OffsetPages | NumberedPages,
  position: Position,
  passed: number,
): boolean {
  if (position.count === 0) return false;
  const total = numberAt(position.body, pages.total);
  if (total !== undefined) return passed < total;
  if (pages.hasMore !== undefined) return valueAt(position.body, pages.hasMore) === true;
  const limit = limitOf(pages, position);
  return limit === undefined || position.count >= limit;
}

/** Page size that was asked for, or that of the document. */
export function limitOf(
  { limit: name, pageSize }: OffsetPages | NumberedPages,
  position: Position,
): number | undefined {
  const asked = name === undefined ? undefined : position.query[name];
  const limit = Number(asked ?? pageSize);
  return Number.isFinite(limit) && limit > 0 ? limit : undefined;
}
