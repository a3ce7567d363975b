/** A sound, bundled 3.1 document for Prism and the contract: whatever is wrong with it is thrown at once. */
import { UsageError } from "../config.js";
import type { OpenApiDocument } from "../document.js";
import { normalise } from "../load/normalise.js";
import { type LoadOptions, load } from "../load.js";

/** Loads and bundles a document, in the words of 3.1. Throws `UsageError` with what is wrong with it. */
export const readDocument = async (
  path: string,
  options: LoadOptions = {},
): Promise<OpenApiDocument> => {
  const { document, diagnostics } = await load(path, options);
  if (document !== undefined) return normalise(document);
  throw new UsageError(`The document ${path} has errors.`, diagnostics);
};
