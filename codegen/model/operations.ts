/** Lists a document's operations, with the vocabulary of document and configuration joined. */
import { isNode, type OperationNode, type PathItemNode, verbs } from "../document.js";
import { templateParts } from "../load/template.js";
import { suggest } from "../suggest.js";
import { extension, type OperationVocabulary } from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";

const requestLine = (verb: string, path: string): string => `${verb} ${path}`;

const idOf = ({ operationId }: OperationNode): string | undefined => operationId ?? undefined;

const vocabularyOf = (
  { additions }: Context,
  id: string | undefined,
  line: string,
  own: unknown,
): OperationVocabulary => {
  // `load/extensions.ts` and `config.ts` have checked these values against the schema of the type.
  const documented = (isNode(own) ? own : {}) as OperationVocabulary;
  const added = additions.operations ?? {};
  const byId = id !== undefined && Object.hasOwn(added, id) ? added[id] : undefined;
  const byLine = Object.hasOwn(added, line) ? added[line] : undefined;
  return { ...documented, ...byLine, ...byId };
};

/** Methods that no `fetch` sends (Fetch standard, section 2.2.1, "forbidden method"). */
const forbiddenMethods = new Set(["CONNECT", "TRACE", "TRACK"]);

/** What keeps an operation from being generated; undefined when nothing does. */
const obstacle = (method: string, isAdditional: boolean): string | undefined => {
  if (forbiddenMethods.has(method.toUpperCase())) return `\`fetch\` refuses to send ${method}`;
  // A method is a token (RFC 9110, section 9.1).
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return `"${method}" is no HTTP method`;
  const isOfPathItem = verbs.some((verb) => verb === method.toLowerCase());
  if (isAdditional && isOfPathItem)
    return `\`additionalOperations\` cannot hold ${method} (OpenAPI 3.2, section 4.9.1)`;
  return undefined;
};

/** An operation's node and where it is in its path item. */
interface Found {
  readonly method: string;
  readonly node: OperationNode | undefined;
  readonly at: readonly string[];
}

const found = (item: PathItemNode): Found[] =>
  Object.keys(item).flatMap((key): Found[] => {
    if (key === "additionalOperations") {
      return Object.entries(item[key] ?? {}).map(([method, node]) => ({
        method,
        node,
        at: [key, method],
      }));
    }
    const verb = verbs.find((known) => known === key);
    return verb === undefined ? [] : [{ method: verb.toUpperCase(), node: item[verb], at: [verb] }];
  });

const operationsOf = (context: Context, path: string, item: PathItemNode): RawOperation[] =>
  found(item).flatMap(({ method, node, at: place }): RawOperation[] => {
    if (!isNode(node)) return [];
    const at = ["paths", path, ...place];
    const line = requestLine(method, path);
    const reason = obstacle(method, place.length > 1);
    if (reason !== undefined) {
      const name = typeof node.operationId === "string" ? ` (${node.operationId})` : "";
      context.findings.warn({
        rule: "unsupported",
        at,
        message: `${line}${name} is not generated: ${reason}.`,
      });
      return [];
    }
    const vocabulary = vocabularyOf(context, idOf(node), line, node[extension]);
    const { path: template, query } = templateParts(path);
    return [{ verb: method, path, template, query, node, item, at, vocabulary }];
  });

const reportUnknownAdditions = (operations: readonly RawOperation[], context: Context): void => {
  const known = operations.flatMap(({ node, verb, path }) => [
    ...(node.operationId === undefined ? [] : [node.operationId]),
    requestLine(verb, path),
  ]);
  for (const key of Object.keys(context.additions.operations ?? {})) {
    if (known.includes(key)) continue;
    context.findings.error({
      rule: "config",
      at: ["paths"],
      message: `The configuration speaks of an operation "${key}", which the document does not have.`,
      advice: suggest(key, known.slice(0, 5_000)),
    });
  }
};

/** Every operation in the order of the document. */
export const collectOperations = (context: Context): RawOperation[] => {
  const { document, resolve } = context;
  const operations = Object.entries(document.paths ?? {})
    .filter(([path, item]) => !path.startsWith("x-") && isNode(item))
    .flatMap(([path, item]) => operationsOf(context, path, resolve<PathItemNode>(item)));
  reportUnknownAdditions(operations, context);
  return operations;
};
