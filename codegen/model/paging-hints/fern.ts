/** `x-fern-pagination`: places of request and answer as `$request.cursor` and `$response.data`. */
import { isNode, type Node } from "../../document.js";
import { bodySchema, hasPath, queryNames } from "../page-places.js";
import type { OperationContext } from "../parameters.js";
import { firstPageOf, given, type HintReader, hintAt, warnOfHint } from "./hint.js";

const key = "x-fern-pagination";

/** On which side each place is. */
const sides: Readonly<Record<string, "$request" | "$response">> = {
  offset: "$request",
  cursor: "$request",
  step: "$request",
  next_cursor: "$response",
  next_uri: "$response",
  next_path: "$response",
  results: "$response",
  "has-next-page": "$response",
};

const placeAt = (value: Node, name: string): string | undefined => {
  const path = value[name];
  const side = sides[name];
  if (side === undefined) return undefined;
  if (path === side) return "";
  return typeof path === "string" && path.startsWith(`${side}.`)
    ? path.slice(side.length + 1)
    : undefined;
};

/** A place of the request is a query parameter, or else a member of the body. */
const isOfBody = (operation: OperationContext, name: string): boolean => {
  if (queryNames(operation).includes(name)) return false;
  const body = bodySchema(operation);
  return body !== undefined && hasPath(body.schema, name, operation);
};

/** What holds for the operation: `true` refers to what the document says. */
const saidOf = ({ operation, document }: OperationContext): unknown => {
  const own: unknown = Reflect.get(operation.node, key);
  return own === true ? (Reflect.get(document, key) ?? own) : own;
};

/** Reads it. An `offset` without a `step` is counted up by one: it is the number of a page. */
export const readFern: HintReader = (operation) => {
  const value = saidOf(operation);
  if (value === undefined || value === false) return undefined;
  if (!isNode(value))
    return warnOfHint(operation, [key], "The document does not say what `true` stands for.");
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(sides, name) && placeAt(value, name) === undefined)
      return warnOfHint(operation, [key], `"${name}" must be a place as in ${sides[name]}.name.`);
  }
  const [offset, cursor, step] = ["offset", "cursor", "step"].map((name) => placeAt(value, name));
  const answered = given({
    items: placeAt(value, "results"),
    hasMore: placeAt(value, "has-next-page"),
  });
  const position = offset ?? cursor;
  if (position === undefined) {
    const next = placeAt(value, "next_uri") ?? placeAt(value, "next_path");
    if (next !== undefined && operation.operation.verb === "GET")
      return hintAt(operation, [key], { style: "nextUrl", next, ...answered });
    return warnOfHint(
      operation,
      [key],
      "It has no place of an offset, a cursor or a next page that is understood.",
    );
  }
  const isBody = isOfBody(operation, position);
  const hasStep = step !== undefined && isOfBody(operation, step) === isBody;
  const common = {
    ...answered,
    ...(isBody && { in: "body" as const }),
    ...(hasStep && { limit: step }),
  };
  if (offset !== undefined && step !== undefined)
    return hintAt(operation, [key], { style: "offset", offset, ...common });
  if (offset !== undefined) {
    const first = isBody ? {} : firstPageOf(operation, offset);
    return hintAt(operation, [key], { style: "page", page: offset, ...first, ...common });
  }
  const next = given({ next: placeAt(value, "next_cursor") });
  return hintAt(operation, [key], { style: "cursor", cursor: position, ...next, ...common });
};
