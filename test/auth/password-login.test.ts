/** Login on need, refresh ahead of expiry and after a 401, and who wins when things happen at once. */
import { describe, expect, it } from "vitest";
import { passwordLogin } from "../../src/auth/index.js";
import { AuthError, ConfigError, TimeoutError } from "../../src/runtime/index.js";
import { manualClock } from "../../src/testing/index.js";
import {
  authorizationFrom,
  failure,
  givenCall,
  givenLoginServer,
  unauthorized,
} from "./support/call.js";

const minute = 60_000;

function givenProvider(options: Partial<Parameters<typeof passwordLogin>[0]> = {}) {
  const server = givenLoginServer();
  const { clock, login, refresh } = server;
  const provider = passwordLogin({ login, refresh, ...options });
  const call = () => givenCall({ clock });
  return { server, clock, provider, call, send: () => authorizationFrom(provider, call()) };
}

describe("logging in", () => {
  it("waits for the first call, and serves all others from it", async () => {
    const { server, send } = givenProvider();
    expect(server.logins).toBe(0);
    expect([await send(), await send()]).toEqual(["Bearer access-1", "Bearer access-1"]);
    expect([server.logins, server.refreshes]).toEqual([1, 0]);
  });

  it("happens once for a thousand calls at once", async () => {
    const { server, send } = givenProvider();
    const sent = await Promise.all(Array.from({ length: 1_000 }, send));
    expect(new Set(sent)).toEqual(new Set(["Bearer access-1"]));
    expect(server.logins).toBe(1);
  });

  it("fails all calls that wait with the error it was given, and is tried again by the next", async () => {
    const { server, send } = givenProvider();
    const wrong = failure(401, "wrong password");
    server.failWith = wrong;
    const results = await Promise.allSettled([send(), send(), send()]);
    expect(results.map((result) => result.status === "rejected" && result.reason)).toEqual([
      wrong,
      wrong,
      wrong,
    ]);
    expect(server.logins).toBe(1);
    server.failWith = undefined;
    expect(await send()).toBe("Bearer access-1");
  });

  it("gives the headers without a promise once tokens are held", async () => {
    const { provider, call, send } = givenProvider();
    await send();
    expect(provider.headers?.(call())).toEqual({ authorization: "Bearer access-1" });
  });

  it("hands the functions the transport beneath all policies, the base URL and a signal", async () => {
    const seen: unknown[] = [];
    const { provider, clock } = givenProvider({
      login: async (context) => {
        seen.push(context.fetch, context.baseUrl, context.clock, context.signal.aborted);
        return { accessToken: "a" };
      },
    });
    const call = givenCall({ clock });
    await authorizationFrom(provider, call);
    expect(seen).toEqual([call.fetch, call.baseUrl, clock, false]);
  });

  it("is cut off after its time limit", async () => {
    const { clock, send } = givenProvider({ login: () => new Promise(() => {}), timeoutMs: 5_000 });
    const sent = expect(send()).rejects.toThrow(TimeoutError);
    await clock.advance(5_000);
    await sent;
  });

  it("leaves no timer behind", async () => {
    const { clock, send } = givenProvider();
    await send();
    expect(clock.pending).toEqual([]);
  });

  it.each([{}, { accessToken: "" }, { accessToken: "a\nb" }, undefined])(
    "is refused when it answers %j, without quoting it",
    async (grant) => {
      // What an untyped caller may do.
      const { send } = givenProvider({ login: async () => grant as { accessToken: string } });
      await expect(send()).rejects.toThrow("The login answered no usable access token");
    },
  );

  it("of one caller that gives up goes on for the others", async () => {
    const { server, provider, clock, send } = givenProvider();
    const controller = new AbortController();
    server.hold();
    const impatient = authorizationFrom(provider, givenCall({ clock, signal: controller.signal }));
    const patient = send();
    controller.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    server.release();
    expect(await patient).toBe("Bearer access-1");
  });
});

