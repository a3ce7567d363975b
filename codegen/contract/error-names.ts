/** Which error class is promised for a status: by `x-clientwright.errors`, or by the configuration. */
import type { ApiConfig } from "../config.js";
import type { Node } from "../document.js";
import { extension } from "../vocabulary.js";
import { child, type DocumentedOperation } from "./openapi.js";

/** What the configuration says of errors; it wins over the document. */
export type ErrorPromises = Pick<ApiConfig, "errors" | "operations">;

type Statuses = Readonly<Record<string, unknown>>;

const nameIn = (statuses: Statuses | undefined, status: number): string | undefined => {
  const name = statuses?.[String(status)] ?? statuses?.[`${Math.floor(status / 100)}XX`];
  return typeof name === "string" ? name : undefined;
};

/** Name of the class for a status: the operation's own, or the API's; undefined when neither says. */
export const promisedErrorName = (
  document: Node,
  { id, method, path, node }: DocumentedOperation,
  status: number,
  { errors, operations }: ErrorPromises,
): string | undefined => {
  const configured = operations?.[id ?? ""] ?? operations?.[`${method} ${path}`];
  const documented = child(child(document, extension), "errors");
  const { answer } = errors?.kinds ?? child(documented, "kinds");
  return (
    nameIn(configured?.errors, status) ??
    nameIn(child(child(node, extension), "errors"), status) ??
    nameIn(errors?.statuses ?? child(documented, "statuses"), status) ??
    (typeof answer === "string" ? answer : undefined)
  );
};
