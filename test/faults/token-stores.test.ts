/** Stores of tokens that fail, lie or are attacked, and a proxy that wants a password. */
import { chmod, mkdtemp, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, passwordLogin, type TokenGrant, type TokenStore } from "clientwright/auth";
import { createNodeFetch, fileTokenStore } from "clientwright/node";
import { type Logger, silentLogger } from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { startRawServer } from "../support/raw-server.js";
import { failure, failureAfterAll, given, keepingLogger, operation, printed } from "./given.js";

const read = operation({ security: [["bearer"]] });

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

describe("a store", () => {
  const broken = (part: keyof TokenStore): TokenStore => ({
    ...memoryStore(),
    [part]: () => Promise.reject(new Error("store down: secret-token")),
  });

  it.each(["get", "set", "exclusively"] as const)(
    "whose %s rejects does not fail a call, and is reported without its secrets",
    async (part) => {
      const { grant, count } = numbered();
      const logger = keepingLogger();
      const auth = passwordLogin({ login: grant, store: broken(part), storeKey: "k" });
      const { client } = given({ "* *": { json: 1 } }, { auth, logger });
      expect(await client.call(read, {})).toBe(1);
      expect(await client.call(read, {})).toBe(1);
      expect(count()).toBe(1);
      expect(logger.text()).toContain("token store");
      expect(logger.text()).not.toContain("secret-token");
    },
  );

  it("whose lock cannot be given back does not lose the login", async () => {
    const { grant, count } = numbered();
    const store: TokenStore = {
      ...memoryStore(),
      exclusively: async (_key, task) => {
        await task();
        throw new Error("lock lost");
      },
    };
    const auth = passwordLogin({ login: grant, store, storeKey: "k" });
    const { client } = given({ "* *": { json: 1 } }, { auth });
    expect(await client.call(read, {})).toBe(1);
    expect(count()).toBe(1);
  });

  it("whose get never settles does not keep a call beyond its deadline", async () => {
    const { grant } = numbered();
    const store: TokenStore = { ...memoryStore(), get: () => new Promise(() => undefined) };
    const auth = passwordLogin({ login: grant, store, storeKey: "k" });
    const { client, clock } = given({ "* *": { json: 1 } }, { auth });
    expect(
      await failureAfterAll(clock, client.call(read, {}, { deadlineMs: 1_000 })),
    ).toMatchObject({ kind: "timeout" });
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"accessToken":7}',
    '{"__proto__":{"accessToken":"x"}}',
    '{"accessToken":"a\\nb"}',
  ])("that holds %j holds no login", async (text) => {
    const { grant, count } = numbered();
    const store: TokenStore = { ...memoryStore(), get: async () => text };
    const auth = passwordLogin({ login: grant, store, storeKey: "k" });
    const { client } = given({ "* *": { json: 1 } }, { auth });
    expect(await client.call(read, {})).toBe(1);
    expect(count()).toBe(1);
  });
});

describe("a token file", () => {
  const folder = () => mkdtemp(join(tmpdir(), "clientwright-"));
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  it("in a place that cannot be written does not fail a call", async () => {
    const file = join(await folder(), "plain");
    await writeFile(file, "");
    const { grant } = numbered();
    const auth = passwordLogin({
      login: grant,
      store: fileTokenStore(join(file, "below", "tokens.json")),
      storeKey: "k",
    });
    const { client } = given({ "* *": { json: 1 } }, { auth });
    expect(await client.call(read, {})).toBe(1);
  });

  it("is its owner's alone, also where a readable one was before", async () => {
    const path = join(await folder(), "deep", "tokens.json");
    await fileTokenStore(path).set("a", "1");
    expect([await mode(path), await mode(join(path, ".."))]).toEqual(["600", "700"]);
    await chmod(path, 0o644);
    await fileTokenStore(path).set("b", "2");
    expect(await mode(path)).toBe("600");
  });

  it("behind a planted link does not write to where the link points", async () => {
    const root = await folder();
    const target = join(root, "target");
    await writeFile(target, "untouched");
    const path = join(root, "tokens.json");
    await symlink(target, path);
    await fileTokenStore(path)
      .set("a", "secret")
      .catch(() => undefined);
    expect(await readFile(target, "utf8")).toBe("untouched");
  });

  it("keeps every key that processes write at the same time, hostile names included", async () => {
    const path = join(await folder(), "tokens.json");
    const keys = [
      "__proto__",
      "constructor",
      "../../x",
      "a".repeat(300),
      ...Array.from({ length: 10 }, (_, index) => `k${index}`),
    ];
    await Promise.all(keys.map((key) => fileTokenStore(path).set(key, `value of ${key}`)));
    for (const key of keys) expect(await fileTokenStore(path).get(key)).toBe(`value of ${key}`);
  });
});

describe("a proxy", () => {
  it("that refuses leaves its password out of everything, and its connection free", async () => {
    await using proxy = await startRawServer((_, response) => {
      response.writeHead(407, { "content-type": "text/plain" }).end("x".repeat(1_000_000));
    });
    const url = proxy.url.replace("http://", "http://someone:pr0xy-password@");
    await using fetch = createNodeFetch({ proxy: url, pool: { connections: 1 } });
    const logger: Logger = { ...silentLogger };
    const { client } = given([], {
      fetch,
      logger,
      baseUrl: "http://api.test",
      retry: false,
      clock: undefined as never,
    });
    for (let round = 0; round < 3; round += 1) {
      const error = await failure(client.call(operation(), {}, { timeoutMs: 5_000 }));
      expect(error).toMatchObject({ kind: "connection", code: "PROXY_AUTH_REQUIRED" });
      expect(printed(error)).not.toContain("pr0xy-password");
    }
  });
});
