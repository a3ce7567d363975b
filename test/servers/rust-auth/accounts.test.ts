// Accounts on the Rust Auth Service test server: what clients rely on.
import { describe, expect, test } from "vitest";
import { createCaller } from "../support/caller.js";
import { givenServer, login, registration, signedIn } from "./caller.js";
import { readJwt } from "./jwt.js";

const email = "mara.quill@example.org";
const hourMs = 3_600_000;

describe("registration", () => {
  test("signs in, with a token pair whose two halves differ in their life only", async () => {
    const { server, call, clock } = await givenServer({ accessTokenSeconds: 1000 });
    const reply = await call("POST /auth/register", { body: registration("Mara@Example.org") });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      user: {
        user_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email: "mara@example.org",
        first_name: "Mara",
        last_name: "Quill",
        role: "user",
        is_active: true,
        email_verified: false,
        last_login: null,
        created_at: "2026-01-05T08:00:00.000204517Z",
        updated_at: "2026-01-05T08:00:00.000204517Z",
      },
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 1000,
    });
    const { jwtSecret } = server.state.settings;
    const [access, refresh] = ["access_token", "refresh_token"].map((name) =>
      readJwt(String(reply.at(name)), jwtSecret, clock.ms),
    );
    expect(access).toMatchObject({ iat: clock.ms / 1000, role: "user", token_type: "access" });
    expect(access).toMatchObject({ exp: clock.ms / 1000 + 1000 });
    expect(refresh).toMatchObject({ exp: clock.ms / 1000 + 7000, token_type: "access" });
    expect(refresh?.jti).not.toBe(access?.jti);
    const me = await createCaller(server.url, String(reply.at("access_token")))("GET /auth/me");
    expect(me.body).toEqual(reply.at("user"));
  });

  test("refuses fields by name, weak passwords by rule, and an address that is taken", async () => {
    const { server, call } = await givenServer({ passwordPolicy: "strict" });
    const attempt = async (changes: object) => {
      const reply = await call("POST /auth/register", { body: { ...registration(), ...changes } });
      return [reply.status, reply.at("error", "code"), reply.at("error", "message")];
    };
    expect(await attempt({ email: "mara@", first_name: "M", last_name: "Q".repeat(51) })).toEqual([
      400,
      "VALIDATION_ERROR",
      "email: Invalid email format; first_name: First name must be between 2 and 50 characters; last_name: Last name must be between 2 and 50 characters",
    ]);
    expect(await attempt({ password: "Sh0rt!" })).toEqual([
      400,
      "VALIDATION_ERROR",
      "password: Password must be at least 8 characters",
    ]);
    expect((await attempt({ password: "password" }))[2]).toBe(
      "Password must contain at least one uppercase letter; Password must contain at least one digit; Password must contain at least one special character; Password contains common weak patterns",
    );
    expect((await attempt({ password: "TestPassword123!" }))[2]).toBe(
      "Password contains common weak patterns",
    );
    expect((await attempt({ password: `Str0ng&${"x".repeat(130)}` }))[2]).toBe(
      "Password must not exceed 128 characters",
    );
    expect(server.state.users.size).toBe(0);
    expect((await attempt({}))[0]).toBe(200);
    expect(await attempt({ email: email.toUpperCase() })).toEqual([
      409,
      "CONFLICT",
      "Resource already exists",
    ]);
  });

  test("honours any role, and takes metadata only with preferences", async () => {
    const { server, call } = await givenServer();
    const body = { ...registration(), role: "admin", metadata: { preferences: { dark: true } } };
    expect((await call("POST /auth/register", { body })).at("user", "role")).toBe("admin");
    expect(server.state.user(email).metadata).toMatchObject({ preferences: { dark: true } });
    const incomplete = { ...registration("b@example.org"), metadata: { locale: "en" } };
    const refused = await call("POST /auth/register", { body: incomplete });
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining("missing field `preferences`"),
    ]);
  });
});

