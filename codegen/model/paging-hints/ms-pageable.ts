/** `x-ms-pageable`: names of the properties that hold the items and the URL of the next page. */
import { isNode } from "../../document.js";
import { type HintReader, hintAt, warnOfHint } from "./hint.js";

const key = "x-ms-pageable";

/**
 * Reads it. `operationName` names who asks for the next page elsewhere; a URL needs nobody. `nextLinkName: null`, or
 * none, says that there is one page, which is no list of pages.
 */
export const readMsPageable: HintReader = (operation) => {
  const value: unknown = Reflect.get(operation.operation.node, key);
  if (value === undefined) return undefined;
  if (!isNode(value)) return warnOfHint(operation, [key], `"${key}" must be an object.`);
  if (typeof value.nextLinkName !== "string") return undefined;
  // Whatever the first page was asked with, the next one is got: the URL says it all.
  if (operation.operation.verb !== "GET")
    return warnOfHint(operation, [key], "A next URL is followed by GET operations only.");
  const items = typeof value.itemName === "string" ? value.itemName : "value";
  return hintAt(operation, [key], { style: "nextUrl", next: value.nextLinkName, items });
};
