/** Connections are free for the next call, whatever becomes of an answer. */
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createNodeFetch } from "clientwright/node";
import { ApiClient, type ClientOptions, createCaller, essentials } from "clientwright/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { description, failure, operation } from "./given.js";

const auth = { bearer: "some-token" };

const unheard: unknown[] = [];
const hear = (reason: unknown): void => void unheard.push(reason);
beforeEach(() => void process.on("unhandledRejection", hear));
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", hear);
  expect(unheard.splice(0)).toEqual([]);
});

describe("sockets", () => {
  interface Counting extends AsyncDisposable {
    readonly url: string;
    readonly server: Server;
    readonly open: () => number;
    readonly ever: () => number;
  }
  const countingServer = async (
    handler: (path: string, response: ServerResponse) => void,
  ): Promise<Counting> => {
    const sockets = new Set<Socket>();
    let ever = 0;
    const server = createServer((request, response) => {
      request.resume();
      handler(request.url ?? "", response);
    });
    server.on("connection", (socket) => {
      ever += 1;
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      server,
      open: () => sockets.size,
      ever: () => ever,
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
  // Larger than what a socket buffers, so that a body that nobody reads holds its connection.
  const large = Buffer.alloc(4 * 1024 * 1024, "x");
  const through = async (
    server: Counting,
    work: (client: ApiClient<object>) => Promise<unknown>,
    options: Partial<ClientOptions> = {},
  ) => {
    await using fetch = createNodeFetch({ pool: { connections: 1 } });
    const client = new ApiClient<object>(description, {
      baseUrl: server.url,
      fetch,
      auth,
      ...options,
    });
    await work(client);
  };
  const fast = { retry: { maxRetries: 1, initialDelayMs: 1 } };

  it.each<
    [
      string,
      (path: string, response: ServerResponse) => void,
      Partial<Parameters<typeof operation>[0]>,
    ]
  >([
    [
      "a redirect's",
      (path, response) => {
        if (path.endsWith("/x"))
          return void response.writeHead(200, { "content-type": "application/json" }).end("1");
        response.writeHead(302, { location: "/x" }).end(large);
      },
      {},
    ],
    [
      "a loop of redirects'",
      (_, response) => void response.writeHead(302, { location: "/again" }).end(large),
      {},
    ],
    [
      "a refused redirect's",
      (_, response) => void response.writeHead(302, { location: "ftp://x/" }).end(large),
      {},
    ],
    [
      "a documented emptiness's",
      (_, response) => void response.writeHead(200).end(large),
      { answer: "none" },
    ],
    [
      "a reset content's",
      (_, response) => void response.writeHead(200).end(large),
      { method: "HEAD" },
    ],
  ])(
    "do not wait for %s unread body: one connection serves call after call",
    async (_title, handler, parts) => {
      await using server = await countingServer(handler);
      await through(server, async (client) => {
        for (let round = 0; round < 4; round += 1) {
          await Promise.allSettled([
            client.call(operation(parts), {}, { timeoutMs: 3_000, retry: false }),
          ]).then(([result]) => {
            if (result.status === "rejected") expect(result.reason.kind).not.toBe("timeout");
          });
        }
      });
    },
  );

  it("are free after an attempt whose answer stays unread because the caller wants the last one raw", async () => {
    let count = 0;
    await using server = await countingServer((_, response) => {
      count += 1;
      response.writeHead(count % 2 === 1 ? 503 : 200).end(large);
    });
    await through(
      server,
      async (client) => {
        for (let round = 0; round < 3; round += 1) {
          const response = await client.call(operation(), {}, { timeoutMs: 3_000 }).asResponse();
          expect(response.status).toBe(200);
          await response.body?.cancel();
        }
      },
      fast,
    );
  });

  it("are free after an answer that a small client cannot read", async () => {
    await using server = await countingServer(
      (_, response) => void response.writeHead(200).end(large),
    );
    await using fetch = createNodeFetch({ pool: { connections: 1 } });
    const caller = createCaller(description, { baseUrl: server.url, fetch }, essentials);
    for (let round = 0; round < 3; round += 1) {
      const error = await failure(
        caller.call(operation({ answer: "binary" }), {}, { timeoutMs: 3_000 }),
      );
      expect(error).toMatchObject({ kind: "config" });
    }
  });

  it("are closed when a consumer leaves a stream early", async () => {
    await using server = await countingServer((_, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      const more = (): void => {
        while (response.write('{"a":1}\n'.repeat(1_000)));
        response.once("drain", more);
      };
      more();
    });
    await through(server, async (client) => {
      const lines = operation<object, AsyncIterable<unknown>>({ answer: "lines" });
      for await (const _ of await client.call(lines, {})) break;
      const [socket] = await Promise.all([
        once(server.server, "connection"),
        client.call(lines, {}).then(async (more) => {
          for await (const _ of more) break;
        }),
      ]);
      expect(socket).toBeDefined();
    });
    expect(server.ever()).toBe(2);
  });
});
