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
  const hoisted = hoistDefinitions(writeOutEvents(nameUnnamed(referring)), origins);
  const resolve = createResolve(hoisted);
  const complete = mapSchemas(hoisted, (schema) => withConditionalProperties(schema, resolve));
  return hoistCallbacks(splitViews(complete, origins));
};
