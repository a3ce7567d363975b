/** Everything that one walk over a document finds: faults, references and schemas. */
import type { Node, ReferenceNode } from "../../document.js";
import type { Kind } from "../shapes.js";
import { type Fault, walkDocument } from "../structure.js";

/** A `$ref` and the kind of object that belongs in its place. */
export interface FoundReference {
  readonly kind: Kind;
  readonly node: ReferenceNode;
}

/** What a walk found, in the order of the document. */
export interface Survey {
  readonly faults: readonly Fault[];
  readonly references: readonly FoundReference[];
  readonly schemas: readonly Node[];
  /** Fields without a value, which are as good as absent. */
  readonly empties: readonly { readonly node: Node; readonly field: string }[];
}

/** Walks over a document once. */
export const surveyDocument = (document: unknown): Survey => {
  const faults: Fault[] = [];
  const references: FoundReference[] = [];
  const schemas: Node[] = [];
  const empties: { readonly node: Node; readonly field: string }[] = [];
  walkDocument(document, {
    fault: (fault) => faults.push(fault),
    reference: (kind, node) => references.push({ kind, node }),
    schema: (node) => schemas.push(node),
    empty: (node, field) => empties.push({ node, field }),
  });
  return { faults, references, schemas, empties };
};
