/** Asking a provider for tokens outside calls, and being told of changes. */
import { describe, expect, it } from "vitest";
import { memoryStore, passwordLogin, type Tokens } from "../../src/auth/index.js";
import { silentLogger } from "../../src/runtime/index.js";
import { authorizationFrom, failure, givenCall, givenLoginServer } from "./support/call.js";

const minute = 60_000;

function given(options: Partial<Parameters<typeof passwordLogin>[0]> = {}) {
  const server = givenLoginServer();
  const { clock, refresh } = server;
  const seen: (string | undefined)[] = [];
  const onChange = (held: Tokens | undefined) => void seen.push(held?.accessToken);
  const provider = passwordLogin({ refresh, onChange, clock, ...options });
  const outside = {
    fetch: () => Promise.reject(new Error("no network in this test")),
    baseUrl: "https://api.example.com",
    logger: silentLogger,
    clock,
    signal: undefined,
  };
  const signIn = async () => await provider.set(await server.login());
  const send = () => authorizationFrom(provider, givenCall({ clock }));
  return { server, clock, provider, signIn, seen, outside, send };
}

describe("tokens outside calls", () => {
  it("are the held ones while they last, else renewed ones", async () => {
    const { server, clock, provider, signIn, outside } = given();
    await signIn();
    expect((await provider.fresh(outside)).accessToken).toBe("access-1");
    await clock.advance(15 * minute - 30_000);
    expect((await provider.fresh(outside)).accessToken).toBe("access-2");
    expect(server.presented).toEqual(["refresh-1"]);
  });

  it("are new ones for whoever asks for new ones, once for all who ask at the time", async () => {
    const { server, provider, signIn, outside, send } = given();
    await signIn();
    const [first, second] = await Promise.all([provider.renew(outside), provider.renew(outside)]);
    expect([first.accessToken, second.accessToken]).toEqual(["access-2", "access-2"]);
    expect(server.refreshes).toBe(1);
    expect(await send()).toBe("Bearer access-2");
  });

  it("are looked for in the store first", async () => {
    const store = memoryStore();
    const first = given({ store, storeKey: "k" });
    await first.signIn();
    const second = given({ store, storeKey: "k", refresh: first.server.refresh });
    expect((await second.provider.renew(second.outside)).accessToken).toBe("access-2");
    expect(first.server.presented).toEqual(["refresh-1"]);
  });

  it("are an error where nobody has logged in", async () => {
    const { provider, outside } = given();
    await expect(provider.renew(outside)).rejects.toThrow("No credentials: log in first");
    await expect(provider.fresh(outside)).rejects.toThrow("No credentials: log in first");
  });
});

describe("a renewal ahead of time that fails for a passing reason", () => {
  it("fails the call where that is asked for; the tokens stay", async () => {
    const { server, clock, provider, signIn, send } = given({ onFailedRenewal: "fail" });
    await signIn();
    await clock.advance(15 * minute - 10_000);
    server.failWith = failure(503);
    await expect(send()).rejects.toThrow("answered 503");
    expect(provider.current()?.accessToken).toBe("access-1");
  });
});

describe("changes are told", () => {
  it("as they happen, and nothing else is", async () => {
    const { server, clock, provider, signIn, seen, send } = given();
    await provider.logout();
    await signIn();
    await send();
    expect(seen).toEqual(["access-1"]);
    await clock.advance(15 * minute);
    await send();
    expect(seen).toEqual(["access-1", "access-2"]);
    server.failWith = failure(401);
    await clock.advance(15 * minute);
    await expect(send()).rejects.toThrow("answered 401");
    expect(seen).toEqual(["access-1", "access-2", undefined]);
    await provider.set({ accessToken: "b" });
    await provider.logout();
    expect(seen).toEqual(["access-1", "access-2", undefined, "b", undefined]);
  });

  it("before set() and logout() return", () => {
    const { provider, seen } = given();
    void provider.set({ accessToken: "a" });
    expect(seen).toEqual(["a"]);
    void provider.logout();
    expect(seen).toEqual(["a", undefined]);
  });

  it("also those that the store brings", async () => {
    const store = memoryStore();
    await given({ store, storeKey: "k" }).signIn();
    const { provider, clock, seen, send } = given({ store, storeKey: "k" });
    await provider.restored();
    expect(seen).toEqual(["access-1"]);
    await store.delete("k");
    await clock.advance(15 * minute);
    await expect(send()).rejects.toThrow();
    expect(seen).toEqual(["access-1", undefined]);
  });
});
