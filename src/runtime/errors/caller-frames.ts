/** Who awaited the call, in the stack of its error. */

/** The head, and the frames from here out to the reaction. All others are the caller's; tools may have rewritten them. */
const ownLines = 5;

/**
 * Adds the async functions that wait for `outcome` to an error's stack. The language's own async stack ends inside
 * the runtime: an error is made many steps away from them, in a timer or in the platform. Must be called by a reaction
 * whose promise is `outcome`: from there V8 follows promises to whoever awaits them. Other engines show no such frames.
 */
export function addCaller(error: Error): void {
  const frames = new Error().stack?.split("\n").slice(ownLines) ?? [];
  const stack = error.stack ?? "";
  const added = frames.filter((frame) => !stack.includes(frame));
  if (added.length > 0) error.stack = [stack, ...added].join("\n");
}
