/** A client over a scripted `fetch`. */
import {
  type FakeFetch,
  fakeFetch,
  type ManualClock,
  manualClock,
} from "../../src/testing/index.js";
import {
  TracktionTracklistsClient,
  type TracktionTracklistsClientOptions,
} from "../../src/tracktion-tracklists/index.js";

export interface Given {
  readonly client: TracktionTracklistsClient;
  readonly fetch: FakeFetch;
  readonly clock: ManualClock;
}

export function given(
  script: Parameters<typeof fakeFetch>[0],
  options: TracktionTracklistsClientOptions = {},
): Given {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const defaults = { baseUrl: "http://localhost:8000", fetch, clock, retry: false } as const;
  return { client: new TracktionTracklistsClient({ ...defaults, ...options }), fetch, clock };
}

export const tracklistId = "c1c1c1c1-0000-4000-8000-000000000002";
export const recordingId = "b2d6a1f4-0000-4000-8000-000000000001";
