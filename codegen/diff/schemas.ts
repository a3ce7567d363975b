/** Compares two schemas for those who send values, or for those who read them. */
import type { Path } from "../diagnostics.js";
import type { Comparison, Direction } from "./comparison.js";
import { compareLimits } from "./limits.js";
import { compareObjects } from "./objects.js";
import { type LocatedSchema, unwrap, viewOf } from "./schema-view.js";
import { pointerOf } from "./side.js";
import type { Subject } from "./types.js";
import { compareUnions } from "./unions.js";
import { compareTypes, compareValues } from "./values.js";
import { named, tell, type Views, type Walk } from "./walk.js";
import { compareWords, sayOtherWords } from "./words.js";

const modelOf = (at: Path): string | undefined =>
  at.length === 3 && at[0] === "components" && at[1] === "schemas" ? String(at[2]) : undefined;

const compareHere = (old: LocatedSchema, now: LocatedSchema, walk: Walk): void => {
  const pair = `${pointerOf(old)} ${pointerOf(now)}`;
  if (walk.seen.has(pair)) return;
  walk.seen.add(pair);
  const views: Views = {
    old: viewOf(walk.comparison.old, old),
    new: viewOf(walk.comparison.new, now),
  };
  for (const { at } of views.old.parts) {
    const model = modelOf(at);
    if (model !== undefined) walk.comparison.touch(model, walk.subject);
  }
  compareWords(views, walk);
  if (compareUnions(views, walk) || !compareTypes(views, walk)) return;
  compareValues(views, walk);
  compareObjects(views, walk);
  compareLimits(views, walk);
};

/** Models that both sides have are put aside, and compared once for all who use them. */
const compare = (old: LocatedSchema, now: LocatedSchema, walk: Walk): void => {
  const { comparison, direction, subject } = walk;
  const [before, after] = [unwrap(comparison.old, old), unwrap(comparison.new, now)];
  // What looks through compositions must not overlook their words.
  if ((before !== old || after !== now) && sayOtherWords(old.value, now.value)) {
    const message = `${named(walk)} is described in other words.`;
    tell(walk, "description-changed", message, { old: old.at, new: now.at });
  }
  const [oldModel, newModel] = [modelOf(before.at), modelOf(after.at)];
  if (oldModel !== undefined && newModel !== undefined) {
    if (comparison.use(oldModel, newModel, direction, subject)) return;
  }
  compareHere(before, after, walk);
};

const createWalk = (
  comparison: Comparison,
  direction: Direction,
  subject: Subject,
  part: string,
): Walk => ({ comparison, direction, subject, part, seen: new Set(), compare });

/** Compares two schemas of a subject, which say what a part of it is like. */
export const compareSchemas = (
  comparison: Comparison,
  schemas: { readonly old: LocatedSchema; readonly new: LocatedSchema },
  where: { readonly direction: Direction; readonly subject: Subject; readonly part: string },
): void =>
  compare(
    schemas.old,
    schemas.new,
    createWalk(comparison, where.direction, where.subject, where.part),
  );

/** Compares two models in one direction. */
export const compareModelSchemas = (
  comparison: Comparison,
  schemas: { readonly old: LocatedSchema; readonly new: LocatedSchema },
  where: { readonly direction: Direction; readonly subject: Subject },
): void => {
  const { direction, subject } = where;
  // What was just taken must not be put aside again.
  compareHere(schemas.old, schemas.new, createWalk(comparison, direction, subject, ""));
};
