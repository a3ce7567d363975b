/** The guide's methods: what they send, and what they answer. */
import { describe, expect, it } from "vitest";
import { empty, guideLogin, ivo, mara, nested, tokens } from "./support/answers.js";
import { given, givenService, givenSignedIn, loginAgain, rejection } from "./support/given.js";

const account = {
  email: "mara.quill@example.org",
  password: "Str0ng&Silent!",
  firstName: "Mara",
  lastName: "Quill",
};
const done = { json: { message: "done" } };

describe("registering", () => {
  it("sends exactly the four fields, and signs in [RA-060, RA-061, RA-155]", async () => {
    const { client, fetch, sent } = given([tokens()]);
    const { user } = await client.register(account);
    expect(sent()).toEqual(["POST /auth/register"]);
    expect(fetch.last.text).toBe(
      '{"email":"mara.quill@example.org","password":"Str0ng&Silent!","first_name":"Mara","last_name":"Quill"}',
    );
    expect(client.isAuthenticated()).toBe(true);
    expect(`Welcome, ${user.fullName}!`).toBe("Welcome, Mara Quill!");
  });

  it("sends metadata where it is given, and never a role [RA-060]", async () => {
    const { client, fetch } = given([tokens()]);
    const metadata = { preferences: {}, locale: "pt" };
    // What an untyped caller may do.
    await client.register({ ...account, metadata, role: "admin" } as typeof account);
    expect(fetch.last.json).toEqual({
      email: account.email,
      password: account.password,
      first_name: "Mara",
      last_name: "Quill",
      metadata,
    });
  });

  it("takes any success: 201 as well as 200 [RA-061]", async () => {
    const { client } = given([{ ...tokens(), status: 201 }]);
    await client.register(account);
    expect(client.getAccessToken()).toBe("access-1");
  });

  it("of an address that somebody has is a 409 [RA-120]", async () => {
    const { client } = given([nested(409, "CONFLICT", "Resource already exists")]);
    const error = await rejection(client.register(account));
    expect(error).toMatchObject({ statusCode: 409, code: "CONFLICT" });
    expect(client.isAuthenticated()).toBe(false);
  });

  it("accepts the guide's test user [RA-155]", async () => {
    const { client } = given([tokens()]);
    const testUser = {
      email: "test@example.com",
      password: "TestPassword123!",
      firstName: "Test",
      lastName: "User",
    };
    await expect(client.register(testUser)).resolves.toHaveProperty("accessToken");
  });
});

describe("logging in", () => {
  it("sends address and password, and later calls go with the token [RA-063, RA-064]", async () => {
    const { client, fetch, sent, bearers } = given([tokens(), { json: mara }]);
    const answer = await client.login(account.email, account.password);
    expect(fetch.last.json).toEqual({ email: account.email, password: account.password });
    expect(answer).toMatchObject({ accessToken: "access-1", expiresIn: 604_800 });
    await client.getCurrentUser();
    expect(sent()).toEqual(["POST /auth/login", "GET /auth/me"]);
    expect(bearers()).toEqual([undefined, "Bearer access-1"]);
  });

  it("with a wrong password is a 401 with the service's sentence [RA-065]", async () => {
    const { client } = given([nested(401, "UNAUTHORIZED", "Authentication required")]);
    const error = await rejection(client.login(account.email, "wrong"));
    expect(error).toMatchObject({ statusCode: 401, message: "Authentication required" });
  });

  it("replaces whoever was signed in [RA-064]", async () => {
    const { client } = given([tokens(), guideLogin]);
    await client.login(account.email, account.password);
    await client.login(ivo.email, "Another#Calm7");
    expect(client.getAccessToken()).toBe("tok-access-2");
  });
});

