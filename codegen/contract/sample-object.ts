/** Sample objects: what is required, and what else there is room for (JSON Schema 2020-12, section 10.3.2). */
import { isNode, type Node } from "../document.js";
import { UnsampledError } from "./flat-schema.js";
import { atPointer, child } from "./openapi.js";
import { compilePattern } from "./pattern.js";
import { textOfPattern } from "./sample-pattern.js";
import { hasRoom, type Walk } from "./sample-walk.js";

type SampleIn = (schema: unknown, walk: Walk) => unknown;

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];

const isLeftOut = ({ document, options }: Walk, schema: unknown): boolean => {
  if (!isNode(schema) || options.forRequest === false) return false;
  const { $ref: reference, readOnly } = schema;
  const target = typeof reference === "string" ? atPointer(document, reference.slice(1)) : schema;
  return readOnly === true || (isNode(target) && target.readOnly === true);
};

/** The schema of a property that is not listed by name. */
const unlisted = (schema: Node, name: string): unknown => {
  for (const [pattern, described] of Object.entries(child(schema, "patternProperties")))
    if (compilePattern(pattern)?.test(name)) return described;
  return isNode(schema.additionalProperties) ? schema.additionalProperties : true;
};

/** Whether every part of the schema that has no additional properties knows the name. */
const isAllowed = (schema: Node, name: string): boolean =>
  !Array.isArray(schema.closed) || schema.closed.every((names) => namesIn(names).includes(name));

/** A name for a property that the document does not list. */
const freeName = (schema: Node, walk: Walk, sampleIn: SampleIn): string => {
  const { index } = walk;
  const { propertyNames } = schema;
  if (isNode(propertyNames)) return String(sampleIn({ type: "string", ...propertyNames }, walk));
  const [pattern] = Object.keys(child(schema, "patternProperties"));
  const isOpen = schema.additionalProperties !== false;
  const named =
    pattern === undefined || isOpen ? undefined : textOfPattern(pattern, { index, longer: 0 });
  return named ?? `key${index + 1}`;
};

/** Fills up to the number of properties that is wanted. */
const addUnlisted = (
  sample: Map<string, unknown>,
  schema: Node,
  walk: Walk,
  sampleIn: SampleIn,
): void => {
  const least = typeof schema.minProperties === "number" ? schema.minProperties : 0;
  const isMap = isNode(schema.additionalProperties) && hasRoom(walk);
  const isClosed = schema.additionalProperties === false && schema.patternProperties === undefined;
  const wanted = isClosed ? 0 : Math.max(least, isMap ? 1 : 0);
  for (let index = sample.size; index < wanted; index += 1) {
    const name = freeName(schema, { ...walk, index }, sampleIn);
    try {
      sample.set(name, sampleIn(unlisted(schema, name), { ...walk, index }));
    } catch (error) {
      // Maps that contain their like end in empty ones.
      if (!(error instanceof UnsampledError) || index < least) throw error;
      return;
    }
  }
};

const sampleProperty = (
  schema: unknown,
  isRequired: boolean,
  walk: Walk,
  sampleIn: SampleIn,
): unknown => {
  try {
    return sampleIn(schema, walk);
  } catch (error) {
    // What is optional and cannot be sampled is left out.
    if (error instanceof UnsampledError && !isRequired) return undefined;
    throw error;
  }
};

/** Names of the properties to sample: those that must be there, and those that may where there is room. */
const chosenNames = (schema: Node, walk: Walk): readonly string[] => {
  const properties = child(schema, "properties");
  const required = namesIn(schema.required);
  const most =
    typeof schema.maxProperties === "number" ? schema.maxProperties : Number.POSITIVE_INFINITY;
  const least = typeof schema.minProperties === "number" ? schema.minProperties : 0;
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const allowed = optional.filter((name) => isAllowed(schema, name));
  const room = hasRoom(walk) ? most - required.length : Math.max(0, least - required.length);
  const taken = new Set([...required, ...allowed.slice(0, Math.max(0, room))]);
  for (const [name, others] of Object.entries(child(schema, "dependentRequired")))
    if (taken.has(name)) for (const other of namesIn(others)) taken.add(other);
  // In the order of the document.
  return [
    ...Object.keys(properties).filter((name) => taken.has(name)),
    ...[...taken].filter((name) => !Object.hasOwn(properties, name)),
  ];
};

/** An object for a flat schema. */
export const sampleObject = (schema: Node, walk: Walk, sampleIn: SampleIn): Node => {
  const properties = child(schema, "properties");
  const required = namesIn(schema.required);
  const sample = new Map<string, unknown>();
  for (const name of chosenNames(schema, walk)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : unlisted(schema, name);
    if (isLeftOut(walk, property)) continue;
    const value = sampleProperty(property, required.includes(name), walk, sampleIn);
    if (value !== undefined) sample.set(name, value);
  }
  addUnlisted(sample, schema, walk, sampleIn);
  // Any name is an own property here, whatever objects inherit.
  return Object.fromEntries(sample);
};