describe("refreshing ahead of expiry", () => {
  it("leaves tokens alone until 30 seconds before their end", async () => {
    const { server, clock, send } = givenProvider();
    await send();
    await clock.advance(15 * minute - 30_001);
    expect(await send()).toBe("Bearer access-1");
    await clock.advance(1);
    expect(await send()).toBe("Bearer access-2");
    expect([server.logins, server.refreshes]).toEqual([1, 1]);
  });

  it("takes the margin it is told", async () => {
    const { clock, send } = givenProvider({ refreshAheadMs: 5 * minute });
    await send();
    await clock.advance(10 * minute);
    expect(await send()).toBe("Bearer access-2");
  });

  it("happens once for a thousand calls at once", async () => {
    const { server, clock, send } = givenProvider();
    await send();
    await clock.advance(15 * minute);
    const sent = await Promise.all(Array.from({ length: 1_000 }, send));
    expect(new Set(sent)).toEqual(new Set(["Bearer access-2"]));
    expect(server.refreshes).toBe(1);
  });

  it("stores the rotated refresh token and presents it the next time", async () => {
    const { server, clock, provider, send } = givenProvider();
    await send();
    await clock.advance(15 * minute);
    await send();
    expect(provider.current()?.refreshToken).toBe("refresh-2");
    await clock.advance(15 * minute);
    expect(await send()).toBe("Bearer access-3");
    expect(server.presented).toEqual(["refresh-1", "refresh-2"]);
    expect(server.logins).toBe(1);
  });

  it("keeps the old refresh token when the answer has none", async () => {
    const { clock, provider, send } = givenProvider({
      refresh: async () => ({ accessToken: "plain", expiresInMs: minute }),
    });
    await send();
    await clock.advance(15 * minute);
    await send();
    expect(provider.current()).toMatchObject({ accessToken: "plain", refreshToken: "refresh-1" });
  });

  it("never mixes the tokens of two logins", async () => {
    const { provider, send } = givenProvider();
    await send();
    await provider.set({ accessToken: "other" });
    expect(provider.current()).toEqual({ accessToken: "other" });
  });

  it("falls back to a login when the refresh is refused", async () => {
    const { server, clock, send } = givenProvider({
      refresh: () => Promise.reject(failure(401)),
    });
    await send();
    await clock.advance(15 * minute);
    expect(await send()).toBe("Bearer access-2");
    expect(server.logins).toBe(2);
  });

  it("uses tokens that are due when there is nothing to renew them with", async () => {
    const { provider, clock, send } = givenProvider({ login: undefined });
    await provider.set({ accessToken: "only", expiresInMs: minute });
    await clock.advance(10 * minute);
    expect(await send()).toBe("Bearer only");
  });

  it("uses the held tokens while they last when renewing fails for a passing reason", async () => {
    const { server, clock, send } = givenProvider();
    await send();
    server.failWith = failure(503);
    await clock.advance(15 * minute - 10_000);
    expect(await send()).toBe("Bearer access-1");
    await clock.advance(10_000);
    await expect(send()).rejects.toThrow("answered 503");
    server.failWith = undefined;
    expect(await send()).toMatch(/^Bearer access-/);
  });

  it("does not hide a refusal behind tokens that still last", async () => {
    const { server, clock, send } = givenProvider();
    await send();
    server.failWith = failure(401, "wrong password");
    await clock.advance(15 * minute - 10_000);
    await expect(send()).rejects.toThrow("wrong password");
  });

  it("takes an unknown lifetime as unlimited", async () => {
    const { server, clock, send } = givenProvider({
      login: async () => ({ accessToken: "eternal", expiresInMs: 0 }),
    });
    await send();
    await clock.advance(365 * 24 * 60 * minute);
    expect(await send()).toBe("Bearer eternal");
    expect(server.refreshes).toBe(0);
  });
});

