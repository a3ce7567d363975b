/** operationIds that several operations have, or that say nothing: each operation keeps a name of its own. */
import { isNode } from "../../document.js";
import { camel, wordsOf } from "../../model/words.js";
import { templateParts } from "../template.js";
import { allOperations, type DraftOperation, operationsOf, requestLine } from "./operations.js";
import type { Change, Draft } from "./repair.js";

/** Ids that schema.ts would write alike: it has a slash for a hash. */
const keyOf = (id: string): string => id.replaceAll("#", "/");

/** Words of method and path: `GET /orders/{id}` is `getOrdersById`. */
const derivedFrom = ({ verb, path }: DraftOperation): string => {
  const { path: template, query = "", fragment = "" } = templateParts(path);
  const segments = [...template.split("/"), query, fragment];
  const words = segments.flatMap((segment) => [
    ...(segment.startsWith("{") ? ["by"] : []),
    ...wordsOf(segment),
  ]);
  return camel([verb, ...words]);
};

const freeId = (operation: DraftOperation, id: string, taken: ReadonlySet<string>): string => {
  const derived = derivedFrom(operation);
  const both = `${id}_${derived}`;
  const free = [derived, both].find((one) => !taken.has(keyOf(one)));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(keyOf(`${both}${number}`))) number++;
  return `${both}${number}`;
};

/** Operations that are not called, and whose types are in schema.ts all the same. */
const othersOf = (root: unknown): DraftOperation[] => {
  const document = isNode(root) ? root : {};
  const components = isNode(document.components) ? document.components : {};
  return [document.webhooks, components.pathItems].flatMap((items) =>
    Object.entries(isNode(items) ? items : {}).flatMap(([name, item]) =>
      isNode(item) ? operationsOf(name, item) : [],
    ),
  );
};

export const repairOperationIds = function* ({ root }: Draft): Generator<Change> {
  const operations = [...allOperations(root), ...othersOf(root)];
  const idOf = ({ node }: DraftOperation): string =>
    typeof node.operationId === "string" ? node.operationId : "";
  const taken = new Set(operations.map((operation) => keyOf(idOf(operation))));
  const first = new Map<string, DraftOperation>();
  for (const operation of operations) {
    const { node } = operation;
    const id = idOf(operation);
    if (node.operationId === undefined) continue;
    if (id.trim() === "") {
      yield {
        in: node,
        key: "operationId",
        message: "The operationId is empty; the operation is called after its method and path.",
      };
      delete node.operationId;
      continue;
    }
    // schema.ts would take a percent sign for percent-encoding.
    const spoken = id.includes("%") ? id.replaceAll("%", "_") : id;
    const owner = first.get(keyOf(id));
    if (owner === undefined && spoken === id) {
      first.set(keyOf(id), operation);
      continue;
    }
    const other = taken.has(keyOf(spoken)) ? freeId(operation, spoken, taken) : spoken;
    yield {
      in: node,
      key: "operationId",
      message:
        owner === undefined
          ? `The operationId "${id}" has a percent sign; the operation is called "${other}".`
          : `The operationId "${id}" is already that of ${requestLine(owner)}; this one is called "${other}".`,
      advice: "Give each operation its own; it is the name of a function.",
    };
    taken.add(keyOf(other));
    first.set(keyOf(other), operation);
    node.operationId = other;
  }
};
