/** One check for each keyword of JSON Schema. */
import { isRecord } from "../records.js";
import type { JsonSchema } from "./request-schemas.js";
import { type Issue, withInput } from "./validation.js";

/** Where a check is, and where its findings go. */
export interface CheckContext {
  /** Path of the value, e.g. `items[0].text`; empty at the root. */
  readonly path: string;
  readonly models: Readonly<Record<string, JsonSchema>>;
  readonly issues: Issue[];
}

type Check = (value: unknown, schema: JsonSchema, context: CheckContext) => void;

/** Adds what is wrong with a value. Of values of the wrong type nothing else is said. */
export function checkKeywords(value: unknown, schema: JsonSchema, context: CheckContext): void {
  const { $ref, ...own } = schema;
  const model = $ref === undefined ? undefined : context.models[$ref];
  if (model !== undefined) checkKeywords(value, model, context);
  if (own.type !== undefined && !isOfType(value, own.type)) {
    report(context, value, `must be ${typesText(own.type)}`, "invalid_type");
    return;
  }
  for (const check of checks) check(value, own, context);
}

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string" || value instanceof Date,
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

function isOfType(value: unknown, types: string | readonly string[]): boolean {
  return [types].flat().some((type) => typeTests[type]?.(value) ?? true);
}

function typesText(types: string | readonly string[]): string {
  return [types]
    .flat()
    .map((type) => (type === "null" ? type : `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`))
    .join(" or ");
}

const checks: readonly Check[] = [
  (value, { enum: values }, context) => {
    if (values === undefined || values.some((one) => isSame(one, value))) return;
    const known = values.map((one) => JSON.stringify(one)).join(", ");
    report(context, value, `must be one of ${known}`, "invalid_value");
  },
  (value, schema, context) => {
    if (!Object.hasOwn(schema, "const") || isSame(schema.const, value)) return;
    report(context, value, `must be ${JSON.stringify(schema.const)}`, "invalid_value");
  },
  checkText,
  checkNumber,
  checkList,
  checkObject,
  (value, { allOf = [] }, context) => {
    for (const part of allOf) checkKeywords(value, part, context);
  },
  checkAlternatives,
];

function checkText(value: unknown, schema: JsonSchema, context: CheckContext): void {
  if (typeof value !== "string") return;
  const { minLength, maxLength, pattern } = schema;
  // Characters, not UTF-16 units (RFC 8259, section 7; JSON Schema validation, section 6.3).
  const length = minLength === undefined && maxLength === undefined ? 0 : [...value].length;
  if (minLength !== undefined && length < minLength)
    report(context, value, `must have at least ${count(minLength, "character")}`, "too_small");
  if (maxLength !== undefined && length > maxLength)
    report(context, value, `must have at most ${count(maxLength, "character")}`, "too_big");
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value))
    report(context, value, `must match ${pattern}`, "invalid_format");
}

function checkNumber(value: unknown, schema: JsonSchema, context: CheckContext): void {
  if (typeof value !== "number") return;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (minimum !== undefined && value < minimum)
    report(context, value, `must be at least ${minimum}`, "too_small");
  if (maximum !== undefined && value > maximum)
    report(context, value, `must be at most ${maximum}`, "too_big");
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    report(context, value, `must be greater than ${exclusiveMinimum}`, "too_small");
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    report(context, value, `must be less than ${exclusiveMaximum}`, "too_big");
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf))
    report(context, value, `must be a multiple of ${multipleOf}`, "not_multiple_of");
}

function checkList(value: unknown, schema: JsonSchema, context: CheckContext): void {
  if (!Array.isArray(value)) return;
  const { minItems, maxItems, uniqueItems, items } = schema;
  if (minItems !== undefined && value.length < minItems)
    report(context, value, `must have at least ${count(minItems, "item")}`, "too_small");
  if (maxItems !== undefined && value.length > maxItems)
    report(context, value, `must have at most ${count(maxItems, "item")}`, "too_big");
  const texts = uniqueItems ? value.map((item) => JSON.stringify(item)) : [];
  if (new Set(texts).size < texts.length)
    report(context, value, "must not have the same item twice", "not_unique");
  if (items === undefined) return;
  value.forEach((item: unknown, index) => {
    checkKeywords(item, items, { ...context, path: `${context.path}[${index}]` });
  });
}

function checkObject(value: unknown, schema: JsonSchema, context: CheckContext): void {
  if (!isRecord(value)) return;
  const { required = [], properties = {}, additionalProperties } = schema;
  for (const name of required) {
    if (value[name] !== undefined) continue;
    report(within(context, name), undefined, "is required", "required");
  }
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === false) report(within(context, name), member, "is not known", "unrecognized");
    else if (own !== undefined) checkKeywords(member, own, within(context, name));
  }
}

/** Where none fits, the findings of the one that has the fewest are the most helpful. */
function checkAlternatives(value: unknown, schema: JsonSchema, context: CheckContext): void {
  const { anyOf } = schema;
  if (anyOf === undefined) return;
  const findings = anyOf.map((option) => {
    const issues: Issue[] = [];
    checkKeywords(value, option, { ...context, issues });
    return issues;
  });
  const [fewest = []] = findings.toSorted((a, b) => rank(a) - rank(b));
  context.issues.push(...fewest);
}

/** An alternative of another type is not what was meant. */
function rank(issues: readonly Issue[]): number {
  const isOther = issues.some(({ code }) => code === "invalid_type" || code === "invalid_value");
  return issues.length + (isOther ? 1_000 : 0);
}

function within(context: CheckContext, name: string): CheckContext {
  return { ...context, path: context.path === "" ? name : `${context.path}.${name}` };
}

function report(
  { path, issues }: CheckContext,
  input: unknown,
  message: string,
  code: string,
): void {
  issues.push(withInput({ path, message, code }, input));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function isSame(expected: unknown, value: unknown): boolean {
  return expected === value || JSON.stringify(expected) === JSON.stringify(value);
}
