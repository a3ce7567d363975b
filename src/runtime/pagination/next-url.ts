/** Lists whose answers hold the URL of the next page. */
import type { NextUrlPages } from "../operation.js";
import { valueAt } from "./dotted-path.js";
import type { NextPage, Position } from "./turn.js";

/** Null, empty or absent ends the list. */
export function nextUrl(pages: NextUrlPages, position: Position): NextPage | undefined {
  if (pages.hasMore !== undefined && valueAt(position.body, pages.hasMore) === false)
    return undefined;
  const url = valueAt(position.body, pages.next);
  return typeof url === "string" && url !== "" ? { kind: "url", url, mark: url } : undefined;
}
