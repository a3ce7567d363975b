/** Claims about types, for files that only the compiler reads. */

/** Whether two types are the same, not merely assignable to each other. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

interface Claim<Actual> {
  /** Compiles only when the type is exactly this one; a mismatch asks for an argument. */
  toBe<Expected>(
    ...mismatch: Same<Actual, Expected> extends true
      ? []
      : [{ readonly actual: Actual; readonly expected: Expected }]
  ): void;
}

const claim = { toBe: () => undefined };

/** A claim about a type: `expectType<Awaited<T>>().toBe<Token>()`. */
export const expectType = <Actual>(): Claim<Actual> => claim;

/** A claim about the type of a value: `expectTypeOf(await call).toBe<Token>()`. */
export const expectTypeOf = <Actual>(_value: Actual): Claim<Actual> => claim;
