/** Signatures over the exact bytes sent, afresh for each attempt. Vectors: those of Tracktion's signing scheme. */
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  allOf,
  anyOf,
  bearer,
  dottedMessage,
  type HmacOptions,
  hmac,
  hmacSignature,
} from "../../src/auth/index.js";
import {
  ApiClient,
  AuthError,
  type AuthProvider,
  ConfigError,
  type Fetch,
  type Operation,
  runtimeErrors,
} from "../../src/runtime/index.js";
import { fakeFetch, manualClock } from "../../src/testing/index.js";
import { givenCall, unauthorized } from "./support/call.js";

const origin = "https://api.example.com";
const at = 1_700_000_000_000;
const secret = "test_hmac_secret_0001";
const sensitive = "/api/v1/sensitive-operation";
const compact = '{"action":"delete_user_data","user_id":"12345"}';

interface Signed {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly options?: Partial<HmacOptions>;
  readonly now?: number;
}

async function sign({ method, path, body, options, now = at }: Signed): Promise<Request> {
  const request = new Request(origin + path, { method, ...(body === undefined ? {} : { body }) });
  const call = givenCall({ clock: manualClock(now), baseUrl: origin });
  return await hmac({ secret, ...options }).authenticate(request, call);
}

type Vector = [name: string, signed: Signed, signature: string];

const vectors: Vector[] = [
  [
    "V1 JSON",
    { method: "POST", path: sensitive, body: compact },
    "28eac2aacf3e2bde66121fd0b726675cb506a9bffb559310210789a07cb17f47",
  ],
  [
    "V2 JSON as Python spells it",
    { method: "POST", path: sensitive, body: '{"action": "delete_user_data", "user_id": "12345"}' },
    "433ad2c0c305ba381231f37b175132fda48206483d1db017feb4f60434aa675a",
  ],
  [
    "V3 no body",
    { method: "GET", path: "/api/v1/user/profile" },
    "229263dccb5fbd84b2477855131a1eacf3b27efc58c4e48a4189d28cbe79481c",
  ],
  [
    "V4 query with %20",
    { method: "GET", path: "/api/v1/search/tracks?q=electronic%20music&limit=5" },
    "8e67864a878325319acff3ad9eced66312d3db1f04eba01c3298524f020e0fc5",
  ],
  [
    "V5 query with +",
    { method: "GET", path: "/api/v1/search/tracks?q=electronic+music&limit=5" },
    "cc4ed95b0332eb17e76c36ff31595b87b7f7745e1191e5f6116d2b0b2fa74229",
  ],
  [
    "V6 raw UTF-8",
    { method: "POST", path: "/api/v1/developer/keys", body: '{"name":"Caf\u00e9 \u2615"}' },
    "a008c88f57ed583a90c1f74103557be3e48c5f7707121f0e2d81d7147a8f7840",
  ],
  [
    "V8 an empty object",
    { method: "POST", path: sensitive, body: "{}" },
    "6ee0c54ca424d955fcbf4cdd27294f70f64333026db40bba4bf3e2df758dad04",
  ],
  [
    "V9 POST without a body",
    { method: "POST", path: sensitive },
    "4867798368c2eaaf95994e4953fac821ff0f20e9c16ee8cb2e00a185c91046e0",
  ],
  [
    "V10 DELETE",
    { method: "DELETE", path: "/api/v1/developer/keys/key_1234567890abcdef" },
    "949794314892860d2c9c474421dec07fb89c64d6b8be06a1aa9ee947d162d67a",
  ],
  [
    "V11 escapes",
    { method: "GET", path: "/api/v1/search/tracks?q=caf%C3%A9+%26+it%27s&limit=5" },
    "6118589a9329883f9317d9ded7831f778bb2dedf86371fa39622f2ec0546cf28",
  ],
  [
    "V12 escaped path",
    { method: "POST", path: "/api/v1/developer/keys/key%201/rotate" },
    "49306367a450d326d7c503fcd999b85b654414ad293e6dba835146ce3f2a6f96",
  ],
  [
    "V14 a secret in UTF-8",
    { method: "GET", path: "/api/v1/user/profile", options: { secret: "schl\u00fcssel" } },
    "f084ea47d0f618c6edca8110c2cb8c547a11af62d908accd866ea0c152d3aed0",
  ],
];

