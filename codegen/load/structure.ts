/** Checks that a bundled document has the shape the generator relies on. Reports; changes nothing. */
import { type Findings, type Path, pathOf } from "../diagnostics.js";
import { isNode, isReference, type Node, type ReferenceNode, valueAt } from "../document.js";
import { suggest } from "../suggest.js";
import { type Kind, type Shape, schemaTypes, shapes } from "./shapes.js";

/** Something in a document that is not as the generator relies on it. */
export interface Fault {
  readonly rule: "structure" | "unresolved-reference";
  /** From the root to the value. */
  readonly path: Path;
  /** Object or list that the value is in; the value is `parent[key]`. */
  readonly parent: object;
  readonly key: string | number;
  /** Kind of the object that the field belongs to. */
  readonly owner: Kind;
  /** Of what shape the value must be; `present` where it is missing, `reference` where it leads nowhere. */
  readonly expected: Shape | "present" | "reference";
  /** Field of the value that is missing, where `expected` is `present`. */
  readonly field?: string;
  readonly message: string;
  readonly advice?: string;
}

/** What is told of a walk over a document. */
export interface Observer {
  fault(fault: Fault): void;
  /** A `$ref` in the place of an object of a kind. */
  reference?(kind: Kind, node: ReferenceNode): void;
  /** A schema that is no reference. */
  schema?(node: Node): void;
  /** A field that is there without a value. */
  empty?(node: Node, field: string): void;
}

/** What one walk over a document carries along. */
interface Walk {
  readonly root: unknown;
  readonly observer: Observer;
  /** Segments from the root to the present value; pushed and popped, since copies would dominate. */
  readonly path: (string | number)[];
  /** The objects and lists of the path, the root first. */
  readonly parents: object[];
  readonly resolved: Set<string>;
}

const describe = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `${typeof value} ${JSON.stringify(value)}`;
};

type Report = Pick<Fault, "owner" | "expected" | "message"> & Partial<Fault>;

const report = (walk: Walk, fault: Report): void => {
  walk.observer.fault({
    rule: "structure",
    path: [...walk.path],
    parent: walk.parents.at(-1) ?? {},
    key: walk.path.at(-1) ?? "",
    ...fault,
  });
};

const expect = (walk: Walk, what: string, value: unknown, fault: Omit<Report, "message">): void => {
  const name = walk.path.at(-1) ?? "document";
  report(walk, { ...fault, message: `"${name}" must be ${what}, but it is ${describe(value)}.` });
};

const inside = (walk: Walk, parent: object, key: string | number, check: () => void): void => {
  walk.parents.push(parent);
  walk.path.push(key);
  check();
  walk.path.pop();
  walk.parents.pop();
};

const checkList = (walk: Walk, kind: Kind, value: unknown, owner: Kind, shape: Shape): void => {
  if (!Array.isArray(value)) expect(walk, "a list", value, { owner, expected: shape });
  else
    for (const [index, item] of value.entries())
      inside(walk, value, index, () => checkKind(walk, kind, item, owner));
};

const checkMap = (
  walk: Walk,
  of: Kind | "string" | "scopes",
  value: unknown,
  owner: Kind,
  shape: Shape,
): void => {
  if (!isNode(value)) {
    expect(walk, "an object", value, { owner, expected: shape });
    return;
  }
  walk.parents.push(value);
  for (const key of Object.keys(value)) {
    // Extensions may stand among paths and responses (OpenAPI 3.1, section 4.9).
    if (key.startsWith("x-") && (of === "pathItem" || of === "response")) continue;
    walk.path.push(key);
    if (of === "string") checkScalar(walk, value[key], "string", owner);
    else if (of === "scopes") checkStrings(walk, value[key], owner);
    else checkKind(walk, of, value[key], owner);
    walk.path.pop();
  }
  walk.parents.pop();
};

const checkScalar = (walk: Walk, value: unknown, type: "string" | "boolean", owner: Kind): void => {
  if (typeof value !== type) expect(walk, `a ${type}`, value, { owner, expected: type });
};

const checkStrings = (walk: Walk, value: unknown, owner: Kind): void => {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string"))
    expect(walk, "a list of strings", value, { owner, expected: "strings" });
};

const checkSecurity = (walk: Walk, value: unknown, owner: Kind): void => {
  if (!Array.isArray(value))
    expect(walk, "a list of security requirements", value, { owner, expected: "scopes" });
  else
    for (const [index, item] of value.entries())
      inside(walk, value, index, () => checkMap(walk, "scopes", item, owner, { map: "scopes" }));
};

const checkType = (walk: Walk, value: unknown): void => {
  for (const type of Array.isArray(value) ? value : [value]) {
    if (typeof type === "string" && schemaTypes.includes(type)) continue;
    report(walk, {
      owner: "schema",
      expected: "schemaType",
      message: `A schema's type cannot be ${JSON.stringify(type)}.`,
      advice: suggest(String(type), schemaTypes),
    });
  }
};

const checkOneOf = (walk: Walk, value: unknown, allowed: readonly string[], owner: Kind): void => {
  if (typeof value === "string" && allowed.includes(value)) return;
  report(walk, {
    owner,
    expected: { oneOf: allowed },
    message: `"${walk.path.at(-1)}" cannot be ${JSON.stringify(value)}.`,
    advice: suggest(String(value), allowed),
  });
};

