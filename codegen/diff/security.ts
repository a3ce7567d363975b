/** Compares which credentials an operation takes. */
import type { Path } from "../diagnostics.js";
import type { SecurityNode } from "../document.js";
import type { Comparison } from "./comparison.js";
import type { Entry, Side } from "./side.js";
import type { Subject } from "./types.js";
import { listOf } from "./walk.js";

interface Pair {
  readonly old: Entry;
  readonly new: Entry;
}

const keyOf = (alternative: readonly string[]): string => [...alternative].sort().join(" + ");

const isOpen = ({ operation }: Entry): boolean =>
  operation.security.length === 0 || operation.security.some((names) => names.length === 0);

const placeOf = ({ raw }: Entry, { document }: Side): Path =>
  raw.node.security === undefined && document.security !== undefined
    ? ["security"]
    : [...raw.at, "security"];

/** Scopes of each scheme, of all alternatives together. */
const scopesOf = ({ raw }: Entry, { document }: Side): Map<string, Set<string>> => {
  const requirements: SecurityNode = raw.node.security ?? document.security ?? [];
  const scopes = new Map<string, Set<string>>();
  for (const requirement of requirements)
    for (const [name, asked] of Object.entries(requirement))
      scopes.set(name, new Set([...(scopes.get(name) ?? []), ...asked]));
  return scopes;
};

const compareScopes = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const old = scopesOf(pair.old, comparison.old);
  const now = scopesOf(pair.new, comparison.new);
  const at = {
    old: placeOf(pair.old, comparison.old),
    new: placeOf(pair.new, comparison.new),
  };
  for (const [name, scopes] of now) {
    const before = old.get(name);
    if (before === undefined) continue;
    const added = [...scopes].filter((scope) => !before.has(scope));
    const removed = [...before].filter((scope) => !scopes.has(scope));
    if (added.length > 0) {
      const message = `\`${name}\` needs the scope ${listOf(added)}.`;
      comparison.report("security-scope-added", subject, { ...at, part: name, message });
    }
    if (removed.length > 0) {
      const message = `\`${name}\` needs the scope ${listOf(removed)} no more.`;
      comparison.report("security-scope-removed", subject, { ...at, part: name, message });
    }
  }
};

const compareAlternatives = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const keys = ({ operation }: Entry): string[] =>
    operation.security.filter((names) => names.length > 0).map(keyOf);
  const at = {
    old: placeOf(pair.old, comparison.old),
    new: placeOf(pair.new, comparison.new),
  };
  const [old, now] = [keys(pair.old), keys(pair.new)];
  for (const key of old.filter((one) => !now.includes(one))) {
    const message = `\`${key}\` is not accepted any more.`;
    comparison.report("security-alternative-removed", subject, { ...at, part: key, message });
  }
  for (const key of now.filter((one) => !old.includes(one))) {
    const message = `\`${key}\` is accepted.`;
    comparison.report("security-alternative-added", subject, { ...at, part: key, message });
  }
};

/** Compares the security of an operation. */
export const compareSecurity = (pair: Pair, subject: Subject, comparison: Comparison): void => {
  const at = {
    old: placeOf(pair.old, comparison.old),
    new: placeOf(pair.new, comparison.new),
  };
  const [wasOpen, isNowOpen] = [isOpen(pair.old), isOpen(pair.new)];
  if (wasOpen && !isNowOpen) {
    const wanted = listOf(pair.new.operation.security.map(keyOf));
    const message = `Credentials are needed: ${wanted}.`;
    comparison.report("security-added", subject, { ...at, message });
  } else if (!wasOpen && isNowOpen)
    comparison.report("security-dropped", subject, {
      ...at,
      message: "No credentials are needed.",
    });
  else if (!isNowOpen) compareAlternatives(pair, subject, comparison);
  compareScopes(pair, subject, comparison);
};
