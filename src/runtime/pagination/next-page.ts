/** How the next page is asked for, by the style of the list. */
import type { Pages } from "../operation.js";
import { nextCursor } from "./cursor.js";
import { nextLink } from "./link.js";
import { nextUrl } from "./next-url.js";
import { nextNumber } from "./numbered.js";
import { nextOffset } from "./offset.js";
import type { NextPage, Position } from "./turn.js";

/** Undefined when this was the last page. */
export function nextPage(pages: Pages, position: Position): NextPage | undefined {
  switch (pages.style) {
    case "offset":
      return nextOffset(pages, position);
    case "page":
      return nextNumber(pages, position);
    case "cursor":
      return nextCursor(pages, position);
    case "link":
      return nextLink(position);
    case "nextUrl":
      return nextUrl(pages, position);
    default: {
      const unknown: never = pages;
      return unknown;
    }
  }
}
