/** Decides which operations of a document filters keep, and reports filters that mean nothing. */
import type { Findings } from "../diagnostics.js";
import { isNode, type Node, type Resolve, verbs } from "../document.js";
import { nearest } from "../suggest.js";
import { createMatch, type FilterRule, type FilterSubject, parseRule, valuesOf } from "./rules.js";

const rule = "filter";

const subjectOf = (path: string, verb: string, node: Node): FilterSubject => ({
  id: typeof node.operationId === "string" ? node.operationId : undefined,
  verb: verb.toUpperCase(),
  path,
  tags: Array.isArray(node.tags) ? node.tags.map(String) : [],
});

/** One operation of the document, and where it is. */
export interface FoundOperation extends FilterSubject {
  readonly section: "paths" | "webhooks";
  readonly key: (typeof verbs)[number];
}

/** Every operation below paths and webhooks. */
export const listOperations = (document: Node, resolve: Resolve): FoundOperation[] =>
  (["paths", "webhooks"] as const).flatMap((section) => {
    const items = document[section];
    return Object.entries(isNode(items) ? items : {}).flatMap(([path, item]) => {
      const node: Node = isNode(item) ? resolve<Node>(item) : {};
      return verbs.flatMap((key): FoundOperation[] => {
        const operation = node[key];
        return isNode(operation) ? [{ section, key, ...subjectOf(path, key, operation) }] : [];
      });
    });
  });

const reportMalformed = ({ text }: FilterRule, findings: Findings): void =>
  findings.error({
    rule,
    at: [],
    message: `The filter "${text}" is not known.`,
    advice: "Say `tag:users`, `path:/users/**`, `operation:listUsers` or `GET /users`.",
  });

/** Values that the advice compares with; longer lists are no help. */
const comparedValues = 5_000;

const reportUnmatched = (
  { text, subject, pattern = "" }: FilterRule,
  all: readonly FoundOperation[],
  findings: Findings,
): void => {
  const known = [...new Set(all.flatMap((one) => valuesOf(subject, one)))];
  const best = nearest(pattern, known.slice(0, comparedValues));
  const tags = `The document's tags: ${known.slice(0, 30).join(", ")}${known.length > 30 ? ", ..." : ""}.`;
  const list = subject === "tag" && known.length > 0 ? tags : undefined;
  const advice = best === undefined ? list : `Did you mean "${best}"?`;
  findings.error({
    rule,
    at: [],
    message: `No operation of the document matches the filter "${text}".`,
    ...(advice !== undefined && { advice }),
  });
};

/**
 * The operations that filters keep: those that any filter names (all, where none does), without those that one with `!`
 * names. Filters that match nothing are mistakes, those with `!` too: what they were to take away would stay.
 */
export const keptOperations = (
  all: readonly FoundOperation[],
  filters: readonly string[],
  findings: Findings,
): FoundOperation[] => {
  const rules = filters.map(parseRule).map((one) => ({ one, matches: createMatch(one) }));
  for (const { one, matches } of rules) {
    if (one.pattern === undefined) reportMalformed(one, findings);
    else if (!all.some(matches)) reportUnmatched(one, all, findings);
  }
  const wanted = rules.filter(({ one }) => !one.isNegative);
  const refused = rules.filter(({ one }) => one.isNegative);
  const kept = all.filter(
    (operation) =>
      (wanted.length === 0 || wanted.some(({ matches }) => matches(operation))) &&
      !refused.some(({ matches }) => matches(operation)),
  );
  if (kept.length === 0 && all.length > 0 && findings.list.every((one) => one.rule !== rule))
    findings.error({ rule, at: [], message: "The filters leave no operation of the document." });
  return kept;
};
