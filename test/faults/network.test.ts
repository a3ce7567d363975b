/** Broken networks and broken servers, over real sockets: each gives a clear error of the documented class. */
import { createServer } from "node:net";
import {
  AbortError,
  ApiClient,
  ApiError,
  AuthenticationError,
  type CallOptions,
  type ClientOptions,
  ConnectionError,
  type Operation,
  ParseError,
  RateLimitError,
  runtimeErrors,
  ServerError,
  TimeoutError,
} from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { answerJson, type Handler, type RawServer, startRawServer } from "../support/raw-server.js";

interface Thing {
  readonly id: number;
}

const getThing: Operation<{ path: { id: string } }, Thing> = {
  id: "getThing",
  method: "GET",
  path: "/things/{id}",
  security: [["bearer"]],
  idempotent: true,
};
const createThing: Operation<{ body: { name: string } }, Thing> = {
  id: "createThing",
  method: "POST",
  path: "/things",
  body: "json",
  security: [["bearer"]],
  idempotent: false,
};

const clientFor = (baseUrl: string, options: Partial<ClientOptions> = {}): ApiClient<object> =>
  new ApiClient(
    {
      name: "things",
      servers: [baseUrl],
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      errors: runtimeErrors,
    },
    { baseUrl, retry: false, ...options, auth: { bearer: "s3cret-token" } },
  );

const get = (client: ApiClient<object>, id = "1", options: CallOptions = {}): Promise<Thing> =>
  client.call(getThing, { path: { id } }, options);

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );

const withServer = async (
  handler: Handler,
  test: (client: ApiClient<object>, server: RawServer) => Promise<void>,
  options: Partial<ClientOptions> = {},
): Promise<void> => {
  await using server = await startRawServer(handler);
  await test(clientFor(server.url, options), server);
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
};

describe("a broken connection", () => {
  it("refused gives ConnectionError that names the origin, says that nothing was sent, and hides credentials", async () => {
    const port = await freePort();
    const error = await failure(get(clientFor(`http://127.0.0.1:${port}`)));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: "ECONNREFUSED", maybeSent: false });
    expect((error as ConnectionError).status).toBeUndefined();
    expect(String(error)).toContain(`http://127.0.0.1:${port}`);
    expect(JSON.stringify(error) + String(error)).not.toContain("s3cret");
  });

  it("refused is retried even for a write, since the server cannot have seen it", async () => {
    const port = await freePort();
    const client = clientFor(`http://127.0.0.1:${port}`, {
      retry: { maxRetries: 2, initialDelayMs: 1 },
    });
    const error = await failure(client.call(createThing, { body: { name: "x" } }));
    expect((error as ConnectionError).attempts).toHaveLength(3);
  });

  it("reset before an answer gives ConnectionError, and a write is not sent twice", async () => {
    await withServer(
      (_request, response) => {
        response.socket?.resetAndDestroy();
      },
      async (client, server) => {
        const error = await failure(client.call(createThing, { body: { name: "x" } }));
        expect(error).toBeInstanceOf(ConnectionError);
        expect(error).toMatchObject({ maybeSent: true });
        expect(server.requests).toHaveLength(1);
      },
      { retry: { maxRetries: 3, initialDelayMs: 1 } },
    );
  });

  it("reset in the middle of the body gives ConnectionError, and a read succeeds on its retry", async () => {
    await withServer(
      (_request, response, count) => {
        if (count > 1) return answerJson(response, 200, { id: 1 });
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"id":');
        response.socket?.once("drain", () => undefined);
        setImmediate(() => response.socket?.resetAndDestroy());
      },
      async (client, server) => {
        expect(await failure(get(client, "1", { retry: false }))).toBeInstanceOf(ConnectionError);
        expect(await get(client, "1", { retry: { maxRetries: 1, initialDelayMs: 1 } })).toEqual({
          id: 1,
        });
        expect(server.requests.length).toBeGreaterThanOrEqual(2);
      },
    );
  });
});

describe("a broken body", () => {
  it("truncated JSON in a 200 gives ParseError with the status", async () => {
    await withServer(
      (_request, response) => answerJson(response, 200, '{"id": 1'),
      async (client) => {
        const error = await failure(get(client));
        expect(error).toBeInstanceOf(ParseError);
        expect(String(error)).toContain("getThing");
      },
    );
  });

  it("an HTML page with a JSON content type and status 502 gives ServerError that keeps the text", async () => {
    await withServer(
      (_request, response) => answerJson(response, 502, "<html><h1>Bad gateway</h1></html>"),
      async (client) => {
        const error = await failure(get(client));
        expect(error).toBeInstanceOf(ServerError);
        expect(error).toMatchObject({ status: 502 });
        expect((error as ApiError).body).toContain("Bad gateway");
      },
    );
  });

  it("an empty 401 gives AuthenticationError", async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(401).end();
      },
      async (client) => {
        expect(await failure(get(client))).toBeInstanceOf(AuthenticationError);
      },
    );
  });

  it("a 503 with invalid JSON gives ServerError", async () => {
    await withServer(
      (_request, response) => answerJson(response, 503, "{'ready': False}"),
      async (client) => {
        expect(await failure(get(client))).toBeInstanceOf(ServerError);
      },
    );
  });
});