describe("logging out", () => {
  it("tells the service with the token, without a body, and forgets the tokens [RA-066, RA-068]", async () => {
    const { client, fetch, sent, bearers } = await givenSignedIn();
    await client.logout();
    expect(sent()).toEqual(["POST /auth/logout"]);
    expect(bearers()).toEqual(["Bearer access-1"]);
    expect(fetch.last.text).toBe("");
    expect(client.isAuthenticated()).toBe(false);
    expect(client.getAccessToken()).toBeUndefined();
  });

  it("forgets the tokens before the service has answered [RA-066]", async () => {
    const { client } = await givenSignedIn();
    const leaving = client.logout();
    expect(client.isAuthenticated()).toBe(false);
    await leaving;
  });

  it.each([
    ["500", empty(500)],
    ["401", empty(401)],
    ["no connection", { networkError: "ECONNREFUSED" }],
    ["an answer that is no JSON", { text: "bye" }],
  ])("never fails: %s [RA-067]", async (_what, answer) => {
    const { client } = given({ "POST /api/auth/login": tokens(), "POST /api/auth/logout": answer });
    await client.login(account.email, account.password);
    await expect(client.logout()).resolves.toBeUndefined();
    expect(client.isAuthenticated()).toBe(false);
  });

  it("sends nothing when nobody is signed in [RA-067]", async () => {
    const { client, fetch } = given([]);
    await client.logout();
    expect(fetch.count).toBe(0);
  });

  it("renews a token that is over, so that the service knows who leaves [RA-066]", async () => {
    const { client, clock, sent, bearers } = await givenSignedIn({}, 1_000);
    clock.advance(1_000_000);
    await client.logout();
    expect(sent()).toEqual(["POST /auth/refresh", "POST /auth/logout"]);
    expect(bearers()).toEqual([undefined, "Bearer access-2"]);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("and in again works on the same client [RA-069]", async () => {
    const { client } = await givenSignedIn();
    await client.logout();
    await client.login(account.email, account.password);
    await expect(client.getCurrentUser()).resolves.toMatchObject({ email: mara.email });
  });

  it("does not take along whoever logs in meanwhile [RA-007]", async () => {
    const { client } = await givenSignedIn();
    const leaving = client.logout();
    await client.login(account.email, account.password);
    await leaving;
    expect(client.getAccessToken()).toBe("access-2");
  });
});

describe("the profile", () => {
  it("is asked for with the token [RA-070, RA-071]", async () => {
    const { client, sent } = await givenSignedIn();
    const user = await client.getCurrentUser();
    expect(sent()).toEqual(["GET /auth/me"]);
    expect(user).toMatchObject({
      fullName: "Mara Quill",
      email: "mara.quill@example.org",
      role: "user",
      isVerified: true,
    });
  });

  it.each([
    ["one field", { firstName: "Jane" }, '{"first_name":"Jane"}'],
    [
      "several fields",
      { firstName: "Jane", lastName: "Smith", email: "jane@example.com" },
      '{"first_name":"Jane","last_name":"Smith","email":"jane@example.com"}',
    ],
    ["nothing", {}, "{}"],
    ["an empty text", { lastName: "" }, '{"last_name":""}'],
    [
      "null and undefined",
      { firstName: null, lastName: undefined, email: "j@example.com" },
      '{"email":"j@example.com"}',
    ],
  ])("is changed by %s [RA-072, RA-073, RA-074, RA-075]", async (_what, changes, body) => {
    const { client, fetch, sent } = given([{ json: { ...mara, first_name: "Jane" } }]);
    const user = await client.updateProfile(changes);
    expect(sent()).toEqual(["PUT /auth/profile"]);
    expect(fetch.last.text).toBe(body);
    // The answer is the account itself [RA-076].
    expect(user).toMatchObject({ id: mara.user_id, fullName: "Jane Quill" });
  });

  it("answers the account as it is then [RA-076]", async () => {
    const { client } = given([{ json: { ...mara, email: "marian@example.org" } }]);
    const user = await client.updateProfile({ email: "marian@example.org" });
    expect(user.email).toBe("marian@example.org");
  });

  it("never changes role or activity [RA-072]", async () => {
    const { client, fetch } = given([{ json: mara }]);
    // What an untyped caller may do.
    await client.updateProfile({ role: "admin", is_active: true } as object);
    expect(fetch.last.text).toBe("{}");
  });

  it("of an account that is not active is a 403: nobody is signed out, nothing is renewed [RA-070]", async () => {
    const { client, fetch } = given([tokens(), empty(403)]);
    await client.login(account.email, account.password);
    const error = await rejection(client.getCurrentUser());
    expect(error).toMatchObject({ statusCode: 403, message: "HTTP 403: Forbidden" });
    expect(client.isAuthenticated()).toBe(true);
    expect(fetch.count).toBe(2);
  });
});

describe("passwords and addresses", () => {
  it("changePassword sends both passwords with the token [RA-080]", async () => {
    const { client, fetch, sent, bearers } = given([tokens(), done]);
    await client.login(account.email, account.password);
    await expect(client.changePassword("Str0ng&Silent!", "Another#Calm7")).resolves.toBeUndefined();
    expect(sent()[1]).toBe("POST /auth/change-password");
    expect(fetch.last.json).toEqual({
      current_password: "Str0ng&Silent!",
      new_password: "Another#Calm7",
    });
    expect(bearers()[1]).toBe("Bearer access-1");
  });

  it("changePassword is a 404 where the service has no such route; nobody is signed out [RA-081]", async () => {
    const { client } = given([tokens(), empty(404)]);
    await client.login(account.email, account.password);
    const error = await rejection(client.changePassword("Str0ng&Silent!", "Another#Calm7"));
    expect(error).toMatchObject({ statusCode: 404, message: "HTTP 404: Not Found" });
    expect(client.isAuthenticated()).toBe(true);
  });

  it("a 401 of changePassword is taken for a token that is over [RA-080, RA-125]", async () => {
    const wrong = nested(401, "UNAUTHORIZED", "Wrong password");
    const { client, sent } = given([tokens(1), wrong, tokens(2), wrong]);
    await client.login(account.email, account.password);
    const error = await rejection(client.changePassword("wrong", "Another#Calm7"));
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401, code: "UNAUTHORIZED" });
    expect(sent()).toHaveLength(4);
    expect(client.isAuthenticated()).toBe(false);
  });

  it.each([
    ["forgotPassword", "/auth/forgot-password", { email: "a@b.example" }],
    ["resetPassword", "/auth/reset-password", { token: "t-1", new_password: "Another#Calm7" }],
    ["verifyEmail", "/auth/verify", { token: "t-1" }],
  ] as const)(
    "%s goes without the token that is held [RA-082, RA-083, RA-084, RA-032]",
    async (name, path, body) => {
      const { client, fetch, sent, bearers } = given([tokens(), done]);
      await client.login(account.email, account.password);
      const [first, second] = Object.values(body);
      if (first === undefined) throw new Error("nothing to send");
      const calls = {
        forgotPassword: () => client.forgotPassword(first),
        resetPassword: () => client.resetPassword(first, second ?? ""),
        verifyEmail: () => client.verifyEmail(first),
      };
      await expect(calls[name]()).resolves.toBeUndefined();
      expect(sent()[1]).toBe(`POST ${path}`);
      expect(fetch.last.json).toEqual(body);
      expect(bearers()[1]).toBeUndefined();
    },
  );

  it.each([
    ["nothing", { status: 200, text: "" }],
    ["204", empty(204)],
    ["text", { text: "fine" }],
    ["broken JSON", { text: "{", headers: { "content-type": "application/json" } }],
  ])("any success will do where nothing is answered: %s [RA-085]", async (_what, answer) => {
    const { client } = given(Array(4).fill(answer));
    await expect(client.changePassword("Str0ng&Silent!", "Another#Calm7")).resolves.toBeUndefined();
    await expect(client.forgotPassword("a@b.example")).resolves.toBeUndefined();
    await expect(client.resetPassword("t-1", "Another#Calm7")).resolves.toBeUndefined();
    await expect(client.verifyEmail("t-1")).resolves.toBeUndefined();
  });

  it("resetting works without a login, and leaves a login alone [RA-086]", async () => {
    const { client } = given([done, tokens(), done]);
    await client.resetPassword("t-1", "Another#Calm7");
    expect(client.isAuthenticated()).toBe(false);
    await client.login(account.email, account.password);
    await client.resetPassword("t-2", "Another#Calm8");
    expect(client.getAccessToken()).toBe("access-1");
  });
});

