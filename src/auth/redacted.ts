/** Keeps providers from showing anything when they are printed or serialised. */

/** What `console.log` and `util.inspect` look for in Node, Deno and Bun. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

/** Adds a `toJSON` and an inspection text that name the kind of a value and nothing else. */
export function withoutSecrets<T extends object>(kind: string, value: T): T {
  const label = { value: () => `[${kind}: secrets hidden]`, enumerable: false };
  return Object.defineProperties(value, { toJSON: label, toString: label, [inspect]: label });
}
