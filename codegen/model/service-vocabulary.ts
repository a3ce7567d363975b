/** What document and configuration say of services, for all of them and for each. */
import { isNode } from "../document.js";
import { extension, type ServicesVocabulary, type ServiceVocabulary } from "../vocabulary.js";
import type { Context } from "./context.js";

/** Undefined when nobody asks for services. */
export const servicesVocabulary = ({
  document,
  additions,
}: Context): ServicesVocabulary | undefined => {
  const own = document[extension];
  const said = isNode(own) ? own.services : undefined;
  if (!isNode(said)) return additions.services;
  // Checked against the schema of this type by `load/extensions.ts`.
  return { ...(said as ServicesVocabulary), ...additions.services };
};

/** What holds for a resource: all services, those around it, and itself, the last one said. */
export const within = (
  outer: ServiceVocabulary,
  own: ServiceVocabulary | undefined,
): ServiceVocabulary => {
  const { singular: _, ...inherited } = outer;
  return { ...inherited, ...own };
};
