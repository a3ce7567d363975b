/** Puts parts of the wrong shape right, by the table in `load/shapes.ts`; leaves out the least that it cannot. */
import { isNode } from "../../document.js";
import type { Fault } from "../structure.js";
import { fixList, fixMap, fixObject, fixScopes } from "./containers.js";
import { type Fields, setField } from "./draft.js";
import { type Fix, type Fixer, leftOut } from "./fix.js";
import { fixMissing } from "./missing.js";
import { fixPropertyRequired } from "./property-required.js";
import type { Change, Draft } from "./repair.js";
import { fixType } from "./schema-types.js";
import { fixArray, fixBoolean, fixOneOf, fixString, fixStrings } from "./values.js";
import { fixPlace, fixSchemeType } from "./words.js";

/** By the names that `Shape` gives to what is not an object of a kind. */
const simpleFixers: Readonly<Record<Extract<Fault["expected"], string>, Fixer>> = {
  string: fixString,
  scalar: () => leftOut,
  boolean: fixBoolean,
  array: fixArray,
  strings: fixStrings,
  scopes: fixScopes,
  schemaType: fixType,
  schemaItems: fixObject,
  present: fixMissing,
  // What was meant is not known: it stays an error.
  reference: () => undefined,
};

/** Fields with meanings of their own, by owner and key. */
const fieldFixers: Readonly<Record<string, Fixer>> = {
  "schema required": fixPropertyRequired,
  "parameter in": fixPlace,
  "securityScheme type": fixSchemeType,
};

const fixerOf = ({ owner, key, expected }: Fault): Fixer => {
  const own = `${owner} ${key}`;
  const ofField = Object.hasOwn(fieldFixers, own) ? fieldFixers[own] : undefined;
  if (ofField !== undefined && expected !== "present") return ofField;
  if (typeof expected === "string") return simpleFixers[expected];
  if ("kind" in expected) return fixObject;
  if ("list" in expected) return fixList;
  return "map" in expected ? fixMap : fixOneOf;
};

/** Items that are left out of lists, which keep their positions until all faults are dealt with. */
const createRemover = () => {
  const holes = new Map<unknown[], Set<number>>();
  const remove = (parent: object, key: string | number): void => {
    if (!Array.isArray(parent)) Reflect.deleteProperty(parent, key);
    else holes.set(parent, (holes.get(parent) ?? new Set()).add(Number(key)));
  };
  const close = (): void => {
    for (const [list, indexes] of holes)
      list.splice(0, list.length, ...list.filter((_, index) => !indexes.has(index)));
  };
  return { remove, close };
};

const valueAtFault = ({ parent, key }: Fault): unknown => Reflect.get(parent, key);

/** An object that lacks a field and cannot be given it is left out, but for the document itself. */
const fixFor = (fault: Fault, draft: Draft): Fix | undefined => {
  const value = fault.path.length === 0 ? draft.root : valueAtFault(fault);
  const fix = fixerOf(fault)(value, fault, draft);
  if (fix !== undefined || fault.expected !== "present") return fix;
  return fault.path.length < 2 ? undefined : leftOut;
};

const applyFix = (
  fault: Fault,
  fix: Fix,
  draft: Draft,
  remove: (parent: object, key: string | number) => void,
): void => {
  const { parent, key, expected, field } = fault;
  fix.also?.();
  if (expected === "present" && "to" in fix) {
    const node = fault.path.length === 0 ? draft.root : valueAtFault(fault);
    if (isNode(node)) setField(node, field ?? "", fix.to);
  } else if ("to" in fix) {
    const old = valueAtFault(fault);
    if (typeof fix.to === "object" && fix.to !== null && typeof old === "object" && old !== null)
      draft.origins.adopt(fix.to, old);
    setField(parent, key, fix.to);
  } else remove(parent, key);
};

/** One round over the faults; answers whether anything was changed. */
const repairFaults = function* (draft: Draft): Generator<Change, boolean> {
  const { remove, close } = createRemover();
  const done = new Set<string>();
  let changed = false;
  for (const fault of draft.survey().faults) {
    const fix = fixFor(fault, draft);
    // A type may be wrong in several of its words; it is put right as a whole.
    const place = [...fault.path, fault.field ?? ""].join("\n");
    if (fix === undefined || done.has(place)) continue;
    done.add(place);
    yield {
      in: fault.parent,
      key: fault.key,
      message: `${fault.message} ${fix.says}`,
      ...(fault.advice?.startsWith("Did") && { advice: fault.advice }),
    };
    applyFix(fault, fix, draft, remove);
    changed = true;
  }
  close();
  return changed;
};

/** Rounds after which what is still wrong stays an error. */
const mostRounds = 20;

export const repairStructure = function* (draft: Draft): Generator<Change> {
  for (const { node, field } of draft.survey().empties) {
    yield { in: node, key: field };
    // A draft's parts may be changed.
    delete (node as Fields)[field];
  }
  for (let round = 0; round < mostRounds; round++) if (!(yield* repairFaults(draft))) break;
};
