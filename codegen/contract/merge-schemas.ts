/** Two schemas that both hold, as one (JSON Schema 2020-12, section 10.2.1.1): what `allOf` comes to. */
import { isNode, type Node } from "../document.js";

type Combine = (a: unknown, b: unknown) => unknown;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const both: Combine = (a, b) => ({ allOf: [a, b] });
const first: Combine = (a) => a;
const joined: Combine = (a, b) => [...new Set([...listOf(a), ...listOf(b)])];
const larger: Combine = (a, b) => (Number(a) >= Number(b) ? a : b);
const smaller: Combine = (a, b) => (Number(a) <= Number(b) ? a : b);

const byKey =
  (combine: Combine): Combine =>
  (a, b) => {
    if (!isNode(a) || !isNode(b)) return isNode(a) ? a : b;
    const merged: Record<string, unknown> = { ...a };
    for (const [key, value] of Object.entries(b))
      merged[key] = Object.hasOwn(a, key) ? combine(a[key], value) : value;
    return merged;
  };

const commonTypes: Combine = (a, b) => {
  const others = listOf(b);
  const narrow = listOf(a).flatMap((type) => {
    if (others.includes(type)) return [type];
    if (type === "integer" && others.includes("number")) return ["integer"];
    return type === "number" && others.includes("integer") ? ["integer"] : [];
  });
  return narrow.length === 1 ? narrow[0] : narrow;
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const commonValues: Combine = (a, b) =>
  listOf(a).filter((value) => listOf(b).some((other) => isSame(value, other)));

const commonStep: Combine = (a, b) => {
  const [one, other] = [Number(a), Number(b)];
  if (Number.isInteger(one / other)) return one;
  return Number.isInteger(other / one) ? other : one * other;
};

/** A closed part leaves no room for what only the other part knows. */
const additional: Combine = (a, b) => {
  if (a === false || b === false) return false;
  return isNode(a) && isNode(b) ? both(a, b) : isNode(a) ? a : b;
};

/** Partial examples of parts are laid over each other, as the parts are. */
const overlaid: Combine = (a, b) => (isNode(a) && isNode(b) ? { ...a, ...b } : a);

const combiners: Readonly<Record<string, Combine>> = {
  properties: byKey(both),
  patternProperties: byKey(both),
  dependentRequired: byKey(joined),
  required: joined,
  type: commonTypes,
  enum: commonValues,
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  multipleOf: commonStep,
  patterns: joined,
  alternatives: joined,
  closed: joined,
  items: both,
  contains: first,
  additionalProperties: additional,
  uniqueItems: (a, b) => a === true || b === true,
  example: overlaid,
  examples: (a, b) => [overlaid(listOf(a)[0], listOf(b)[0])],
  default: overlaid,
};

/** Both schemas as one; keywords that cannot be joined are the first schema's. */
export const mergeSchemas = (a: Node, b: Node): Node => {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const combine = Object.hasOwn(combiners, key) ? combiners[key] : undefined;
    if (value === undefined) continue;
    merged[key] = a[key] === undefined ? value : (combine ?? first)(a[key], value);
  }
  return merged;
};
