/** A server on 127.0.0.1 that ends all its connections when closed. */
import { createServer } from "node:http";
import type { Handler } from "./handler.js";

/** A listening server. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a port; 0 takes a free one. Rejects when the port is taken. */
export const listen = (handler: Handler, port: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, reply) => void handler(request, reply));
    const close = (): Promise<void> =>
      new Promise((closed) => {
        // The only error is that it is closed already, which is what is wanted.
        server.close(() => closed());
        server.closeAllConnections();
      });
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : port, close });
    });
  });
