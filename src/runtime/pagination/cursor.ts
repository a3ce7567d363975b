/** Lists whose answers name the next position. */
import type { CursorPages } from "../operation.js";
import { valueAt } from "./dotted-path.js";
import type { NextPage, Position } from "./turn.js";

/** An empty page with a cursor goes on: servers that filter answer such pages. */
export function nextCursor(pages: CursorPages, position: Position): NextPage | undefined {
  if (pages.hasMore !== undefined && valueAt(position.body, pages.hasMore) === false)
    return undefined;
  const cursor = valueAt(position.body, pages.next);
  if ((typeof cursor !== "string" && typeof cursor !== "number") || cursor === "") return undefined;
  return { kind: "values", values: { [pages.cursor]: cursor }, mark: `cursor ${cursor}` };
}
