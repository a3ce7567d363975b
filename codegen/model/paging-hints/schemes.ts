/** Schemes of pages that document and configuration name: each holds for every operation that it fits. */
import type { Path } from "../../diagnostics.js";
import { isNode, type ResponseNode } from "../../document.js";
import { suggest } from "../../suggest.js";
import { type DocumentVocabulary, extension, type PagesVocabulary } from "../../vocabulary.js";
import type { Context } from "../context.js";
import type { OperationContext } from "../parameters.js";

const ownOf = ({ document }: Context): DocumentVocabulary => {
  const own = document[extension];
  // Checked against the schema of this type by `load/extensions.ts`.
  return isNode(own) ? (own as DocumentVocabulary) : {};
};

const schemesOf = (context: Context): Readonly<Record<string, PagesVocabulary>> => ({
  ...context.additions.pagination,
  ...Object.fromEntries(
    Object.entries(ownOf(context).pagination ?? {}).filter(
      ([name]) => !Object.hasOwn(context.additions.pagination ?? {}, name),
    ),
  ),
});

/** Whether hints are read, and whether names are taken for hints. */
export const hintsWanted = (context: Context): boolean | "infer" =>
  context.additions.pageHints ?? ownOf(context).pageHints ?? true;

/** The scheme of a name; reports one that there is not. */
export const namedScheme = (
  context: OperationContext,
  name: string,
  at: Path,
): PagesVocabulary | undefined => {
  const schemes = schemesOf(context);
  if (Object.hasOwn(schemes, name)) return schemes[name];
  context.findings.error({
    rule: "pages",
    at,
    message: `There is no scheme "${name}" in \`pagination\`.`,
    advice: suggest(name, Object.keys(schemes)),
  });
  return undefined;
};

/** A `Link` header that a success documents: without one, any list would fit. */
const hasLinkHeader = ({ operation, resolve }: OperationContext): boolean =>
  Object.entries(operation.node.responses ?? {}).some(([status, response]) => {
    const headers: unknown = Reflect.get(resolve<ResponseNode>(response), "headers");
    const names = isNode(headers) ? Object.keys(headers) : [];
    return status.startsWith("2") && names.some((name) => name.toLowerCase() === "link");
  });

/** Schemes that may hold for an operation, by its verb; whether they fit is for others to see. */
export const matchingSchemes = (operation: OperationContext): PagesVocabulary[] => {
  const isGet = operation.operation.verb === "GET";
  return Object.values(schemesOf(operation)).filter((scheme) => {
    if (scheme.in === "body") return operation.operation.verb === "POST";
    return isGet && (scheme.style !== "link" || hasLinkHeader(operation));
  });
};
