// What the server's own tests share: credentials that exist, and a clock moved by hand.
import { type Caller, createCaller } from "../support/caller.js";
import type { TracktionServerOptions } from "./options.js";
import { startTracktionServer, type TracktionServer } from "./server.js";

/** Dana's keys, who is a premium user. */
export const liveKey = "tk_live_51b0c3d2e4f5";
export const testKey = "tk_test_0f1e2d3c4b5a6978";

export const dana = { username: "dana@example.org", password: "correct horse" };
/** A free user. */
export const fred = { username: "fred@example.org", password: "battery staple" };
/** An enterprise's administrator. */
export const ada = { username: "ada@example.org", password: "root and branch" };

/** A server whose clock only moves when told to, callers of it included. */
export interface Given extends AsyncDisposable {
  readonly server: TracktionServer;
  readonly clock: { ms: number };
  /** A caller with a credential, or none. */
  with(credential?: string): Caller;
  /** A caller with a fresh access token of that user. */
  as(account: { username: string }): Caller;
}

/** The clock starts at 1,700,000,000 seconds, where the vectors of signatures are. */
export async function given(options: TracktionServerOptions = {}): Promise<Given> {
  const clock = { ms: 1_700_000_000_000 };
  const server = await startTracktionServer({ now: () => clock.ms, ...options });
  const caller = (credential?: string) => createCaller(server.url, credential);
  return {
    server,
    clock,
    with: caller,
    as: ({ username }) => caller(server.state.accessTokenFor(username)),
    [Symbol.asyncDispose]: server.close,
  };
}
