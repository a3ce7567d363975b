/** From a loaded document to the model of its API: what is asked for of it -> prepare -> model. */
import type { ApiTarget } from "./config.js";
import { type Findings, hasErrors } from "./diagnostics.js";
import type { OpenApiDocument, Origins } from "./document.js";
import { filterDocument } from "./filter/filter.js";
import type { Additions } from "./model/context.js";
import type { Api } from "./model/types.js";

/** What the configuration of a target adds to its document. */
const additionsOf = (target: ApiTarget): Additions => {
  const { spec: _spec, output: _output, root: _root, key, ...rest } = target;
  const { source: _source, overlays: _overlays, content: _content, ...additions } = rest;
  return key === undefined ? additions : { ...additions, key };
};

/** What a model is made of: the part of the document that is asked for, and what the configuration adds to it. */
export interface ModelSource {
  readonly document: OpenApiDocument;
  readonly additions: Additions;
}

/** The part of a document that a target asks for; what stands in the way is reported in the findings. */
export const modelSource = (
  target: ApiTarget,
  whole: OpenApiDocument,
  findings: Findings,
): ModelSource => {
  const additions = additionsOf(target);
  const { filter = [], security = [] } = target;
  if (filter.length === 0) return { document: whole, additions };
  const schemes = security.flatMap((one) => Object.keys(one));
  const { document, removed } = filterDocument(whole, filter, findings, schemes);
  const operations = Object.entries(additions.operations ?? {}).filter(
    ([key]) => !removed.has(key),
  );
  return {
    document,
    additions: { ...additions, operations: Object.fromEntries(operations), isPartial: true },
  };
};

/** The model of an API, and the document that it is a model of. */
export interface BuiltModel {
  readonly api: Api;
  /** As prepared: with a schema for each view, and names for what needs one. */
  readonly document: OpenApiDocument;
  /** Where schemas are written that were given a name. */
  readonly origins: Origins;
}

/** Makes the model of a source. What stands in its way is reported in the findings. */
export const buildFrom = async (
  { document, additions }: ModelSource,
  findings: Findings,
): Promise<BuiltModel> => {
  // Loaded when it is needed: what is found in the cache needs none of it.
  const [{ prepare }, { nameInlineSchemas }, { buildApi }] = await Promise.all([
    import("./prepare/prepare.js"),
    import("./model/inline-schemas.js"),
    import("./model/build.js"),
  ]);
  const origins: Origins = new Map();
  // Names are given in place, and what is prepared shares its parts with the original.
  const prepared = prepare(structuredClone(document), origins);
  nameInlineSchemas(prepared, origins);
  return { document: prepared, origins, api: buildApi(prepared, additions, findings) };
};

/** Makes the model of what a target asks for; undefined where errors are among the findings. */
export const buildModel = async (
  target: ApiTarget,
  whole: OpenApiDocument,
  findings: Findings,
): Promise<BuiltModel | undefined> => {
  const source = modelSource(target, whole, findings);
  if (hasErrors(findings.list)) return undefined;
  const built = await buildFrom(source, findings);
  return hasErrors(findings.list) ? undefined : built;
};