describe("a clock that is five minutes wrong", () => {
  it("does no harm when it is wrong all along: lifetimes count from when they came", async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1) + 5 * minute);
    const { login, refresh, ...server } = givenLoginServer(clock);
    const provider = passwordLogin({ login, refresh });
    await authorizationFrom(provider, givenCall({ clock }));
    await clock.advance(14 * minute);
    expect(await authorizationFrom(provider, givenCall({ clock }))).toBe("Bearer access-1");
    expect(server.refreshes).toBe(0);
  });

  it("renews once per call, and never in a circle, when every token seems to be over", async () => {
    let logins = 0;
    const clock = manualClock();
    const expiresAt = clock.now() - 4 * minute; // One minute on the server's clock.
    const login = async () => ({ accessToken: `t${++logins}`, expiresAt });
    const provider = passwordLogin({ login });
    expect(await authorizationFrom(provider, givenCall({ clock }))).toBe("Bearer t1");
    expect(await authorizationFrom(provider, givenCall({ clock }))).toBe("Bearer t2");
    expect(logins).toBe(2);
  });

  it("is put right by the 401 when tokens end earlier than they seem to", async () => {
    const { server, clock, provider, send } = givenProvider();
    await send();
    clock.setTime(clock.now() - 5 * minute);
    await clock.advance(15 * minute);
    const call = givenCall({ clock });
    expect(await authorizationFrom(provider, call)).toBe("Bearer access-1");
    expect(await provider.recover?.(unauthorized(), call)).toBe(true);
    expect(await authorizationFrom(provider, call)).toBe("Bearer access-2");
    expect(server.refreshes).toBe(1);
  });
});

describe("after a 401", () => {
  async function givenRefused(count: number, options = {}) {
    const given = givenProvider(options);
    const calls = Array.from({ length: count }, given.call);
    await Promise.all(calls.map((call) => authorizationFrom(given.provider, call)));
    const recover = (call: (typeof calls)[number]) =>
      Promise.resolve(given.provider.recover?.(unauthorized(), call));
    return { ...given, calls, recover };
  }

  it("refreshes once for a thousand calls that got it at once", async () => {
    const { server, provider, calls, recover } = await givenRefused(1_000);
    const recovered = await Promise.all(calls.map(recover));
    expect(recovered.every((each) => each === true)).toBe(true);
    const sent = await Promise.all(calls.map((call) => authorizationFrom(provider, call)));
    expect(new Set(sent)).toEqual(new Set(["Bearer access-2"]));
    expect([server.logins, server.refreshes]).toEqual([1, 1]);
  });

  it("repeats with the newer tokens when they are held already", async () => {
    const { server, calls, recover } = await givenRefused(2);
    const [early, late] = calls as [(typeof calls)[0], (typeof calls)[0]];
    expect(await recover(early)).toBe(true);
    expect(await recover(late)).toBe(true);
    expect(server.refreshes).toBe(1);
  });

  it("does nothing for any other status", async () => {
    const { server, provider, call } = await givenRefused(1);
    for (const status of [403, 400, 500]) {
      expect(await provider.recover?.(new Response(null, { status }), call())).toBe(false);
    }
    expect(server.refreshes).toBe(0);
  });

  it("gives all calls the same refusal, and asks no second time for the same token", async () => {
    const { server, provider, calls, recover } = await givenRefused(20);
    server.failWith = failure(401, "account is locked");
    const early = await Promise.allSettled(calls.slice(0, 10).map(recover));
    const late = await Promise.allSettled(calls.slice(10).map(recover));
    const reasons = [...early, ...late].map((each) => each.status === "rejected" && each.reason);
    expect(new Set(reasons)).toEqual(new Set([server.failWith]));
    expect([server.logins, server.refreshes]).toEqual([2, 1]);
    expect(provider.current()).toBeUndefined();
  });

  it("forgets the tokens when a refresh is refused and there is no login", async () => {
    const { provider, send } = givenProvider({
      login: undefined,
      refresh: () => Promise.reject(failure(400, "bad refresh token")),
    });
    await provider.set({ accessToken: "a", refreshToken: "r" });
    const call = givenCall();
    await authorizationFrom(provider, call);
    await expect(provider.recover?.(unauthorized(), call)).rejects.toThrow("bad refresh token");
    expect(provider.current()).toBeUndefined();
    await expect(send()).rejects.toThrow(AuthError);
  });

  it("keeps the tokens when it is told so", async () => {
    const { provider, call } = givenProvider({
      login: undefined,
      refresh: () => Promise.reject(failure(400)),
      onRefused: "keep",
    });
    await provider.set({ accessToken: "a", refreshToken: "r" });
    await expect(provider.recover?.(unauthorized(), call())).rejects.toThrow();
    expect(provider.current()).toEqual({ accessToken: "a", refreshToken: "r" });
  });

  it("keeps the tokens when the refresh fails for a passing reason", async () => {
    const { provider, call } = givenProvider({
      login: undefined,
      refresh: () => Promise.reject(failure(503)),
    });
    await provider.set({ accessToken: "a", refreshToken: "r" });
    await expect(provider.recover?.(unauthorized(), call())).rejects.toThrow();
    expect(provider.current()?.accessToken).toBe("a");
  });

  it("gives up without a refresh token and without a login", async () => {
    const { provider } = givenProvider({ login: undefined });
    await provider.set({ accessToken: "a" });
    const call = givenCall();
    await authorizationFrom(provider, call);
    expect(await provider.recover?.(unauthorized(), call)).toBe(false);
  });

  it("does not repeat with the token that was just refused", async () => {
    const { provider } = givenProvider({ login: async () => ({ accessToken: "same" }) });
    const call = givenCall();
    await authorizationFrom(provider, call);
    expect(await provider.recover?.(unauthorized(), call)).toBe(false);
  });
});

