// Signatures that were computed elsewhere (Python's hmac, Node's crypto) are taken or refused as documented.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { dana, given, liveKey } from "./given.js";

const operation = "POST /api/v1/sensitive-operation";
const keys = "POST /api/v1/developer/keys";
const search = "GET /api/v1/search/tracks";
const profile = "GET /api/v1/user/profile";
const deletion = '{"action":"delete_user_data","user_id":"12345"}';
const usualSecret = "test_hmac_secret_0001";
const at = "1700000000";

interface Vector {
  readonly request: string;
  readonly body?: string;
  readonly signature: string;
  readonly timestamp?: string;
  readonly secret?: string;
  /** When it arrives, in seconds. */
  readonly now?: number;
}

const first: Vector = {
  request: operation,
  body: deletion,
  signature: "28eac2aacf3e2bde66121fd0b726675cb506a9bffb559310210789a07cb17f47",
};

const bodiless: Vector = {
  request: profile,
  signature: "229263dccb5fbd84b2477855131a1eacf3b27efc58c4e48a4189d28cbe79481c",
};

const good: Readonly<Record<string, Vector>> = {
  "a body": first,
  "the same body with spaces": {
    request: operation,
    body: '{"action": "delete_user_data", "user_id": "12345"}',
    signature: "433ad2c0c305ba381231f37b175132fda48206483d1db017feb4f60434aa675a",
  },
  "no body": bodiless,
  "a query with a percent-encoded space": {
    request: `${search}?q=electronic%20music&limit=5`,
    signature: "8e67864a878325319acff3ad9eced66312d3db1f04eba01c3298524f020e0fc5",
  },
  "a query with a plus": {
    request: `${search}?q=electronic+music&limit=5`,
    signature: "cc4ed95b0332eb17e76c36ff31595b87b7f7745e1191e5f6116d2b0b2fa74229",
  },
  "raw UTF-8": {
    request: keys,
    body: '{"name":"Café ☕"}',
    signature: "a008c88f57ed583a90c1f74103557be3e48c5f7707121f0e2d81d7147a8f7840",
  },
  "escaped characters": {
    request: keys,
    body: '{"name": "Caf\\u00e9 \\u2615"}',
    signature: "0c52feab5c8c6986cfa55809c42f3f533503d36d01107318967be9e8bb24e082",
  },
  "an empty object": {
    request: operation,
    body: "{}",
    signature: "6ee0c54ca424d955fcbf4cdd27294f70f64333026db40bba4bf3e2df758dad04",
  },
  "a POST without a body": {
    request: operation,
    signature: "4867798368c2eaaf95994e4953fac821ff0f20e9c16ee8cb2e00a185c91046e0",
  },
  "a DELETE": {
    request: "DELETE /api/v1/developer/keys/key_1234567890abcdef",
    signature: "949794314892860d2c9c474421dec07fb89c64d6b8be06a1aa9ee947d162d67a",
  },
  "a query with other characters": {
    request: `${search}?q=caf%C3%A9+%26+it%27s&limit=5`,
    signature: "6118589a9329883f9317d9ded7831f778bb2dedf86371fa39622f2ec0546cf28",
  },
  "an escaped path": {
    request: "POST /api/v1/developer/keys/key%201/rotate",
    signature: "49306367a450d326d7c503fcd999b85b654414ad293e6dba835146ce3f2a6f96",
  },
  "a later attempt": {
    request: operation,
    body: deletion,
    timestamp: "1700000060",
    signature: "106185da85de4a81eaf70f662570dbf431a8dcf9f6e36b3d316e72e23e65d6d1",
  },
  "a secret that is not ASCII": {
    request: profile,
    secret: "schlüssel",
    signature: "f084ea47d0f618c6edca8110c2cb8c547a11af62d908accd866ea0c152d3aed0",
  },
  "300 seconds old": { ...first, now: 1_700_000_300 },
};

const bad: Readonly<Record<string, Vector>> = {
  "whose method was signed in lower case": {
    ...first,
    signature: "d8d849e52e0356ec377b24eac8d92e57f10798670bc4fcc287a7d5d08ae64378",
  },
  "in milliseconds": {
    ...first,
    timestamp: "1700000000000",
    signature: "82a9e8887fd24a7b10a84f5d67b16422a44c2b84fbcdd7a69a8e5e134b43ca97",
  },
  "in base64": { ...first, signature: "KOrCqs8+K95mEh/QtyZnXLUGqb/7VZMQIQeJoHyxf0c=" },
  "in capitals": { ...first, signature: first.signature.toUpperCase() },
  "that is 301 seconds old": { ...first, now: 1_700_000_301 },
  "that is 301 seconds ahead": { ...first, now: 1_699_999_699 },
  "of another body": { ...first, body: deletion.replace("12345", "12346") },
  "of the same body written differently": { ...first, body: deletion.replace(":", ": ") },
  "of a query in another order": {
    request: `${search}?limit=5&q=electronic%20music`,
    signature: "8e67864a878325319acff3ad9eced66312d3db1f04eba01c3298524f020e0fc5",
  },
  "of a query written differently": {
    request: `${search}?q=electronic+music&limit=5`,
    signature: "8e67864a878325319acff3ad9eced66312d3db1f04eba01c3298524f020e0fc5",
  },
  "with another secret": { ...first, secret: "another" },
  "whose timestamp is another": { ...first, timestamp: "1700000001" },
  "whose timestamp is no number": { ...first, timestamp: "now" },
};

