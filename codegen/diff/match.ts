/** Finds out which operations and which models of both sides are the same ones. */
import { isDeepStrictEqual } from "node:util";
import type { Entry, Side } from "./side.js";

/** Operations of both sides. */
export interface Matched {
  readonly pairs: readonly { readonly old: Entry; readonly new: Entry }[];
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
}

const lineOf = ({ operation }: Entry): string =>
  // Names within braces are not sent.
  `${operation.verb} ${operation.path.replace(/\{[^{}]*\}/g, "{}")}`;

const idOf = ({ operation }: Entry): string | undefined =>
  operation.anonymous ? undefined : operation.id;

/** What makes two operations the same, the strongest first. */
const likenesses: readonly ((entry: Entry) => string | undefined)[] = [
  (entry) => JSON.stringify([idOf(entry) ?? "", lineOf(entry)]),
  idOf,
  lineOf,
];

/** Pairs operations by operationId and request line, then by either. */
export const matchOperations = (old: Side, now: Side): Matched => {
  const partners = new Map<Entry, Entry>();
  const taken = new Set<Entry>();
  for (const key of likenesses) {
    const open = new Map<string, Entry>();
    for (const entry of now.entries) {
      const own = key(entry);
      if (own !== undefined && !taken.has(entry) && !open.has(own)) open.set(own, entry);
    }
    for (const entry of old.entries) {
      const own = key(entry);
      const partner = own === undefined ? undefined : open.get(own);
      if (own === undefined || partner === undefined || partners.has(entry)) continue;
      partners.set(entry, partner);
      taken.add(partner);
      open.delete(own);
    }
  }
  return {
    pairs: old.entries.flatMap((entry) => {
      const partner = partners.get(entry);
      return partner === undefined ? [] : [{ old: entry, new: partner }];
    }),
    removed: old.entries.filter((entry) => !partners.has(entry)),
    added: now.entries.filter((entry) => !taken.has(entry)),
  };
};

const schemasOf = ({ document }: Side): Readonly<Record<string, unknown>> =>
  document.components?.schemas ?? {};

/** Wire names of models that are gone, with those of new ones that say the same. */
export const matchRenamed = (old: Side, now: Side): Map<string, string> => {
  const [before, after] = [schemasOf(old), schemasOf(now)];
  const gone = Object.entries(before).filter(([name]) => !Object.hasOwn(after, name));
  const added = Object.entries(after).filter(([name]) => !Object.hasOwn(before, name));
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const [name, schema] of gone) {
    const same = added.find(([other, now]) => !taken.has(other) && isDeepStrictEqual(schema, now));
    if (same === undefined) continue;
    renamed.set(name, same[0]);
    taken.add(same[0]);
  }
  return renamed;
};
