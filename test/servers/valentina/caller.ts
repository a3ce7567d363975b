// Callers of the Valentina Noir test server for its own tests.
import { onTestFinished } from "vitest";
import { type Caller, createCaller } from "../support/caller.js";
import { addExampleWorld, exampleId } from "./example-world.js";
import {
  type KeyHolder,
  startValentinaServer,
  type ValentinaServer,
  type ValentinaServerOptions,
} from "./index.js";

/** A clock that only moves when told to. */
export interface SetClock {
  ms: number;
}

/** Where things of the example world lie. */
export const at = {
  company: `/api/v1/companies/${exampleId("01")}`,
  user: `/api/v1/companies/${exampleId("01")}/users/${exampleId("02")}`,
  manager: `/api/v1/companies/${exampleId("01")}/users/${exampleId("03")}`,
  player: `/api/v1/companies/${exampleId("01")}/users/${exampleId("1d")}`,
  campaign: `/campaigns/${exampleId("04")}`,
  book: `/campaigns/${exampleId("04")}/books/${exampleId("05")}`,
  character: `/campaigns/${exampleId("04")}/characters/${exampleId("07")}`,
} as const;

/** A server on a clock of its own, with the example world; it ends with the test. */
export async function givenServer(options: ValentinaServerOptions = {}): Promise<{
  readonly server: ValentinaServer;
  readonly clock: SetClock;
  /** Owns the company. */
  readonly owner: KeyHolder;
  /** Calls as the owner. */
  readonly call: Caller;
  /** Calls with another key, or with none. */
  readonly callAs: (apiKey?: string) => Caller;
}> {
  const clock = { ms: Date.parse("2026-02-05T18:30:00Z") };
  const server = await startValentinaServer({ now: () => clock.ms, ...options });
  onTestFinished(() => server.close());
  const owner = addExampleWorld(server);
  const bare = createCaller(server.url);
  const callAs =
    (apiKey?: string): Caller =>
    (request, more = {}) => {
      const key = apiKey === undefined ? {} : { "x-api-key": apiKey };
      return bare(request, { ...more, headers: { ...key, ...more.headers } });
    };
  return { server, clock, owner, call: callAs(owner.apiKey), callAs };
}
