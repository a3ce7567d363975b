// Runs the short tour of one API: `scripts/tours/<api>.mjs` says what to do, this records what came of it.
import { existsSync } from "node:fs";

const elapsed = (start) => Math.round(performance.now() - start);

/** A tour failed: which step, and why. */
export class TourError extends Error {}

const fileOf = (api) => new URL(`../tours/${api}.mjs`, import.meta.url);

/** Whether there is a tour for an API. */
export const hasTour = (api) => existsSync(fileOf(api));

/** Drives the client of an API against a mock; answers the steps as `{ api, call, outcome, ms }`. */
export const takeTour = async (api, url) => {
  const { tour } = await import(fileOf(api));
  const steps = [];
  /** Does one thing and says in a few words what came of it; throwing ends the tour. */
  const step = async (call, act) => {
    const start = performance.now();
    try {
      steps.push({ api, call, outcome: await act(), ms: elapsed(start) });
    } catch (error) {
      throw new TourError(`${api}: ${call} failed: ${error.message}`, { cause: error });
    }
  };
  await tour({ url, step });
  return steps;
};

/** An error that a step expects, caught by its class. */
export const caught = async (act, ErrorClass) => {
  try {
    await act();
  } catch (error) {
    if (error instanceof ErrorClass) return error;
    throw error;
  }
  throw new Error(`expected ${ErrorClass.name}, but the call succeeded`);
};
