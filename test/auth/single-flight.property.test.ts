/** One refresh for any number of 401s, in whatever order things happen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryStore, passwordLogin } from "../../src/auth/index.js";
import { authorizationFrom, givenCall, givenLoginServer, unauthorized } from "./support/call.js";

describe("any number of 401s in any interleaving", () => {
  it.each([
    ["without a store", () => ({})],
    ["with a store", () => ({ store: memoryStore(), storeKey: "k" })],
  ])("cost one refresh, and each call repeats with its tokens, %s", async (_name, options) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 40 }),
        async (scheduler, count) => {
          const server = givenLoginServer();
          const { clock, login } = server;
          const refresh = scheduler.scheduleFunction(server.refresh);
          const provider = passwordLogin({ login, refresh, ...options() });
          const calls = Array.from({ length: count }, () => givenCall({ clock }));
          await Promise.all(calls.map((call) => authorizationFrom(provider, call)));

          const answer = scheduler.scheduleFunction(async () => unauthorized());
          const repeats = calls.map(async (call) => {
            const recovered = await provider.recover?.(await answer(), call);
            return recovered && (await authorizationFrom(provider, call));
          });
          const sent = await scheduler.waitFor(Promise.all(repeats));

          expect(new Set(sent)).toEqual(new Set(["Bearer access-2"]));
          expect([server.logins, server.refreshes]).toEqual([1, 1]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never leaves tokens behind after a logout, whenever it comes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 10 }),
        async (scheduler, count) => {
          const { clock, ...server } = givenLoginServer();
          const login = scheduler.scheduleFunction(server.login);
          const refresh = scheduler.scheduleFunction(server.refresh);
          const store = memoryStore();
          const provider = passwordLogin({ login, refresh, store, storeKey: "k" });
          await provider.set({ accessToken: "a", refreshToken: "refresh-0" });
          const calls = Array.from({ length: count }, () => givenCall({ clock }));
          await Promise.all(calls.map((call) => authorizationFrom(provider, call)));

          const answer = scheduler.scheduleFunction(async () => unauthorized());
          const recoveries = calls.map(async (call) => provider.recover?.(await answer(), call));
          const logout = scheduler.scheduleFunction(async () => undefined);
          const leaving = logout().then(() => provider.logout());
          await scheduler.waitFor(Promise.allSettled([...recoveries, leaving]));

          expect(provider.current()).toBeUndefined();
          expect(await store.get("k")).toBeUndefined();
        },
      ),
      { numRuns: 100 },
    );
  });
});