describe("logging out", () => {
  it("forgets the tokens at once", async () => {
    const { provider, send } = givenProvider();
    await send();
    const done = provider.logout();
    expect(provider.current()).toBeUndefined();
    await done;
  });

  it("wins over a refresh that is still running", async () => {
    const { server, clock, provider, send } = givenProvider();
    await send();
    await clock.advance(15 * minute);
    server.hold();
    const waiting = expect(send()).rejects.toThrow("Signed out");
    await clock.settle();
    await provider.logout();
    server.release();
    await waiting;
    await clock.settle();
    expect(provider.current()).toBeUndefined();
  });

  it("aborts the signal of a refresh that is still running", async () => {
    const signals: AbortSignal[] = [];
    const { clock, provider, send } = givenProvider({
      login: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const waiting = expect(send()).rejects.toThrow("Signed out");
    await clock.settle();
    await provider.logout();
    await waiting;
    expect(signals[0]?.aborted).toBe(true);
  });

  it("lets the next call log in anew, even while the void refresh hangs", async () => {
    const { server, clock, provider, send } = givenProvider();
    server.hold();
    const waiting = expect(send()).rejects.toThrow(AuthError);
    await clock.settle();
    await provider.logout();
    server.release();
    expect(await send()).toMatch(/^Bearer access-/);
    await waiting;
  });

  it("is not undone by a 401 that comes late", async () => {
    const { server, provider, call } = givenProvider();
    const late = call();
    await authorizationFrom(provider, late);
    await provider.logout();
    expect(await provider.recover?.(unauthorized(), late)).toBe(false);
    expect([server.logins, server.refreshes]).toEqual([1, 0]);
    expect(provider.current()).toBeUndefined();
  });

  it("is undone by a login, whose tokens serve the calls that waited", async () => {
    const { server, clock, provider, send } = givenProvider();
    await send();
    await clock.advance(15 * minute);
    server.hold();
    const waiting = send();
    await clock.settle();
    await provider.set({ accessToken: "signed-in-anew" });
    server.release();
    expect(await waiting).toBe("Bearer signed-in-anew");
    expect(provider.current()).toEqual({ accessToken: "signed-in-anew" });
  });
});

describe("setting up", () => {
  it("needs a login or a refresh", () => {
    expect(() => passwordLogin({})).toThrow(ConfigError);
  });

  it("says whether it has credentials, so that another alternative may win", async () => {
    const { provider, call } = givenProvider({ login: undefined });
    expect(provider.canAuthenticate?.(call())).toBe(false);
    await provider.set({ accessToken: "a" });
    expect(provider.canAuthenticate?.(call())).toBe(true);
    expect(givenProvider().provider.canAuthenticate?.(call())).toBe(true);
  });

  it("counts lifetimes given to set() on the option's clock", async () => {
    const clock = manualClock(1_000);
    const { provider } = givenProvider({ clock });
    await provider.set({ accessToken: "a", expiresInMs: 500 });
    expect(provider.current()?.expiresAt).toBe(1_500);
  });
});
