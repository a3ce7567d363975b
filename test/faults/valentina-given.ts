/** What the faults of Valentina Noir share: a client over a scripted `fetch` and a clock moved by hand. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type FakeFetch, fakeFetch, manualClock, type Script } from "clientwright/testing";
import { VClient, type VClientOptions } from "clientwright/valentina";
import { onTestFinished } from "vitest";
import type { ManualClock } from "../../src/testing/index.js";
import { addExampleWorld, exampleId } from "../servers/valentina/example-world.js";
import { startValentinaServer } from "../servers/valentina/index.js";
import { createLeapingClock } from "../support/leaping-clock.js";

// The collector is only to be had by a flag, which may be set late.
setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** Bytes that are still needed: heap and buffers, after everything else was cleared away. */
export const heldMemory = (): number => {
  if (typeof collectGarbage !== "function") throw new Error("no collector");
  collectGarbage();
  // Buffers that the first pass found are freed with the second.
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** The key that no error may show. */
export const secret = "AbCdEfGhIjKlMnOpQrStUvWxYz012345";

/** Where the made-up server is, and a company of it. */
export const baseUrl = "https://noir.test";
export const defaultCompanyId = "68c1f7152cae3787a09a7401";

/** A client that is nobody's default. Without jitter, unless `random` says otherwise. */
export const given = (
  script: Script,
  options: Partial<VClientOptions> = {},
): { readonly client: VClient; readonly fetch: FakeFetch; readonly clock: ManualClock } => {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const own = { baseUrl, apiKey: secret, defaultCompanyId, setAsDefault: false };
  const client = new VClient({
    ...{ ...own, fetch, clock, random: () => 0 },
    ...{ ...options, config: undefined },
  });
  return { client, fetch, clock };
};

/** A list of notes as the server would answer it, of as many as there are. */
export const notePage = (url: URL, total: number): object => {
  const limit = Number(url.searchParams.get("limit"));
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const length = Math.max(0, Math.min(limit, total - offset));
  const items = Array.from({ length }, (_, index) => ({
    id: String(offset + index).padStart(24, "0"),
    date_created: "2026-02-05T18:30:00Z",
    date_modified: "2026-02-05T18:30:00Z",
    title: `Note ${offset + index}`,
    content: "The bell rings twice before the boat leaves.",
  }));
  return { items, limit, offset, total };
};

/** A `fetch` that has that many notes, and counts how often it is asked. */
export const manyNotes = (total: number) => {
  let count = 0;
  return {
    get count() {
      return count;
    },
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      init?.signal?.throwIfAborted();
      count += 1;
      const url = new URL(input instanceof Request ? input.url : input);
      return Response.json(notePage(url, total));
    },
  };
};

/** A real server with a company and a user, and a client that leaps over its waits. */
export const givenServerAndClient = async (options: Partial<VClientOptions> = {}) => {
  const server = await startValentinaServer();
  onTestFinished(() => server.close());
  const { apiKey } = addExampleWorld(server);
  const client = new VClient({
    ...{ baseUrl: server.url, apiKey, defaultCompanyId: exampleId("01"), setAsDefault: false },
    ...{ clock: createLeapingClock(), ...options, config: undefined },
  });
  const userId = exampleId("1d");
  for (const asset of server.state.assets.of(userId)) server.state.assets.remove(asset);
  return { server, client, userId };
};
