import { describe, expect, it } from "vitest";
import { untilAborted } from "../../src/runtime/serialize/stop-stream.js";

/** A source of three chunks that tells what happens to it. */
const givenSource = () => {
  const seen = { pulled: 0, cancelled: undefined as unknown };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulled += 1;
        if (seen.pulled > 3) controller.close();
        else controller.enqueue(new Uint8Array([seen.pulled]));
      },
      cancel(reason) {
        seen.cancelled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
};

describe("a body that ends with its request", () => {
  it("is the same, and nothing of it is read before it is asked for", async () => {
    const { seen, stream } = givenSource();
    const body = untilAborted(stream, new AbortController().signal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.pulled).toBe(0);
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    expect(bytes).toEqual(new Uint8Array([1, 2, 3]));
    expect(seen.pulled).toBe(4);
  });

  it("lets its source go when the request is given up, and reads no more", async () => {
    const { seen, stream } = givenSource();
    const abort = new AbortController();
    const reader = untilAborted(stream, abort.signal).getReader();
    await reader.read();
    const reason = new Error("enough");
    abort.abort(reason);
    await expect(reader.read()).rejects.toBe(reason);
    expect([seen.pulled, seen.cancelled]).toEqual([1, reason]);
  });

  it("lets its source go when its reader does", async () => {
    const { seen, stream } = givenSource();
    const body = untilAborted(stream, new AbortController().signal);
    await body.cancel("done");
    expect(seen.cancelled).toBe("done");
  });
});
