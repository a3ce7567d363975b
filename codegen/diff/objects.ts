/** Compares what values hold: properties of objects, and elements of lists. */
import { isNode } from "../document.js";
import type { Change, Direction } from "./comparison.js";
import type { LocatedSchema, Property, SchemaView } from "./schema-view.js";
import type { Level } from "./types.js";
import { inside, named, tell, type Views, type Walk } from "./walk.js";

const placeOf = ({ schemas }: Property, { at }: SchemaView, name: string) => {
  const [first] = schemas;
  // A property that is a model is where its owner says so.
  return first === undefined || first.at.length <= 3 ? [...at, "properties", name] : first.at;
};

/** Whether a property is never there in a direction (JSON Schema 2020-12, section 9.4). */
const isAbsent = ({ schemas }: Property, direction: Direction): boolean => {
  const mark = direction === "request" ? "readOnly" : "writeOnly";
  return schemas.some(({ value }) => isNode(value) && value[mark] === true);
};

/** Whether a property is always there in types. */
const isPresent = ({ required, hasDefault }: Property, direction: Direction): boolean =>
  required || (direction === "answer" && hasDefault);

const addProperty = (name: string, property: Property, views: Views, walk: Walk): void => {
  const at = { new: placeOf(property, views.new, name) };
  if (walk.direction === "answer") {
    tell(walk, "answer-property-added", `${named(walk)} is new.`, at);
    return;
  }
  if (property.required)
    tell(walk, "request-property-added-required", `${named(walk)} is new, and must be set.`, at);
  else tell(walk, "request-property-added", `${named(walk)} is new.`, at);
};

const removeProperty = (name: string, property: Property, views: Views, walk: Walk): void => {
  const at = { old: placeOf(property, views.old, name) };
  const message = `${named(walk)} is gone.`;
  if (walk.direction === "answer") tell(walk, "answer-property-removed", message, at);
  else {
    const levels: Change["levels"] = {
      types: views.new.indexed ? undefined : "breaking",
      wire: views.new.closed ? "breaking" : "note",
    };
    tell(walk, "request-property-removed", message, { ...at, levels });
  }
};

const comparePresence = (
  name: string,
  old: Property,
  now: Property,
  views: Views,
  walk: Walk,
): void => {
  const { direction } = walk;
  const inTypes = isPresent(old, direction) !== isPresent(now, direction);
  const onWire = old.required !== now.required;
  if (!inTypes && !onWire) return;
  const isFirm = inTypes ? isPresent(now, direction) : now.required;
  const rule = `${direction}-property-${isFirm ? "required" : "optional"}` as const;
  const at = { old: placeOf(old, views.old, name), new: placeOf(now, views.new, name) };
  const message = {
    "request-property-required": `${named(walk)} must be set.`,
    "request-property-optional": `${named(walk)} need not be set.`,
    "answer-property-required": `${named(walk)} is always there.`,
    "answer-property-optional": `${named(walk)} may be missing.`,
  }[rule];
  const isBreaking = rule === "request-property-required" || rule === "answer-property-optional";
  const level: Level = isBreaking ? "breaking" : "compatible";
  tell(walk, rule, message, {
    ...at,
    levels: { types: inTypes ? level : undefined, wire: onWire ? level : undefined },
  });
};

/** The description of a property that counts: where several hold at once, the most specific is the last. */
const last = ({ schemas }: Property): LocatedSchema | undefined => schemas.at(-1);

const compareProperties = (views: Views, walk: Walk): void => {
  const names = new Set([...views.old.properties.keys(), ...views.new.properties.keys()]);
  const find = ({ properties }: SchemaView, name: string): Property | undefined => {
    const property = properties.get(name);
    return property === undefined || isAbsent(property, walk.direction) ? undefined : property;
  };
  for (const name of names) {
    const [old, now] = [find(views.old, name), find(views.new, name)];
    const within = inside(walk, `.${name}`);
    if (old === undefined && now !== undefined) addProperty(name, now, views, within);
    if (now === undefined && old !== undefined) removeProperty(name, old, views, within);
    if (old === undefined || now === undefined) continue;
    comparePresence(name, old, now, views, within);
    const [before, after] = [last(old), last(now)];
    if (before !== undefined && after !== undefined) walk.compare(before, after, within);
  }
};

const compareExtra = (views: Views, walk: Walk): void => {
  const { old, new: now } = views;
  const at = { old: old.at, new: now.at };
  const any = "properties that are not listed";
  if (walk.direction === "answer") {
    if (old.indexed && !now.indexed)
      tell(walk, "answer-extra-removed", `${named(walk)} has no ${any}.`, at);
    if (!old.indexed && now.indexed)
      tell(walk, "answer-extra-added", `${named(walk)} may have ${any}.`, at);
  } else if (old.indexed && !now.indexed)
    tell(walk, "request-extra-refused", `${named(walk)} must not have ${any}.`, at);
  else if (!old.closed && now.closed)
    tell(walk, "request-closed", `${named(walk)} must not have ${any}.`, at);
  else if ((!old.indexed && now.indexed) || (old.closed && !now.closed))
    tell(walk, "request-extra-allowed", `${named(walk)} may have ${any}.`, at);
  if (old.extra !== undefined && now.extra !== undefined)
    walk.compare(old.extra, now.extra, inside(walk, "[*]"));
};

const compareTuples = (
  old: readonly LocatedSchema[],
  now: readonly LocatedSchema[],
  views: Views,
  walk: Walk,
): void => {
  if (old.length !== now.length) {
    const message = `${named(walk)} is a list of ${now.length}, and was one of ${old.length}.`;
    tell(walk, `${walk.direction}-type-changed`, message, { old: views.old.at, new: views.new.at });
    return;
  }
  old.forEach((schema, index) => {
    const other = now[index];
    if (other !== undefined) walk.compare(schema, other, inside(walk, `[${index}]`));
  });
};

const compareElements = (views: Views, walk: Walk): void => {
  const { old, new: now } = views;
  const at = { old: old.at, new: now.at };
  if (old.tuple !== undefined || now.tuple !== undefined) {
    if (old.tuple !== undefined && now.tuple !== undefined)
      compareTuples(old.tuple, now.tuple, views, walk);
    else tell(walk, `${walk.direction}-type-changed`, `${named(walk)} is another list.`, at);
    return;
  }
  const within = inside(walk, "[]");
  if (old.items !== undefined && now.items !== undefined)
    walk.compare(old.items, now.items, within);
  else if (old.items !== undefined)
    tell(within, `${walk.direction}-type-widened`, `${named(within)} may be anything.`, at);
  else if (now.items !== undefined)
    tell(within, `${walk.direction}-type-narrowed`, `${named(within)} has a type.`, at);
};

/** Compares properties and elements. */
export const compareObjects = (views: Views, walk: Walk): void => {
  compareProperties(views, walk);
  compareExtra(views, walk);
  compareElements(views, walk);
};
