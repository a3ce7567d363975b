import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createConnection } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  type PrismOptions,
  type PrismServer,
  startPrism,
  startPrismFor,
} from "../../codegen/prism/prism.js";
import { readDocument } from "./support/document.js";

const notes = readDocument("notes");
const bearer = { authorization: "Bearer token" };
const json = { ...bearer, "content-type": "application/json" };
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const givenPrism = async (options: PrismOptions = {}): Promise<PrismServer> => {
  const prism = await startPrismFor(notes, options);
  closers.push(prism.close);
  return prism;
};

/** A real server that does what the listener says. */
const givenServer = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
};

const givenProxy = async (listener: RequestListener, errors = false): Promise<PrismServer> =>
  givenPrism({ proxyTo: await givenServer(listener), errors });

describe("Prism as a mock", () => {
  it("answers with the document's example", async () => {
    const prism = await givenPrism();
    const response = await fetch(`${prism.url}/notes`, { headers: bearer });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([{ id: 1, text: "first" }]);
    expect(prism.violations).toEqual([]);
    expect(prism.operationCount).toBe(10);
  });

  it("answers with the status and the example that the request prefers", async () => {
    const { url } = await givenPrism();
    const create = (prefer: string): Promise<Response> =>
      fetch(`${url}/notes`, {
        method: "POST",
        body: JSON.stringify({ text: "x" }),
        headers: { ...json, prefer },
      });
    expect(await (await create("code=201, example=nested")).json()).toMatchObject({
      text: "nested",
    });
    expect((await create("code=429")).headers.get("retry-after")).toBe("1");
    expect((await create("code=418")).status).toBe(418);
  });

  it("leaves out a documented header that has neither schema nor example", async () => {
    const { url } = await givenPrism();
    const init = { method: "POST", body: JSON.stringify({ text: "x" }), headers: json };
    const response = await fetch(`${url}/notes`, init);
    expect(response.headers.get("location")).toBe("/notes/1");
    expect(response.headers.has("x-undescribed")).toBe(false);
  });

  it("reports a request that departs from the document, and answers it with the documented 422", async () => {
    const prism = await givenPrism();
    const init = { method: "POST", body: JSON.stringify({ text: 1 }), headers: json };
    const response = await fetch(`${prism.url}/notes`, init);
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ message: "That did not work." });
    expect(JSON.parse(response.headers.get("sl-violations") ?? "")).toHaveLength(1);
    expect(prism.violations).toEqual([
      {
        exchange: "POST /notes",
        side: "request",
        location: ["body", "text"],
        code: "type",
        message: "Request body property text must be string",
        severity: "error",
      },
    ]);
  });

  it("answers problem+json where the document has no answer for a bad request", async () => {
    const prism = await givenPrism();
    const response = await fetch(`${prism.url}/notes/archive`, { method: "PUT", headers: bearer });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ title: "Invalid request", status: 422 });
    expect(prism.violations).toMatchObject([{ code: "required" }]);
  });

  it("asks for credentials as the operation does", async () => {
    const prism = await givenPrism();
    expect((await fetch(`${prism.url}/notes`)).status).toBe(401);
    expect(prism.takeViolations()).toMatchObject([{ code: "401" }]);
    expect((await fetch(`${prism.url}/notes`, { headers: { "x-api-key": "k" } })).status).toBe(200);
    expect((await fetch(`${prism.url}/health`)).status).toBe(200);
    expect(prism.violations).toEqual([]);
  });

  it("answers a body that is not JSON with 400", async () => {
    const prism = await givenPrism();
    const init = { method: "POST", body: "{", headers: json };
    expect((await fetch(`${prism.url}/notes`, init)).status).toBe(400);
    expect(prism.violations).toMatchObject([{ exchange: "POST /notes", code: "400" }]);
  });

  it("reports an unknown path", async () => {
    const prism = await givenPrism();
    expect((await fetch(`${prism.url}/nowhere?key=secret`)).status).toBe(404);
    expect(prism.violations).toMatchObject([{ exchange: "GET /nowhere", code: "404" }]);
  });

  it("sends no content with a 204 and to a HEAD request", async () => {
    const prism = await givenPrism();
    const gone = await fetch(`${prism.url}/notes/1`, { method: "DELETE", headers: bearer });
    expect([gone.status, gone.headers.get("content-type"), await gone.text()]).toEqual([
      204,
      null,
      "",
    ]);
    const probe = await fetch(`${prism.url}/notes/1`, { method: "HEAD", headers: bearer });
    expect([probe.status, await probe.text()]).toEqual([200, ""]);
    expect(prism.violations).toEqual([]);
  });

  it("answers text, and an error page that the request did not accept", async () => {
    const { url, violations } = await givenPrism();
    const csv = await fetch(`${url}/notes/export`, { headers: bearer });
    expect([csv.headers.get("content-type"), await csv.text()]).toEqual([
      "text/csv",
      "id,text\n1,first\n",
    ]);
    const headers = { ...bearer, accept: "application/json", prefer: "code=503" };
    const down = await fetch(`${url}/notes`, { headers });
    expect([down.status, await down.text()]).toEqual([503, "<h1>down</h1>"]);
    expect(violations).toEqual([]);
  });

  it("writes examples of events and lines as such, and works out how long a body is", async () => {
    const given = (mediaType: string, example: unknown): object => ({
      responses: {
        "200": {
          description: "A stream.",
          headers: { "Content-Length": { schema: { type: "integer" }, example: 3 } },
          content: { [mediaType]: { schema: {}, example } },
        },
      },
    });
    const prism = await startPrismFor({
      openapi: "3.1.0",
      info: { title: "Streams", version: "1" },
      paths: {
        "/event": { get: given("text/event-stream", { done: 1 }) },
        "/events": { get: given("text/event-stream", "event: end\ndata: 1\n\n") },
        "/line": { get: given("application/x-ndjson", { done: 1 }) },
        "/lines": { get: given("application/x-ndjson", [1, { done: 1 }]) },
        "/page": { get: given("text/html", { done: 1 }) },
      },
    });
    closers.push(prism.close);
    const text = async (path: string): Promise<string> =>
      (await fetch(`${prism.url}/${path}`)).text();
    expect(await text("event")).toBe('data: {"done":1}\n\n');
    expect(await text("events")).toBe("event: end\ndata: 1\n\n");
    expect(await text("line")).toBe('{"done":1}\n');
    expect(await text("lines")).toBe('1\n{"done":1}\n');
    expect(await text("page")).toContain("its example must be a string");
  });

  it("reads a multipart body with a binary part", async () => {
    const prism = await givenPrism();
    const body = new FormData();
    body.set("file", new Blob([gzipSync("x".repeat(1000))]), "a.zip");
    body.set("name", "winter");
    const init = { method: "PUT", body, headers: bearer };
    expect((await fetch(`${prism.url}/notes/archive`, init)).status).toBe(204);
    expect(prism.violations).toEqual([]);
  });

  it("invents the same answers for the same seed", async () => {
    const answers = [1, 1, 2].map(async (seed) => {
      const { url } = await givenPrism({ dynamic: true, seed });
      return (await fetch(`${url}/notes/1`, { headers: bearer })).text();
    });
    const [first, again, other] = await Promise.all(answers);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe("Prism as a proxy", () => {
  const answerWith =
    (status: number, body: unknown): RequestListener =>
    (_request, reply) => {
      reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };

  it("passes on what the server answers, and has nothing to report when both keep to the document", async () => {
    const prism = await givenProxy(answerWith(200, { id: 7, text: "real" }));
    const response = await fetch(`${prism.url}/notes/7`, { headers: bearer });
    expect(await response.json()).toEqual({ id: 7, text: "real" });
    expect(prism.violations).toEqual([]);
  });

  it("reports answers that depart from the document", async () => {
    const prism = await givenProxy(answerWith(200, { id: "7", text: "real" }));
    const response = await fetch(`${prism.url}/notes/7`, { headers: bearer });
    expect(response.status).toBe(200);
    expect(response.headers.get("sl-violations")).toContain("must be integer");
    expect(prism.violations).toMatchObject([
      { exchange: "GET /notes/7", side: "response", location: ["body", "id"], severity: "error" },
    ]);
  });

  it("reports an undocumented status", async () => {
    const prism = await givenProxy(answerWith(409, {}));
    expect((await fetch(`${prism.url}/notes/7`, { headers: bearer })).status).toBe(409);
    expect(prism.violations).toMatchObject([{ side: "response", severity: "warning" }]);
  });

  it("takes an error without content for one, and a success without content for a departure", async () => {
    const statuses = [401, 200];
    const prism = await givenProxy((_request, reply) => {
      reply.writeHead(statuses.shift() ?? 500).end();
    });
    const get = () => fetch(`${prism.url}/notes`, { headers: bearer });
    expect((await get()).status).toBe(401);
    expect(prism.takeViolations()).toEqual([]);
    expect((await get()).status).toBe(200);
    expect(prism.violations[0]?.message).toContain('The received media type ""');
  });

  it("reports an error that has content of another kind", async () => {
    const prism = await givenProxy((_request, reply) => {
      reply.writeHead(401, { "content-type": "text/html" }).end("<h1>no</h1>");
    });
    await fetch(`${prism.url}/notes`, { headers: bearer });
    expect(prism.violations[0]?.message).toContain('The received media type "text/html"');
  });

  it("reports a bad request and forwards it all the same", async () => {
    const prism = await givenProxy(answerWith(422, { message: "no" }));
    const init = { method: "POST", body: "{}", headers: json };
    expect((await fetch(`${prism.url}/notes`, init)).status).toBe(422);
    expect(prism.violations).toMatchObject([{ side: "request", code: "required" }]);
  });

  it("refuses instead when asked to", async () => {
    let served = 0;
    const prism = await givenProxy((request, reply) => {
      served += 1;
      answerWith(200, { id: "7" })(request, reply);
    }, true);
    const init = { method: "POST", body: "{}", headers: json };
    expect((await fetch(`${prism.url}/notes`, init)).status).toBe(422);
    expect(served).toBe(0);
    expect((await fetch(`${prism.url}/notes/7`, { headers: bearer })).status).toBe(500);
    expect(served).toBe(1);
    expect(prism.violations.map(({ side }) => side)).toEqual(["request", "response", "response"]);
  });

  it("leaves binary bodies as they are, both ways", async () => {
    const bytes = gzipSync("x".repeat(100_000));
    const received: Buffer[] = [];
    const prism = await givenProxy(async (request, reply) => {
      for await (const chunk of request) received.push(chunk);
      if (request.method === "PUT") reply.writeHead(204).end();
      else reply.writeHead(200, { "content-type": "application/zip" }).end(bytes);
    });
    const download = await fetch(`${prism.url}/notes/archive`, { headers: bearer });
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
    const body = new FormData();
    body.set("file", new Blob([bytes]), "a.zip");
    body.set("name", "winter");
    await fetch(`${prism.url}/notes/archive`, { method: "PUT", body, headers: bearer });
    expect(Buffer.concat(received).includes(bytes)).toBe(true);
    expect(prism.violations).toEqual([]);
  });

  it("reads compressed answers and passes them on compressed", async () => {
    const prism = await givenProxy((_request, reply) => {
      const headers = { "content-type": "application/json", "content-encoding": "gzip" };
      reply.writeHead(200, headers).end(gzipSync(JSON.stringify({ id: 1 })));
    });
    const response = await fetch(`${prism.url}/notes/1`, { headers: bearer });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.json()).toEqual({ id: 1 });
    expect(prism.violations).toMatchObject([{ code: "required" }]);
  });

  it("passes on a stream while it goes", async () => {
    const prism = await givenProxy((_request, reply) => {
      reply.writeHead(200, { "content-type": "text/event-stream" });
      reply.write("data: 1\n\n");
    });
    const response = await fetch(`${prism.url}/notes/events`, { headers: bearer });
    const chunk = await response.body?.getReader().read();
    expect(Buffer.from(chunk?.value ?? []).toString()).toBe("data: 1\n\n");
    expect(prism.violations).toEqual([]);
  });

  it("breaks the connection when the server does", async () => {
    const prism = await givenProxy((request) => void request.socket.destroy());
    await expect(fetch(`${prism.url}/notes`, { headers: bearer })).rejects.toThrow("fetch failed");
    expect(prism.violations).toEqual([]);
  });
});

describe("a running Prism", () => {
  it("bundles a document that it is given as a file", async () => {
    await using prism = await startPrism("test/contract/fixtures/notes.yaml");
    expect(prism.operationCount).toBe(10);
  });

  it("finds a document by the name of its API", async () => {
    await using prism = await startPrism("neurograph");
    expect(prism.operationCount).toBe(63);
  });

  it("says what is wrong with a document instead of serving it", async () => {
    await expect(startPrism("package.json")).rejects.toMatchObject({
      message: expect.stringMatching(/^The document .*package\.json has errors\.$/),
      diagnostics: [{ severity: "error" }],
    });
    await expect(startPrism("specs/nowhere.yaml")).rejects.toThrow(
      "There is no file specs/nowhere.yaml.",
    );
  });

  it("tells of each violation when it happens", async () => {
    const told: string[] = [];
    const { url } = await givenPrism({ onViolation: ({ exchange }) => told.push(exchange) });
    await fetch(`${url}/nowhere`);
    expect(told).toEqual(["GET /nowhere"]);
  });

  it("serves several documents in one process", async () => {
    const [first, second] = await Promise.all([givenPrism(), givenPrism()]);
    expect(first.port).not.toBe(second.port);
    await fetch(`${first.url}/nowhere`);
    expect([first.violations.length, second.violations.length]).toEqual([1, 0]);
  });

  it("takes the port that it is given, and says so when it is taken", async () => {
    const { port } = await givenPrism();
    await expect(startPrismFor(notes, { port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("ends open connections when it closes, and can be closed twice", async () => {
    const prism = await givenPrism();
    const socket = createConnection(prism.port, "127.0.0.1");
    await once(socket, "connect");
    const ended = once(socket, "close");
    await prism.close();
    await ended;
    await prism.close();
    await expect(fetch(prism.url)).rejects.toThrow("fetch failed");
  });

  it("leaves the document as it was", async () => {
    const before = JSON.stringify(notes);
    await givenPrism();
    expect(JSON.stringify(notes)).toBe(before);
  });
});
