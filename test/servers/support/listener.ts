// Opens a server on a free port of 127.0.0.1 and closes it with everything that is still connected.
import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** PEM texts of a key and its certificate. */
export interface TlsIdentity {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

/** A listening server. */
export interface Listener {
  /** Origin without a trailing slash, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Ends all sockets; the second and later calls wait for the first. */
  close(): Promise<void>;
}

/** Starts to listen; resolves once connections are accepted. */
export async function listen(handle: RequestListener, tls?: TlsIdentity): Promise<Listener> {
  const server: Server = tls ? createTlsServer({ ...tls }, handle) : createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server that listens has an AddressInfo; only pipes have a string.
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    close() {
      closing ??= closeServer(server);
      return closing;
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
