/** Logging in and out. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../src/auth/index.js";
import {
  NdiAuthError,
  type NdiCloudClient,
  NdiConfigError,
  NdiNotFoundError,
  NdiValidationError,
} from "../../src/ndi-cloud/index.js";
import { createManualClock } from "../support/manual-clock.js";
import {
  ada,
  adasToken,
  credentials,
  ferret,
  ids,
  lab,
  loginAnswer,
  startSeconds,
} from "./support/answers.js";
import { given, givenAda, rejection } from "./support/given.js";

describe("login", () => {
  it("sends name and password, and no token that is held [NDI-003, NDI-006]", async () => {
    const { client, fetch } = given([loginAnswer()], { token: "held" });
    await client.auth.login(credentials);
    expect(fetch.lines).toEqual(["POST /v1/auth/login"]);
    expect(fetch.last.text).toBe('{"email":"ada.quill@example.org","password":"Corr3ct-Horse!"}');
    expect(fetch.last.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
    });
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });

  it("answers the token under both names, the account and its organizations [NDI-006, NDI-007, NDI-004]", async () => {
    const { client } = given([loginAnswer()]);
    const login = await client.auth.login(credentials);
    expect(login.token).toBe(adasToken());
    expect(login.idToken).toBe(adasToken());
    expect(login.user.email).toBe(ada.email);
    expect(login.organizations).toEqual([lab]);
    expect(login.organizationId).toBe(ids.organization);
    expect(client.organizationId).toBe(ids.organization);
  });

  it.each(["token", "idToken", "accessToken"])(
    "reads the token from `%s` [NDI-007]",
    async (name) => {
      const { client, bearers } = given([
        { json: { [name]: "t.o.k", user: ada } },
        { json: ferret },
      ]);
      expect((await client.auth.login(credentials)).idToken).toBe("t.o.k");
      await client.datasets.get(ids.dataset);
      expect(bearers()).toEqual([undefined, "Bearer t.o.k"]);
    },
  );

  it("tells when the token ends: by the answer, by the token, or not at all [NDI-008]", async () => {
    const end = async (json: object): Promise<Date | undefined> => {
      const { client } = given([{ json: { user: ada, ...json } }]);
      return (await client.auth.login(credentials)).expiresAt;
    };
    const said = "2026-01-01T00:30:00.000Z";
    expect(await end({ token: adasToken(), expiresAt: said })).toEqual(new Date(said));
    expect(await end({ token: "t", expiresAt: startSeconds + 60 })).toEqual(
      new Date("2026-01-01T00:01:00Z"),
    );
    expect(await end({ token: adasToken() })).toEqual(new Date("2026-01-01T01:00:00Z"));
    expect(await end({ token: "t", expiresIn: 90 })).toEqual(new Date("2026-01-01T00:01:30Z"));
    expect(await end({ token: "t" })).toBeUndefined();
  });

  it("that fails is an error with status, body and code, and is not repeated [NDI-009]", async () => {
    const body = { errors: "Unable to login", code: "NotAuthorizedException" };
    const { client, fetch } = given([{ status: 401, json: body }], { credentials });
    const error = await rejection(client.auth.login());
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error).toMatchObject({ status: 401, code: "NotAuthorizedException" });
    expect(error.body).toEqual(body);
    expect(error.message).toBe("Unable to login");
    expect(fetch.count).toBe(1);
  });

  it("of an account that nobody knows fails in the same way [NDI-009]", async () => {
    const { client } = given([{ status: 404, json: { errors: "Unable to login" } }]);
    const error = await rejection(client.auth.login(credentials));
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error).not.toBeInstanceOf(NdiNotFoundError);
    expect(error.status).toBe(404);
  });

  it("is never repeated after a failure of the server [NDI-006]", async () => {
    const { client, fetch } = given([{ status: 503 }]);
    expect((await rejection(client.auth.login(credentials))).status).toBe(503);
    expect(fetch.count).toBe(1);
  });

  it("that answers no token is an error of login [NDI-009]", async () => {
    const { client } = given([{ json: { user: ada } }]);
    expect(await rejection(client.auth.login(credentials))).toBeInstanceOf(NdiAuthError);
  });

  it("without address or password sends nothing [NDI-003]", async () => {
    const { client, fetch } = given([]);
    const error = await rejection(client.auth.login({ email: "", password: "x" }));
    expect(error).toBeInstanceOf(NdiValidationError);
    expect(error.message).toBe("email and password are required for login");
    expect(await rejection(client.auth.login())).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(0);
  });

  it("has half a minute, other calls two [NDI-006]", async () => {
    const limits = async (start: (client: NdiCloudClient) => Promise<unknown>): Promise<string> => {
      const clock = createManualClock();
      const { client } = given([{ never: true }], { clock, retry: false });
      const { reason } = (await clock.settle(start(client))) as PromiseRejectedResult;
      return String(reason.limitMs);
    };
    expect(await limits((client) => client.auth.login(credentials))).toBe("30000");
    expect(await limits((client) => client.auth.forgotPassword({ email: "a@b.c" }))).toBe("30000");
    expect(await limits((client) => client.datasets.get(ids.dataset))).toBe("120000");
    const short = { timeoutMs: 7 };
    expect(await limits((client) => client.auth.login(credentials, short))).toBe("7");
  });

  it("uses one organization that is no list, and the first of several with a warning [NDI-004]", async () => {
    const single = given([loginAnswer("t", { ...ada, organizations: lab })]);
    expect((await single.client.auth.login(credentials)).organizationId).toBe(ids.organization);
    const organizations = [lab, { id: ids.otherOrganization, name: "Other" }];
    const several = given([loginAnswer("t", { ...ada, organizations })]);
    expect((await several.client.auth.login(credentials)).organizationId).toBe(ids.organization);
    expect(several.logged()).toContain("several organizations");
  });

  it("of somebody else takes the place of the first, organization included [NDI-004]", async () => {
    const bo = { ...ada, organizations: [{ id: ids.otherOrganization, name: "Other" }] };
    const { client } = given([loginAnswer("a"), loginAnswer("b", bo)]);
    await client.auth.login(credentials);
    expect((await client.auth.login(credentials)).organizationId).toBe(ids.otherOrganization);
  });

  it("without organizations succeeds; calls that need one send nothing [NDI-004, NDI-023]", async () => {
    const { client, fetch } = given([loginAnswer("t", { ...ada, organizations: [] })]);
    expect((await client.auth.login(credentials)).organizationId).toBeUndefined();
    expect(await rejection(client.datasets.create({ name: "x" }))).toBeInstanceOf(NdiConfigError);
    expect(fetch.count).toBe(1);
  });

  it("shows its token to nobody who prints it", async () => {
    const { client } = given([loginAnswer()]);
    const login = await client.auth.login(credentials);
    expect(`${JSON.stringify(login)} ${inspect(login)}`).not.toContain(adasToken());
  });
});

describe("the environment after a login", () => {
  it("has token and organization, until the logout [NDI-010, NDI-018]", async () => {
    const { client, env } = given([loginAnswer(), { status: 204 }]);
    await client.auth.login(credentials);
    expect(env).toEqual({
      NDI_CLOUD_TOKEN: adasToken(),
      NDI_CLOUD_ORGANIZATION_ID: ids.organization,
    });
    await client.auth.logout();
    expect(env).toEqual({});
  });

  it("stays as it is when that is switched off [NDI-010]", async () => {
    const { client, env } = given([loginAnswer()], { persistToEnv: false });
    await client.auth.login(credentials);
    expect(env).toEqual({});
  });

  it("loses the organization of somebody else [NDI-010]", async () => {
    const env = { NDI_CLOUD_ORGANIZATION_ID: "former" };
    const { client } = given([loginAnswer("t", { ...ada, organizations: [] })], { env });
    await client.auth.login(credentials);
    expect(env).toEqual({ NDI_CLOUD_TOKEN: "t" });
  });
});

describe("logout", () => {
  it("is sent once with the token and without a body, and forgets the token [NDI-018]", async () => {
    const { client, fetch, bearers } = givenAda([{ json: {} }, { json: ferret }]);
    await client.auth.logout();
    expect(fetch.lines).toEqual(["POST /v1/auth/logout"]);
    expect(fetch.last.text).toBe("");
    expect(fetch.last.headers).not.toHaveProperty("content-type");
    await client.datasets.get(ids.dataset);
    expect(bearers()).toEqual([`Bearer ${adasToken()}`, undefined]);
    expect(client.organizationId).toBeUndefined();
  });

  it.each([{ status: 401 }, { status: 500 }, { networkError: "ECONNRESET" }])(
    "forgets the token whatever the server says: %j [NDI-018]",
    async (answer) => {
      const { client, fetch, logged } = givenAda([answer], { credentials });
      await client.auth.logout();
      expect(fetch.count).toBe(1);
      expect(logged()).toContain("logout was not confirmed");
      expect(logged()).not.toContain(adasToken());
    },
  );

  it("sends nothing without a token [NDI-018]", async () => {
    const { client, fetch } = given([]);
    await client.auth.logout();
    expect(fetch.count).toBe(0);
  });

  it("forgets a function for tokens as well [NDI-018]", async () => {
    const { client, bearers } = given([{ json: {} }, { json: ferret }], { token: () => "t" });
    await client.auth.logout();
    await client.datasets.get(ids.dataset);
    expect(bearers()).toEqual(["Bearer t", undefined]);
  });
});

describe("a token store", () => {
  it("keeps a login for the next client, until the logout", async () => {
    const tokenStore = memoryStore();
    const first = given([loginAnswer()], { tokenStore });
    await first.client.auth.login(credentials);
    const next = given([{ json: ferret }, { json: {} }], { tokenStore });
    await next.client.datasets.get(ids.dataset);
    expect(next.bearers()).toEqual([`Bearer ${adasToken()}`]);
    await next.client.auth.logout();
    const last = given([{ json: ferret }], { tokenStore });
    await last.client.datasets.get(ids.dataset);
    expect(last.bearers()).toEqual([undefined]);
  });

  it("tells of changes, and a listener that fails harms nothing", async () => {
    const seen: (string | undefined)[] = [];
    const { client } = given([loginAnswer(), { json: {} }], {
      onTokenChange: (token) => {
        seen.push(token);
        throw new Error("listener");
      },
    });
    await client.auth.login(credentials);
    await client.auth.logout();
    expect(seen).toEqual([adasToken(), undefined]);
  });
});

describe("authenticate", () => {
  it("answers the token that is held while it is good, else that of a new login", async () => {
    const held = givenAda([]);
    expect(await held.client.auth.authenticate()).toBe(adasToken());
    const over = given([loginAnswer(adasToken(2))], { token: adasToken(1, -1), credentials });
    expect(await over.client.auth.authenticate()).toBe(adasToken(2));
    const other = givenAda([], {});
    const wanted = other.client.auth.authenticate({ userName: "bo@example.org" });
    expect((await rejection(wanted)).message).toBe("No valid token and no credentials available");
  });
});

describe("testLogin", () => {
  const me = { json: ada };

  it("asks who it is with the token that is held [NDI-161]", async () => {
    const { client, sent, bearers } = givenAda([me]);
    expect(await client.auth.testLogin({ userName: "ADA.quill@example.org" })).toBe(true);
    expect(sent()).toEqual(["GET /users/me"]);
    expect(bearers()).toEqual([`Bearer ${adasToken()}`]);
  });

  it("answers no without a token, and for one of somebody else [NDI-161]", async () => {
    expect(await given([]).client.auth.testLogin()).toBe(false);
    const wrong = givenAda([{ json: {} }]);
    expect(await wrong.client.auth.testLogin({ userName: "bo@example.org" })).toBe(false);
    const changed = givenAda([{ json: { ...ada, email: "bo@example.org" } }, { json: {} }]);
    expect(await changed.client.auth.testLogin()).toBe(false);
    expect(changed.sent()).toEqual(["GET /users/me", "POST /auth/logout"]);
  });

  it("logs in once where the token is refused, and tries again [NDI-161]", async () => {
    const { client, sent } = givenAda(
      [{ status: 401 }, { json: {} }, loginAnswer(adasToken(2)), me],
      { credentials },
    );
    expect(await client.auth.testLogin()).toBe(true);
    expect(sent()).toEqual([
      "GET /users/me",
      "POST /auth/logout",
      "POST /auth/login",
      "GET /users/me",
    ]);
  });

  it("answers no where the login fails too [NDI-161]", async () => {
    const { client } = given([{ status: 401 }], { credentials });
    expect(await client.auth.testLogin()).toBe(false);
  });
});
