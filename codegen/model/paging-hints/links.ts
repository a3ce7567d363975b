/** Links of an answer (OpenAPI 3.1, section 4.8.20): one that leads back to its operation with a value of the body is a cursor. */
import { pathOf } from "../../diagnostics.js";
import { isNode, type Node, type ResponseNode } from "../../document.js";
import { queryNames } from "../page-places.js";
import type { OperationContext } from "../parameters.js";
import { type HintReader, hintAt } from "./hint.js";
import { fromPointer } from "./paths.js";

/** A parameter that takes a value of the answer. */
interface Taken {
  readonly cursor: string;
  readonly next: string;
}

const leadsBack = (link: Node, { operation }: OperationContext): boolean => {
  if (typeof link.operationId === "string") return link.operationId === operation.node.operationId;
  return (
    typeof link.operationRef === "string" &&
    link.operationRef.startsWith("#") &&
    pathOf(link.operationRef).join("\n") === operation.at.join("\n")
  );
};

/** Names may be qualified by their location; expressions are of section 4.8.20.4. */
const takenOf = (link: Node, operation: OperationContext): Taken[] => {
  const names = queryNames(operation);
  return Object.entries(isNode(link.parameters) ? link.parameters : {}).flatMap(
    ([name, expression]): Taken[] => {
      const cursor = name.replace(/^query\./, "");
      const pointer = /^\$response\.body#(\/.+)$/.exec(String(expression))?.[1];
      return pointer === undefined || !names.includes(cursor)
        ? []
        : [{ cursor, next: fromPointer(pointer) }];
    },
  );
};

/** Reads the first link back that sets one query parameter; other links are not about pages. */
export const readLinks: HintReader = (operation) => {
  const { resolve } = operation;
  for (const [status, response] of Object.entries(operation.operation.node.responses ?? {})) {
    if (!/^2(\d\d|XX)$/i.test(status)) continue;
    const links: unknown = Reflect.get(resolve<ResponseNode>(response), "links");
    for (const [name, given] of Object.entries(isNode(links) ? links : {})) {
      const link = isNode(given) ? resolve<Node>(given) : {};
      if (!leadsBack(link, operation)) continue;
      const [taken, ...more] = takenOf(link, operation);
      if (taken === undefined || more.length > 0) continue;
      const at = ["responses", status, "links", name];
      return hintAt(operation, at, { style: "cursor", ...taken });
    }
  }
  return undefined;
};
