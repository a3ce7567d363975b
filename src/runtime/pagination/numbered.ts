/** Lists whose pages have numbers. */
import type { NumberedPages } from "../operation.js";
import { askedFor } from "./asked.js";
import { numberAt } from "./dotted-path.js";
import { goesOn, limitOf } from "./more.js";
import type { NextPage, Position } from "./turn.js";

/** Counts up from the page that was asked for; a count of pages decides before a count of items. */
export function nextNumber(pages: NumberedPages, position: Position): NextPage | undefined {
  const first = pages.firstPage ?? 1;
  const page = Number(askedFor(pages, position.args, pages.page) ?? first);
  const next: NextPage = {
    kind: "values",
    values: { [pages.page]: page + 1 },
    mark: `page ${page + 1}`,
  };
  const totalPages = numberAt(position.body, pages.totalPages);
  if (totalPages !== undefined && position.count > 0)
    return page - first + 1 < totalPages ? next : undefined;
  const limit = limitOf(pages, position);
  const passed = limit === undefined ? position.seen : (page - first + 1) * limit;
  return goesOn(pages, position, passed) ? next : undefined;
}