const send = async (vector: Vector, prefix = "sha256=") => {
  const { request, body, signature, timestamp = at, secret = usualSecret, now } = vector;
  await using setup = await given({ hmacSecret: secret });
  setup.clock.ms = (now ?? Number(at)) * 1_000;
  const headers = {
    "content-type": "application/json",
    "X-Timestamp": timestamp,
    "X-Signature": prefix + signature,
  };
  const sent = body === undefined ? {} : { rawBody: body };
  // Keys are managed with an access token. Either way the secret is the account's.
  const token = setup.server.state.accessTokenFor("dana@example.org");
  const credential = request.includes("/keys") ? token : liveKey;
  return await setup.with(credential)(request, { ...sent, headers });
};

describe("a signature", () => {
  test.each(Object.entries(good))("of %s is taken", async (_, vector) => {
    const reply = await send(vector);
    expect(reply.at("error")).not.toBe("invalid_signature");
    expect(reply.status).not.toBe(401);
  });

  test.each(Object.entries(bad))("%s is refused", async (_, vector) => {
    const reply = await send(vector);
    expect([reply.status, reply.at("error")]).toEqual([401, "invalid_signature"]);
  });

  test("without its prefix is refused", async () => {
    expect((await send(first, "")).at("error")).toBe("invalid_signature");
  });

  test("is checked over the bytes, also when they are no text", async () => {
    await using setup = await given();
    const rawBody = Uint8Array.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    const hmac = createHmac("sha256", usualSecret);
    const target = operation.replace(" ", ".");
    const signature = hmac.update(`${at}.${target}.`).update(rawBody).digest("hex");
    const headers = { "X-Timestamp": at, "X-Signature": `sha256=${signature}` };
    const call = setup.with(liveKey);
    expect((await call(operation, { rawBody, headers })).status).toBe(200);
    const mangled = new TextEncoder().encode(new TextDecoder().decode(rawBody));
    expect((await call(operation, { rawBody: mangled, headers })).status).toBe(401);
  });

  test("has to be there for the sensitive operation, and whole wherever one half is", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const errors = [
      await call(operation, { body: {} }),
      await call(profile, { headers: { "X-Timestamp": at } }),
      await call(profile, { headers: { "X-Signature": `sha256=${bodiless.signature}` } }),
    ].map((reply) => [reply.status, reply.at("error")]);
    expect(errors).toEqual(Array(3).fill([401, "invalid_signature"]));
    expect((await call(profile)).status).toBe(200);
  });

  test("is no credential: the key has to come along", async () => {
    await using setup = await given();
    const headers = { "X-Timestamp": at, "X-Signature": `sha256=${first.signature}` };
    const reply = await setup.with()(operation, { rawBody: deletion, headers });
    expect([reply.status, reply.at("error")]).toEqual([401, "authentication_failed"]);
    const login = await setup.as(dana)(operation, { rawBody: deletion, headers });
    expect([login.status, login.at("error")]).toEqual([403, "access_denied"]);
  });
});

describe("the server's own scheme", () => {
  const vectors: readonly (readonly [string, Vector])[] = [
    [
      "a body",
      {
        request: operation,
        body: deletion,
        signature: "97f2e6e4955a9047d483247eeff0b61261067eb1a760da28e5415973b09fce23",
      },
    ],
    [
      "a query",
      {
        request: `${search}?q=electronic%20music&limit=5`,
        signature: "a4d94ed9b151a910f12e9753950cdede8fa24fdc0867b7fc904591b70b236d66",
      },
    ],
  ];

  test.each(vectors)("takes %s in lines, without a prefix", async (_, vector) => {
    await using setup = await given({ hmacScheme: "newline" });
    const call = setup.with(liveKey);
    const { request, body, signature } = vector;
    const sent = body === undefined ? {} : { rawBody: body };
    const headers = { "X-Timestamp": at, "X-Signature": signature };
    expect((await call(request, { ...sent, headers })).status).toBe(200);
    const prefixed = { ...headers, "X-Signature": `sha256=${signature}` };
    expect((await call(request, { ...sent, headers: prefixed })).status).toBe(401);
  });

  test("reads the path without its escapes, and times with a fraction", async () => {
    await using setup = await given({ hmacScheme: "newline" });
    const lines = ["POST", "/api/v1/developer/keys/key 1/rotate", "", "1700000000.25", ""];
    const signature = createHmac("sha256", usualSecret).update(lines.join("\n")).digest("hex");
    const headers = { "X-Timestamp": "1700000000.25", "X-Signature": signature };
    const reply = await setup.as(dana)("POST /api/v1/developer/keys/key%201/rotate", { headers });
    expect(reply.status).toBe(404);
  });
});
