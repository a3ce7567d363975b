/** What a promise is rejected with; an error of its own when it is not. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  const nothing = Symbol("nothing");
  const outcome = await promise.then(
    () => nothing,
    (error: unknown) => error,
  );
  if (outcome === nothing) throw new Error("the promise was not rejected");
  return outcome;
}
