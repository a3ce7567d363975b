/** Checks that a bundled document has the shape the generator relies on. Reports; changes nothing. */
import { type Findings, pathOf } from "../diagnostics.js";
import { isNode, isReference, valueAt } from "../document.js";
import { suggest } from "../suggest.js";
import { type Kind, type Shape, schemaTypes, shapes } from "./shapes.js";

/** What one walk over a document carries along. */
interface Walk {
  readonly root: unknown;
  readonly findings: Findings;
  /** Segments from the root to the present value; pushed and popped, since copies would dominate. */
  readonly path: (string | number)[];
  readonly resolved: Set<string>;
}

const rule = "structure";

const describe = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `${typeof value} ${JSON.stringify(value)}`;
};

const expected = (walk: Walk, what: string, value: unknown): void => {
  const name = walk.path.at(-1) ?? "document";
  walk.findings.error({
    rule,
    at: walk.path,
    message: `"${name}" must be ${what}, but it is ${describe(value)}.`,
  });
};

const inside = (walk: Walk, key: string | number, check: () => void): void => {
  walk.path.push(key);
  check();
  walk.path.pop();
};

const checkList = (walk: Walk, kind: Kind, value: unknown): void => {
  if (!Array.isArray(value)) expected(walk, "a list", value);
  else
    for (const [index, item] of value.entries())
      inside(walk, index, () => checkKind(walk, kind, item));
};

const checkMap = (walk: Walk, of: Kind | "string" | "scopes", value: unknown): void => {
  if (!isNode(value)) {
    expected(walk, "an object", value);
    return;
  }
  for (const key of Object.keys(value)) {
    // Extensions may stand among paths and responses (OpenAPI 3.1, section 4.9).
    if (key.startsWith("x-") && (of === "pathItem" || of === "response")) continue;
    walk.path.push(key);
    if (of === "string") checkScalar(walk, value[key], "string");
    else if (of === "scopes") checkStrings(walk, value[key]);
    else checkKind(walk, of, value[key]);
    walk.path.pop();
  }
};

const checkScalar = (walk: Walk, value: unknown, type: "string" | "boolean"): void => {
  if (typeof value !== type) expected(walk, `a ${type}`, value);
};

const checkStrings = (walk: Walk, value: unknown): void => {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string"))
    expected(walk, "a list of strings", value);
};

const checkSecurity = (walk: Walk, value: unknown): void => {
  if (!Array.isArray(value)) expected(walk, "a list of security requirements", value);
  else
    for (const [index, item] of value.entries())
      inside(walk, index, () => checkMap(walk, "scopes", item));
};

const checkType = (walk: Walk, value: unknown): void => {
  for (const type of Array.isArray(value) ? value : [value]) {
    if (typeof type === "string" && schemaTypes.includes(type)) continue;
    walk.findings.error({
      rule,
      at: walk.path,
      message: `A schema's type cannot be ${JSON.stringify(type)}.`,
      advice: suggest(String(type), schemaTypes),
    });
  }
};

const checkOneOf = (walk: Walk, value: unknown, allowed: readonly string[]): void => {
  if (typeof value === "string" && allowed.includes(value)) return;
  walk.findings.error({
    rule,
    at: walk.path,
    message: `"${walk.path.at(-1)}" cannot be ${JSON.stringify(value)}.`,
    advice: suggest(String(value), allowed),
  });
};

/** Checks by the names that `Shape` gives to what is not an object of a kind. */
const simpleChecks: Readonly<Record<Extract<Shape, string>, (walk: Walk, value: unknown) => void>> =
  {
    string: (walk, value) => checkScalar(walk, value, "string"),
    boolean: (walk, value) => checkScalar(walk, value, "boolean"),
    scalar: (walk, value) => {
      if (typeof value === "object") expected(walk, "a string", value);
    },
    array: (walk, value) => {
      if (!Array.isArray(value)) expected(walk, "a list", value);
    },
    strings: checkStrings,
    scopes: checkSecurity,
    schemaType: checkType,
    schemaItems: (walk, value) =>
      Array.isArray(value) ? checkList(walk, "schema", value) : checkKind(walk, "schema", value),
  };

const checkShape = (walk: Walk, shape: Shape, value: unknown): void => {
  if (typeof shape === "string") simpleChecks[shape](walk, value);
  else if ("kind" in shape) checkKind(walk, shape.kind, value);
  else if ("list" in shape) checkList(walk, shape.list, value);
  else if ("map" in shape) checkMap(walk, shape.map, value);
  else checkOneOf(walk, value, shape.oneOf);
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
    if (target === undefined) return false;
    if (!isReference(target)) break;
    reference = target.$ref;
  }
  for (const reference of seen) walk.resolved.add(reference);
  return true;
};

const checkReference = (walk: Walk, reference: string): void => {
  if (leadsSomewhere(walk, reference)) return;
  const known = valueAt(walk.root, pathOf(reference).slice(0, -1));
  const advice = isNode(known)
    ? suggest(pathOf(reference).at(-1) ?? "", Object.keys(known).slice(0, 2_000))
    : undefined;
  inside(walk, "$ref", () =>
    walk.findings.error({
      rule: "unresolved-reference",
      at: walk.path,
      message: `"${reference}" points at nothing in this document, or only back at itself.`,
      ...(advice?.startsWith("Did") && { advice }),
    }),
  );
};

const checkRequired = (walk: Walk, kind: Kind, node: Readonly<Record<string, unknown>>): void => {
  const { required, title, section } = shapes[kind];
  for (const field of required) {
    if (node[field] !== undefined && node[field] !== null) continue;
    walk.findings.error({
      rule,
      at: walk.path,
      message: `${title} needs "${field}" (OpenAPI 3.1, section ${section}).`,
    });
  }
};

const checkFields = (walk: Walk, kind: Kind, node: Readonly<Record<string, unknown>>): void => {
  const { fields, required } = shapes[kind];
  if (required.length > 0) checkRequired(walk, kind, node);
  for (const key in node) {
    const field = node[key];
    // An empty YAML value is null; it means that the field is absent.
    if (field === null || !Object.hasOwn(fields, key)) continue;
    const shape = fields[key];
    if (shape === undefined) continue;
    walk.path.push(key);
    checkShape(walk, shape, field);
    walk.path.pop();
  }
};

const checkKind = (walk: Walk, kind: Kind, value: unknown): void => {
  if (kind === "schema" && typeof value === "boolean") return;
  if (!isNode(value)) {
    expected(walk, "an object", value);
    return;
  }
  const reference = shapes[kind].referable ? value.$ref : undefined;
  if (typeof reference === "string") checkReference(walk, reference);
  else if (reference === undefined) checkFields(walk, kind, value);
  else inside(walk, "$ref", () => expected(walk, "a string", reference));
};

/** Reports whatever in the document would break generation. */
export const checkStructure = (document: unknown, findings: Findings): void =>
  checkKind({ root: document, findings, path: [], resolved: new Set() }, "document", document);
