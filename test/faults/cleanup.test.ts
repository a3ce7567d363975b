import type { ClientOptions, Policy } from "clientwright/runtime";
import type { AnswerParts, Script } from "clientwright/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failure, given, operation } from "./given.js";

const read = operation({ security: [["bearer"]] });
const auth = { bearer: "some-token" };
const never: Policy = () => new Promise(() => undefined);
const neverAuth = { authenticate: () => new Promise<Request>(() => undefined) };

const unheard: unknown[] = [];
const hear = (reason: unknown): void => void unheard.push(reason);
beforeEach(() => void process.on("unhandledRejection", hear));
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", hear);
  expect(unheard.splice(0)).toEqual([]);
});

describe("timers", () => {
  const limits = { timeoutMs: 1_000, deadlineMs: 5_000 };
  it.each<[string, Script, Partial<ClientOptions>]>([
    ["a success", [{ json: 1 }], {}],
    ["an empty success", [{ status: 204 }], {}],
    ["an error", [{ status: 404 }], {}],
    ["a failed connection", [{ networkError: "ECONNRESET" }], { retry: 0 }],
    [
      "a body that is no JSON",
      [{ text: "{", headers: { "content-type": "application/json" } }],
      {},
    ],
    ["a hint beyond the deadline", [{ status: 429, headers: { "retry-after": "60" } }], {}],
    ["no credentials", [{ json: 1 }], { auth: {} }],
    [
      "a provider that throws",
      [{ json: 1 }],
      {
        auth: {
          authenticate: () => {
            throw new Error("no");
          },
        },
      },
    ],
    [
      "a provider that rejects",
      [{ json: 1 }],
      { auth: { authenticate: () => Promise.reject(new Error("no")) } },
    ],
    [
      "a policy that throws",
      [{ json: 1 }],
      {
        policies: [
          () => {
            throw new Error("no");
          },
        ],
      },
    ],
    ["a refused redirect", [{ status: 302, headers: { location: "ftp://x" } }], { retry: 0 }],
    [
      "a normaliser that throws",
      [{ json: 1 }],
      {
        normalise: () => {
          throw new Error("no");
        },
      },
    ],
  ])("are all taken down after %s", async (_title, script, options) => {
    const { client, clock } = given(script, { auth, ...limits, ...options });
    await Promise.allSettled([client.call(read, {})]);
    await clock.settle();
    expect(clock.pending).toEqual([]);
  });

  it.each<[string, Script, Partial<ClientOptions>]>([
    ["a request", [{ never: true }], {}],
    ["a wait", [{ status: 503 }], {}],
    ["a policy that never settles", [{ json: 1 }], { policies: [never] }],
    ["a provider that never settles", [{ json: 1 }], { auth: neverAuth }],
    [
      "a body",
      [
        {
          chunks: (async function* () {
            yield "[";
            await new Promise(() => undefined);
          })(),
          headers: { "content-type": "application/json" },
        },
      ],
      {},
    ],
  ])("are all taken down by an abort during %s", async (_title, script, options) => {
    const controller = new AbortController();
    const { client, clock } = given(script, { auth, ...limits, ...options });
    const call = failure(client.call(read, {}, { signal: controller.signal }));
    await clock.settle();
    expect(clock.pending).not.toEqual([]);
    controller.abort();
    expect(await call).toMatchObject({ kind: "abort" });
    await clock.settle();
    expect(clock.pending).toEqual([]);
  });

  it.each<[string, Partial<ClientOptions>]>([
    ["a provider that never settles", { auth: neverAuth }],
    ["a policy that never settles", { policies: [never] }],
    [
      "a transport that ignores its signal",
      { fetch: () => new Promise<Response>(() => undefined) },
    ],
  ])("end the call at its deadline behind %s, and are gone then", async (_title, options) => {
    const { client, clock } = given([{ json: 1 }], { auth, ...limits, timeoutMs: 0, ...options });
    const start = clock.now();
    const call = failure(client.call(read, {}));
    await clock.runAll();
    expect(await call).toMatchObject({ kind: "timeout", limit: "deadline" });
    expect(clock.now() - start).toBe(5_000);
    expect(clock.pending).toEqual([]);
  });
});

describe("listeners on a signal that outlives its calls", () => {
  const counted = () => {
    const { signal } = new AbortController();
    let count = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    const known = new Set<unknown>();
    Object.assign(signal, {
      addEventListener: (type: string, listener: EventListener, options?: object) => {
        if (!known.has(listener)) count += 1;
        known.add(listener);
        add(type, listener, options);
      },
      removeEventListener: (type: string, listener: EventListener) => {
        if (known.delete(listener)) count -= 1;
        remove(type, listener);
      },
    });
    return { signal, count: () => count };
  };

  it.each<[string, AnswerParts]>([
    ["successes", { json: 1 }],
    ["errors", { status: 404, json: {} }],
    ["empty answers", { status: 204 }],
    ["failed connections", { networkError: "ECONNRESET" }],
    ["broken answers", { text: "{", headers: { "content-type": "application/json" } }],
  ])("are gone after 1,000 %s", async (_title, answer) => {
    const { signal, count } = counted();
    const { client } = given({ "* *": answer }, { auth, retry: false });
    for (let round = 0; round < 10; round += 1) {
      const calls = Array.from({ length: 100 }, () => client.call(read, {}, { signal }));
      await Promise.allSettled(calls);
    }
    expect(count()).toBe(0);
  });

  it("are gone after streams that were read, left early, or broke", async () => {
    const { signal, count } = counted();
    const lines = operation<object, AsyncIterable<unknown>>({ answer: "lines" });
    const { client } = given({ "* *": { text: '{"a":1}\n{"a":2}\n{' } });
    for (const most of [0, 1, 9]) {
      let seen = 0;
      const walk = async () => {
        for await (const _ of await client.call(lines, {}, { signal })) {
          seen += 1;
          if (seen > most) break;
        }
      };
      await walk().catch(() => undefined);
    }
    expect(count()).toBe(0);
  });

  it("are gone after responses without a body that were handed out", async () => {
    const { signal, count } = counted();
    const { client } = given({ "* *": { status: 204 } });
    for (let round = 0; round < 100; round += 1) {
      await client.call(operation(), {}, { signal }).asResponse();
    }
    expect(count()).toBe(0);
  });

  it("do nothing when the abort comes after the call", async () => {
    const controller = new AbortController();
    const { client, fetch } = given([{ json: 1 }], { auth });
    const call = client.call(read, {}, { signal: controller.signal });
    expect(await call).toBe(1);
    controller.abort();
    expect(await call).toBe(1);
    expect(fetch.last.signal.aborted).toBe(false);
  });
});

describe("rejections", () => {
  it("of a call that is only asked to be safe, paged or raw are heard", async () => {
    const { client } = given({ "* *": { status: 404 } });
    await client.call(operation(), {}).safe();
    await failure(client.call(operation(), {}).withResponse());
    expect((await client.call(operation(), {}).asResponse()).status).toBe(404);
  });
});
