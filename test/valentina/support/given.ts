/** Clients over a scripted transport and a clock that leaps over every wait. */
import { type FakeFetch, fakeFetch, type Script } from "../../../src/testing/index.js";
import { type APIConfigOptions, type MoreOptions, VClient } from "../../../src/valentina/index.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";

/** Where the tests' clients find their server. */
export const baseUrl = "https://valentina.test";

/** The tests' API key. */
export const apiKey = "AbCdEfGhIjKlMnOpQrStUvWxYz012345";

/** A client, and what it did. */
export interface Given {
  readonly client: VClient;
  readonly fetch: FakeFetch;
  readonly clock: LeapingClock;
}

/** A client of company `c1` whose requests are answered by the script. Randomness is 0. */
export function given(
  script: Script,
  options: Partial<APIConfigOptions> & MoreOptions = {},
): Given {
  const clock = createLeapingClock();
  const fetch = fakeFetch(script, { clock });
  const client = new VClient({
    baseUrl,
    apiKey,
    defaultCompanyId: "c1",
    setAsDefault: false,
    fetch,
    clock,
    random: () => 0,
    ...options,
  });
  return { client, fetch, clock };
}

/** A server that has so many items, as pages; `lists` its answers by offset. */
export function listing(count: number): Script {
  const items = Array.from({ length: count }, (_, index) => ({ id: `i${index}` }));
  return {
    "* *": ({ query }) => {
      const limit = Number(query.get("limit"));
      const offset = Number(query.get("offset") ?? 0);
      return { json: { items: items.slice(offset, offset + limit), limit, offset, total: count } };
    },
  };
}
