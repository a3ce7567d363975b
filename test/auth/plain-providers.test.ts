/** Providers whose credentials never change: API key, bearer, basic, and compositions. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { allOf, anyOf, apiKey, basic, bearer } from "../../src/auth/index.js";
import { AuthError, ConfigError } from "../../src/runtime/index.js";
import { authorizationFrom, givenCall, headersFrom, unauthorized } from "./support/call.js";

const request = (url = "https://api.example.com/things", init?: RequestInit): Request =>
  new Request(url, init);

describe("apiKey", () => {
  it("sends the key in the named header", async () => {
    const provider = apiKey({ in: "header", name: "X-API-Key", value: "ng_live_1" });
    expect(await headersFrom(provider)).toEqual({ "x-api-key": "ng_live_1" });
    expect(await provider.headers?.(givenCall())).toEqual({ "X-API-Key": "ng_live_1" });
  });

  it("puts a prefix before the key", async () => {
    const provider = apiKey({ in: "header", name: "Authorization", value: "k1", prefix: "Token " });
    expect(await headersFrom(provider)).toEqual({ authorization: "Token k1" });
  });

  it("adds the key to the query and leaves the rest of the query as it is written", async () => {
    const provider = apiKey({ in: "query", name: "api key", value: "a/b&c" });
    const sent = await provider.authenticate(
      request("https://api.example.com/things?q=a+b%20c&tag[]=x"),
      givenCall(),
    );
    expect(sent.url).toBe("https://api.example.com/things?q=a+b%20c&tag[]=x&api%20key=a%2Fb%26c");
  });

  it("keeps method and body when the key goes into the query", async () => {
    const provider = apiKey({ in: "query", name: "key", value: "k" });
    const given = request(undefined, { method: "POST", body: "hello" });
    const sent = await provider.authenticate(given, givenCall());
    expect([sent.method, sent.url, await sent.text()]).toEqual([
      "POST",
      "https://api.example.com/things?key=k",
      "hello",
    ]);
  });

  it("tells the runtime which parameter is secret", async () => {
    const provider = apiKey({ in: "query", name: "appid", value: "k" });
    expect("query" in provider && provider.query).toBeTypeOf("function");
  });

  it("joins the cookies that are there", async () => {
    const provider = apiKey({ in: "cookie", name: "session", value: "s 1" });
    const given = request(undefined, { headers: { cookie: "theme=dark" } });
    const sent = await provider.authenticate(given, givenCall());
    expect(sent.headers.get("cookie")).toBe("theme=dark; session=s%201");
    expect(given.headers.get("cookie")).toBe("theme=dark");
  });

  it("has no way back from a 401", () => {
    expect(apiKey({ in: "header", name: "X-API-Key", value: "k" }).recover).toBeUndefined();
  });
});

describe("bearer", () => {
  it("sends a fixed token without a promise", () => {
    expect(bearer("t1").headers?.(givenCall())).toEqual({ authorization: "Bearer t1" });
  });

  it("asks a function for each attempt", async () => {
    let count = 0;
    const provider = bearer(async () => `t${++count}`);
    expect(await authorizationFrom(provider)).toBe("Bearer t1");
    expect(await authorizationFrom(provider)).toBe("Bearer t2");
  });

  it("repeats after a 401 when the function has another token by then", async () => {
    let token = "old";
    const provider = bearer(() => token);
    const call = givenCall();
    await authorizationFrom(provider, call);
    expect(await provider.recover?.(unauthorized(), call)).toBe(false);
    token = "new";
    expect(await provider.recover?.(unauthorized(), call)).toBe(true);
    expect(await provider.recover?.(new Response(null, { status: 403 }), call)).toBe(false);
  });

  it("has no way back from a 401 with a fixed token", () => {
    expect(bearer("t1").recover).toBeUndefined();
  });

  it("leaves the request it was given as it is", async () => {
    const given = request();
    await bearer("t1").authenticate(given, givenCall());
    expect(given.headers.has("authorization")).toBe(false);
  });

  it.each(["", " padded ", "line\nbreak", "schl\u00fcssel-\u2615"])(
    "refuses %j at once, without quoting it",
    (value) => {
      const create = () => bearer(value);
      expect(create).toThrow(ConfigError);
      if (value !== "") expect(create).not.toThrow(new RegExp(value.trim()));
    },
  );

  it("refuses what a function answers if it cannot be sent, without quoting it", async () => {
    const failed = authorizationFrom(bearer(() => "top\nsecret"));
    await expect(failed).rejects.toThrow(AuthError);
    await expect(failed).rejects.not.toThrow(/top|secret/);
  });

  it("refuses a function that answers nothing", async () => {
    // What an untyped caller may do.
    const provider = bearer(() => undefined as unknown as string);
    await expect(authorizationFrom(provider)).rejects.toThrow("The bearer token is not a string");
  });
});

describe("basic", () => {
  it("encodes the pair of RFC 7617 in UTF-8", async () => {
    expect(await authorizationFrom(basic({ username: "test", password: "123\u00a3" }))).toBe(
      "Basic dGVzdDoxMjPCow==",
    );
  });

  it("refuses a colon in the user name", () => {
    expect(() => basic({ username: "a:b", password: "c" })).toThrow(ConfigError);
  });
});

describe("anyOf", () => {
  const absent = { ...bearer("never"), canAuthenticate: () => false };

  it("uses the first provider that has credentials", async () => {
    expect(await authorizationFrom(anyOf(absent, bearer("second"), bearer("third")))).toBe(
      "Bearer second",
    );
  });

  it("takes the quick way with headers when all of them do", () => {
    expect(anyOf(absent, bearer("t")).headers?.(givenCall())).toEqual({
      authorization: "Bearer t",
    });
    const slow = { authenticate: (given: Request) => given };
    expect(anyOf(bearer("t"), slow).headers).toBeUndefined();
  });

  it("lets the provider that was used recover", async () => {
    const used = { ...bearer("a"), recover: () => true };
    const provider = anyOf(absent, used);
    const call = givenCall();
    expect(await provider.recover?.(unauthorized(), call)).toBe(false);
    await authorizationFrom(provider, call);
    expect(await provider.recover?.(unauthorized(), call)).toBe(true);
  });

  it("tells the provider that was used, and no other, of a 401 that stands", async () => {
    const told: string[] = [];
    const telling = (name: string) => ({ ...bearer(name), refused: () => void told.push(name) });
    const provider = anyOf({ ...telling("absent"), ...absent }, telling("used"), telling("spare"));
    const call = givenCall();
    await authorizationFrom(provider, call);
    await provider.refused?.(unauthorized(), call);
    expect(told).toEqual(["used"]);
  });

  it("says that there are no credentials when no provider has any", async () => {
    expect(anyOf(absent).canAuthenticate?.(givenCall())).toBe(false);
    await expect(authorizationFrom(anyOf(absent))).rejects.toThrow(AuthError);
  });
});

describe("allOf", () => {
  it("lets each provider add to what the former did", async () => {
    const provider = allOf(bearer("t"), apiKey({ in: "header", name: "x-key", value: "k" }));
    expect(await headersFrom(provider)).toEqual({ authorization: "Bearer t", "x-key": "k" });
  });

  it("needs the credentials of all", () => {
    const absent = { ...bearer("never"), canAuthenticate: () => false };
    expect(allOf(bearer("t"), absent).canAuthenticate?.(givenCall())).toBe(false);
  });

  it("recovers when one of them does", async () => {
    const provider = allOf(bearer("t"), { ...bearer("u"), recover: () => true });
    expect(await provider.recover?.(unauthorized(), givenCall())).toBe(true);
  });
});

describe("a 401 that stands", () => {
  it("is told to each of allOf", async () => {
    const told: string[] = [];
    const telling = (name: string) => ({ ...bearer(name), refused: () => void told.push(name) });
    await allOf(telling("a"), bearer("b"), telling("c")).refused?.(unauthorized(), givenCall());
    expect(told).toEqual(["a", "c"]);
  });
});

describe("printing a provider", () => {
  const providers = {
    apiKey: apiKey({ in: "header", name: "X-API-Key", value: "topsecret" }),
    bearer: bearer("topsecret"),
    basic: basic({ username: "mara", password: "topsecret" }),
  };

  it.each(Object.entries(providers))("shows nothing of %s but its kind", (kind, provider) => {
    const encoded = btoa("mara:topsecret");
    for (const text of [
      inspect(provider, { depth: 9, showHidden: true }),
      JSON.stringify(provider),
      `${provider}`,
    ]) {
      expect(text).not.toContain("topsecret");
      expect(text).not.toContain(encoded);
      expect(text).toContain(kind);
    }
  });
});
