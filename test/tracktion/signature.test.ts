/** Signatures as they go over the wire: the vectors of the documentation, good and bad. */
import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { FakeFetch } from "../../src/testing/index.js";
import {
  generateHmacSignature,
  RateLimitError,
  type SecureClientOptions,
  SecureTracktionClient,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
} from "../../src/tracktion/index.js";
import { afterWaits, found, given, now, origin, rejection } from "./support/given.js";

const apiKey = "tk_live_51b0c3d2e4f5";
const hmacSecret = "test_hmac_secret_0001";
const sensitive = "/api/v1/sensitive-operation";
const profile = "/api/v1/user/profile";
const keys = "/api/v1/developer/keys";
const search = "/api/v1/search/tracks";
const erase = { action: "delete_user_data", user_id: "12345" };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const givenClient = (
  script: Parameters<typeof given>[0] = { "* /*": { json: {} } },
  options: Partial<SecureClientOptions> = {},
) => {
  const world = given(script);
  const client = new SecureTracktionClient({ ...world, apiKey, hmacSecret, ...options });
  return { ...world, client };
};

/** What was signed, out of what was sent: the path and query of the request line, less the base. */
const lineOf = ({ last }: FakeFetch): string => last.url.slice(origin.length);

interface Vector {
  readonly method: "GET" | "POST" | "DELETE";
  readonly target: string;
  readonly data?: unknown;
  readonly bytes?: string;
  readonly secret?: string;
  readonly signature: string;
}

const vectors: readonly (readonly [name: string, vector: Vector])[] = [
  [
    "V1 JSON",
    {
      method: "POST",
      target: sensitive,
      data: erase,
      bytes: '{"action":"delete_user_data","user_id":"12345"}',
      signature: "28eac2aacf3e2bde66121fd0b726675cb506a9bffb559310210789a07cb17f47",
    },
  ],
  [
    "V2 JSON as Python spells it",
    {
      method: "POST",
      target: sensitive,
      data: utf8('{"action": "delete_user_data", "user_id": "12345"}'),
      bytes: '{"action": "delete_user_data", "user_id": "12345"}',
      signature: "433ad2c0c305ba381231f37b175132fda48206483d1db017feb4f60434aa675a",
    },
  ],
  [
    "V3 no body",
    {
      method: "GET",
      target: profile,
      signature: "229263dccb5fbd84b2477855131a1eacf3b27efc58c4e48a4189d28cbe79481c",
    },
  ],
  [
    "V4 a query with %20",
    {
      method: "GET",
      target: `${search}?q=electronic%20music&limit=5`,
      signature: "8e67864a878325319acff3ad9eced66312d3db1f04eba01c3298524f020e0fc5",
    },
  ],
  [
    "V5 a query with +",
    {
      method: "GET",
      target: `${search}?q=electronic+music&limit=5`,
      signature: "cc4ed95b0332eb17e76c36ff31595b87b7f7745e1191e5f6116d2b0b2fa74229",
    },
  ],
  [
    "V6 UTF-8 as it is",
    {
      method: "POST",
      target: keys,
      data: { name: "Caf\u00e9 \u2615" },
      bytes: '{"name":"Caf\u00e9 \u2615"}',
      signature: "a008c88f57ed583a90c1f74103557be3e48c5f7707121f0e2d81d7147a8f7840",
    },
  ],
  [
    "V7 UTF-8 as Python escapes it",
    {
      method: "POST",
      target: keys,
      data: utf8('{"name": "Caf\\u00e9 \\u2615"}'),
      bytes: '{"name": "Caf\\u00e9 \\u2615"}',
      signature: "0c52feab5c8c6986cfa55809c42f3f533503d36d01107318967be9e8bb24e082",
    },
  ],
  [
    "V8 an empty object",
    {
      method: "POST",
      target: sensitive,
      data: {},
      bytes: "{}",
      signature: "6ee0c54ca424d955fcbf4cdd27294f70f64333026db40bba4bf3e2df758dad04",
    },
  ],
  [
    "V9 POST without a body",
    {
      method: "POST",
      target: sensitive,
      signature: "4867798368c2eaaf95994e4953fac821ff0f20e9c16ee8cb2e00a185c91046e0",
    },
  ],
  [
    "V10 DELETE",
    {
      method: "DELETE",
      target: `${keys}/key_1234567890abcdef`,
      signature: "949794314892860d2c9c474421dec07fb89c64d6b8be06a1aa9ee947d162d67a",
    },
  ],
  [
    "V11 escapes in the query",
    {
      method: "GET",
      target: `${search}?q=caf%C3%A9+%26+it%27s&limit=5`,
      signature: "6118589a9329883f9317d9ded7831f778bb2dedf86371fa39622f2ec0546cf28",
    },
  ],
  [
    "V12 escapes in the path",
    {
      method: "POST",
      target: `${keys}/key%201/rotate`,
      signature: "49306367a450d326d7c503fcd999b85b654414ad293e6dba835146ce3f2a6f96",
    },
  ],
  [
    "V14 a secret in UTF-8",
    {
      method: "GET",
      target: profile,
      secret: "schl\u00fcssel",
      signature: "f084ea47d0f618c6edca8110c2cb8c547a11af62d908accd866ea0c152d3aed0",
    },
  ],
];

