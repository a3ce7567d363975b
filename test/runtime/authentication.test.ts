import { describe, expect, it, vi } from "vitest";
import {
  AuthError,
  type AuthProvider,
  ConfigError,
  RequestValidationError,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const secured = (...security: string[][]) => operation({ security });
const sentWith = async (
  auth: object | undefined,
  op: ReturnType<typeof operation>,
  options = {},
) => {
  const { client, sent } = givenClient([json({})], auth && { auth });
  await client.call(op, {}, options);
  const [request] = sent;
  if (request === undefined) throw new Error("nothing was sent");
  return request;
};

describe("plain secrets", () => {
  it("go where their scheme says", async () => {
    const bearer = await sentWith({ bearer: "abc" }, secured(["bearer"]));
    expect(bearer.headers.get("authorization")).toBe("Bearer abc");
    const basic = await sentWith({ basic: { username: "ü", password: "p:w" } }, secured(["basic"]));
    expect(basic.headers.get("authorization")).toBe(
      `Basic ${Buffer.from("ü:p:w").toString("base64")}`,
    );
    const header = await sentWith({ headerKey: "k" }, secured(["headerKey"]));
    expect(header.headers.get("x-api-key")).toBe("k");
    const query = await sentWith({ queryKey: "k&1" }, secured(["queryKey"]));
    expect(query.url).toBe("https://api.test/v1/things?api_key=k%261");
    const cookie = await sentWith({ cookieKey: "k" }, secured(["cookieKey"]), {
      headers: { cookie: "a=b" },
    });
    expect(cookie.headers.get("cookie")).toBe("a=b; session=k");
  });

  it("may be functions, asked for every attempt", async () => {
    const bearer = vi.fn(async () => `t${bearer.mock.calls.length}`);
    const { client, clock, sent } = givenClient([json({}, 503), json({})], { auth: { bearer } });
    await clock.settle(client.call(secured(["bearer"]), {}));
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
    expect(bearer).toHaveBeenCalledTimes(2);
  });

  it("are refused when a header cannot carry them, without being shown", async () => {
    const { client, sent } = givenClient([json({})], { auth: { bearer: "abc\r\nX-Evil: yes" } });
    const error = await reasonOf(client.call(secured(["bearer"]), {}));
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(String(error)).not.toContain("Evil");
    expect(sent).toHaveLength(0);
  });

  it("under an unknown name are a mistake", () => {
    expect(() => givenClient([], { auth: { bearerr: "x" } })).toThrow(ConfigError);
    expect(() => givenClient([], { auth: { bearer: 5 } })).toThrow(ConfigError);
  });
});

describe("security alternatives", () => {
  it("are tried in order; all schemes of one are needed", async () => {
    const op = secured(["bearer", "headerKey"], ["queryKey"], ["headerKey"]);
    expect((await sentWith({ headerKey: "h", queryKey: "q" }, op)).url).toContain("api_key=q");
    const both = await sentWith({ headerKey: "h", bearer: "b", queryKey: "q" }, op);
    expect([both.headers.get("authorization"), both.headers.get("x-api-key"), both.url]).toEqual([
      "Bearer b",
      "h",
      "https://api.test/v1/things",
    ]);
  });

  it("that nobody satisfies are an AuthError, and nothing is sent", async () => {
    const { client, sent } = givenClient([json({})], { auth: { bearer: "" } });
    const error = await reasonOf(client.call(secured(["bearer"], ["headerKey", "queryKey"]), {}));
    expect(error).toBeInstanceOf(AuthError);
    expect(String(error)).toContain("bearer, or headerKey and queryKey");
    expect(error).toMatchObject({ attempts: [] });
    expect(sent).toHaveLength(0);
  });

  it("may allow anonymous access, which is the last resort wherever it stands", async () => {
    const optional = secured([], ["bearer"]);
    expect((await sentWith({ bearer: "b" }, optional)).headers.get("authorization")).toBe(
      "Bearer b",
    );
    expect((await sentWith(undefined, optional)).headers.get("authorization")).toBeNull();
  });

  it("of nothing send nothing", async () => {
    const headers = vi.fn();
    const auth = { authenticate: headers, headers };
    expect(
      (await sentWith(auth, operation({ security: [] }))).headers.get("authorization"),
    ).toBeNull();
    expect(headers).not.toHaveBeenCalled();
  });

  it("leave certificates to the transport", async () => {
    await expect(sentWith(undefined, secured(["certificate"]))).resolves.toBeDefined();
  });

  it("skip providers that cannot authenticate a call", async () => {
    const never: AuthProvider = {
      authenticate: (request) => request,
      canAuthenticate: () => false,
    };
    const request = await sentWith(
      { bearer: never, headerKey: "k" },
      secured(["bearer"], ["headerKey"]),
    );
    expect(request.headers.get("x-api-key")).toBe("k");
  });
});

describe("credentials and servers", () => {
  const op = secured(["bearer"]);

  it("of a client are not sent to another origin", async () => {
    const elsewhere = { baseUrl: "https://other.test" };
    expect(
      (await sentWith({ bearer: "b" }, op, elsewhere)).headers.get("authorization"),
    ).toBeNull();
    const server = operation({ security: [["bearer"]], server: "https://other.test" });
    expect((await sentWith({ bearer: "b" }, server)).headers.get("authorization")).toBeNull();
    const samePlace = { baseUrl: "https://api.test/v2" };
    expect((await sentWith({ bearer: "b" }, op, samePlace)).headers.get("authorization")).toBe(
      "Bearer b",
    );
  });

  it("of a call go where the call goes, and `false` sends none", async () => {
    const options = { baseUrl: "https://other.test", auth: { bearer: "mine" } };
    expect((await sentWith({ bearer: "b" }, op, options)).headers.get("authorization")).toBe(
      "Bearer mine",
    );
    expect(
      (await sentWith({ bearer: "b" }, op, { auth: false })).headers.get("authorization"),
    ).toBeNull();
  });
});

describe("providers", () => {
  it("may sign the request itself, body included, afresh for every attempt", async () => {
    let count = 0;
    const auth: AuthProvider = {
      async authenticate(request) {
        const body = await request.clone().text();
        const signed = new Request(request);
        signed.headers.set("x-signature", `${++count}:${body.length}`);
        return signed;
      },
    };
    const { client, clock, sent } = givenClient([json({}, 503), json({})], { auth });
    const put = operation({ method: "PUT", body: "json", security: [["bearer"]] });
    await clock.settle(client.call(put, { body: { a: 1 } }));
    expect(sent.map(({ headers, body }) => [headers.get("x-signature"), body])).toEqual([
      ["1:7", '{"a":1}'],
      ["2:7", '{"a":1}'],
    ]);
  });

  it("may sign together, whatever each of them touches", async () => {
    const signing: AuthProvider = {
      authenticate: (request) => new Request(request, { headers: { "x-signature": "s" } }),
    };
    const auth = { bearer: signing, headerKey: "h", queryKey: "q", cookieKey: "c" };
    const request = await sentWith(auth, secured(["bearer", "headerKey", "queryKey", "cookieKey"]));
    expect(Object.fromEntries(request.headers)).toMatchObject({
      "x-signature": "s",
      "x-api-key": "h",
      cookie: "session=c",
    });
    expect(request.url).toContain("api_key=q");
  });

  const renewing = (recovers: boolean | Error) => {
    let token = "old";
    const recover = vi.fn(async () => {
      if (recovers instanceof Error) throw recovers;
      token = "new";
      return recovers;
    });
    const headers = () => ({ authorization: `Bearer ${token}` });
    return { authenticate: (request: Request) => request, headers, recover };
  };

  it("win back a rejected attempt once", async () => {
    const auth = renewing(true);
    const { client, sent } = givenClient([json({}, 401), json("fine")], { auth });
    const result = await client.call(secured(["bearer"]), {}).withResponse();
    expect(result.data).toBe("fine");
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer old",
      "Bearer new",
    ]);
    expect(result.attempts.map(({ status }) => status)).toEqual([401, 200]);
  });

  it("are not asked again when the new credentials are rejected too", async () => {
    const auth = renewing(true);
    const { client, sent } = givenClient([json({ message: "still no" }, 401)], { auth });
    const error = await reasonOf(client.call(secured(["bearer"]), {}));
    expect(error).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(2);
    expect(auth.recover).toHaveBeenCalledTimes(1);
  });

  it("have all retries again once an attempt was repeated with new ones", async () => {
    const { client, clock, sent } = givenClient(
      [json({}, 503), json({}, 503), json({}, 401), json({}, 502), json({}, 502), json("fine")],
      { auth: { authenticate: (request) => request, recover: () => true } },
    );
    const result = await clock.settle(client.call(secured(["bearer"]), {}));
    expect(result).toMatchObject({ value: "fine" });
    const times = sent.map(({ at }) => at - (sent[0]?.at ?? 0));
    expect(times).toEqual([0, 250, 750, 750, 1_000, 1_500]);
  });

  it("are told of a 401 that stands, once and with its answer, and of no other", async () => {
    const told: (string | null)[] = [];
    const provider = (recovers: boolean): AuthProvider => ({
      authenticate: (request) => request,
      recover: () => recovers,
      refused: async ({ headers }) => void told.push(headers.get("x-number")),
    });
    const answers = [1, 2].map((number) => json({}, 401, { "x-number": `${number}` }));
    for (const recovers of [true, false]) {
      const { client } = givenClient(answers, { auth: provider(recovers) });
      await reasonOf(client.call(secured(["bearer"]), {}));
    }
    expect(told).toEqual(["2", "1"]);
    for (const answer of [json({}, 403), json({})]) {
      const { client } = givenClient([answer], { auth: provider(true) });
      await client.call(secured(["bearer"]), {}).safe();
    }
    const { client } = givenClient([json({}, 401), json({})], { auth: provider(true) });
    await client.call(secured(["bearer"]), {});
    expect(told).toHaveLength(2);
  });

  it("are not told of a 401 for a stream, which nobody could repeat", async () => {
    const refused = vi.fn();
    const { client } = givenClient([json({}, 401)], {
      auth: { authenticate: (request) => request, recover: () => true, refused },
    });
    const upload = operation({ method: "PUT", body: "binary", security: [["bearer"]] });
    const body = new Blob(["x"]).stream();
    await reasonOf(client.call(upload, { body }));
    expect(refused).not.toHaveBeenCalled();
  });

  it("are not asked for operations without security, nor twice after a retry", async () => {
    const open = renewing(true);
    const first = givenClient([json({}, 401)], { auth: open });
    await reasonOf(first.client.call(operation(), {}));
    expect(open.recover).not.toHaveBeenCalled();
    const auth = renewing(true);
    const { client, clock, sent } = givenClient([json({}, 401), json({}, 503), json({}, 401)], {
      auth,
    });
    await clock.settle(client.call(secured(["bearer"]), {}));
    expect(sent).toHaveLength(3);
    expect(auth.recover).toHaveBeenCalledTimes(1);
  });

  it("end the call when they give up, with their own error", async () => {
    const gone = new AuthError("the session is over");
    const { client, sent } = givenClient([json({}, 401)], { auth: renewing(gone) });
    expect(await reasonOf(client.call(secured(["bearer"]), {}))).toBe(gone);
    expect(sent).toHaveLength(1);
    const declined = givenClient([json({}, 401)], { auth: renewing(false) });
    expect(await reasonOf(declined.client.call(secured(["bearer"]), {}))).toMatchObject({
      status: 401,
    });
    expect(declined.sent).toHaveLength(1);
  });
});
