import { clientCredentials, passwordLogin, type TokenGrant } from "clientwright/auth";
import { AuthError, type AuthProvider, ConnectionError } from "clientwright/runtime";
import { manualClock } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { failure, failureAfterAll, given, operation, printed } from "./given.js";

const read = operation({ security: [["bearer"]] });
const minute = 60_000;

/** A login whose tokens are numbered, and a server that takes the newest only. */
const numbered = (options: { expiresInMs?: number; fail?: () => unknown } = {}) => {
  let count = 0;
  const grant = async (): Promise<TokenGrant> => {
    const error = options.fail?.();
    if (error) throw error;
    count += 1;
    const { expiresInMs } = options;
    return {
      accessToken: `token-${count}`,
      refreshToken: `refresh-${count}`,
      ...(expiresInMs && { expiresInMs }),
    };
  };
  return { grant, count: () => count };
};

describe("a crowd", () => {
  it("of 1,000 calls that are refused at once logs in once more, and each is repeated once", async () => {
    const { grant, count } = numbered();
    let valid = "token-1";
    const server = (request: { headers: Readonly<Record<string, string>> }) =>
      request.headers.authorization === `Bearer ${valid}` ? { json: 1 } : { status: 401 };
    const auth = passwordLogin({ login: grant, refresh: grant });
    const { client, fetch } = given({ "* *": server }, { auth });
    await client.call(read, {});
    valid = "token-2";
    const before = fetch.count;
    await Promise.all(Array.from({ length: 1_000 }, () => client.call(read, {})));
    expect(count()).toBe(2);
    expect(fetch.count - before).toBeLessThanOrEqual(2_000);
  });

  it("whose login fails is told so, call by call, without a login for each", async () => {
    let asked = 0;
    const auth = passwordLogin({
      login: async () => {
        asked += 1;
        await Promise.resolve();
        throw new AuthError("no");
      },
    });
    const { client, fetch } = given([], { auth });
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => failure(client.call(read, {}))),
    );
    for (const error of errors) expect(error).toBeInstanceOf(AuthError);
    expect(asked).toBeLessThanOrEqual(2);
    expect(fetch.count).toBe(0);
  });
});

describe("a renewal", () => {
  it("that cannot reach the server leaves the tokens that still hold in use", async () => {
    let isDown = false;
    const { grant } = numbered({
      expiresInMs: 10 * minute,
      fail: () => isDown && new ConnectionError("down"),
    });
    const auth = passwordLogin({ login: grant, refresh: grant, refreshAheadMs: 5 * minute });
    const { client, fetch, clock } = given({ "* *": { json: 1 } }, { auth });
    await client.call(read, {});
    isDown = true;
    await clock.advance(6 * minute);
    expect(await client.call(read, {})).toBe(1);
    expect(fetch.last.headers.authorization).toBe("Bearer token-1");
    await clock.advance(5 * minute);
    expect(await failureAfterAll(clock, client.call(read, {}))).toBeInstanceOf(ConnectionError);
    isDown = false;
    expect(await client.call(read, {})).toBe(1);
  });

  it("that a logout overtakes brings no tokens back, and its calls fail or are anonymous", async () => {
    let release: (grant: TokenGrant) => void = () => undefined;
    const clock = manualClock();
    const auth = passwordLogin({
      clock,
      refresh: () =>
        new Promise<TokenGrant>((resolve) => {
          release = resolve;
        }),
    });
    const { client, fetch } = given({ "* *": { json: 1 } }, { auth, clock });
    await auth.set({ accessToken: "old-token", refreshToken: "r", expiresInMs: 1 });
    const call = failure(client.call(read, {}));
    await clock.settle();
    await auth.logout();
    release({ accessToken: "late-token", refreshToken: "late" });
    expect(await call).toBeInstanceOf(AuthError);
    expect(auth.current()).toBeUndefined();
    expect(JSON.stringify(fetch.requests)).not.toContain("late-token");
  });

  it.each([5, -5])("is not stormed when the clock jumps by %i minutes", async (minutes) => {
    const { grant, count } = numbered({ expiresInMs: 3 * minute });
    const auth = passwordLogin({ login: grant });
    const { client, clock } = given({ "* *": { json: 1 } }, { auth });
    await client.call(read, {});
    clock.setTime(clock.now() + minutes * minute);
    for (let round = 0; round < 10; round += 1) await client.call(read, {});
    expect(count()).toBeLessThanOrEqual(2);
  });

  it("that never ends does not keep a call beyond its deadline, or a later call beyond the limit", async () => {
    const auth = passwordLogin({
      login: () => new Promise<TokenGrant>(() => undefined),
      timeoutMs: 10_000,
    });
    const { client, clock } = given({ "* *": { json: 1 } }, { auth, retry: false });
    const start = clock.now();
    expect(
      await failureAfterAll(clock, client.call(read, {}, { deadlineMs: 1_000 })),
    ).toMatchObject({ limit: "deadline" });
    expect(await failureAfterAll(clock, client.call(read, {}))).toMatchObject({ kind: "timeout" });
    expect(clock.now() - start).toBeLessThanOrEqual(20_000);
    expect(clock.pending).toEqual([]);
  });
});

