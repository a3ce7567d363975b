/** What every part of the model builder is given. */

import type { AnyMethod } from "clientwright/runtime";
import type { Findings, Path } from "../diagnostics.js";
import type {
  OpenApiDocument,
  OperationNode,
  PathItemNode,
  Resolve,
  SecurityNode,
  SecuritySchemeNode,
} from "../document.js";
import type {
  ErrorsVocabulary,
  OperationVocabulary,
  PagesVocabulary,
  ResourceVocabulary,
  ServicesVocabulary,
} from "../vocabulary.js";

/** What the configuration adds to a document; it wins over what the document says. */
export interface Additions {
  /** Key of the API in the configuration. */
  readonly key?: string;
  readonly name?: string;
  /** Security schemes by name, as OpenAPI has them; beside the document's. */
  readonly securitySchemes?: Readonly<Record<string, SecuritySchemeNode>>;
  /** Security of operations that have none of their own; instead of the document's. */
  readonly security?: SecurityNode;
  readonly errors?: ErrorsVocabulary;
  readonly resources?: Readonly<Record<string, ResourceVocabulary>>;
  readonly services?: ServicesVocabulary;
  readonly operations?: Readonly<Record<string, OperationVocabulary>>;
  readonly pagination?: Readonly<Record<string, PagesVocabulary>>;
  readonly pageHints?: boolean | "infer";
  readonly enumerations?: boolean;
  readonly requestSchemas?: boolean;
  /** The document is a part of itself: what is said of the rest is no mistake. */
  readonly isPartial?: boolean;
}

/** An operation of the document with everything that bears on it. */
export interface RawOperation {
  readonly verb: AnyMethod;
  /** Key of its path item. */
  readonly path: string;
  /** What of the key is sent as the path. */
  readonly template: string;
  /** What of the key is sent as the query with every call. */
  readonly query: string | undefined;
  readonly node: OperationNode;
  readonly item: PathItemNode;
  readonly at: Path;
  readonly vocabulary: OperationVocabulary;
}

/** The document while a model is made of it. */
export interface Context {
  readonly document: OpenApiDocument;
  readonly resolve: Resolve;
  readonly findings: Findings;
  readonly additions: Additions;
}
