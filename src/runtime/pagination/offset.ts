/** Lists that skip a number of items. */
import type { OffsetPages } from "../operation.js";
import { askedFor } from "./asked.js";
import { goesOn } from "./more.js";
import type { NextPage, Position } from "./turn.js";

/** Skips what has been seen: what the server sent counts, which may be less than was asked for. */
export function nextOffset(pages: OffsetPages, position: Position): NextPage | undefined {
  const offset = (Number(askedFor(pages, position.args, pages.offset)) || 0) + position.count;
  if (!goesOn(pages, position, offset)) return undefined;
  return { kind: "values", values: { [pages.offset]: offset }, mark: `offset ${offset}` };
}