describe("a provider", () => {
  it.each<[string, AuthProvider["recover"]]>([
    ["says yes for ever", () => true],
    ["rejects", () => Promise.reject(new Error("no way"))],
    [
      "throws",
      () => {
        throw new Error("no way");
      },
    ],
  ])("that %s is asked to recover once per call", async (_title, recover) => {
    let asked = 0;
    const auth: AuthProvider = {
      authenticate: (request) => request,
      recover: (response, call) => {
        asked += 1;
        return recover?.(response, call) ?? false;
      },
    };
    const { client, fetch, clock } = given({ "* *": { status: 401 } }, { auth });
    await failureAfterAll(clock, client.call(read, {}));
    expect(asked).toBe(1);
    expect(fetch.count).toBeLessThanOrEqual(2);
  });

  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["an empty text", () => ""],
    ["a promise of nothing", async () => undefined],
    ["a promise of an empty text", async () => ""],
  ])(
    "of a secret that answers %s is an error that says so, and nothing is sent",
    async (_title, secret) => {
      for (const scheme of ["bearer", "headerKey", "queryKey", "cookieKey"]) {
        const { client, fetch } = given([{ json: 1 }], { auth: { [scheme]: secret } });
        const result = await client.call(operation({ security: [[scheme]] }), {}).safe();
        expect(result.ok, scheme).toBe(false);
        expect(fetch.count).toBe(0);
      }
    },
  );
});

describe("a token endpoint", () => {
  const credentials = (tokenUrl: string) =>
    clientCredentials({ tokenUrl, clientId: "me", clientSecret: "s3cret-12345" });

  it.each([301, 302, 303, 307, 308])(
    "that redirects (%i) gets the secret once, and the target never",
    async (status) => {
      const { client, fetch, clock } = given(
        {
          "POST /token": { status, headers: { location: "https://evil.test/steal" } },
          "* *": { json: 1 },
        },
        { auth: credentials("https://login.test/token") },
      );
      const error = await failureAfterAll(clock, client.call(read, {}));
      expect(error).toBeInstanceOf(AuthError);
      expect(fetch.requests.some(({ url }) => url.includes("evil"))).toBe(false);
      expect(printed(error)).not.toContain("s3cret-12345");
    },
  );

  it("that refuses itself with a 401 is asked once per call, and never by itself", async () => {
    const { client, fetch, clock } = given(
      { "POST /token": { status: 401, json: { error: "invalid_client" } } },
      { auth: credentials("https://login.test/token") },
    );
    expect(await failureAfterAll(clock, client.call(read, {}))).toBeInstanceOf(AuthError);
    expect(fetch.count).toBe(1);
  });

  it.each([
    ["HTML", { text: "<html>" }],
    ["an empty object", { json: {} }],
    ["a token that is no text", { json: { access_token: 7 } }],
    ["a token with a line break", { json: { access_token: "a\r\nX-Admin: 1" } }],
    ["a token of another type", { json: { access_token: "abc", token_type: "mac" } }],
  ])("that answers %s is an AuthError", async (_title, answer) => {
    const { client, clock } = given(
      { "POST /token": answer, "* *": { json: 1 } },
      { auth: credentials("https://login.test/token") },
    );
    expect(await failureAfterAll(clock, client.call(read, {}))).toBeInstanceOf(AuthError);
  });
});
