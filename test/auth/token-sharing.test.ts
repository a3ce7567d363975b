/** One login among several clients and processes: what each does with a store between them. */
import { describe, expect, it } from "vitest";
import {
  clientCredentials,
  memoryStore,
  passwordLogin,
  type TokenStore,
  webStorageStore,
} from "../../src/auth/index.js";
import { ConfigError } from "../../src/runtime/index.js";
import { manualClock } from "../../src/testing/index.js";
import {
  authorizationFrom,
  failure,
  givenCall,
  givenLoginServer,
  recordingLogger,
  unauthorized,
} from "./support/call.js";

const minute = 60_000;
const key = "neurograph:developer";

/** Two processes of one login, as far as they can know. */
function givenProcesses(store: TokenStore = memoryStore()) {
  const clock = manualClock();
  const server = givenLoginServer(clock);
  const { login, refresh } = server;
  const start = (options: Partial<Parameters<typeof passwordLogin>[0]> = {}) =>
    passwordLogin({ login, refresh, store, storeKey: key, ...options });
  const [here, there] = [start(), start()] as const;
  const call = () => givenCall({ clock });
  const send = (provider = here) => authorizationFrom(provider, call());
  return { store, clock, server, start, here, there, call, send };
}

describe("with a store between them", () => {
  it("the second process uses the login of the first", async () => {
    const { server, here, there, send } = givenProcesses();
    expect(await send(here)).toBe("Bearer access-1");
    expect(await send(there)).toBe("Bearer access-1");
    expect(server.logins).toBe(1);
  });

  it("a process started later finds the login", async () => {
    const { start, here, send } = givenProcesses();
    await send(here);
    const later = start({ login: undefined });
    expect(later.canAuthenticate?.(givenCall())).toBe(true);
    expect((await later.restored())?.accessToken).toBe("access-1");
    expect(await send(later)).toBe("Bearer access-1");
  });

  it("the store is read again before a refresh, and another's refresh is used", async () => {
    const { clock, server, here, there, send } = givenProcesses();
    await send(here);
    await send(there);
    await clock.advance(15 * minute);
    expect(await send(here)).toBe("Bearer access-2");
    expect(await send(there)).toBe("Bearer access-2");
    expect(server.refreshes).toBe(1);
  });

  it("a 401 for a token that another process replaced costs no refresh", async () => {
    const { server, here, there, call, send } = givenProcesses();
    await send(here);
    const late = call();
    await authorizationFrom(there, late);
    const early = call();
    await authorizationFrom(here, early);
    expect(await here.recover?.(unauthorized(), early)).toBe(true);
    expect(await there.recover?.(unauthorized(), late)).toBe(true);
    expect(await send(there)).toBe("Bearer access-2");
    expect(server.refreshes).toBe(1);
  });

  it("the rotated refresh token of another process is the one presented", async () => {
    const { clock, server, here, there, send } = givenProcesses();
    await send(here);
    await send(there);
    await clock.advance(15 * minute);
    await send(here);
    await clock.advance(15 * minute);
    expect(await send(there)).toBe("Bearer access-3");
    expect(server.presented).toEqual(["refresh-1", "refresh-2"]);
    expect(server.logins).toBe(1);
  });

  it("a refresh that lost a race uses what the winner stored", async () => {
    const { store, clock, here, send, start } = givenProcesses();
    await send(here);
    await clock.advance(15 * minute);
    const winner = JSON.stringify({ accessToken: "winner", refreshToken: "r" });
    const loser = start({
      login: undefined,
      refresh: async () => {
        await store.set(key, winner);
        throw failure(401, "refresh token is used up");
      },
    });
    expect(await send(loser)).toBe("Bearer winner");
  });

  it("processes renew one at a time where the store can see to it", async () => {
    const running: string[] = [];
    const locks: WebLocksOfTest = { held: Promise.resolve(), running };
    const store = withLock(memoryStore(), locks);
    const { clock, server, here, there, send } = givenProcesses(store);
    await send(here);
    await send(there);
    await clock.advance(15 * minute);
    const sent = await Promise.all([send(here), send(there), send(here), send(there)]);
    expect(new Set(sent)).toEqual(new Set(["Bearer access-2"]));
    expect(server.refreshes).toBe(1);
  });

  it("a logout of another process ends the login here, at the next renewal", async () => {
    const { clock, server, here, there, send } = givenProcesses();
    await send(here);
    await send(there);
    await there.logout();
    await clock.advance(15 * minute);
    expect(await send(here)).toBe("Bearer access-2");
    expect([server.logins, server.refreshes]).toEqual([2, 0]);
  });

  it("a logout of another process wins over a refresh that runs here", async () => {
    const { store, clock, server, here, there, send } = givenProcesses();
    await send(here);
    await clock.advance(15 * minute);
    server.hold();
    const waiting = expect(send(here)).rejects.toThrow("Signed out elsewhere");
    await clock.settle();
    await there.logout();
    server.release();
    await waiting;
    expect(await store.get(key)).toBeUndefined();
    expect(here.current()).toBeUndefined();
  });

  it("a late refresh cannot put back what a logout took out", async () => {
    const slow = givenSlowStore();
    const { clock, here, send } = givenProcesses(slow.store);
    await send(here);
    await clock.advance(15 * minute);
    slow.hold();
    const waiting = expect(send(here)).rejects.toThrow("Signed out");
    await clock.settle();
    const done = here.logout();
    slow.release();
    await Promise.all([waiting, done]);
    expect(await slow.store.get(key)).toBeUndefined();
  });

  it("a refused login is taken out of the store", async () => {
    const { store, start, here, call, send } = givenProcesses();
    await send(here);
    const refused = start({ login: undefined, refresh: () => Promise.reject(failure(401)) });
    const one = call();
    await authorizationFrom(refused, one);
    await expect(refused.recover?.(unauthorized(), one)).rejects.toThrow();
    expect(await store.get(key)).toBeUndefined();
  });

  it("logins under different keys stay apart", async () => {
    const { start, here, send } = givenProcesses();
    await send(here);
    await send(start({ storeKey: "neurograph:admin" }));
    expect(here.current()?.accessToken).toBe("access-1");
  });

  it("what is in the store is what was granted", async () => {
    const { store, clock, here, send } = givenProcesses();
    await send(here);
    expect(JSON.parse((await store.get(key)) ?? "")).toEqual({
      accessToken: "access-1",
      refreshToken: "refresh-1",
      expiresAt: clock.now() + 15 * minute,
    });
  });
});