type SimpleShape = Extract<Shape, string>;

/** Checks by the names that `Shape` gives to what is not an object of a kind. */
const simpleChecks: Readonly<
  Record<SimpleShape, (walk: Walk, value: unknown, owner: Kind) => void>
> = {
  string: (walk, value, owner) => checkScalar(walk, value, "string", owner),
  boolean: (walk, value, owner) => checkScalar(walk, value, "boolean", owner),
  scalar: (walk, value, owner) => {
    if (typeof value === "object") expect(walk, "a string", value, { owner, expected: "scalar" });
  },
  array: (walk, value, owner) => {
    if (!Array.isArray(value)) expect(walk, "a list", value, { owner, expected: "array" });
  },
  strings: checkStrings,
  scopes: checkSecurity,
  schemaType: checkType,
  schemaItems: (walk, value, owner) =>
    Array.isArray(value)
      ? checkList(walk, "schema", value, owner, "schemaItems")
      : checkKind(walk, "schema", value, owner),
};

const checkShape = (walk: Walk, shape: Shape, value: unknown, owner: Kind): void => {
  if (typeof shape === "string") simpleChecks[shape](walk, value, owner);
  else if ("kind" in shape) checkKind(walk, shape.kind, value, owner);
  else if ("list" in shape) checkList(walk, shape.list, value, owner, shape);
  else if ("map" in shape) checkMap(walk, shape.map, value, owner, shape);
  else checkOneOf(walk, value, shape.oneOf, owner);
};

/** Follows a chain of references; answers false where it leads nowhere. */
const leadsSomewhere = (walk: Walk, start: string): boolean => {
  const seen = new Set<string>();
  for (let reference = start; ; ) {
    if (walk.resolved.has(reference)) return true;
    if (seen.has(reference)) return false;
    seen.add(reference);
    if (!reference.startsWith("#")) return false;
    const target = valueAt(walk.root, pathOf(reference));
    // Every kind of part is an object, and schemas may be booleans; the document itself is none of them.
    if (target === walk.root || !(isNode(target) || typeof target === "boolean")) return false;
    if (!isReference(target)) break;
    reference = target.$ref;
  }
  for (const reference of seen) walk.resolved.add(reference);
  return true;
};

const checkReference = (walk: Walk, kind: Kind, node: ReferenceNode): void => {
  walk.observer.reference?.(kind, node);
  const reference = node.$ref;
  if (leadsSomewhere(walk, reference)) return;
  const known = valueAt(walk.root, pathOf(reference).slice(0, -1));
  const advice = isNode(known)
    ? suggest(pathOf(reference).at(-1) ?? "", Object.keys(known).slice(0, 2_000))
    : undefined;
  inside(walk, node, "$ref", () =>
    report(walk, {
      rule: "unresolved-reference",
      owner: kind,
      expected: "reference",
      message: `"${reference}" points at nothing in this document, or only back at itself.`,
      ...(advice?.startsWith("Did") && { advice }),
    }),
  );
};

const checkRequired = (walk: Walk, kind: Kind, node: Node): void => {
  const { required, title, section } = shapes[kind];
  for (const field of required) {
    if (node[field] !== undefined && node[field] !== null) continue;
    const message = `${title} needs "${field}" (OpenAPI 3.1, section ${section}).`;
    report(walk, { owner: kind, expected: "present", field, message });
  }
};

const checkFields = (walk: Walk, kind: Kind, node: Node): void => {
  const { fields, required } = shapes[kind];
  if (kind === "schema") walk.observer.schema?.(node);
  if (required.length > 0) checkRequired(walk, kind, node);
  walk.parents.push(node);
  for (const key in node) {
    const field = node[key];
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (shape === undefined) continue;
    // An empty YAML value is null; it means that the field is absent.
    if (field === null) {
      walk.observer.empty?.(node, key);
      continue;
    }
    walk.path.push(key);
    checkShape(walk, shape, field, kind);
    walk.path.pop();
  }
  walk.parents.pop();
};

const checkKind = (walk: Walk, kind: Kind, value: unknown, owner: Kind): void => {
  if (kind === "schema" && typeof value === "boolean") return;
  if (!isNode(value)) {
    expect(walk, "an object", value, { owner, expected: { kind } });
    return;
  }
  const reference = shapes[kind].referable ? value.$ref : undefined;
  if (isReference(value) && reference !== undefined) checkReference(walk, kind, value);
  else if (reference === undefined) checkFields(walk, kind, value);
  else
    inside(walk, value, "$ref", () =>
      expect(walk, "a string", reference, { owner: kind, expected: "string" }),
    );
};

/** Walks over the parts of a document that the generator reads. */
export const walkDocument = (document: unknown, observer: Observer): void => {
  const walk: Walk = { root: document, observer, path: [], parents: [], resolved: new Set() };
  checkKind(walk, "document", document, "document");
};

/** Reports faults as what keeps a document from being generated from. */
export const reportFaults = (faults: readonly Fault[], findings: Findings): void => {
  for (const { rule, path, message, advice } of faults)
    findings.error({ rule, at: path, message, ...(advice !== undefined && { advice }) });
};
