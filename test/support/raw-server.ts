/** A loopback server whose every byte the test decides. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** Requests in the order of their arrival. */
  readonly requests: readonly RawRequest[];
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers one request; `count` is 1 for the first. */
export type Handler = (
  request: RawRequest,
  response: ServerResponse,
  count: number,
) => void | Promise<void>;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

/** Listens on a free port of 127.0.0.1; disposing ends every socket. */
export const startRawServer = async (handler: Handler): Promise<RawServer> => {
  const requests: RawRequest[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, path: url, headers, body: await bodyOf(incoming) };
      requests.push(request);
      await handler(request, response, requests.length);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Sends a JSON answer. */
export const answerJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
};
