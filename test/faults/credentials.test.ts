/** Hostile servers after credentials: what a client was given reaches its own server, and nobody and nothing else. */
import { apiKey, basic } from "clientwright/auth";
import {
  type AuthProvider,
  type ClientOptions,
  ConnectionError,
  type PagedOperation,
  type Policy,
  runtimeErrors,
} from "clientwright/runtime";
import { type AnswerParts, recordFetch } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { neuroGraphErrors } from "../../src/neurograph/error-family.js";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { description, failure, given, keepingLogger, operation, printed } from "./given.js";

const secret = "s3cret-token-12345";
const secured = operation({ security: [["bearer"]] });
const redirect = (location: string, status = 302): AnswerParts => ({
  status,
  headers: { location },
});

/** Every scheme, and how its credentials look on the wire. */
const schemes: readonly (readonly [string, object])[] = [
  ["bearer", { bearer: secret }],
  ["basic", { basic: { username: "user", password: secret } }],
  ["headerKey", { headerKey: secret }],
  ["queryKey", { queryKey: secret }],
  ["cookieKey", { cookieKey: secret }],
];

const carriesSecret = ({ url, headers, text }: { url: string; headers: object; text: string }) => {
  const all = url + JSON.stringify(headers) + text;
  return [secret, Buffer.from(`user:${secret}`).toString("base64")].some((each) =>
    all.includes(each),
  );
};

describe("credentials on redirects", () => {
  it.each(schemes)("%s does not come back on a chain from A over B to A", async (name, auth) => {
    const { client, fetch } = given(
      [redirect("https://b.test/x"), redirect("https://api.test/v1/back"), { json: 1 }],
      { auth },
    );
    await client.call(operation({ security: [[name]] }), {});
    expect(fetch.requests.map(carriesSecret)).toEqual([true, false, false]);
  });

  it("stay home when only the port differs", async () => {
    await using other = await startRawServer((_, response) => answerJson(response, 200, 1));
    await using server = await startRawServer((_, response) => {
      response.writeHead(308, { location: `${other.url}/x` }).end();
    });
    const { client } = given([], {
      fetch: globalThis.fetch,
      baseUrl: server.url,
      auth: { bearer: secret },
    });
    await client.call(secured, {});
    expect(server.requests[0]?.headers.authorization).toContain(secret);
    expect(JSON.stringify(other.requests)).not.toContain(secret);
  });

  it.each([
    "https://user:pass@api.test/x",
    "http://api.test/v1/x",
    "file:///etc/passwd",
    "http://[",
  ])("are not sent to %s, and the refusal is a ConnectionError", async (location) => {
    const { client, fetch } = given([redirect(location), { json: 1 }], {
      auth: { bearer: secret },
      retry: 3,
    });
    expect(await failure(client.call(secured, {}))).toBeInstanceOf(ConnectionError);
    expect(fetch.count).toBe(1);
  });

  it("in a body (a login) are not posted to another origin", async () => {
    const login = operation({ method: "POST", body: "json" });
    const form = operation({ method: "POST", body: "form" });
    const script = [redirect("https://evil.test/login", 307), { json: 1 }];
    for (const [each, body] of [
      [login, { username: "user", password: secret }],
      [form, { grant_type: "refresh_token", refresh_token: secret }],
    ] as const) {
      const { client, fetch } = given(script);
      expect(await failure(client.call(each, { body }))).toBeInstanceOf(ConnectionError);
      expect(fetch.requests.map(carriesSecret)).toEqual([true]);
    }
  });

  it("that were dropped are still kept out of the error of the last answer", async () => {
    const script = [
      redirect("https://evil.test/"),
      { status: 500, json: { message: `known: ${secret}` } },
    ];
    const { client } = given(script, { auth: { bearer: secret }, retry: false });
    expect(printed(await failure(client.call(secured, {})))).not.toContain(secret);
  });
});

