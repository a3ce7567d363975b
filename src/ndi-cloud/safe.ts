/** `client.safe`: every call in the form that does not throw. */
import { type NdiResult, toResult } from "./result.js";

/** The methods of a group that answer promises, with results in place of exceptions; groups within it alike. */
export type Safe<Group> = {
  readonly [Name in keyof Group as Group[Name] extends Callable
    ? ReturnType<Group[Name]> extends PromiseLike<unknown>
      ? Name
      : never
    : Group[Name] extends object
      ? Name
      : never]: Group[Name] extends (...args: infer Args) => PromiseLike<infer T>
    ? (...args: Args) => Promise<NdiResult<T>>
    : Safe<Group[Name]>;
};

// Parameters are contravariant: whatever a method takes, it fits this.
type Callable = (...args: never[]) => unknown;

/** The same group, its calls in the form that does not throw. [NDI-112] */
export function createSafe<Group extends object>(group: Group): Safe<Group> {
  const proxy = new Proxy(group, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member === "function") {
        return (...args: unknown[]): Promise<NdiResult<unknown>> =>
          toResult(promiseOf(() => Reflect.apply(member, target, args)));
      }
      return typeof member === "object" && member !== null ? createSafe(member) : member;
    },
  });
  // The proxy answers for each member what the type says of it.
  return proxy as unknown as Safe<Group>;
}

/** The promise of a call itself, which knows its answer; a rejected one for a call that throws. */
function promiseOf(call: () => PromiseLike<unknown>): PromiseLike<unknown> {
  try {
    return call();
  } catch (error) {
    return Promise.reject(error);
  }
}
