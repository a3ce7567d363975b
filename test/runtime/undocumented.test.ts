import { describe, expect, it } from "vitest";
import {
  ApiClient,
  type AuthProvider,
  ConfigError,
  ConnectionError,
  createCaller,
  essentials,
  type Fetch,
  type Policy,
  renewals,
  retries,
  serverMessages,
} from "../../src/runtime/index.js";
import { description, givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, networkError } from "../support/scripted-transport.js";

interface Paths {
  "/things/{id}": {
    put: {
      parameters: { path: { id: string }; query?: { q?: string } };
      requestBody: { content: { "application/json": { a: number } } };
      responses: {
        200: { content: { "application/json": { ok: true } } };
        404: { content: { "application/json": { message: string } } };
      };
    };
  };
}

const typed = (steps: Parameters<typeof givenClient>[0], options = {}) => {
  const given = givenClient(steps);
  const { fetch, clock } = given;
  return {
    ...given,
    client: new ApiClient<Paths>(description, { fetch, clock, random: () => 0.5, ...options }),
  };
};
const init = { params: { path: { id: "a/b" }, query: { q: "x" } }, body: { a: 1 } } as const;

describe("client.api", () => {
  it("has openapi-fetch's verbs over the same pipeline", async () => {
    const { client, clock, sent } = typed([json({}, 503), json({ ok: true })], {
      auth: { bearer: "b" },
      headers: { "X-A": "1" },
    });
    const result = await clock.settle(client.api.PUT("/things/{id}", init));
    expect(result).toMatchObject({ value: { data: { ok: true } } });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({
      method: "PUT",
      url: "https://api.test/v1/things/a%2Fb?q=x",
      body: '{"a":1}',
    });
    expect(sent[1]?.headers.get("authorization")).toBe("Bearer b");
    expect(sent[1]?.headers.get("x-a")).toBe("1");
  });

  it("tells the platform what a call says to it, and hands over redirects that it asks for", async () => {
    const { client, clock } = typed([], {
      fetch: async (input: string | URL | Request, init?: RequestInit) => {
        inits.push(init);
        return new Response(null, { status: 302, headers: { location: `${String(input)}/x` } });
      },
    });
    const inits: (RequestInit | undefined)[] = [];
    const said = { credentials: "include", cache: "no-store", redirect: "manual" } as const;
    const outcome = await clock.settle(client.api.PUT("/things/{id}", { ...init, ...said }));
    expect(outcome).toMatchObject({ value: { response: { status: 302 } } });
    expect(inits).toMatchObject([said]);
  });

  it("answers errors of the server without throwing, and throws when there is no answer", async () => {
    const { client } = typed([json({ message: "gone" }, 404)]);
    const { error, response } = await client.api.PUT("/things/{id}", init);
    expect([error, response.status]).toEqual([{ message: "gone" }, 404]);
    const broken = typed([networkError("ECONNRESET")], { retry: 0 });
    expect(await reasonOf(broken.client.api.PUT("/things/{id}", init))).toBeInstanceOf(
      ConnectionError,
    );
  });
});

describe("client.request", () => {
  it("reaches what the document does not have", async () => {
    const { client, sent } = givenClient([json({ ok: true })], { auth: { headerKey: "k" } });
    const input = {
      path: { id: "x/y" },
      query: { n: [1, 2] },
      body: { a: 1 },
      headers: { "X-B": "2" },
    };
    await expect(client.request("PATCH", "/new/{id}", input)).resolves.toEqual({ ok: true });
    expect(sent[0]).toMatchObject({
      method: "PATCH",
      url: "https://api.test/v1/new/x%2Fy?n=1&n=2",
      body: '{"a":1}',
    });
    expect(sent[0]?.headers.get("x-api-key")).toBe("k");
    expect(sent[0]?.headers.get("x-b")).toBe("2");
  });

  it("sends bytes, forms and text as what they are", async () => {
    const { client, sent } = givenClient([json({})]);
    for (const body of [new Blob(["x"]), new URLSearchParams({ a: "b" }), new FormData(), "text"]) {
      await client.request("POST", "/x", { body });
    }
    expect(sent.map(({ headers }) => headers.get("content-type")?.split(";")[0])).toEqual([
      "application/octet-stream",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "application/json",
    ]);
  });

  it("repeats as its method allows", async () => {
    for (const [method, attempts] of [
      ["PUT", 3],
      ["POST", 1],
    ] as const) {
      const { client, clock, sent } = givenClient([json({}, 500)]);
      await clock.settle(client.request(method, "/x"));
      expect(sent).toHaveLength(attempts);
    }
  });

  it("sends a query in the path as it is written, ahead of what is given as query", async () => {
    const { client, sent } = givenClient([json({}), json({}), json("no", 404)]);
    await client.request("GET", "/x/a%20b?q=deep+house&r=%20&s={t}");
    await client.request("GET", "/x?q=a+b?c", { query: { limit: 5 } });
    expect(sent.map(({ url }) => url)).toEqual([
      "https://api.test/v1/x/a%20b?q=deep+house&r=%20&s={t}",
      "https://api.test/v1/x?q=a+b?c&limit=5",
    ]);
    const error = await reasonOf(client.request("GET", "/x?q=private"));
    expect(error).toMatchObject({ operation: { id: "GET /x", path: "/x" } });
    expect(String(error)).not.toContain("private");
  });

  it("answers nothing where nothing came and nothing says what it would be", async () => {
    const { client } = givenClient([
      new Response(null, { status: 200 }),
      new Response(new Uint8Array(), { headers: { "content-length": "0" } }),
    ]);
    await expect(client.request("DELETE", "/x")).resolves.toBeUndefined();
    await expect(client.request("DELETE", "/x")).resolves.toBeUndefined();
  });

  it.each(["x", "//evil.test/x", "https://evil.test", "/x#y", "/x?a=1#y", "/\\evil.test"])(
    "refuses the path %s",
    async (path) => {
      const { client, sent } = givenClient([json({})]);
      await expect(client.request("GET", path)).rejects.toBeInstanceOf(ConfigError);
      expect(sent).toHaveLength(0);
    },
  );
});

