/** `x-speakeasy-pagination`: inputs by their type, and outputs by JSONPath. */
import { isNode, type Node } from "../../document.js";
import type { PagesVocabulary } from "../../vocabulary.js";
import { firstPageOf, given, type HintReader, hintAt, warnOfHint } from "./hint.js";
import { fromJsonPath } from "./paths.js";

const key = "x-speakeasy-pagination";

interface Input {
  readonly name: string;
  readonly isBody: boolean;
}

const inputOf = (inputs: readonly unknown[], type: string): Input | undefined => {
  const found = inputs.filter(isNode).find((one) => one.type === type);
  return typeof found?.name === "string"
    ? { name: found.name.replace(/^\$\./, ""), isBody: found.in === "requestBody" }
    : undefined;
};

const outputsOf = (value: Node): Node => (isNode(value.outputs) ? value.outputs : {});

/** Reads it; what a document may say of the last page is what our styles do anyway. */
export const readSpeakeasy: HintReader = (operation) => {
  const value: unknown = Reflect.get(operation.operation.node, key);
  if (value === undefined) return undefined;
  if (!isNode(value)) return warnOfHint(operation, [key], `"${key}" must be an object.`);
  const outputs = outputsOf(value);
  for (const [name, path] of Object.entries(outputs)) {
    if (fromJsonPath(path) === undefined)
      return warnOfHint(operation, [key, "outputs", name], `"${String(path)}" is not one place.`);
  }
  const inputs = Array.isArray(value.inputs) ? value.inputs : [];
  const items = given({ items: fromJsonPath(outputs.results) });
  const toHint = (position: Input, rest: PagesVocabulary) => {
    const limit = inputOf(inputs, "limit");
    return hintAt(operation, [key], {
      ...rest,
      ...items,
      ...(position.isBody && { in: "body" as const }),
      ...(limit?.isBody === position.isBody && { limit: limit.name }),
    });
  };
  const [offset, page, cursor] = ["offset", "page", "cursor"].map((type) => inputOf(inputs, type));
  if (value.type === "offsetLimit" && offset !== undefined)
    return toHint(offset, { style: "offset", offset: offset.name });
  if (value.type === "offsetLimit" && page !== undefined) {
    const totalPages = given({ totalPages: fromJsonPath(outputs.numPages) });
    const first = page.isBody ? {} : firstPageOf(operation, page.name);
    return toHint(page, { style: "page", page: page.name, ...first, ...totalPages });
  }
  const next = given({ next: fromJsonPath(outputs.nextCursor) });
  if (value.type === "cursor" && cursor !== undefined)
    return toHint(cursor, { style: "cursor", cursor: cursor.name, ...next });
  if (value.type === "url" && operation.operation.verb === "GET") {
    const url = given({ next: fromJsonPath(outputs.nextUrl) });
    return hintAt(operation, [key], { style: "nextUrl", ...url, ...items });
  }
  return warnOfHint(
    operation,
    [key],
    `The type ${JSON.stringify(value.type)} with these inputs is not known.`,
  );
};