describe("a signature", () => {
  it.each(vectors)("is that of vector %s", async (_name, signed, signature) => {
    const { headers } = await sign(signed);
    expect(headers.get("x-timestamp")).toBe("1700000000");
    expect(headers.get("x-signature")).toBe(`sha256=${signature}`);
  });

  it("covers exactly the bytes that are sent, text or not", async () => {
    const body = new Uint8Array([0, 255, 128, 10]);
    const seen: Uint8Array[] = [];
    const message = ({ body: bytes }: { body: Uint8Array }): Uint8Array => {
      seen.push(bytes);
      return bytes;
    };
    const sent = await sign({ method: "PUT", path: "/x", body, options: { message } });
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(body);
    expect(seen).toEqual([body]);
  });

  it("is made afresh for each attempt, with the time of that attempt (V1, V13)", async () => {
    const clock = manualClock(at);
    const provider = hmac({ secret });
    const request = new Request(origin + sensitive, { method: "POST", body: compact });
    const call = givenCall({ clock, baseUrl: origin });
    const first = await provider.authenticate(request, call);
    await clock.advance(60_000);
    const second = await provider.authenticate(request, call);
    expect(first.headers.get("x-signature")).toContain("28eac2aa");
    expect(second.headers.get("x-timestamp")).toBe("1700000060");
    expect(second.headers.get("x-signature")).toBe(
      "sha256=106185da85de4a81eaf70f662570dbf431a8dcf9f6e36b3d316e72e23e65d6d1",
    );
    expect(await second.text()).toBe(compact);
  });

  it("leaves the path of the base URL out", async () => {
    const call = givenCall({ clock: manualClock(at), baseUrl: `${origin}/gateway/` });
    const request = new Request(`${origin}/gateway/api/v1/user/profile`);
    const sent = await hmac({ secret }).authenticate(request, call);
    expect(sent.headers.get("x-signature")).toContain("229263dc");
  });

  it("follows the newline form, bare hexadecimal, by options alone", async () => {
    const options: Partial<HmacOptions> = {
      message: ({ method, url, timestamp, body }) =>
        [
          method,
          decodeURIComponent(url.pathname),
          url.search.slice(1),
          timestamp,
          new TextDecoder().decode(body),
        ].join("\n"),
      headers: (signature, { timestamp }) => ({ "x-time": timestamp, "x-sign": signature }),
    };
    const post = await sign({ method: "POST", path: sensitive, body: compact, options });
    expect(post.headers.get("x-sign")).toBe(
      "97f2e6e4955a9047d483247eeff0b61261067eb1a760da28e5415973b09fce23",
    );
    const path = "/api/v1/search/tracks?q=electronic%20music&limit=5";
    const get = await sign({ method: "GET", path, options });
    expect(get.headers.get("x-sign")).toBe(
      "a4d94ed9b151a910f12e9753950cdede8fa24fdc0867b7fc904591b70b236d66",
    );
    expect(get.headers.has("x-signature")).toBe(false);
  });

  it.each([
    ["base64", "KOrCqs8+K95mEh/QtyZnXLUGqb/7VZMQIQeJoHyxf0c="],
    ["base64url", "KOrCqs8-K95mEh_QtyZnXLUGqb_7VZMQIQeJoHyxf0c"],
  ] as const)("is written in %s where that is asked for", async (encoding, signature) => {
    const { headers } = await sign({
      method: "POST",
      path: sensitive,
      body: compact,
      options: { encoding },
    });
    expect(headers.get("x-signature")).toBe(`sha256=${signature}`);
  });

  it("takes other hashes", async () => {
    const { headers } = await sign({
      method: "GET",
      path: "/x",
      options: { algorithm: "SHA-512" },
    });
    expect(headers.get("x-signature")).toMatch(/^sha512=[0-9a-f]{128}$/);
  });
});

describe("a signed request", () => {
  it("keeps its method, headers and signal, and follows no redirect", async () => {
    const controller = new AbortController();
    const request = new Request(`${origin}/x`, {
      method: "PATCH",
      headers: { "content-type": "application/merge-patch+json" },
      body: "{}",
      signal: controller.signal,
    });
    const sent = await hmac({ secret }).authenticate(request, givenCall());
    controller.abort();
    expect(sent.method).toBe("PATCH");
    expect(sent.headers.get("content-type")).toBe("application/merge-patch+json");
    expect(sent.redirect).toBe("manual");
    expect(sent.signal.aborted).toBe(true);
  });

  it("leaves the request it was made from unread", async () => {
    const request = new Request(`${origin}/x`, { method: "POST", body: "hello" });
    await hmac({ secret }).authenticate(request, givenCall());
    expect(request.headers.has("x-signature")).toBe(false);
    expect(await request.text()).toBe("hello");
  });

  it("carries a bearer token besides, as the API asks", async () => {
    const provider = allOf(bearer("key"), hmac({ secret }));
    const sent = await provider.authenticate(new Request(`${origin}/x`), givenCall());
    expect(sent.headers.get("authorization")).toBe("Bearer key");
    expect(sent.headers.get("x-signature")).toMatch(/^sha256=/);
  });
});

