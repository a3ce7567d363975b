/** A `fetch` with TLS settings, a connection pool and proxies. The only importer of undici. */
import type * as Undici from "undici";
import { ConfigError, type Fetch } from "../runtime/index.js";
import { agentOptions, type NodeFetchOptions, tunnelOptions } from "./node-fetch-options.js";
import { platformResponse, undiciInit } from "./platform-exchange.js";
import { proxyAddress, proxyAuthenticationRequired, proxyRefusal } from "./proxy.js";

/** A `fetch` that owns connections. */
export interface NodeFetch extends Fetch {
  /** Lets running requests end, then closes the connections. Idempotent. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes a `fetch` for the `fetch` option of a client. Needs the package `undici`
 * (`npm install undici@7`), the library that Node's own `fetch` is made of.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  if (options.proxy !== undefined) assertProxy(options.proxy);
  let connected: Promise<Connected> | undefined;
  let closing: Promise<void> | undefined;

  const send: Fetch = async (input, init) => {
    if (closing) throw new ConfigError("This fetch was closed; create another one.");
    connected ??= connect(options);
    const { undici, dispatcher } = await connected;
    const request = new Request(input, init);
    const sent = { ...(await undiciInit(request)), dispatcher };
    const response = await undici.fetch(request.url, sent).catch((error: unknown) => {
      throw proxyRefusal(error) ?? error;
    });
    if (response.status === 407 && options.proxy) {
      await response.body?.cancel();
      throw proxyAuthenticationRequired();
    }
    return platformResponse(response);
  };
  const close = (): Promise<void> => {
    closing ??= (async () => (await connected)?.dispatcher.close())();
    return closing;
  };
  return Object.assign(send, { close, [Symbol.asyncDispose]: close });
}

interface Connected {
  readonly undici: typeof Undici;
  readonly dispatcher: Undici.Dispatcher;
}

async function connect(options: NodeFetchOptions): Promise<Connected> {
  const undici = await loadUndici();
  return { undici, dispatcher: createDispatcher(undici, options) };
}

async function loadUndici(): Promise<typeof Undici> {
  try {
    return await import("undici");
  } catch (cause) {
    const advice = "createNodeFetch needs the package undici: run `npm install undici@7`.";
    throw new ConfigError(advice, { cause });
  }
}

function createDispatcher(undici: typeof Undici, options: NodeFetchOptions): Undici.Dispatcher {
  const agent = agentOptions(options);
  if (options.proxy === undefined) return new undici.Agent(agent);
  const proxied = { ...agent, ...tunnelOptions(options) };
  if (options.proxy === "env") return new undici.EnvHttpProxyAgent(proxied);
  const { token, uri } = proxyAddress(options.proxy);
  return new undici.ProxyAgent({ ...proxied, uri, ...(token ? { token } : {}) });
}

function assertProxy(proxy: string | URL): void {
  if (proxy === "env" || (URL.canParse(proxy) && schemes.has(new URL(proxy).protocol))) return;
  throw new ConfigError("`proxy` is `env`, or a URL that begins with http:// or https://");
}

const schemes = new Set(["http:", "https:"]);
