/** What a hostile server repeats of its callers' secrets is in no error, log line or recording. */
import { apiKey, basic } from "clientwright/auth";
import { ConnectionError, type Policy, runtimeErrors } from "clientwright/runtime";
import { type AnswerParts, recordFetch } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { neuroGraphErrors } from "../../src/neurograph/error-family.js";
import {
  description,
  failure,
  failureAfterAll,
  given,
  keepingLogger,
  operation,
  printed,
} from "./given.js";

const secret = "s3cret-token-12345";
const secured = operation({ security: [["bearer"]] });

/** Every scheme, and how its credentials look on the wire. */
const schemes: readonly (readonly [string, object])[] = [
  ["bearer", { bearer: secret }],
  ["basic", { basic: { username: "user", password: secret } }],
  ["headerKey", { headerKey: secret }],
  ["queryKey", { queryKey: secret }],
  ["cookieKey", { cookieKey: secret }],
];

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

  it.each(["json", "form"] as const)(
    "is hidden when it was a field of a %s body, from the first attempt on",
    async (body) => {
      const logger = keepingLogger();
      const quoted = 'pa"ss/wörd';
      const answer = (status: number) => ({
        status,
        json: { message: `no: ${quoted} ${encodeURIComponent(quoted)}` },
        headers: { "x-echo": JSON.stringify(secret) },
      });
      const script = [answer(503), { status: 400, text: JSON.stringify({ quoted, secret }) }];
      const { client, clock } = given(script, { logger, retry: { writes: true } });
      const call = client.call(operation({ method: "POST", body }), {
        body: { name: "someone", new_password: quoted, refresh_token: secret },
      });
      const error = await failureAfterAll(clock, call);
      for (const shown of [printed(error), logger.text()]) {
        expect(shown).not.toContain(secret);
        expect(shown).not.toMatch(/ss\/w|ss%2Fw/);
      }
      expect(logger.text()).toContain("-> 503");
    },
  );

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

  it("is hidden in what an API's errors know besides, however deep", () => {
    const retryAt = new Date(0);
    const places = [{ field: secret, [secret]: ["fine", secret], count: 1, none: null }];
    const init = { kind: "answer", status: 400, retryAt, secrets: [secret], places } as const;
    const error = runtimeErrors.create("refused", init);
    expect(printed(error)).not.toContain(secret);
    const [place] = (error as unknown as { places: object[] }).places;
    expect(place).toEqual({
      field: "[redacted]",
      "[redacted]": ["fine", "[redacted]"],
      count: 1,
      none: null,
    });
    expect(error.retryAt).toBe(retryAt);
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