describe("a clock that is five minutes wrong", () => {
  const date = new Date(at + 300_000).toUTCString();

  it("is put right by the server's date, once", async () => {
    const provider = hmac({ secret });
    const call = givenCall({ clock: manualClock(at) });
    expect(await provider.recover?.(unauthorized({ date }), call)).toBe(true);
    const sent = await provider.authenticate(new Request(`${origin}/x`), call);
    expect(sent.headers.get("x-timestamp")).toBe("1700000300");
    expect(await provider.recover?.(unauthorized({ date }), call)).toBe(false);
  });

  it.each([
    ["the date is about right", unauthorized({ date: new Date(at + 2_000).toUTCString() })],
    ["there is no date", unauthorized()],
    ["the date is nonsense", unauthorized({ date: "yesterday" })],
    ["the status is another", new Response(null, { status: 403, headers: { date } })],
  ])("is no reason to repeat when %s", async (_name, response) => {
    const call = givenCall({ clock: manualClock(at) });
    expect(await hmac({ secret }).recover?.(response, call)).toBe(false);
  });

  it("stays wrong when the server's date is not to be followed", () => {
    expect(hmac({ secret, followServerClock: false }).recover).toBeUndefined();
  });
});

describe("a redirect of a signed request", () => {
  const redirect = { status: 307, headers: { location: "/elsewhere" } };
  const signed: Operation = {
    id: "signed",
    method: "POST",
    path: "/x",
    body: "json",
    security: [["signature"]],
    idempotent: false,
  };
  const given = (auth: AuthProvider) => {
    const fetch = fakeFetch([redirect, { json: {} }]);
    const securitySchemes = {
      signature: { type: "apiKey", in: "header", name: "X-Signature" },
    } as const;
    const servers = [origin];
    const description = { name: "foreign", servers, securitySchemes, errors: runtimeErrors };
    return { fetch, client: new ApiClient(description, { fetch, auth }) };
  };

  it.each([
    ["alone", hmac({ secret })],
    ["with a bearer token", allOf(bearer("key"), hmac({ secret }))],
    ["chosen among others", anyOf(hmac({ secret }), bearer("key"))],
  ])("is refused by any client: %s", async (_name, auth) => {
    const { fetch, client } = given(auth);
    await expect(client.call(signed, { body: {} })).rejects.toMatchObject({
      kind: "connection",
      code: "REDIRECT",
      message: expect.stringContaining("for one address only"),
    });
    expect(fetch.count).toBe(1);
  });

  it("is refused where the platform hides what it is", async () => {
    const { client } = given(hmac({ secret }));
    const hidden = Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" });
    Object.defineProperty(hidden, "status", { value: 0 });
    const modes: unknown[] = [];
    const fetch: Fetch = async (_input, init) => {
      modes.push(init?.redirect);
      return hidden;
    };
    await expect(client.call(signed, { body: {} }, { fetch })).rejects.toMatchObject({
      code: "REDIRECT",
    });
    expect(modes).toEqual(["manual"]);
  });

  it("is followed where a plain token was chosen", async () => {
    const { fetch, client } = given(anyOf(bearer("key"), hmac({ secret })));
    await client.call(signed, { body: {} });
    expect(fetch.lines).toEqual(["POST /x", "POST /elsewhere"]);
  });
});

describe("a bare signature", () => {
  it("is that of the same vector", async () => {
    const target = "/api/v1/user/profile";
    const body = new Uint8Array();
    const message = dottedMessage({ timestamp: "1700000000", method: "GET", target, body });
    const signature = "229263dccb5fbd84b2477855131a1eacf3b27efc58c4e48a4189d28cbe79481c";
    await expect(hmacSignature({ secret, message })).resolves.toBe(signature);
  });

  it("needs a secret, and says so where cryptography is not to be had", async () => {
    await expect(hmacSignature({ secret: "", message: "x" })).rejects.toThrow(ConfigError);
    vi.stubGlobal("crypto", {});
    onTestFinished(() => void vi.unstubAllGlobals());
    await expect(hmacSignature({ secret, message: "x" })).rejects.toThrow(/over https/);
  });
});

describe("setting up", () => {
  it("needs a secret", async () => {
    expect(() => hmac({ secret: "" })).toThrow(ConfigError);
    const provider = hmac({ secret: () => "" });
    const request = new Request(`${origin}/x`);
    await expect(provider.authenticate(request, givenCall())).rejects.toThrow(AuthError);
  });

  it("takes any text as secret, as it is not sent", async () => {
    const { headers } = await sign({ method: "GET", path: "/x", options: { secret: "\u9375 " } });
    expect(headers.get("x-signature")).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  it("prints nothing but its kind", () => {
    expect(inspect(hmac({ secret }), { depth: 9 })).toBe("[hmac: secrets hidden]");
  });
});