describe("a client's credentials", () => {
  const foreign = { baseUrl: "https://other.test" };

  it("are not sent to a per-call baseUrl of another origin", async () => {
    for (const [name, auth] of schemes) {
      const { client, fetch } = given([{ json: 1 }], { auth });
      await client.call(operation({ security: [[name]] }), {}, foreign);
      expect(carriesSecret(fetch.last)).toBe(false);
    }
  });

  it("are not sent to another origin that an operation names", async () => {
    const { client, fetch } = given([{ json: 1 }], { auth: { bearer: secret } });
    await client.call(
      operation({ security: [["bearer"]], server: "https://uploads.other.test" }),
      {},
    );
    expect(fetch.last.headers.authorization).toBeUndefined();
  });

  it("given as a default header or query parameter are not sent there either", async () => {
    const options: Partial<ClientOptions> = {
      headers: { Authorization: `Bearer ${secret}`, Cookie: `a=${secret}`, "X-Plain": "yes" },
      query: { api_key: secret, plain: "yes" },
    };
    const { client, fetch } = given([{ json: 1 }, { json: 1 }], options);
    await client.call(operation(), {}, foreign);
    await client.call(operation(), {});
    expect(fetch.requests.map(carriesSecret)).toEqual([false, true]);
    expect(fetch.requests[0]?.headers["x-plain"]).toBe("yes");
    expect(fetch.requests[0]?.query.get("plain")).toBe("yes");
  });

  it("are not sent by client.api with a baseUrl of another origin", async () => {
    const { client, fetch } = given([{ json: 1 }], {
      auth: { bearer: secret },
      headers: { "x-api-key": secret },
    });
    const api = client.api as unknown as { GET(path: string, init: object): Promise<unknown> };
    await api.GET("/things", foreign);
    expect(fetch.last.url).toBe("https://other.test/things");
    expect(carriesSecret(fetch.last)).toBe(false);
  });
});

describe("credentials on pages", () => {
  const paged = (style: "link" | "nextUrl", scheme = "bearer") =>
    ({
      ...operation({ security: [[scheme]] }),
      pages: style === "link" ? { style, items: "" } : { style, items: "items", next: "next" },
    }) as PagedOperation<object, unknown, number>;

  it.each([
    "https://evil.test/v1/things",
    "//evil.test/v1/things",
    "\\\\evil.test\\things",
    "http://api.test/v1/things",
    "https://api.test:444/v1/things",
    "https://u:p@api.test/v1/things",
    "javascript:alert(1)",
  ])("are not sent to a next page at %s", async (next) => {
    for (const style of ["link", "nextUrl"] as const) {
      const { client, fetch } = given(
        [
          {
            json: style === "link" ? [1] : { items: [1], next },
            headers: { link: `<${next}>; rel="next"` },
          },
          { json: [] },
        ],
        { auth: { bearer: secret } },
      );
      await failure(client.paginate(paged(style), {}).all());
      expect(fetch.count).toBe(1);
    }
  });

  it("do not follow a list that was redirected to another origin, page by page", async () => {
    const script = [
      redirect("https://evil.test/1"),
      { json: { items: [1], next: "/2" } },
      { json: { items: [2] } },
    ];
    const { client, fetch } = given(script, { auth: { bearer: secret } });
    await client
      .paginate(paged("nextUrl"), {})
      .all()
      .catch(() => undefined);
    expect(
      fetch.requests.filter(({ url }) => url.includes("evil")).map(carriesSecret),
    ).not.toContain(true);
  });

  it("in the query are sent once, though the server repeats them in the URL of the next page", async () => {
    const next = `/v1/things?page=2&sesame=${secret}`;
    const { client, fetch } = given([{ json: { items: [1], next } }, { json: { items: [2] } }], {
      auth: { queryKey: secret },
    });
    await client.paginate(paged("nextUrl", "queryKey"), {}).all();
    expect(fetch.last.query.getAll("sesame")).toEqual([secret]);
  });

  it("of a provider that writes the query itself are sent once", async () => {
    const script = [{ json: { items: [1], next: "/v1/things?page=2" } }, { json: { items: [2] } }];
    const provider: AuthProvider = {
      authenticate: (request) =>
        new Request(
          `${request.url}${request.url.includes("?") ? "&" : "?"}sesame=${secret}`,
          request,
        ),
    };
    const { client, fetch } = given(script, { auth: provider });
    await client.paginate(paged("nextUrl", "queryKey"), {}).all();
    expect(fetch.last.query.getAll("sesame")).toEqual([secret]);
  });
});

