/** Uploads to a server that refuses them first, is given up on, or is sent more than memory should hold. */
import type { UploadProgress } from "clientwright/runtime";
import type { VClient } from "clientwright/valentina";
import { describe, expect, it, onTestFinished } from "vitest";
import { holdNext } from "../servers/support/held-answer.js";
import { listen } from "../servers/support/listener.js";
import { createGate } from "../support/gate.js";
import { createLeapingClock } from "../support/leaping-clock.js";
import { failure } from "./given.js";
import { givenServerAndClient, heldMemory } from "./valentina-given.js";

const upload = /\/assets\/upload$/;
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);

/** A stream of so many mebibytes that tells how much of it was taken, and whether it was let go. */
const givenStream = (mebibytes: number, before = async (_: number): Promise<void> => undefined) => {
  const seen = { taken: 0, isClosed: false };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (; seen.taken < mebibytes * 16; seen.taken += 1) {
        await before(seen.taken);
        yield new Uint8Array(65_536).fill(seen.taken % 256);
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, stream: chunks() };
};

describe("an upload that meets a rate limit", () => {
  it.each<[string, (client: VClient, userId: string) => Promise<unknown>]>([
    ["bytes", (client, id) => client.users().uploadAsset(id, "a.png", bytes, "image/png")],
    ["a blob", (client, id) => client.users().uploadAsset(id, "a.png", new Blob([bytes]))],
    [
      "text",
      (client, id) => client.users().uploadAsset(id, 'ü "quoted".txt', "käse", "text/plain"),
    ],
  ])(
    "of %s is the same byte by byte each time, under the same key [VN-025, VN-137]",
    async (_t, send) => {
      const { server, client, userId } = await givenServerAndClient({ autoIdempotencyKeys: true });
      server.failNext((request) => upload.test(request.path), [{ status: 429 }, { status: 429 }]);
      await send(client, userId);
      const [first, ...again] = server.requests.filter(({ path }) => upload.test(path));
      expect(again).toHaveLength(2);
      for (const request of again) {
        expect(request.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
        expect(request.headers["content-type"]).toBe(first?.headers["content-type"]);
        expect(request.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
      }
      expect(first?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(server.state.assets.of(userId)).toHaveLength(1);
    },
  );

  it("is stored once when its answer is lost and the same key comes again [VN-027]", async () => {
    const { server, client, userId } = await givenServerAndClient();
    const options = { idempotencyKey: "k-1" };
    const send = (content: Uint8Array<ArrayBuffer>) =>
      client.users().uploadAsset(userId, "a.png", content, "image/png", options);
    await send(bytes);
    // Another call writes another boundary, which is another body to the server.
    expect(await failure(send(bytes))).toMatchObject({ name: "ConflictError" });
    expect(server.state.assets.of(userId)).toHaveLength(1);
  });

  it("of a stream cannot be sent twice, and says so at once instead of sending half", async () => {
    const { server, client, userId } = await givenServerAndClient();
    server.failNext((request) => upload.test(request.path), [{ status: 429 }]);
    const { stream, seen } = givenStream(1);
    const error = await failure(client.users().uploadAsset(userId, "a.bin", stream));
    expect(error).toMatchObject({ name: "RateLimitError", retryAfter: 2 });
    expect(server.requests.filter(({ path }) => upload.test(path))).toHaveLength(1);
    expect(seen.isClosed).toBe(true);
  });
});

describe("an upload that is given up", () => {
  it("while it is read stores nothing and lets its source go", async () => {
    const { server, client, userId } = await givenServerAndClient();
    const abort = new AbortController();
    const started = createGate();
    const { stream, seen } = givenStream(64, async (taken) => {
      if (taken === 8) started.open();
    });
    const { signal } = abort;
    const call = failure(
      client.users().uploadAsset(userId, "a.bin", stream, undefined, { signal }),
    );
    await started.opened;
    abort.abort();
    expect(await call).toMatchObject({ kind: "abort" });
    await expect.poll(() => seen.isClosed).toBe(true);
    expect(seen.taken).toBeLessThan(64 * 16);
    expect(server.state.assets.of(userId)).toEqual([]);
  });

  it("while the answer is awaited ends at once, and the client goes on", async () => {
    const { server, client, userId } = await givenServerAndClient();
    const abort = new AbortController();
    const held = holdNext(server, (request) => upload.test(request.path));
    const { signal } = abort;
    const call = failure(client.users().uploadAsset(userId, "a.png", bytes, undefined, { signal }));
    await held.arrived;
    abort.abort();
    expect(await call).toMatchObject({ kind: "abort" });
    held.release();
    expect((await client.users().get(userId)).id).toBe(userId);
  });

  it("by its own source fails with the source's reason", async () => {
    const { server, client, userId } = await givenServerAndClient();
    const reason = new Error("the disk is gone");
    const { stream } = givenStream(1, async (taken) => {
      if (taken === 3) throw reason;
    });
    const error = await failure(client.users().uploadAsset(userId, "a.bin", stream));
    const causes: unknown[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause) causes.push(at);
    expect(causes).toContain(reason);
    expect(server.state.assets.of(userId)).toEqual([]);
  });
});

describe("an upload larger than memory should hold", () => {
  it("tells its progress, and is held piece by piece", async () => {
    const mebibytes = 64;
    let received = 0;
    const listener = await listen((incoming, response) => {
      incoming.on("data", (chunk: Buffer) => {
        received += chunk.byteLength;
      });
      incoming.on("end", () => {
        response.writeHead(201, { "content-type": "application/json" });
        response.end('{"id":"1"}');
      });
    });
    onTestFinished(() => listener.close());
    const { client, userId } = await givenServerAndClient({
      baseUrl: listener.url,
      clock: createLeapingClock(),
    });
    let most = 0;
    const before = heldMemory();
    const { stream } = givenStream(mebibytes, async (taken) => {
      if (taken % 64 === 63) most = Math.max(most, heldMemory() - before);
    });
    const told: number[] = [];
    const onUploadProgress = ({ sentBytes }: UploadProgress) => void told.push(sentBytes);
    await client.users().uploadAsset(userId, "big.bin", stream, undefined, { onUploadProgress });
    expect(received).toBeGreaterThan(mebibytes * 1_048_576);
    expect(told.at(-1)).toBe(received);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    // What lies in sockets counts as well.
    expect(most / 1_048_576).toBeLessThan(mebibytes / 4);
  });
});
