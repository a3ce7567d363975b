/** Servers whose URL asks for variables that nobody describes (OpenAPI 3.1, section 4.8.5). */
import { isNode } from "../../document.js";
import { namesIn } from "../template.js";
import { type Fields, setField } from "./draft.js";
import { operationsOf, pathItemsOf } from "./operations.js";
import type { Change, Draft } from "./repair.js";

const undescribed = (server: unknown): string | undefined => {
  if (!isNode(server) || typeof server.url !== "string") return undefined;
  const variables = isNode(server.variables) ? server.variables : {};
  return namesIn(server.url).find((name) => !Object.hasOwn(variables, name));
};

const repairList = function* (node: Fields): Generator<Change> {
  const servers: readonly unknown[] = Array.isArray(node.servers) ? node.servers : [];
  for (const [index, server] of servers.entries()) {
    const name = undescribed(server);
    if (name === undefined) continue;
    yield {
      in: servers,
      key: index,
      message: `The server's URL has {${name}}, and no variable of that name is described; the server is left out.`,
      advice: "Callers say where the server is with the client's option `baseUrl`.",
    };
    const now: readonly unknown[] = Array.isArray(node.servers) ? node.servers : [];
    setField(
      node,
      "servers",
      now.filter((other) => other !== server),
    );
  }
};

export const repairServers = function* ({ root }: Draft): Generator<Change> {
  // A draft's parts may be changed.
  if (isNode(root)) yield* repairList(root as Fields);
  for (const [path, item] of pathItemsOf(root)) {
    yield* repairList(item);
    for (const { node } of operationsOf(path, item)) yield* repairList(node);
  }
};
