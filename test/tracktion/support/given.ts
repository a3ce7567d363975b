/** Scripted servers and stopped clocks for clients of Tracktion. */
import {
  type FakeFetch,
  fakeFetch,
  type ManualClock,
  manualClock,
} from "../../../src/testing/index.js";

/** When these tests take place: T of the signature vectors. */
export const now = 1_700_000_000_000;

/** The service unless a client is told otherwise. */
export const origin = "https://api.tracktion.com";

/** What a client under test is given. */
export interface Given {
  readonly fetch: FakeFetch;
  readonly clock: ManualClock;
  /** Half-way, so that jitter is 500 ms. */
  readonly random: () => number;
}

/** A server that answers from a script, and a clock that stands at `now`. */
export function given(script: Parameters<typeof fakeFetch>[0]): Given {
  const clock = manualClock(now);
  return { fetch: fakeFetch(script, { clock }), clock, random: () => 0.5 };
}

/** One page of tracks. */
export const track = { title: "Low Tide", artist: "Okari" };
export const found = { json: { tracks: [track] } };

/** The reason of a promise that must reject. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("the promise was fulfilled");
    },
    (reason: unknown) => reason,
  );
}

/** The outcome of a promise that waits on the clock, and how long it took. */
export async function afterWaits<T>(
  clock: ManualClock,
  promise: Promise<T>,
): Promise<{ readonly result: PromiseSettledResult<T>; readonly tookMs: number }> {
  const settled = Promise.allSettled([promise]);
  const start = clock.now();
  let isDone = false;
  void settled.then(() => {
    isDone = true;
  });
  // Cryptography takes its time outside of the clock: look again until nothing is left to wait for.
  while (!isDone) {
    await clock.runAll();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [result] = await settled;
  return { result, tookMs: clock.now() - start };
}

/** An unsigned token with these claims. */
export function jwt(claims: object): string {
  const encoded = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded(claims)}.c2ln`;
}
