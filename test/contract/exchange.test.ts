import { once } from "node:events";
import { createServer } from "node:http";
import { expect, it } from "vitest";
import { createWire } from "../../codegen/contract/exchange.js";

it("hands out a redirect as an answer that leads nowhere", async () => {
  const server = createServer((_request, reply) => {
    reply.writeHead(302, { location: "https://elsewhere.example/login", "x-kept": "yes" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const wire = createWire();
    const response = await wire.fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, response.headers.get("location")]).toEqual([302, null]);
    expect(response.headers.get("x-kept")).toBe("yes");
    expect(wire.take()).toMatchObject({ status: 302 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
