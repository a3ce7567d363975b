/** What a client does with its connections. */
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { TracktionClient } from "../../src/tracktion/index.js";

interface Counting extends AsyncDisposable {
  readonly baseUrl: string;
  readonly connections: () => number;
}

/** A server that counts the connections it gets. */
async function givenCountingServer(): Promise<Counting> {
  let count = 0;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"tracks": []}');
  });
  server.on("connection", () => {
    count += 1;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    connections: () => count,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The platform may open a second one while it clears up the first. */
const mostConnections = 2;

describe("the connections of a client", () => {
  it("are used again by its next calls [TK-126]", async () => {
    await using server = await givenCountingServer();
    const client = new TracktionClient({ baseUrl: server.baseUrl, apiKey: "tk_test_1" });
    for (let call = 1; call <= 10; call += 1) await client.searchTracks("house");
    expect(server.connections()).toBeLessThanOrEqual(mostConnections);
  });

  it("serve the other clients of the process as well [TK-126]", async () => {
    await using server = await givenCountingServer();
    for (let call = 1; call <= 10; call += 1) {
      const client = new TracktionClient({ baseUrl: server.baseUrl, apiKey: `tk_test_${call}` });
      await client.searchTracks("house");
    }
    expect(server.connections()).toBeLessThanOrEqual(mostConnections);
  });
});
