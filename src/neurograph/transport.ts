/** A `fetch` that trusts any certificate, made of the Node room when it is first used. */
import type { Fetch } from "../runtime/index.js";
import { neuroGraphErrors } from "./error-family.js";

/** A `fetch` with connections of its own. */
export interface Transport {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * Connections that accept any certificate. Those of other clients are not affected.
 *
 * @throws {NeuroGraphError} outside Node, where scripts cannot switch the check off.
 */
export function createTrustingTransport(): Transport {
  if (!isNode()) {
    const message = "verifySsl: false works in Node only; browsers always check certificates";
    throw neuroGraphErrors.create(message, { kind: "config" });
  }
  let opened: Promise<Fetch & { close(): Promise<void> }> | undefined;
  const open = async () => {
    const { createNodeFetch } = await importNodeRoom();
    return createNodeFetch({ tls: { rejectUnauthorized: false } });
  };
  return {
    fetch: async (input, init) => {
      opened ??= open();
      const send = await opened;
      return send(input, init);
    },
    close: async () => (await opened)?.close(),
  };
}

/** By a name that bundlers cannot follow: Node's modules would break every bundle for browsers. */
async function importNodeRoom(): Promise<typeof import("../node/index.js")> {
  const room = "clientwright/node";
  return import(/* webpackIgnore: true */ /* @vite-ignore */ room);
}

function isNode(): boolean {
  // Bun and Deno say which Node they stand in for.
  const host = globalThis as {
    readonly process?: { readonly versions?: { readonly node?: string } };
  };
  return host.process?.versions?.node !== undefined;
}
