/** A server on this machine that hands out files, and notes what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** How a path is answered; a text is answered as it is. */
export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** One request as it came. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

export interface DocumentServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Changes what is answered from now on. */
  answer(answers: Readonly<Record<string, Answer>>): void;
}

const respond = (
  answer: Answer | undefined,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  if (answer === undefined) response.writeHead(404).end("no such document");
  else if (typeof answer === "string") response.end(answer);
  else answer(request, response);
};

/** Starts a server, which is closed after the test. */
export const givenServer = async (
  answers: Readonly<Record<string, Answer>> = {},
): Promise<DocumentServer> => {
  let current = answers;
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    respond(current[path], request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (next) => {
      current = next;
    },
  };
};

/** A redirect to an address. */
export const redirectTo =
  (location: string, status = 302): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end();

/** A text with an ETag, which is not sent again to those who have it. */
export const tagged =
  (text: string, etag: string): Answer =>
  (request, response) => {
    if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else
      response.writeHead(200, { etag, "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT" }).end(text);
  };