describe("a slow server", () => {
  it("that sends no headers ends in TimeoutError that says the limit", async () => {
    await withServer(
      () => undefined,
      async (client) => {
        const error = await failure(get(client, "1", { timeoutMs: 60 }));
        expect(error).toBeInstanceOf(TimeoutError);
        expect(error).toMatchObject({ limitMs: 60 });
        expect(String(error)).toContain("60");
      },
    );
  });

  it("that stops in the middle of the body ends in TimeoutError too", async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"id":');
      },
      async (client) => {
        expect(await failure(get(client, "1", { timeoutMs: 60 }))).toBeInstanceOf(TimeoutError);
      },
    );
  });

  it("is given up at the deadline of the whole call, retries included", async () => {
    await withServer(
      () => undefined,
      async (client) => {
        const options = {
          timeoutMs: 40,
          deadlineMs: 100,
          retry: { maxRetries: 50, initialDelayMs: 1 },
        };
        expect(await failure(get(client, "1", options))).toBeInstanceOf(TimeoutError);
      },
    );
  });

  it("is left at once when the caller aborts", async () => {
    const controller = new AbortController();
    await withServer(
      () => controller.abort(new Error("changed my mind")),
      async (client) => {
        const error = await failure(get(client, "1", { signal: controller.signal }));
        expect(error).toBeInstanceOf(AbortError);
      },
    );
  });
});

describe("a Retry-After", () => {
  const retrying = { retry: { maxRetries: 1, initialDelayMs: 1, maxDelayMs: 2 } };

  it.each([
    ["in the past", "Wed, 21 Oct 2015 07:28:00 GMT"],
    ["malformed", "soon"],
    ["negative", "-5"],
  ])("%s falls back to the usual wait, and the call succeeds", async (_case, value) => {
    await withServer(
      (_request, response, count) => {
        if (count > 1) return answerJson(response, 200, { id: 1 });
        answerJson(response, 429, {}, { "retry-after": value });
      },
      async (client, server) => {
        expect(await get(client)).toEqual({ id: 1 });
        expect(server.requests).toHaveLength(2);
      },
      retrying,
    );
  });

  it("in a year fails at once and says when to come back", async () => {
    const inAYear = new Date(Date.now() + 365 * 24 * 3600 * 1000);
    await withServer(
      (_request, response) =>
        answerJson(response, 429, {}, { "retry-after": inAYear.toUTCString() }),
      async (client, server) => {
        const error = (await failure(get(client))) as RateLimitError;
        expect(error).toBeInstanceOf(RateLimitError);
        expect(error.retryAt?.toUTCString()).toBe(inAYear.toUTCString());
        expect(server.requests).toHaveLength(1);
      },
      retrying,
    );
  });
});

describe("a hostile value or server", () => {
  it("a redirect to another origin is followed without the credentials", async () => {
    await using other = await startRawServer((_request, response) =>
      answerJson(response, 200, { id: 2 }),
    );
    await withServer(
      (_request, response) => {
        response.writeHead(302, { location: `${other.url}/elsewhere` }).end();
      },
      async (client, server) => {
        expect(await get(client)).toEqual({ id: 2 });
        expect(server.requests[0]?.headers.authorization).toBe("Bearer s3cret-token");
        expect(other.requests[0]?.headers.authorization).toBeUndefined();
      },
    );
  });

  it("a redirect on the same origin keeps them", async () => {
    await withServer(
      (request, response) => {
        if (request.path === "/moved") return answerJson(response, 200, { id: 3 });
        response.writeHead(307, { location: "/moved" }).end();
      },
      async (client, server) => {
        expect(await get(client)).toEqual({ id: 3 });
        expect(server.requests[1]?.headers.authorization).toBe("Bearer s3cret-token");
      },
    );
  });

  it("the path value ../admin stays inside its segment", async () => {
    await withServer(
      (_request, response) => answerJson(response, 200, { id: 1 }),
      async (client, server) => {
        await get(client, "../admin");
        expect(server.requests[0]?.path).toBe("/things/..%2Fadmin");
      },
    );
  });

  it.each(["..", ".", "%2e%2e", ""])(
    "the path value %j never reaches another path",
    async (value) => {
      await withServer(
        (_request, response) => answerJson(response, 200, { id: 1 }),
        async (client, server) => {
          await get(client, value).catch(() => undefined);
          for (const { path } of server.requests) expect(path).toMatch(/^\/things\/[^/]+$/);
          expect(server.requests.map(({ path }) => path)).not.toContain("/things/..");
        },
      );
    },
  );

  it("a header value with a newline is refused before anything is sent", async () => {
    await withServer(
      (_request, response) => answerJson(response, 200, { id: 1 }),
      async (client, server) => {
        const error = await failure(get(client, "1", { headers: { "x-note": "a\r\nx-admin: 1" } }));
        expect(String(error)).toContain("x-note");
        expect(error).not.toBeInstanceOf(ApiError);
        expect(server.requests).toHaveLength(0);
      },
    );
  });
});
