/** What is done about a fault. */
import type { Fault } from "../structure.js";
import type { Draft } from "./repair.js";

/** A new value for a part that is wrong; without one, the part is left out. */
export interface Fix {
  readonly to?: unknown;
  /** What the client does instead, as a sentence. */
  readonly says: string;
  /** What else is changed. */
  also?(): void;
}

/** Finds a fix for a fault's value; undefined where there is none that makes sense. */
export type Fixer = (value: unknown, fault: Fault, draft: Draft) => Fix | undefined;

/** The part is left out. */
export const leftOut: Fix = { says: "It is left out." };

/** The part is something else than it says. */
export const takenFor = (to: unknown): Fix => ({
  to,
  says: `It is taken for ${JSON.stringify(to)}.`,
});
