import {
  type AuthProvider,
  type ClientOptions,
  ConnectionError,
  type PagedOperation,
} from "clientwright/runtime";
import type { AnswerParts } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { failure, given, operation, printed } from "./given.js";

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
