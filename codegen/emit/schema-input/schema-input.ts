/** The document as it is handed to openapi-typescript: the same values, in words that it has the right types for. */
import { createResolve } from "../../document.js";
import { mapSchemas } from "../../prepare/schema-walk.js";
import { rewriteAlternatives } from "./alternatives.js";
import { cutCycles } from "./cycles.js";
import { requireDefaults } from "./defaults.js";
import { resolveDiscriminators } from "./discriminators.js";
import { rewriteObjects } from "./objects.js";
import { markOpenValues } from "./open-values.js";
import { nameRecursiveLists } from "./recursive-lists.js";
import { rewriteValues } from "./values.js";

/** What schema.ts is made from. */
export const schemaInput = <T extends object>(document: T): T => {
  const discriminated = resolveDiscriminators(document);
  const resolve = createResolve(discriminated);
  const rewritten = mapSchemas(discriminated, (schema) =>
    rewriteAlternatives(rewriteObjects(rewriteValues(markOpenValues(schema, resolve))), resolve),
  );
  return nameRecursiveLists(requireDefaults(cutCycles(rewritten)));
};
