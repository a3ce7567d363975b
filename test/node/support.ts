/** Loopback servers for tests of Node's network layer. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { TlsOptions } from "node:tls";

/** A PEM text of this folder; valid until 2120, made once with openssl for `localhost`. */
export const pem = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.pem`, import.meta.url), "utf8");

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** How many connections were opened so far. */
  readonly connections: number;
}

export async function serve(handle: RequestListener, tls?: TlsOptions): Promise<TestServer> {
  return await started(
    tls ? createTlsServer(tls, handle) : createServer(handle),
    tls !== undefined,
  );
}

async function started(server: Server, isTls: boolean): Promise<TestServer> {
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: isTls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that answers what it was sent. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method, url, headers } = request;
    const body = Buffer.concat(chunks).toString("utf8");
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ method, url, headers, body, size: Buffer.concat(chunks).length }),
    );
  });
};

export interface ProxyServer extends TestServer {
  /** `CONNECT host:port` and `GET http://...` lines. */
  readonly seen: string[];
}

/** A proxy that tunnels and forwards; with `credentials` it asks for them. */
export async function serveProxy(credentials?: string): Promise<ProxyServer> {
  const seen: string[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const isWelcome = (request: IncomingMessage): boolean => {
    seen.push(`${request.method} ${request.url}`);
    return expected === undefined || request.headers["proxy-authorization"] === expected;
  };
  const server = createServer((request, response) => {
    if (isWelcome(request)) return echo(request, response);
    response.writeHead(407, { "proxy-authenticate": "Basic" }).end();
  });
  const sockets = new Set<Socket>();
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    sockets.add(socket);
    if (!isWelcome(request)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    const target = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    for (const each of [socket, target]) {
      sockets.add(each);
      each.on("error", () => each.destroy());
    }
  });
  const proxy = await started(server, false);
  return Object.assign(Object.create(proxy), {
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await proxy[Symbol.asyncDispose]();
    },
  });
}
