/** OAuth2 client credentials: the request as RFC 6749 has it, and what answers become. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { clientCredentials, requestTokens } from "../../src/auth/index.js";
import {
  ApiError,
  AuthError,
  ConfigError,
  ConnectionError,
  TimeoutError,
} from "../../src/runtime/index.js";
import { type AnswerParts, fakeFetch, manualClock } from "../../src/testing/index.js";
import { authorizationFrom, givenCall, unauthorized } from "./support/call.js";

const common = { tokenUrl: "/oauth/token", clientId: "client 1", clientSecret: "s:cr\u00e9t" };
const grant = (token = "t1", more: object = {}): AnswerParts => ({
  json: { access_token: token, token_type: "Bearer", expires_in: 3600, ...more },
});

function given(
  answers: readonly AnswerParts[],
  options: Partial<Parameters<typeof clientCredentials>[0]> = {},
) {
  const fetch = fakeFetch(answers);
  const clock = manualClock();
  const provider = clientCredentials({ ...common, ...options });
  const call = () => givenCall({ fetch, clock, baseUrl: "https://api.example.com/v1/" });
  return { fetch, clock, provider, call, send: () => authorizationFrom(provider, call()) };
}

describe("the token request", () => {
  it("is a form with the client in the Authorization header, form-encoded first", async () => {
    const { fetch, send } = given([grant()], { scopes: ["a:read", "b"], audience: "https://x" });
    expect(await send()).toBe("Bearer t1");
    expect(fetch.lines).toEqual(["POST /v1/oauth/token"]);
    expect([...fetch.last.form]).toEqual([
      ["grant_type", "client_credentials"],
      ["scope", "a:read b"],
      ["audience", "https://x"],
    ]);
    expect(fetch.last.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(atob(fetch.last.headers.authorization?.slice(6) ?? "")).toBe("client+1:s%3Acr%C3%A9t");
  });

  it("carries the client in the body where the server wants it there", async () => {
    const { fetch, send } = given([grant()], { authMethod: "body", parameters: { resource: "r" } });
    await send();
    expect(fetch.last.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(fetch.last.form)).toEqual({
      grant_type: "client_credentials",
      resource: "r",
      client_id: "client 1",
      client_secret: "s:cr\u00e9t",
    });
  });

  it("goes to an absolute URL as it is", async () => {
    const { fetch, send } = given([grant()], { tokenUrl: "https://id.example.com/token" });
    await send();
    expect(fetch.last.url).toBe("https://id.example.com/token");
  });

  it("follows no redirect with the secret in it", async () => {
    const { fetch, send } = given([
      { status: 307, headers: { location: "https://elsewhere.example" } },
    ]);
    await expect(send()).rejects.toThrow("POST /v1/oauth/token -> 307");
    expect(fetch.count).toBe(1);
  });
});

describe("the token", () => {
  it("serves until 30 seconds before its end, and is asked for once for all who wait", async () => {
    const { fetch, clock, send } = given([grant("t1"), grant("t2")]);
    await Promise.all(Array.from({ length: 1_000 }, send));
    await clock.advance(3_600_000 - 30_001);
    expect(await send()).toBe("Bearer t1");
    await clock.advance(1);
    expect(new Set(await Promise.all([send(), send()]))).toEqual(new Set(["Bearer t2"]));
    expect(fetch.count).toBe(2);
  });

  it("is asked for again after a 401", async () => {
    const { provider, call } = given([grant("t1"), grant("t2")]);
    const one = call();
    await authorizationFrom(provider, one);
    expect(await provider.recover?.(unauthorized(), one)).toBe(true);
    expect(await authorizationFrom(provider, one)).toBe("Bearer t2");
  });

  it("may have a lifetime written as text, or none", async () => {
    const { provider, clock, send } = given([grant("t1", { expires_in: "60" })]);
    await send();
    expect(provider.current()?.expiresAt).toBe(clock.now() + 60_000);
    const unknown = given([grant("t1", { expires_in: undefined })]);
    await unknown.send();
    expect(unknown.provider.current()).toEqual({ accessToken: "t1" });
  });

  it("is not used when it is of a type that is not understood", async () => {
    const { send } = given([grant("t1", { token_type: "mac" })]);
    await expect(send()).rejects.toThrow("not a bearer token");
  });
});

describe("a refusal", () => {
  const refused: AnswerParts = {
    status: 401,
    json: { error: "invalid_client", error_description: "no client with secret s:cr\u00e9t" },
  };

  it("is an AuthError with the server's code, and the answer as its cause", async () => {
    const error: unknown = await given([refused])
      .send()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "invalid_client" });
    expect((error as AuthError).cause).toBeInstanceOf(ApiError);
    expect((error as AuthError).cause).toMatchObject({ status: 401, code: "invalid_client" });
  });

  it("names verb, path and status, and never the secret the server quotes", async () => {
    const error: unknown = await given([refused])
      .send()
      .catch((reason: unknown) => reason);
    expect((error as Error).message).toBe(
      "POST /v1/oauth/token -> 401 (invalid_client: no client with secret [redacted])",
    );
    const printed = inspect(error, { depth: 9 }) + JSON.stringify(error);
    expect(printed).not.toContain("s:cr");
    expect(printed).not.toContain(btoa("client+1:s%3Acr%C3%A9t"));
  });

  it.each([
    ["a page of a gateway", { status: 403, text: "<html>Forbidden</html>" }, "-> 403"],
    ["an empty body", { status: 401 }, "-> 401"],
    ["a success without a token", { json: { ok: true } }, "the answer holds no access token"],
    ["a success that is not JSON", { text: "hello" }, "the answer holds no access token"],
  ])("may be %s", async (_name, answer, message) => {
    const { send } = given([answer]);
    await expect(send()).rejects.toThrow(message);
    await expect(given([answer]).send()).rejects.toThrow(AuthError);
  });
});

describe("a failure that may pass", () => {
  it("is repeated twice, waiting as long as the server asks", async () => {
    const busy = { status: 429, headers: { "retry-after": "3" } };
    const { fetch, clock, send } = given([{ status: 503 }, busy, grant()]);
    const sent = send();
    await clock.runAll();
    expect(await sent).toBe("Bearer t1");
    expect(fetch.count).toBe(3);
    expect(clock.delays.filter((ms) => ms !== 30_000)).toEqual([500, 3_000]);
  });

  it("is an AuthError when it does not pass", async () => {
    const { fetch, clock, send } = given([{ status: 503 }, { status: 503 }, { status: 503 }]);
    const failed = expect(send()).rejects.toThrow("POST /v1/oauth/token -> 503");
    await clock.advance(5_000);
    await failed;
    expect(fetch.count).toBe(3);
  });

  it("is not waited for longer than a call should", async () => {
    const { send } = given([{ status: 503, headers: { "retry-after": "3600" } }]);
    await expect(send()).rejects.toThrow(AuthError);
  });

  it("of the connection is a ConnectionError that says the call itself was not sent", async () => {
    const error: unknown = await given([{ networkError: "ECONNRESET" }])
      .send()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      message: "POST /v1/oauth/token: no answer (ECONNRESET)",
      code: "ECONNRESET",
      maybeSent: false,
    });
  });

  it("is the time limit when the endpoint does not answer", async () => {
    const { clock, send } = given([{ never: true }], { timeoutMs: 2_000 });
    const failed = expect(send()).rejects.toThrow(TimeoutError);
    await clock.advance(2_000);
    await failed;
  });
});

describe("setting up", () => {
  it("needs a client and a secret", () => {
    expect(() => clientCredentials({ ...common, clientId: "" })).toThrow(ConfigError);
    expect(() => clientCredentials({ ...common, clientSecret: "" })).toThrow(ConfigError);
  });

  it("reads a secret that is a function for each request", async () => {
    const { fetch, send } = given([grant()], {
      clientSecret: async () => "later",
      authMethod: "body",
    });
    await send();
    expect(fetch.last.form.get("client_secret")).toBe("later");
  });

  it("prints nothing but its kind", () => {
    const { provider } = given([]);
    expect(inspect(provider, { depth: 9 })).toBe("[clientCredentials: secrets hidden]");
  });
});

describe("requestTokens, for logins of other shapes", () => {
  it("sends JSON and reads what it is told to read", async () => {
    const fetch = fakeFetch([{ json: { data: { jwt: "j" } } }]);
    const call = givenCall({ fetch });
    const tokens = await requestTokens(
      {
        url: "/login",
        as: "json",
        body: { username: "mara", password: "p" },
        // The answer's shape is what this test sends.
        read: (body) => ({ accessToken: (body as { data: { jwt: string } }).data.jwt }),
      },
      { ...call, signal: new AbortController().signal },
    );
    expect(tokens).toEqual({ accessToken: "j" });
    expect(fetch.last.json).toEqual({ username: "mara", password: "p" });
    expect(fetch.last.headers["content-type"]).toBe("application/json");
  });
});