describe("a secure request", () => {
  it.each(vectors)(
    "is signed as in vector %s [TK-51, TK-53, TK-54, TK-55]",
    async (_name, vector) => {
      const { method, target, data, bytes = "", secret = hmacSecret, signature } = vector;
      const { fetch, client } = givenClient(undefined, { hmacSecret: secret });
      const sent =
        method === "GET"
          ? client.makeSecureRequest(method, target)
          : client.makeSecureRequest(method, target, data);
      await sent;
      expect(`${fetch.last.method} ${lineOf(fetch)}`).toBe(`${method} ${target}`);
      expect(fetch.last.text).toBe(bytes);
      expect(fetch.last.headers).toMatchObject({
        "x-timestamp": "1700000000",
        "x-signature": `sha256=${signature}`,
        authorization: `Bearer ${apiKey}`,
      });
      expect(fetch.last.headers["content-type"]).toBe(
        bytes === "" ? undefined : "application/json",
      );
    },
  );

  it.each(vectors)(
    "has the signature that the function makes for vector %s [TK-48, TK-49, TK-50]",
    async (_name, vector) => {
      const { method, target, bytes, secret = hmacSecret, signature } = vector;
      const made = await generateHmacSignature(secret, 1_700_000_000, method, target, bytes);
      expect(made).toBe(`sha256=${signature}`);
      const ofBytes = await generateHmacSignature(
        secret,
        1_700_000_000.9,
        method,
        target,
        utf8(bytes ?? ""),
      );
      expect(ofBytes).toBe(made);
    },
  );

  it("is signed afresh after a wait: V1, then V13 [TK-61]", async () => {
    const limited = { status: 429, headers: { "retry-after": "60" } };
    const { fetch, clock, client } = givenClient([limited, { json: { status: "accepted" } }]);
    const sent = client.makeSecureRequest("POST", sensitive, erase, { retry: 1 });
    const { result, tookMs } = await afterWaits(clock, sent);
    expect(result).toMatchObject({ status: "fulfilled", value: { status: "accepted" } });
    expect(tookMs).toBe(60_000);
    expect(fetch.requests.map(({ headers }) => headers["x-timestamp"])).toEqual([
      "1700000000",
      "1700000060",
    ]);
    expect(fetch.requests.map(({ headers }) => headers["x-signature"])).toEqual([
      "sha256=28eac2aacf3e2bde66121fd0b726675cb506a9bffb559310210789a07cb17f47",
      "sha256=106185da85de4a81eaf70f662570dbf431a8dcf9f6e36b3d316e72e23e65d6d1",
    ]);
    expect(fetch.requests.map(({ text }) => text)).toEqual([fetch.last.text, fetch.last.text]);
  });

  it.each([
    [
      "bad1: a method in small letters",
      "post" as const,
      "d8d849e52e0356ec377b24eac8d92e57f10798670bc4fcc287a7d5d08ae64378",
    ],
    ["bad3: base64", "POST" as const, "KOrCqs8+K95mEh/QtyZnXLUGqb/7VZMQIQeJoHyxf0c="],
  ])("never has the signature of %s", async (_name, method, bad) => {
    const { fetch, client } = givenClient();
    await client.makeSecureRequest(method, sensitive, erase);
    const signature = await generateHmacSignature(
      hmacSecret,
      1_700_000_000,
      method,
      sensitive,
      fetch.last.text,
    );
    for (const made of [signature, fetch.last.headers["x-signature"]]) {
      expect(made).not.toContain(bad);
      expect(made).toContain("28eac2aacf3e2bde66121fd0b726675cb506a9bffb559310210789a07cb17f47");
    }
    expect(fetch.last.method).toBe("POST");
  });

  it("never has a time in milliseconds: bad2 [TK-54]", async () => {
    const made = generateHmacSignature(hmacSecret, now, "POST", sensitive, '{"a":1}');
    await expect(made).rejects.toThrow(TracktionApiError);
    const { fetch, client } = givenClient(undefined, { now: () => now + 999 });
    await client.makeSecureRequest("POST", sensitive, erase);
    expect(fetch.last.headers["x-timestamp"]).toBe("1700000000");
  });

  it("takes the time of its signature from where it is told to [TK-51, TK-54]", async () => {
    const { fetch, client } = givenClient(undefined, { now: () => now + 60_000 });
    await client.makeSecureRequest("POST", sensitive, erase);
    expect(fetch.last.headers["x-signature"]).toContain("106185da85de4a81eaf70f662570dbf4");
  });

  it("leaves the path of the base URL out of what it signs", async () => {
    const baseUrl = "https://gateway.example/tracktion/";
    const { fetch, client } = givenClient(undefined, { baseUrl });
    await client.makeSecureRequest("GET", profile);
    expect(fetch.last.path).toBe(`/tracktion${profile}`);
    expect(fetch.last.headers["x-signature"]).toContain("229263dccb5fbd84");
  });

  it.each([
    [
      "N1",
      "POST" as const,
      sensitive,
      erase,
      "97f2e6e4955a9047d483247eeff0b61261067eb1a760da28e5415973b09fce23",
    ],
    [
      "N2",
      "GET" as const,
      `${search}?q=electronic%20music&limit=5`,
      undefined,
      "a4d94ed9b151a910f12e9753950cdede8fa24fdc0867b7fc904591b70b236d66",
    ],
  ])(
    "is signed in the tracklist server's form: %s",
    async (_name, method, path, data, signature) => {
      const { fetch, client } = givenClient(undefined, { hmacScheme: "newline" });
      await (method === "GET"
        ? client.makeSecureRequest(method, path)
        : client.makeSecureRequest(method, path, data));
      expect(fetch.last.headers).toMatchObject({
        "x-timestamp": "1700000000",
        "x-signature": signature,
      });
    },
  );

  it("is signed there with the path decoded and the query as it is", async () => {
    const { fetch, client } = givenClient(undefined, { hmacScheme: "newline" });
    await client.makeSecureRequest("POST", `${keys}/key%201/rotate?a=%20`, { b: "\u2615" });
    const message = `POST\n${keys}/key 1/rotate\na=%20\n1700000000\n{"b":"\u2615"}`;
    const signature = createHmac("sha256", hmacSecret).update(message).digest("hex");
    expect(fetch.last.headers["x-signature"]).toBe(signature);
  });

  it("writes parameters that are given as query into what it signs", async () => {
    const { fetch, client } = givenClient();
    const query = { q: "electronic music", limit: 5 };
    await client.makeSecureRequest("GET", search, undefined, { query });
    expect(lineOf(fetch)).toBe(`${search}?q=electronic%20music&limit=5`);
    expect(fetch.last.headers["x-signature"]).toContain("8e67864a878325319acff3ad9eced663");
  });

  it("has no body for GET and HEAD: one that is given all the same is refused [TK-56]", async () => {
    const { fetch, client } = givenClient();
    const get: string = "GET";
    const sent = client.makeSecureRequest(get as "POST", profile, { a: 1 });
    expect(await rejection(sent)).toMatchObject({ kind: "validation" });
    expect(fetch.count).toBe(0);
  });

  it("sends for other methods exactly what it signed [TK-57]", async () => {
    const { fetch, client } = givenClient();
    for (const method of ["PUT", "PATCH", "DELETE"] as const) {
      await client.makeSecureRequest(method, sensitive, { name: "Caf\u00e9" });
      const { text, headers } = fetch.last;
      const made = await generateHmacSignature(hmacSecret, 1_700_000_000, method, sensitive, text);
      expect(headers["x-signature"]).toBe(made);
    }
  });

  it("takes null for no body, and refuses numbers that JSON does not have", async () => {
    const { fetch, client } = givenClient();
    await client.makeSecureRequest("POST", sensitive, null);
    expect(fetch.last.headers["x-signature"]).toContain("4867798368c2eaaf");
    const sent = client.makeSecureRequest("POST", sensitive, { a: [{ b: Number.NaN }] });
    expect(await rejection(sent)).toMatchObject({ kind: "validation" });
    expect(fetch.count).toBe(1);
  });

  it("answers the parsed body, and undefined for an empty one [TK-58]", async () => {
    const { client } = givenClient([{ json: { a: 1 } }, {}, { status: 200 }]);
    await expect(client.makeSecureRequest("POST", sensitive, {})).resolves.toEqual({ a: 1 });
    await expect(client.makeSecureRequest("POST", sensitive, {})).resolves.toBeUndefined();
    await expect(client.makeSecureRequest("POST", sensitive, {})).resolves.toBeUndefined();
  });

  it("carries the key besides the signature, in either header [TK-59]", async () => {
    const { fetch, client } = givenClient(undefined, { apiKeyHeader: "x-api-key" });
    await client.makeSecureRequest("POST", sensitive, erase);
    expect(fetch.last.headers).toMatchObject({ "x-api-key": apiKey });
    expect(fetch.last.headers["x-signature"]).toContain("28eac2aacf3e2bde");
    await client.makeSecureRequest("GET", profile, undefined, {
      headers: { authorization: "Bearer other" },
    });
    expect(fetch.last.headers).toMatchObject({ authorization: "Bearer other" });
    expect(fetch.last.headers["x-signature"]).toContain("229263dccb5fbd84");
  });

  it("meets the rate limit as others do [TK-61]", async () => {
    const { fetch, client } = givenClient([{ status: 429, headers: { "retry-after": "9" } }]);
    const error = await rejection(client.makeSecureRequest("POST", sensitive, erase));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 9 });
    expect(fetch.count).toBe(1);
  });

  it("is not tried again when the signature is refused, whatever time the server has", async () => {
    const headers = { date: new Date(now + 600_000).toUTCString() };
    const refused = { status: 401, headers, json: { error: "invalid_signature" } };
    const { fetch, client } = givenClient([refused, { json: {} }]);
    const error = await rejection(client.makeSecureRequest("POST", sensitive, erase));
    expect(error).toMatchObject({ errorCode: "invalid_signature" });
    expect(fetch.count).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])("follows no redirect: %i", async (status) => {
    const headers = { location: "/api/v1/elsewhere" };
    const { fetch, client } = givenClient([{ status, headers }, { json: {} }]);
    const error = await rejection(client.makeSecureRequest("POST", sensitive, erase));
    expect(error).toBeInstanceOf(TracktionConnectionError);
    expect(error).toMatchObject({ code: "REDIRECT", message: expect.stringContaining("redirect") });
    expect(fetch.count).toBe(1);
  });
});

