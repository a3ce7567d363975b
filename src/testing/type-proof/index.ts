/**
 * What generated type tests are made of: types out of `paths`, derived a second time by conditional types, and the
 * claim that they are those of operations and methods. Types only: importing it costs nothing at run time.
 */

/** Whether two types are the same, not merely assignable to each other. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Claims that must all be true. */
export type Proof<Claims extends readonly true[]> = Claims;

/** What an operation's value carries in types. */
export type TypesOf<O extends { readonly "~types"?: unknown }> = NonNullable<O["~types"]>;
/** What a page of an operation holds. */
export type ItemOf<O extends { readonly "~item"?: unknown }> = NonNullable<O["~item"]>;

/** All parameters of one location. */
export type Group<Wire, Location> = Wire extends { parameters: infer P }
  ? Location extends keyof P
    ? NonNullable<P[Location]>
    : never
  : never;

type Content<T> = T extends { content: infer C } ? C : never;
type Of<C, Media> = { [M in keyof C]: M extends Media ? C[M] : never }[keyof C];
type Json<C> = { [M in keyof C]: M extends `${string}json${string}` ? C[M] : never }[keyof C];
type IsSuccess<Status> = Status extends string | number
  ? `${Status}` extends `2${string}`
    ? true
    : false
  : false;

/** The body of a media type. */
export type Body<Wire, Media> = Wire extends { requestBody?: infer B }
  ? Media extends keyof Content<NonNullable<B>>
    ? Content<NonNullable<B>>[Media]
    : never
  : never;

/** What the documented successes have in the given media types. */
export type Success<Wire, Media> = Wire extends { responses: infer R }
  ? { [S in keyof R]: IsSuccess<S> extends true ? Of<Content<R[S]>, Media> : never }[keyof R]
  : never;

/** JSON of one answer. */
export type Failure<Wire, Status> = Wire extends { responses: infer R }
  ? Status extends keyof R
    ? Json<Content<R[Status]>>
    : never
  : never;

/** The element of the list at a dotted path. */
export type ItemAt<T, Path extends string> = Path extends ""
  ? NonNullable<T> extends readonly (infer Item)[]
    ? Item
    : never
  : Path extends keyof NonNullable<T>
    ? ItemAt<NonNullable<T>[Path], "">
    : Path extends `${infer Head}.${infer Rest}`
      ? Head extends keyof NonNullable<T>
        ? ItemAt<NonNullable<T>[Head], Rest>
        : never
      : never;
