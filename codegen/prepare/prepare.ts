/** Between load and model: one way to say each thing, and a schema for each view of it. Generation alone uses it. */
import { createResolve, type OpenApiDocument, type Origins } from "../document.js";
import { hoistCallbacks } from "./callbacks.js";
import { withConditionalProperties } from "./conditions.js";
import { hoistDefinitions } from "./definitions.js";
import { dynamicReferences } from "./dynamic-references.js";
import { nameUnnamed } from "./empty-names.js";
import { mapSchemas } from "./schema-walk.js";
import { siblingsOf } from "./siblings.js";
import { splitViews } from "./views.js";
import { writeOutEvents } from "./webhooks.js";

/** Keywords that have a step of their own. */
const special = ["$defs", "then", "else", "dependentSchemas", "readOnly", "writeOnly"] as const;

type Special = (typeof special)[number];

/** Which of them any schema has: one walk, where each step would take one to find out. */
const keywordsIn = (document: object): ReadonlySet<Special> => {
  const found = new Set<Special>();
  mapSchemas(document, (schema) => {
    for (const keyword of special)
      if (keyword in schema && schema[keyword] !== false) found.add(keyword);
    return schema;
  });
  return found;
};

/**
 * The document as the model and schema.ts are made from it. Schemas that get a name are added to the origins,
 * with the path of where they are written.
 */
export const prepare = (
  document: OpenApiDocument,
  origins: Origins = new Map(),
): OpenApiDocument => {
  const dynamic = dynamicReferences(document);
  const siblings = siblingsOf(document.openapi);
  const referring = mapSchemas(document, (schema) => siblings(dynamic(schema)));
  const events = writeOutEvents(nameUnnamed(referring));
  const keywords = keywordsIn(events);
  const has = (...some: readonly Special[]): boolean => some.some((one) => keywords.has(one));
  const hoisted = has("$defs") ? hoistDefinitions(events, origins) : events;
  const resolve = createResolve(hoisted);
  const complete = has("then", "else", "dependentSchemas")
    ? mapSchemas(hoisted, (schema) => withConditionalProperties(schema, resolve))
    : hoisted;
  return hoistCallbacks(has("readOnly", "writeOnly") ? splitViews(complete, origins) : complete);
};