describe("the secure client", () => {
  it("does what the plain one does, unsigned [TK-52]", async () => {
    const { fetch, client } = givenClient({ "* /*": found });
    expect(client).toBeInstanceOf(TracktionClient);
    await client.searchTracks("house");
    await client.get("/x");
    await client.post("/x", {});
    for (const { headers } of fetch.requests) {
      expect(headers.authorization).toBe(`Bearer ${apiKey}`);
      expect(headers["x-signature"]).toBeUndefined();
    }
  });

  it("signs operations whose document asks for a signature", async () => {
    const { performSensitiveOperation } = await import(
      "../../generated/tracktion/resources/security.js"
    );
    const { fetch, client } = givenClient();
    await client.call(performSensitiveOperation, { body: erase });
    expect(fetch.last.headers).toMatchObject({ authorization: `Bearer ${apiKey}` });
    expect(fetch.last.headers["x-signature"]).toContain("28eac2aacf3e2bde");
  });

  it("lets its secret be read, and prints it nowhere [TK-147]", async () => {
    const lines: unknown[] = [];
    const line = (...all: unknown[]): void => void lines.push(all);
    const logger = { debug: line, info: line, warn: line, error: line };
    const json = { error: "invalid_signature", message: apiKey };
    const { client, fetch } = givenClient([{ status: 401, json }], { logger });
    expect(client.hmacSecret).toBe(hmacSecret);
    const error = await rejection(client.makeSecureRequest("POST", sensitive, erase));
    const signature = fetch.last.headers["x-signature"] ?? "";
    const values = [client, error, lines];
    const printed = values.map((value) => inspect(value, { depth: 9 }) + JSON.stringify(value));
    expect(lines.length).toBeGreaterThan(0);
    expect(Object.keys(client)).not.toContain("hmacSecret");
    for (const secret of [hmacSecret, apiKey, signature, signature.slice("sha256=".length)])
      expect(printed.join("")).not.toContain(secret);
    expect(
      JSON.stringify(fetch.requests.map(({ url, headers, text }) => [url, headers, text])),
    ).not.toContain(hmacSecret);
  });

  it.each([
    ["an empty secret", { hmacSecret: "" }],
    ["an empty key", { apiKey: "" }],
    ["no key", { apiKey: undefined as unknown as string }],
  ])("is not made with %s", (_case, options) => {
    expect(() => givenClient(undefined, options)).toThrow(TracktionApiError);
  });

  it.each([
    ["an empty secret", "", 1_700_000_000],
    ["a time before 1970", hmacSecret, -1],
    ["no time", hmacSecret, Number.NaN],
  ])("makes no signature with %s", async (_case, secret, time) => {
    await expect(generateHmacSignature(secret, time, "GET", profile)).rejects.toThrow(
      TracktionApiError,
    );
  });
});
