/** Parameters of paths that are not what the path's template says, and parameters that are listed twice. */
import { namesIn, templateParts } from "../template.js";
import { type Declared, declaredIn, declaredOf, type KnownParameters } from "./declared.js";
import { type Fields, setField } from "./draft.js";
import { type DraftOperation, operationsOf, pathItemsOf } from "./operations.js";
import type { Change, Draft } from "./repair.js";

const key = ({ parameter }: Declared): string => `${parameter.in} ${parameter.name}`;

const listOf = (node: Fields): readonly unknown[] =>
  Array.isArray(node.parameters) ? node.parameters : [];

/** One list may have each parameter once (OpenAPI 3.1, section 4.8.10); the first is kept. */
const repairDoubles = function* (root: unknown, node: Fields): Generator<Change> {
  const seen = new Set<string>();
  for (const one of declaredOf(root, node.parameters)) {
    const isDouble = seen.has(key(one));
    seen.add(key(one));
    if (!isDouble) continue;
    const list = listOf(node);
    const index = list.lastIndexOf(one.entry);
    yield {
      in: list,
      key: index,
      message: `The list already has the ${one.parameter.in} parameter "${one.parameter.name}"; the first one counts.`,
    };
    setField(
      node,
      "parameters",
      list.filter((_, at) => at !== index),
    );
  }
};

const spelling = (name: unknown): string =>
  String(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const isPath = ({ parameter }: Declared): boolean => parameter.in === "path";

/** A parameter whose name differs from the template's in spelling only is the template's. */
const repairSpelling = function* (
  { root, origins }: Draft,
  names: readonly string[],
  node: Fields,
  declared: readonly Declared[],
): Generator<Change> {
  for (const one of declaredOf(root, node.parameters).filter(isPath)) {
    const { parameter, entry } = one;
    if (names.includes(String(parameter.name))) continue;
    const meant = names.find(
      (name) =>
        spelling(name) === spelling(parameter.name) &&
        !declared.some((other) => isPath(other) && other.parameter.name === name),
    );
    if (meant === undefined) continue;
    const list = listOf(node);
    yield {
      in: list,
      key: list.indexOf(entry),
      message: `The path parameter "${parameter.name}" is taken for {${meant}}, as the path spells it.`,
    };
    const renamed = { ...origins.copy(parameter), name: meant };
    origins.adopt(renamed, parameter);
    setField(
      node,
      "parameters",
      list.map((other) => (other === entry ? renamed : other)),
    );
  }
};

const repairStrays = function* (
  root: unknown,
  names: readonly string[],
  path: string,
  node: Fields,
): Generator<Change> {
  for (const one of declaredOf(root, node.parameters).filter(isPath)) {
    if (names.includes(String(one.parameter.name))) continue;
    const list = listOf(node);
    yield {
      in: list,
      key: list.indexOf(one.entry),
      message: `The path ${path} has no {${one.parameter.name}}; the parameter is left out.`,
    };
    setField(
      node,
      "parameters",
      list.filter((other) => other !== one.entry),
    );
  }
};

const repairMissing = function* (
  root: unknown,
  names: readonly string[],
  { item, node }: DraftOperation,
): Generator<Change> {
  const declared = declaredIn(root, item, node).filter(isPath);
  for (const name of names) {
    if (declared.some(({ parameter }) => parameter.name === name)) continue;
    yield {
      in: node,
      message: `No path parameter "${name}" is described; it is taken for a required text.`,
    };
    const parameter = { name, in: "path", required: true, schema: { type: "string" } };
    setField(node, "parameters", [...listOf(node), parameter]);
  }
};

/** A value of the path cannot be left out (OpenAPI 3.1, section 4.8.12.2). */
const repairOptional = function* (root: unknown, node: Fields): Generator<Change> {
  for (const { parameter } of declaredOf(root, node.parameters).filter(isPath)) {
    if (parameter.required === true) continue;
    yield {
      in: parameter,
      message: `The path parameter "${parameter.name}" does not say that it is required; it is.`,
    };
    parameter.required = true;
  }
};

/** A field without a name cannot be sent (RFC 9110, section 5.1). */
const isNameless = ({ parameter }: Declared): boolean =>
  parameter.in === "header" && parameter.name === "";

const repairNameless = function* (root: unknown, node: Fields): Generator<Change> {
  for (const { entry } of declaredOf(root, node.parameters).filter(isNameless)) {
    const list = listOf(node);
    yield {
      in: list,
      key: list.indexOf(entry),
      message: "A header parameter has an empty name; the parameter is left out.",
    };
    setField(
      node,
      "parameters",
      list.filter((other) => other !== entry),
    );
  }
};

const hasDoubles = (list: readonly Declared[]): boolean =>
  list.some((one, index) => list.findIndex((other) => key(other) === key(one)) !== index);

/** Whether every operation of a path has just the parameters that the path asks for: nearly all have. */
const areSound = (
  root: unknown,
  names: readonly string[],
  item: Fields,
  known: KnownParameters,
): boolean => {
  const shared = declaredOf(root, item.parameters, known);
  const isSoundPath = ({ parameter }: Declared): boolean =>
    parameter.required === true && names.includes(String(parameter.name));
  const isSoundList = (list: readonly Declared[]): boolean =>
    !hasDoubles(list) && !list.some(isNameless) && list.filter(isPath).every(isSoundPath);
  if (!isSoundList(shared)) return false;
  return operationsOf("", item).every(({ node }) => {
    const own = declaredOf(root, node.parameters, known);
    if (!isSoundList(own)) return false;
    return names.every((name) =>
      [...own, ...shared].some((one) => isPath(one) && one.parameter.name === name),
    );
  });
};

export const repairParameters = function* (draft: Draft): Generator<Change> {
  const { root } = draft;
  const known: KnownParameters = new Map();
  for (const [path, item] of pathItemsOf(root)) {
    const names = namesIn(templateParts(path).path);
    if (areSound(root, names, item, known)) continue;
    const operations = operationsOf(path, item);
    const nodes = [item, ...operations.map(({ node }) => node)];
    for (const node of nodes) yield* repairDoubles(root, node);
    for (const node of nodes) {
      const declared = operations.flatMap((one) => declaredIn(root, item, one.node));
      yield* repairSpelling(draft, names, node, declared);
    }
    for (const node of nodes) {
      yield* repairStrays(root, names, path, node);
      yield* repairOptional(root, node);
      yield* repairNameless(root, node);
    }
    for (const operation of operations) yield* repairMissing(root, names, operation);
  }
};
