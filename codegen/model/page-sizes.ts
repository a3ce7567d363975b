/** What only services need to know of a paged list: sizes that are allowed, and what the answer repeats. */
import type { PagePlace, PageSizes } from "clientwright/runtime";
import type { PagesContext } from "./page-places.js";
import { collectParameters } from "./parameters.js";
import { findProperty, propertyNames, type Schema } from "./schemas.js";
import { servicesVocabulary } from "./service-vocabulary.js";

/** Sizes that the document allows a page to have. */
const sizesOf = ({ operation, vocabulary }: PagesContext, limit: string): PageSizes | undefined => {
  if (vocabulary.in === "body") return undefined;
  const node = collectParameters(operation).find(
    (one) => one.node.in === "query" && one.node.name === limit,
  )?.node;
  const schema = typeof node?.schema === "object" ? operation.resolve(node.schema) : {};
  const sizes: PageSizes = {
    ...(typeof schema.default === "number" && { usual: schema.default }),
    ...(schema.minimum !== undefined && { least: schema.minimum }),
    ...(schema.maximum !== undefined && { most: schema.maximum }),
  };
  return Object.keys(sizes).length === 0 ? undefined : sizes;
};

/** Where the answer says, beside its total, what it was asked for: under the names of the parameters. */
const repeatsOf = (
  { answer, operation, vocabulary }: PagesContext,
  names: { readonly limit: string | undefined; readonly offset: string | undefined },
): PagePlace | undefined => {
  const above = (vocabulary.total ?? "").split(".").slice(0, -1);
  const around = above.reduce<Schema>(
    (schema, name) => findProperty(schema, name, operation.resolve)?.schema,
    answer,
  );
  const known = propertyNames(around, operation.resolve);
  const at = (name: string | undefined): string | undefined =>
    name !== undefined && known.includes(name) ? [...above, name].join(".") : undefined;
  const [limit, offset] = [at(names.limit), at(names.offset)];
  if (limit === undefined && offset === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
};

/** What only services need to know of a list. */
export const choicesOf = (
  context: PagesContext,
  limit: string | undefined,
): { readonly sizes?: PageSizes; readonly repeats?: PagePlace } => {
  if (servicesVocabulary(context.operation) === undefined) return {};
  const { vocabulary } = context;
  const sizes = limit === undefined ? undefined : sizesOf(context, limit);
  const offset = vocabulary.style === "offset" ? (vocabulary.offset ?? "offset") : undefined;
  const repeats = repeatsOf(context, { limit, offset });
  return { ...(sizes !== undefined && { sizes }), ...(repeats !== undefined && { repeats }) };
};
