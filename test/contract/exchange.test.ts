import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiClient, runtimeErrors } from "clientwright/runtime";
import { afterEach, expect, it } from "vitest";
import { createWire } from "../../codegen/contract/exchange.js";

const asked: (string | undefined)[] = [];
const server = createServer(({ url }, response) => {
  asked.push(url);
  response.writeHead(url === "/page" ? 302 : 200, { location: "/elsewhere" }).end("moved");
});

afterEach(() => server.close());

it("hands out a redirect as the answer that it is, and goes nowhere", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const wire = createWire();
  const baseUrl = `http://127.0.0.1:${port}`;
  const description = {
    name: "pages",
    servers: [baseUrl],
    securitySchemes: {},
    errors: runtimeErrors,
  };
  const client = new ApiClient(description, { fetch: wire.fetch });
  const page = {
    id: "page",
    method: "GET",
    path: "/page",
    security: [],
    idempotent: true,
  } as const;
  const result = await client.call(page, {}, { retry: false }).safe();
  expect(result.ok || result.error.status).toBe(302);
  expect(asked).toEqual(["/page"]);
  expect(wire.take()?.status).toBe(302);
});
