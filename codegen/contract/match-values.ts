/** Which value of a generated client performs which operation of its document. */
import type { Operation } from "clientwright/runtime";

/** What an operation is known by in a document. */
export interface KnownOperation {
  readonly id: string | undefined;
  readonly method: string;
  readonly path: string;
}

/** What is sent, whichever way it is written: values have a fixed query apart, and no fragment, which never leaves. */
const keyOf = ({
  method,
  path,
  query,
}: { readonly query?: string } & Pick<KnownOperation, "method" | "path">): string => {
  const fixed = query === undefined ? "" : `?${query}`;
  return `${method} ${path.replace(/#.*$/s, "")}${fixed}`;
};

const grouped = <T extends Pick<KnownOperation, "method" | "path">>(
  entries: Iterable<T>,
): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry)) ?? [];
    group.push(entry);
    groups.set(keyOf(entry), group);
  }
  return groups;
};

/** Values by operation, each at most once: the one of the same id, else one of the same verb and path. */
export const matchValues = <T extends KnownOperation>(
  operations: readonly T[],
  values: Iterable<Operation>,
): Map<T, Operation> => {
  const matched = new Map<T, Operation>();
  const free = grouped(values);
  for (const [key, group] of grouped(operations)) {
    const left = new Set(free.get(key));
    for (const operation of group) {
      const own = [...left].find(({ id }) => id === operation.id);
      if (own === undefined) continue;
      matched.set(operation, own);
      left.delete(own);
    }
    for (const operation of group) {
      const [next] = left;
      if (next === undefined || matched.has(operation)) continue;
      matched.set(operation, next);
      left.delete(next);
    }
  }
  return matched;
};