describe("policies", () => {
  it("run in order around each attempt, the client's outside the call's", async () => {
    const order: string[] = [];
    const policy =
      (name: string): Policy =>
      async (request, next, call) => {
        order.push(`${name}${call.attempt}`);
        const changed = new Request(request, {
          headers: { ...Object.fromEntries(request.headers), [name]: "1" },
        });
        const response = await next(changed);
        order.push(`${name} ${response.status}`);
        return response;
      };
    const { client, clock, sent } = givenClient([json({}, 503), json({})], {
      policies: [policy("a")],
    });
    await clock.settle(
      client.call(
        operation({ method: "PUT", body: "json" }),
        { body: 1 },
        { policies: [policy("b")] },
      ),
    );
    expect(order).toEqual(["a1", "b1", "b 503", "a 503", "a2", "b2", "b 200", "a 200"]);
    expect(sent[1]?.headers.get("a")).toBe("1");
    expect(sent[1]?.headers.get("b")).toBe("1");
    expect(sent[1]?.body).toBe("1");
  });

  it("may answer by themselves", async () => {
    const { client, sent } = givenClient([], { policies: [async () => json("cached")] });
    await expect(client.call(operation(), {})).resolves.toBe("cached");
    expect(sent).toHaveLength(0);
  });
});

describe("createCaller", () => {
  const given = (
    steps: Parameters<typeof givenClient>[0],
    options = {},
    capabilities = essentials,
  ) => {
    const { fetch, sent, clock } = givenClient(steps);
    const { call } = createCaller(description, { fetch, clock, ...options }, capabilities);
    return { call, sent, clock };
  };

  it("performs operations with credentials, limits and typed errors", async () => {
    const secured = operation({ security: [["bearer"], ["headerKey"]] });
    const { call, sent } = given([json("fine"), json({ message: "gone" }, 404)], {
      auth: { headerKey: "k" },
    });
    await expect(call(secured, {})).resolves.toBe("fine");
    expect(sent[0]?.headers.get("x-api-key")).toBe("k");
    await expect(call(secured, {})).rejects.toMatchObject({
      status: 404,
      attempts: [{ status: 404 }],
    });
  });

  it("says what it cannot do, and sends nothing it cannot do rightly", async () => {
    const { call, sent } = given([json("fine")]);
    const multipart = operation({ method: "POST", body: "multipart" });
    await expect(call(multipart, { body: {} })).rejects.toThrow("multipart");
    await expect(call(operation(), { query: { a: { b: 1 } } })).rejects.toThrow("style");
    expect(sent).toHaveLength(0);
    await expect(call(operation({ answer: "events" }), {})).rejects.toThrow("events");
    expect(() => given([], { auth: { queryKey: "k" } })).toThrow(ConfigError);
    await expect(given([], { nulls: "omit" }).call(operation(), {})).rejects.toThrow("nulls");
    expect(() => given([], { policies: [async () => json(1)] })).toThrow(ConfigError);
  });

  it("takes an error's message from the body, and renews credentials, where it is told how", async () => {
    const refusal = (): Response => json({ message: "expired" }, 401);
    const tokens = (): AuthProvider => {
      let token = "old";
      return {
        headers: () => ({ authorization: token }),
        authenticate: (request) => request,
        recover: () => {
          token = "new";
          return true;
        },
      };
    };
    const secured = operation({ security: [["bearer"]] });
    const plain = given([refusal()], { auth: { bearer: "b" } });
    await expect(plain.call(secured, {})).rejects.toThrow("things): no message");
    await expect(given([], { auth: tokens() }).call(secured, {})).rejects.toThrow("cannot renew");
    const able = { ...essentials, ...renewals, ...serverMessages };
    const { call, sent } = given([refusal()], { auth: tokens() }, able);
    await expect(call(secured, {})).rejects.toThrow("things): expired");
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["old", "new"]);
  });

  it("leaves redirects to nobody, and retries where it is told how", async () => {
    const modes: unknown[] = [];
    const fetch: Fetch = async (_input, init) => {
      modes.push(init?.redirect);
      return json({}, 503);
    };
    await reasonOf(given([], { fetch }).call(operation(), {}));
    expect(modes).toEqual(["error"]);
    const { call, clock } = given([], { fetch }, { ...essentials, ...retries });
    await clock.settle(call(operation(), {}));
    expect(modes).toHaveLength(4);
  });
});
