/** Keeps secrets of an answer out of everything that prints or copies it. */

/**
 * The same object with these members readable by name and otherwise unseen: consoles, `JSON.stringify` and spreading
 * leave them out.
 */
export function withHiddenMembers<T extends object>(value: T, names: readonly string[]): T {
  for (const name of names) {
    const member = Object.getOwnPropertyDescriptor(value, name);
    if (member !== undefined) Object.defineProperty(value, name, { ...member, enumerable: false });
  }
  return value;
}