describe("a store that fails", () => {
  const fail = (): Promise<never> =>
    Promise.reject(new Error("store says access-1 is not welcome"));
  const broken: TokenStore = { get: fail, set: fail, delete: fail };

  it("fails no call, is reported, and what it says is not logged", async () => {
    const { server, here, clock } = givenProcesses(broken);
    const { logger, lines } = recordingLogger();
    const call = givenCall({ clock, logger });
    expect(await authorizationFrom(here, call)).toBe("Bearer access-1");
    expect(await authorizationFrom(here, call)).toBe("Bearer access-1");
    expect(server.logins).toBe(1);
    expect(lines.join("\n")).toContain("The token store could not be written");
    expect(lines.join("\n")).not.toContain("access-1");
  });

  it("fails a logout, which somebody counts on, but the tokens here are gone", async () => {
    const { here, send } = givenProcesses(broken);
    await send(here);
    await expect(here.logout()).rejects.toThrow();
    expect(here.current()).toBeUndefined();
  });

  it("fails the question what is in it", async () => {
    const { here } = givenProcesses(broken);
    await expect(here.restored()).rejects.toThrow("The token store could not be read");
  });

  it.each(["", "not json", "[]", '{"accessToken":5}', "null"])(
    "that holds %j holds no login",
    async (text) => {
      const store = memoryStore();
      await store.set(key, text);
      expect(await givenProcesses(store).send()).toBe("Bearer access-1");
    },
  );
});

describe("setting up", () => {
  it("asks whose login it is that goes into the store", () => {
    const { login } = givenLoginServer();
    expect(() => passwordLogin({ login, store: memoryStore() })).toThrow(ConfigError);
  });

  it("keeps clients of one authorisation server apart by who they are and what they ask", async () => {
    const keys: string[] = [];
    const store = { ...memoryStore(), get: async (name: string) => void keys.push(name) };
    const common = { tokenUrl: "https://id.example.com/token", clientSecret: "s3cret", store };
    for (const clientId of ["a", "b"]) {
      await clientCredentials({ ...common, clientId, scopes: ["y", "x"] }).restored();
      await clientCredentials({ ...common, clientId, scopes: ["x", "y"] }).restored();
      await clientCredentials({ ...common, clientId, scopes: ["x"] }).restored();
    }
    expect(new Set(keys).size).toBe(4);
    expect(keys.join()).not.toContain("s3cret");
  });
});

describe("webStorageStore", () => {
  it("keeps texts under its prefix", async () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (name: string) => values.get(name) ?? null,
      setItem: (name: string, value: string) => void values.set(name, value),
      removeItem: (name: string) => void values.delete(name),
    };
    const store = webStorageStore(storage, { prefix: "app:" });
    await store.set("k", "v");
    expect([...values]).toEqual([["app:k", "v"]]);
    expect(await store.get("k")).toBe("v");
    await store.delete("k");
    expect(await store.get("k")).toBeNull();
  });

  it("makes tabs take turns where the platform has locks", async () => {
    const names: string[] = [];
    const locks = {
      request: <T>(name: string, task: () => Promise<T>): Promise<T> => {
        names.push(name);
        return task();
      },
    };
    const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    const store = webStorageStore(storage, { locks });
    expect(await store.exclusively?.("k", async () => "done")).toBe("done");
    expect(names).toEqual(["clientwright:k"]);
  });
});

interface WebLocksOfTest {
  held: Promise<unknown>;
  readonly running: string[];
}

/** A store whose lock all who hold the store share. */
function withLock(store: TokenStore, locks: WebLocksOfTest): TokenStore {
  return {
    ...store,
    exclusively: (_key, task) => {
      const result = locks.held.then(task);
      locks.held = result.catch(() => undefined);
      return result;
    },
  };
}

/** A store that can be made to wait with writing. */
function givenSlowStore() {
  const inner = memoryStore();
  let gate: Promise<void> | undefined;
  let open = (): void => {};
  const store: TokenStore = {
    ...inner,
    set: async (name, value) => {
      await gate;
      await inner.set(name, value);
    },
  };
  const hold = (): void => {
    gate = new Promise((resolve) => {
      open = resolve;
    });
  };
  return { store, hold, release: () => open() };
}