describe("what a hostile server echoes", () => {
  const answers = (echo: string): Record<string, AnswerParts> => ({
    message: { status: 400, json: { message: `bad: ${echo}`, code: echo } },
    "nested message": {
      status: 403,
      json: { error: { message: echo, details: { [echo]: [echo] } } },
    },
    problems: {
      status: 422,
      json: { detail: [{ loc: ["header", echo], msg: echo, input: echo }] },
    },
    text: { status: 500, text: `Authorization: ${echo}` },
    "request id": { status: 500, json: {}, headers: { "x-request-id": echo } },
    "success that is no JSON": {
      status: 200,
      text: `{"token": ${echo}`,
      headers: { "content-type": "application/json" },
    },
  });

  it.each(schemes)(
    "is in no error, in nothing printed of it, and in no log line: %s",
    async (name, auth) => {
      for (const [place, answer] of Object.entries(answers(secret))) {
        const logger = keepingLogger();
        const script = [
          {
            ...answer,
            headers: { ...answer.headers, "x-echo": secret, link: `</?sesame=${secret}>` },
          },
        ];
        const { client } = given(script, { auth, logger, retry: false });
        const error = await failure(client.call(operation({ security: [[name]] }), {}));
        expect(printed(error), place).not.toContain(secret);
        expect(logger.text(), place).not.toContain(secret);
      }
    },
  );

  it.each([
    [
      "clientwright/auth's apiKey in the query",
      "queryKey",
      apiKey({ in: "query", name: "sesame", value: secret }),
    ],
    ["clientwright/auth's basic", "basic", basic({ username: "user", password: secret })],
    [
      "a provider of somebody's own that writes the query",
      "queryKey",
      { authenticate: (request: Request) => new Request(`${request.url}?mine=${secret}`, request) },
    ],
  ])("is hidden for %s too", async (_title, scheme, auth) => {
    const logger = keepingLogger();
    const script = [{ status: 500, json: { message: `for ${secret}` } }];
    const { client } = given(script, { auth, logger, retry: false });
    const error = await failure(client.call(operation({ security: [[scheme]] }), {}));
    expect(printed(error)).not.toContain(secret);
    expect(logger.text()).not.toContain(secret);
  });

  it("is hidden in errors that the client's own normaliser makes of an answer", async () => {
    const normalise = (body: unknown): never => {
      throw runtimeErrors.create(`refused: ${JSON.stringify(body)}`, {
        kind: "answer",
        status: 200,
        body,
        details: body,
      });
    };
    const script = [{ json: { echo: secret } }];
    const { client } = given(script, { auth: { bearer: secret }, normalise, retry: false });
    const error = await failure(client.call(secured, {}));
    expect(String(error)).toContain("refused");
    expect(printed(error)).not.toContain(secret);
  });

  it("is hidden in errors that a policy takes from another family", async () => {
    const leak: Policy = (request) => {
      const message = `failed with ${request.headers.get("authorization")}`;
      return Promise.reject(new ConnectionError(message));
    };
    const { client } = given([], {
      auth: { bearer: secret },
      policies: [leak],
      retry: false,
      errors: neuroGraphErrors,
    });
    expect(printed(await failure(client.call(secured, {})))).not.toContain(secret);
  });
});

describe("recordings", () => {
  it.each(schemes)("hold no %s, and no token that the server answers", async (name, auth) => {
    const recorder = recordFetch(async () =>
      Response.json(
        { access_token: secret, refresh_token: secret },
        { headers: { "set-cookie": `a=${secret}` } },
      ),
    );
    const { client } = given([], { auth, fetch: recorder });
    await client.call(operation({ method: "POST", body: "json", security: [[name]] }), {
      body: { password: secret, nested: { client_secret: secret } },
    });
    const text = JSON.stringify(await recorder.fixture());
    // A query parameter of a telling name only: `sesame` must be named by whoever records.
    const basicText = Buffer.from(`user:${secret}`).toString("base64");
    expect(text).not.toContain(basicText);
    if (name === "bearer" || name === "basic" || name === "cookieKey")
      expect(text).not.toContain(secret);
    expect(description.securitySchemes[name]).toBeDefined();
  });
});
