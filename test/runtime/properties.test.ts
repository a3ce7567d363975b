/** What must hold for any server and any transport: scripted at random, on a clock that is moved by hand. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiClient, ClientwrightError, type Fetch } from "../../src/runtime/index.js";
import { description, operation } from "../support/given-client.js";
import { createManualClock } from "../support/manual-clock.js";
import { json, networkError } from "../support/scripted-transport.js";

interface Answering {
  readonly kind: "answer";
  readonly status: number;
  readonly afterMs: number;
  readonly retryAfter: string | undefined;
}

interface Failing {
  readonly kind: "refuse" | "reset" | "hang" | "deaf" | "stall";
  readonly afterMs: number;
}

type Behaviour = Answering | Failing;

const afterMs = fc.integer({ min: 0, max: 3_000 });
const retryAfter = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 20 }).map(String),
    fc.constantFrom("soon", "-1", "Thu, 01 Jan 2026 00:00:05 GMT"),
  ),
  { nil: undefined },
);
const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.record({
    kind: fc.constant("answer" as const),
    status: fc.constantFrom(200, 200, 204, 400, 401, 404, 408, 429, 500, 502, 503, 503),
    afterMs,
    retryAfter,
  }),
  fc.record({
    kind: fc.constantFrom(
      "refuse" as const,
      "reset" as const,
      "hang" as const,
      "deaf" as const,
      "stall" as const,
    ),
    afterMs,
  }),
);
const script = fc.array(behaviour, { minLength: 1, maxLength: 6 });

interface Seen {
  /** When each request arrived. */
  readonly arrivals: number[];
  /** Earliest time at which the server wants the next one. */
  readonly notBefore: number[];
  /** Requests that had an effect, as far as the server is concerned. */
  effects: number;
}

/** A server that behaves as told; `deaf` transports ignore their signal, `stall` never finishes its body. */
function unreliable(steps: readonly Behaviour[]) {
  const clock = createManualClock();
  const seen: Seen = { arrivals: [], notBefore: [], effects: 0 };
  const fetch: Fetch = async (_input, init) => {
    const step = steps[Math.min(seen.arrivals.length, steps.length - 1)];
    seen.arrivals.push(clock.now());
    const signal = init?.signal ?? undefined;
    if (step === undefined || step.kind === "deaf") return new Promise(() => {});
    if (step.kind === "refuse") throw networkError("ECONNREFUSED");
    if (mayHaveEffect(step, clock.now())) seen.effects += 1;
    if (step.kind === "hang")
      return new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason)),
      );
    await clock.sleep(step.afterMs, signal);
    if (step.kind === "reset") throw networkError("ECONNRESET");
    if (step.kind === "stall") return new Response(new ReadableStream({ start: () => {} }));
    if (step.kind !== "answer") return new Promise(() => {});
    const asked = hintMs(step.retryAfter, clock.now());
    if (asked !== undefined) seen.notBefore[seen.arrivals.length] = clock.now() + asked;
    const headers = step.retryAfter === undefined ? {} : { "retry-after": step.retryAfter };
    return step.status === 204
      ? new Response(null, { status: 204 })
      : json({}, step.status, headers);
  };
  return { clock, fetch, seen };
}

function hintMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text);
  return Number.isNaN(time) || time <= now || !/GMT$/.test(text) ? undefined : time - now;
}

/** A server that rejects a request outright has not acted on it; 503 counts as that when it says when to come back. */
function mayHaveEffect(step: Behaviour, now: number): boolean {
  if (step.kind !== "answer") return true;
  if (step.status === 429 || step.status === 401) return false;
  return step.status !== 503 || hintMs(step.retryAfter, now) === undefined;
}

const methods = fc.constantFrom("GET" as const, "PUT" as const, "POST" as const, "PATCH" as const);
const options = fc.record({
  timeoutMs: fc.constantFrom(0, 100, 1_000, 5_000),
  maxRetries: fc.integer({ min: 0, max: 5 }),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

describe("for any server", () => {
  it("a call ends by its deadline, and leaves no timer behind", async () => {
    await fc.assert(
      fc.asyncProperty(
        script,
        methods,
        options,
        fc.integer({ min: 1, max: 20_000 }),
        async (steps, method, limits, deadlineMs) => {
          const { clock, fetch } = unreliable(steps);
          const { timeoutMs, maxRetries, random } = limits;
          const client = new ApiClient(description, {
            clock,
            fetch,
            timeoutMs,
            retry: maxRetries,
            random: () => random,
          });
          const start = clock.now();
          const result = await clock.settle(client.call(operation({ method }), {}, { deadlineMs }));
          expect(clock.now() - start).toBeLessThanOrEqual(deadlineMs);
          if (result.status === "rejected") {
            expect(result.reason).toBeInstanceOf(ClientwrightError);
            expect(result.reason.attempts.length).toBeLessThanOrEqual(maxRetries + 1);
          }
          await clock.advance(10_000);
          expect(clock.waiting).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it("no attempt comes earlier than the server asked for", async () => {
    await fc.assert(
      fc.asyncProperty(script, methods, options, async (steps, method, limits) => {
        const { clock, fetch, seen } = unreliable(steps);
        const { maxRetries, random } = limits;
        const client = new ApiClient(description, {
          clock,
          fetch,
          retry: maxRetries,
          random: () => random,
        });
        await clock.settle(client.call(operation({ method }), {}, { deadlineMs: 200_000 }));
        for (const [index, at] of seen.arrivals.entries()) {
          expect(at).toBeGreaterThanOrEqual(seen.notBefore[index] ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("an unsafe call has at most one effect", async () => {
    const unsafe = fc.constantFrom("POST" as const, "PATCH" as const);
    await fc.assert(
      fc.asyncProperty(script, unsafe, options, async (steps, method, limits) => {
        const { clock, fetch, seen } = unreliable(steps);
        const { timeoutMs, maxRetries, random } = limits;
        const client = new ApiClient(description, {
          clock,
          fetch,
          timeoutMs,
          retry: maxRetries,
          random: () => random,
        });
        await clock.settle(
          client.call(operation({ method, body: "json" }), { body: {} }, { deadlineMs: 60_000 }),
        );
        expect(seen.effects).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