describe("login", () => {
  test("is refused alike for a wrong password, an unknown and an inactive account", async () => {
    const { server } = await givenServer();
    server.state.addUser({ email });
    const refusals = [await login(server, email, "wrong"), await login(server, "no@example.org")];
    server.state.user(email).isActive = false;
    refusals.push(await login(server, email));
    for (const { status, body } of refusals)
      expect([status, body]).toEqual([
        401,
        {
          error: {
            code: "UNAUTHORIZED",
            message: "Authentication required",
            request_id: expect.any(String),
          },
          timestamp: "2026-01-05T08:00:00.000204517+00:00",
        },
      ]);
    const incomplete = await login(server, "no address", "");
    expect(incomplete.at("error", "message")).toBe(
      "email: Invalid email format; password: Password is required",
    );
  });

  test("locks the account after five wrong passwords, for a day", async () => {
    const { server, clock } = await givenServer();
    server.state.addUser({ email });
    const statuses: number[] = [];
    const attempt = async (password?: string) =>
      void statuses.push((await login(server, email, password)).status);
    for (let n = 0; n < 5; n += 1) await attempt("wrong");
    await attempt();
    expect(statuses.splice(0)).toEqual([401, 401, 401, 401, 401, 423]);
    clock.ms += 24 * hourMs - 1;
    await attempt();
    expect(statuses.splice(0)).toEqual([423]);
    clock.ms += 1;
    await attempt("wrong");
    await attempt();
    clock.ms += 24 * hourMs;
    await attempt();
    await attempt("wrong");
    await attempt();
    expect(statuses).toEqual([401, 423, 200, 401, 200]);
  });

  test("needs a verified address only where the operator wants it", async () => {
    const { server, call } = await givenServer({ requireVerification: true });
    const registered = await call("POST /auth/register", { body: registration() });
    expect((await login(server, email)).status).toBe(401);
    const early = createCaller(server.url, String(registered.at("access_token")));
    expect((await early("GET /auth/me")).status).toBe(200);
    const body = { token: server.state.mailbox.tokenFor(email, "verification") };
    expect((await call("POST /auth/verify", { body })).status).toBe(200);
    expect((await login(server, email)).at("user", "email_verified")).toBe(true);
  });

  test("is counted in the profile", async () => {
    const { server, clock } = await givenServer();
    const call = await signedIn(server, { email });
    clock.ms += 1000;
    await login(server, email, "wrong");
    expect((await call("GET /auth/me")).body).toMatchObject({
      last_login: "2026-01-05T08:00:00.000204517Z",
      updated_at: "2026-01-05T08:00:01.000204517Z",
    });
  });
});

describe("mailed tokens", () => {
  test("verify an address once, within a day", async () => {
    const { server, call, clock } = await givenServer();
    await call("POST /auth/register", { body: registration() });
    await call("POST /auth/register", { body: registration("b@example.org") });
    const token = server.state.mailbox.tokenFor(email, "verification");
    expect(server.state.mailbox.mails[0]).toEqual({
      purpose: "verification",
      to: email,
      token,
      link: `https://yourapp.com/verify?token=${token}`,
    });
    const verify = (value: string) => call("POST /auth/verify", { body: { token: value } });
    expect((await verify(token)).body).toEqual({
      message: "Email verified successfully",
      user: { user_id: server.state.user(email).userId, email, email_verified: true },
    });
    for (const wrong of [token, "", "unknown"]) {
      const refused = await verify(wrong);
      expect([refused.status, refused.text]).toEqual([400, ""]);
    }
    clock.ms += 24 * hourMs + 1;
    const late = server.state.mailbox.tokenFor("b@example.org", "verification");
    expect((await verify(late)).status).toBe(400);
  });

  test("reset a password once, within two hours, and the newest one only", async () => {
    const { server, call, clock } = await givenServer();
    server.state.addUser({ email });
    const forgot = async (address: string) =>
      (await call("POST /auth/forgot-password", { body: { email: address } })).text;
    clock.ms += 1000;
    expect(await forgot(email)).toBe(await forgot("nobody@example.org"));
    expect(server.state.user(email).updatedAt).toBe(clock.ms);
    expect((await call("POST /auth/forgot-password", { body: { email: "x" } })).status).toBe(400);
    const former = server.state.mailbox.tokenFor(email, "reset");
    await forgot(email);
    const token = server.state.mailbox.tokenFor(email, "reset");
    const reset = async (value: string, new_password = "calm and quiet") =>
      (await call("POST /auth/reset-password", { body: { token: value, new_password } })).status;
    expect(await reset(former)).toBe(400);
    expect(await reset(token, "seven77")).toBe(400);
    expect(await reset(token)).toBe(200);
    expect(await reset(token)).toBe(400);
    expect((await login(server, email)).status).toBe(401);
    expect((await login(server, email, "calm and quiet")).status).toBe(200);
    await forgot(email);
    clock.ms += 2 * hourMs + 1;
    expect(await reset(server.state.mailbox.tokenFor(email, "reset"))).toBe(400);
  });
});

