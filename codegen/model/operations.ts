/** Lists a document's operations, with the vocabulary of document and configuration joined. */
import type { Method } from "clientwright/runtime";
import { isNode, type OperationNode, type PathItemNode, verbs } from "../document.js";
import { templateParts } from "../load/template.js";
import { suggest } from "../suggest.js";
import { extension, type OperationVocabulary } from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";

const requestLine = (verb: string, path: string): string => `${verb.toUpperCase()} ${path}`;

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

const operationsOf = (context: Context, path: string, item: PathItemNode): RawOperation[] =>
  Object.keys(item).flatMap((key): RawOperation[] => {
    const verb = verbs.find((known) => known === key);
    const node = verb === undefined ? undefined : item[verb];
    if (verb === undefined || !isNode(node)) return [];
    const line = requestLine(verb, path);
    const { path: template, query } = templateParts(path);
    return [
      {
        // The upper-case forms of `verbs` are the members of `Method`.
        verb: verb.toUpperCase() as Method,
        path,
        template,
        query,
        node,
        item,
        at: ["paths", path, verb],
        vocabulary: vocabularyOf(context, idOf(node), line, node[extension]),
      },
    ];
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
