/**
 * A `fetch` that trusts any certificate, for clients with `verifySsl: false`. Clients of every platform import
 * this file, so the rest of the Node room is loaded when the first request is sent.
 */
import type { Fetch } from "../runtime/index.js";

/** A `fetch` with connections of its own. */
export interface Transport {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/** What a client was told about its connections. */
export interface TransportOptions {
  /** False accepts any certificate. Default: true. */
  readonly verifySsl?: boolean | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * Connections that accept any certificate, where that is asked for; those of other clients are not affected.
 *
 * @param refuse Makes the error for options that make no sense: thrown outside Node, where scripts cannot switch
 * the check off, and beside a `fetch` of the caller's own.
 */
export function createTrustingTransport(
  { verifySsl, fetch }: TransportOptions,
  refuse: (message: string) => Error,
): Transport | undefined {
  if (verifySsl !== false) return undefined;
  if (!isNode()) {
    throw refuse("verifySsl: false works in Node only; browsers always check certificates");
  }
  if (fetch !== undefined) {
    throw refuse("verifySsl: false and a fetch of your own exclude each other");
  }
  return openLater();
}

function openLater(): Transport {
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
async function importNodeRoom(): Promise<typeof import("./index.js")> {
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
