/** Where a comparison of schemas is, and how it goes on. */
import type { Change, Comparison, Direction } from "./comparison.js";
import type { RuleName } from "./rules.js";
import type { LocatedSchema, SchemaView } from "./schema-view.js";
import type { Subject } from "./types.js";

/** What a comparison of schemas is about. */
export interface Walk {
  readonly comparison: Comparison;
  readonly direction: Direction;
  readonly subject: Subject;
  /** Path of the value within its subject, e.g. `body.items[].name`. */
  readonly part: string;
  /** Pairs of schemas that are being compared already: schemas may contain themselves. */
  readonly seen: Set<string>;
  /** Compares two schemas within this one. */
  compare(old: LocatedSchema, now: LocatedSchema, walk: Walk): void;
}

/** Both sides of one value. */
export interface Views {
  readonly old: SchemaView;
  readonly new: SchemaView;
}

/** The walk one step further in. */
export const inside = (walk: Walk, step: string): Walk => ({
  ...walk,
  part: walk.part === "" ? step.replace(/^\./, "") : `${walk.part}${step}`,
});

/** A value as messages name it. */
export const named = ({ part }: Pick<Walk, "part">): string =>
  part === "" ? "The value" : `\`${part}\``;

/** Names of values, as messages list them. */
export const listOf = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(", ");

/** Reports a change of the value that a walk has come to. */
export const tell = (
  walk: Walk,
  rule: RuleName,
  message: string,
  at: Pick<Change, "old" | "new" | "levels">,
): void => walk.comparison.report(rule, walk.subject, { ...at, part: walk.part, message });
