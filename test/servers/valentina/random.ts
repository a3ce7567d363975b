// Randomness that is the same in each run, and what is drawn with it.

/** Numbers from 0 up to 1 that follow from the seed (a linear congruential generator, modulus 2^32). */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** One of them; throws when there is none. */
export function pick<T>(random: () => number, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** A whole number from 1 to `sides`. */
export function rollDie(random: () => number, sides: number): number {
  return Math.floor(random() * sides) + 1;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** An API key: 32 letters and digits. */
export function drawApiKey(random: () => number): string {
  return Array.from({ length: 32 }, () => pick(random, [...letters])).join("");
}
