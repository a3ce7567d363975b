/** Compares values that have one of several shapes: pairs the shapes of both sides, and tells which are left over. */
import { isDeepStrictEqual } from "node:util";
import type { SchemaView } from "./schema-view.js";
import { type LocatedSchema, unwrap, viewOf } from "./schema-view.js";
import type { Side } from "./side.js";
import { compareNull } from "./values.js";
import { inside, named, tell, type Views, type Walk } from "./walk.js";

interface Option {
  readonly schema: LocatedSchema;
  /** Name of its model, if it is one. */
  readonly model: string | undefined;
  readonly view: SchemaView;
}

const toOption = (side: Side, schema: LocatedSchema): Option => {
  const { at, value } = unwrap(side, schema);
  const isModel = at.length === 3 && at[1] === "schemas";
  return {
    schema: { at, value },
    model: isModel ? String(at[2]) : undefined,
    view: viewOf(side, { at, value }),
  };
};

const share = <T>(a: Iterable<T>, b: Iterable<T>): number => {
  const [one, other] = [new Set(a), new Set(b)];
  const all = new Set([...one, ...other]);
  return all.size === 0 ? 1 : [...one].filter((item) => other.has(item)).length / all.size;
};

/** How alike two shapes are, from 0 to 1. */
const likeness = (old: Option, now: Option): number => {
  if (old.model !== undefined && old.model === now.model) return 1;
  if (isDeepStrictEqual(old.schema.value, now.schema.value)) return 1;
  if (!isDeepStrictEqual(old.view.types, now.view.types)) return 0;
  const { properties } = old.view;
  if (properties.size === 0 && now.view.properties.size === 0)
    return old.view.types === undefined ? 0 : 0.75;
  return share(properties.keys(), now.view.properties.keys()) * 0.9;
};

/** Shapes that are at least this alike are one shape that changed. */
const alike = 0.5;

/** Pairs of shapes, the most alike first; what is left of either side is in `removed` and `added`. */
const pairOptions = (old: readonly Option[], now: readonly Option[]) => {
  const ranked = old
    .flatMap((a) => now.map((b) => ({ old: a, new: b, score: likeness(a, b) })))
    .filter(({ score }) => score >= alike)
    .sort((a, b) => b.score - a.score);
  const taken = new Set<Option>();
  const pairs = ranked.filter((pair) => {
    if (taken.has(pair.old) || taken.has(pair.new)) return false;
    taken.add(pair.old).add(pair.new);
    return true;
  });
  const isFree = (option: Option): boolean => !taken.has(option);
  return { pairs, removed: old.filter(isFree), added: now.filter(isFree) };
};

const nameOf = ({ model, view }: Option): string => {
  if (model !== undefined) return model;
  const title = view.parts[0]?.value.title;
  return title ?? ([...(view.types ?? ["any"])].join(" | ") || "any");
};

const compareOptions = (old: readonly Option[], now: readonly Option[], walk: Walk): void => {
  const { pairs, removed, added } = pairOptions(old, now);
  for (const pair of pairs)
    walk.compare(pair.old.schema, pair.new.schema, inside(walk, `<${nameOf(pair.new)}>`));
  for (const option of removed) {
    const message = `${named(walk)} is not of the shape \`${nameOf(option)}\` any more.`;
    tell(walk, `${walk.direction}-option-removed`, message, { old: option.schema.at });
  }
  for (const option of added) {
    const message = `${named(walk)} may be of the shape \`${nameOf(option)}\`.`;
    tell(walk, `${walk.direction}-option-added`, message, { new: option.schema.at });
  }
};

/** Whether a schema is nothing but a choice. */
const isChoice = ({ unions, types, properties }: SchemaView): boolean =>
  unions.length > 0 && types === undefined && properties.size === 0;

/** Alternatives that hold beside an object's own properties only narrow it down. */
const compareConditions = (views: Views, walk: Walk): void => {
  const [old, now] = [views.old.unions, views.new.unions];
  const at = { old: views.old.at, new: views.new.at };
  if (old.length === now.length) {
    old.forEach((options, index) => {
      compareOptions(
        options.map((schema) => toOption(walk.comparison.old, schema)),
        (now[index] ?? []).map((schema) => toOption(walk.comparison.new, schema)),
        walk,
      );
    });
    return;
  }
  const isMore = now.length > old.length;
  const message = `${named(walk)} has ${isMore ? "more" : "fewer"} alternatives within it.`;
  if (walk.direction === "answer") tell(walk, "answer-limit-changed", message, at);
  else tell(walk, isMore ? "request-limit-tightened" : "request-limit-loosened", message, at);
};

/** Compares choices; answers whether the values have been compared completely. */
export const compareUnions = (views: Views, walk: Walk): boolean => {
  const { comparison } = walk;
  if (views.old.unions.length === 0 && views.new.unions.length === 0) return false;
  const [wasChoice, isNowChoice] = [isChoice(views.old), isChoice(views.new)];
  if (!wasChoice && !isNowChoice) {
    compareConditions(views, walk);
    return false;
  }
  if (wasChoice && isNowChoice && views.old.unions.length === views.new.unions.length)
    compareConditions(views, walk);
  else {
    const optionsOf = (side: Side, view: SchemaView): Option[] => {
      const [options] = view.unions;
      if (isChoice(view) && options !== undefined)
        return options.map((schema) => toOption(side, schema));
      const [whole] = view.parts;
      const schema: LocatedSchema = whole ?? { at: view.at, value: undefined };
      return [{ schema, model: undefined, view }];
    };
    const old = optionsOf(comparison.old, views.old);
    compareOptions(old, optionsOf(comparison.new, views.new), walk);
  }
  compareNull(views, walk);
  return true;
};
