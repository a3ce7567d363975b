/** `x-stainless-pagination-property`: on schemas of parameters and of properties, says what each is for. */
import { isNode, type SchemaNode } from "../../document.js";
import { collectParameters, type OperationContext } from "../parameters.js";
import { compositionOf, elementOf, type Schema } from "../schemas.js";
import { firstPageOf, given, type HintReader, hintAt } from "./hint.js";

const key = "x-stainless-pagination-property";

/** Envelopes of answers are no deeper. */
const deepest = 3;

const purposeOf = (schema: SchemaNode | boolean | undefined): string | undefined => {
  const value: unknown = typeof schema === "object" ? Reflect.get(schema, key) : undefined;
  return isNode(value) && typeof value.purpose === "string" ? value.purpose : undefined;
};

/** Dotted paths of an answer's properties by what they are for. */
const purposesIn = (
  schema: Schema,
  operation: OperationContext,
  prefix = "",
  depth = 0,
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (depth === deepest) return found;
  for (const part of compositionOf(schema, operation.resolve)) {
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      const node = typeof property === "object" ? operation.resolve(property) : property;
      const purpose = purposeOf(property) ?? purposeOf(node);
      const path = `${prefix}${name}`;
      if (purpose !== undefined) found.set(purpose, path);
      const element = elementOf(node, operation.resolve);
      const [inside, before] =
        element === undefined ? [node, `${path}.`] : [element.schema, `${path}.-1.`];
      for (const [each, at] of purposesIn(inside, operation, before, depth + 1))
        if (!found.has(each)) found.set(each, at);
    }
  }
  return found;
};

/** Reads them, where a parameter says that it is the position of a page. */
export const readStainless: HintReader = (operation, answer) => {
  const parameters = new Map<string, string>();
  for (const { node } of collectParameters(operation)) {
    const purpose = purposeOf(node.schema);
    if (node.in === "query" && purpose !== undefined) parameters.set(purpose, node.name);
  }
  const cursor = parameters.get("next_cursor_param");
  const cursorId = parameters.get("next_cursor_id_param");
  const page = parameters.get("page_number_param");
  const offset = parameters.get("offset_count_param");
  if ((cursor ?? cursorId ?? page ?? offset) === undefined) return undefined;
  const fields = purposesIn(answer, operation);
  const common = given({ items: fields.get("items"), hasMore: fields.get("has_next_page") });
  const at = ["parameters"];
  if (cursor !== undefined) {
    const next = given({ next: fields.get("next_cursor_field") });
    return hintAt(operation, at, { style: "cursor", cursor, ...next, ...common });
  }
  if (cursorId !== undefined) {
    const next = given({ next: fields.get("cursor_item_id") });
    return hintAt(operation, at, { style: "cursor", cursor: cursorId, ...next, ...common });
  }
  if (page !== undefined) {
    const totalPages = given({ totalPages: fields.get("total_page_count_field") });
    const first = firstPageOf(operation, page);
    return hintAt(operation, at, { style: "page", page, ...first, ...totalPages, ...common });
  }
  const total = given({ total: fields.get("offset_total_count_field") });
  return offset === undefined
    ? undefined
    : hintAt(operation, at, { style: "offset", offset, ...total, ...common });
};