describe("the own profile", () => {
  test("changes in part or not at all, and never to an address that somebody has", async () => {
    const { server } = await givenServer();
    server.state.addUser({ email: "ivo@example.org" });
    const call = await signedIn(server, { email });
    const update = (body: object) => call("PUT /auth/profile", { body });
    expect((await update({ first_name: "Marian" })).body).toMatchObject({
      first_name: "Marian",
      last_name: "Quill",
    });
    expect((await update({})).status).toBe(200);
    for (const taken of ["ivo@example.org", "IVO@example.org", email.toUpperCase()]) {
      const refused = await update({ email: taken });
      expect([refused.status, refused.text]).toEqual([409, ""]);
    }
    expect((await update({ email })).status).toBe(200);
    expect((await update({ first_name: "M" })).status).toBe(400);
    expect((await update({ email: "not an address" })).status).toBe(400);
    expect((await update({ role: "boss" })).text).toContain("unknown variant `boss`");
    expect((await update({ email: "New@Example.org", role: "moderator" })).body).toMatchObject({
      email: "new@example.org",
      role: "moderator",
      email_verified: true,
    });
  });

  test("is stale for five minutes after others changed it", async () => {
    const { server, clock } = await givenServer();
    const call = await signedIn(server, { email, emailVerified: false });
    const isVerified = async () => (await call("GET /auth/me")).at("email_verified");
    expect(await isVerified()).toBe(false);
    server.state.user(email).emailVerified = true;
    clock.ms += 299_999;
    expect(await isVerified()).toBe(false);
    clock.ms += 1;
    expect(await isVerified()).toBe(true);
    server.state.user(email).emailVerified = false;
    expect(await isVerified()).toBe(true);
    await call("PUT /auth/profile", { body: {} });
    expect(await isVerified()).toBe(false);
  });

  test("is fresh after a logout", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email, emailVerified: false });
    await call("GET /auth/me");
    server.state.user(email).emailVerified = true;
    await call("POST /auth/logout");
    const token = String((await login(server, email)).at("access_token"));
    const again = await createCaller(server.url, token)("GET /auth/me");
    expect(again.at("email_verified")).toBe(true);
  });
});

describe("a change of the password", () => {
  const change = "POST /auth/change-password";
  const current_password = "first password";

  test("wants the current one, and says 400 rather than 401 when it is wrong", async () => {
    const { server } = await givenServer();
    server.state.addUser({ email, password: current_password });
    const token = String((await login(server, email, current_password)).at("access_token"));
    const call = createCaller(server.url, token);
    const attempt = (body: object) => call(change, { body });
    const wrong = await attempt({ current_password: "wrong", new_password: "second password" });
    expect([wrong.status, wrong.at("error", "code")]).toEqual([400, "VALIDATION_ERROR"]);
    expect((await attempt({ current_password, new_password: "short" })).status).toBe(400);
    const changed = await attempt({ current_password, new_password: "second password" });
    expect(changed.body).toEqual({ message: "Password changed successfully" });
    expect((await login(server, email, current_password)).status).toBe(401);
    expect((await login(server, email, "second password")).status).toBe(200);
    expect((await call("GET /auth/me")).status).toBe(200);
  });

  test("does not exist on the real server", async () => {
    const { server } = await givenServer({ changePasswordRoute: false });
    const call = await signedIn(server, { email });
    const missing = await call(change, { body: {} });
    expect([missing.status, missing.text]).toEqual([404, ""]);
  });
});