describe("health", () => {
  it("is answered as it comes, without a token [RA-093, RA-094, RA-032]", async () => {
    const health = { status: "degraded", version: "1.0.0", extra: [1] };
    const { client, sent, bearers } = given([tokens(), { json: health }]);
    await client.login(account.email, account.password);
    expect(await client.healthCheck()).toEqual(health);
    expect(sent()[1]).toBe("GET /health");
    expect(bearers()[1]).toBeUndefined();
  });

  it("knows states that the document does not [RA-094]", async () => {
    const { client } = given([{ json: { status: "healthy" } }]);
    const { status } = await client.healthCheck();
    expect(status).toBe("healthy");
  });
});

describe("the rest of the system", () => {
  it.each([
    ["ready", "/ready", { json: { status: "ready" } }],
    ["live", "/live", { json: { status: "alive" } }],
    ["stats", "/stats", { json: { server: {} } }],
    ["metrics", "/metrics", { text: "uptime_seconds_total 1\n" }],
  ] as const)("system.%s() asks %s without a token [RA-200]", async (name, path, answer) => {
    const { client, sent, bearers } = given([tokens(), answer]);
    await client.login(account.email, account.password);
    expect(await client.system[name]()).toEqual("text" in answer ? answer.text : answer.json);
    expect(sent()[1]).toBe(`GET ${path}`);
    expect(bearers()[1]).toBeUndefined();
  });
});

it("the quick start runs on one client in this order [RA-132, RA-001]", async () => {
  const all = given([tokens(), tokens(2), { json: mara }, { json: mara }, done, done]);
  const { client, sent } = all;
  await client.register(account);
  await client.login(account.email, account.password);
  await client.getCurrentUser();
  await client.updateProfile({ firstName: "Jane" });
  await client.changePassword(account.password, "Another#Calm7");
  await client.logout();
  expect(sent()).toEqual([
    "POST /auth/register",
    "POST /auth/login",
    "GET /auth/me",
    "PUT /auth/profile",
    "POST /auth/change-password",
    "POST /auth/logout",
  ]);
});

it("a guard asks nobody who is not signed in [RA-214]", async () => {
  const { client, sent } = givenService();
  const greet = async () =>
    client.isAuthenticated() ? (await client.getCurrentUser()).fullName : "Please log in first";
  expect(await greet()).toBe("Please log in first");
  expect(sent()).toEqual([]);
  await client.login(account.email, account.password);
  expect(await greet()).toBe("Mara Quill");
});
