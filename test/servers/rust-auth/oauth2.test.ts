// OAuth2 and the second factor on the Rust Auth Service test server: in its source, though not routed.
import { describe, expect, test } from "vitest";
import type { Caller } from "../support/caller.js";
import { givenServer, signedIn } from "./caller.js";
import { isPkceMatch, pkceChallenge } from "./oauth2/pkce.js";
import { unroutedRoutes } from "./routes/index.js";

const email = "mara.quill@example.org";
const client_id = "client_web";
const client_secret = "web-secret-0123456789";
const redirect_uri = "https://reader.example.org/callback";
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const queryFor = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString();

const wish = {
  response_type: "code",
  client_id,
  redirect_uri,
  code_challenge,
  code_challenge_method: "S256",
};

test("is there as a whole or not at all", async () => {
  const { call } = await givenServer({ unroutedGroups: false });
  expect(unroutedRoutes).toHaveLength(25);
  for (const { method, path } of unroutedRoutes)
    expect([path, (await call(`${method} ${path}`)).status]).toEqual([path, 404]);
});

describe("PKCE", () => {
  test("agrees with the published vectors", () => {
    const second = "toolkit-vector.verifier_0123456789~abcdefghijklmnop";
    expect(pkceChallenge(verifier)).toBe(code_challenge);
    expect(pkceChallenge(second)).toBe("5g5LhDA8Z-pDArmO1R9icu0qi-XCgkrnLEMZ8RUkaME");
    expect(isPkceMatch(verifier, code_challenge, "S256")).toBe(true);
    expect(isPkceMatch(verifier, verifier)).toBe(true);
    expect(isPkceMatch(second, code_challenge, "S256")).toBe(false);
    expect(isPkceMatch("short", pkceChallenge("short"), "S256")).toBe(false);
  });
});

describe("authorisation", () => {
  test("redirects a signed-in user with a code and the state", async () => {
    const { server, call } = await givenServer();
    const query = queryFor({ ...wish, state: "a b" });
    const anonymous = await call(`GET /oauth2/authorize?${query}`);
    expect([anonymous.status, anonymous.body]).toEqual([
      401,
      {
        success: false,
        data: null,
        message: "User must be authenticated for authorization",
      },
    ]);
    const bearer = await signedIn(server, { email });
    const redirected = await bearer(`GET /oauth2/authorize?${query}`);
    expect([redirected.status, redirected.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(
        /^https:\/\/reader\.example\.org\/callback\?code=[\w-]{36}&state=a%20b$/,
      ),
    ]);
  });

  test("refuses unknown clients, other addresses, and requests without a challenge", async () => {
    const { server } = await givenServer();
    const bearer = await signedIn(server, { email });
    const attempt = async (changes: Record<string, string>) => {
      const { status, at } = await bearer(
        `GET /oauth2/authorize?${queryFor({ ...wish, ...changes })}`,
      );
      return [status, at("message")];
    };
    expect(await attempt({ client_id: "nobody" })).toEqual([400, "Invalid client_id"]);
    expect(await attempt({ redirect_uri: "https://evil.example/" })).toEqual([
      400,
      "Invalid redirect_uri",
    ]);
    const { code_challenge: _, ...unproven } = wish;
    const refused = await bearer(`GET /oauth2/authorize?${queryFor(unproven)}`);
    expect(refused.at("message")).toBe("PKCE required for this client");
    expect((await bearer("GET /oauth2/authorize")).text).toBe(
      "Failed to deserialize query string: missing field `response_type`",
    );
  });

  test("can be denied in the form", async () => {
    const { server } = await givenServer();
    const bearer = await signedIn(server, { email });
    const form = { ...wish, action: "deny", state: "s" };
    const denied = await bearer("POST /oauth2/authorize", { form });
    expect(denied.headers.get("location")).toBe(
      `${redirect_uri}?error=access_denied&error_description=User%20denied%20access&state=s`,
    );
    const approved = await bearer("POST /oauth2/authorize", { form: { ...form, action: "ok" } });
    expect(approved.headers.get("location")).toContain("?code=");
    expect((await bearer("POST /oauth2/authorize", { body: {} })).status).toBe(415);
  });
});

async function codeFor(bearer: Caller, scope = "read write nonsense"): Promise<string> {
  const query = queryFor({ ...wish, scope });
  const { headers } = await bearer(`GET /oauth2/authorize?${query}`);
  return new URL(headers.get("location") ?? "").searchParams.get("code") ?? "";
}

describe("tokens", () => {
  const proof = { client_id, client_secret, redirect_uri, code_verifier: verifier };
  const code = (value: string) => ({ grant_type: "authorization_code", code: value, ...proof });

  test("are traded for a code once, rotate, and can be looked into and revoked", async () => {
    const { server, call } = await givenServer();
    const bearer = await signedIn(server, { email });
    const trade = (form: Record<string, string>) => call("POST /oauth2/token", { form });
    const inspect = async (token: unknown) =>
      (await call("POST /oauth2/introspect", { form: { token: String(token) } })).body;
    const authorized = await codeFor(bearer);
    const first = await trade(code(authorized));
    expect(first.body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: expect.any(String),
      scope: "read write",
      id_token: null,
    });
    expect((await trade(code(authorized))).at("error_description")).toBe(
      "Authorization code already used",
    );
    expect(await inspect(first.at("access_token"))).toMatchObject({
      active: true,
      client_id,
      username: email,
      scope: "read write",
      token_type: "Bearer",
    });
    const refresh = { grant_type: "refresh_token", client_id, client_secret, scope: "read" };
    const renewed = { ...refresh, refresh_token: String(first.at("refresh_token")) };
    const second = await trade(renewed);
    expect(second.at("scope")).toBe("read");
    expect(await inspect(first.at("access_token"))).toMatchObject({ active: false, scope: null });
    expect((await trade(renewed)).at("error_description")).toBe("Refresh token already used");
    const wider = { ...renewed, refresh_token: String(second.at("refresh_token")), scope: "write" };
    expect((await trade(wider)).at("error_description")).toContain("write");

    const token = String(second.at("access_token"));
    const revoked = await call("POST /oauth2/revoke", { form: { token, token_type_hint: "x" } });
    expect([revoked.status, revoked.text]).toEqual([200, ""]);
    expect(await inspect(token)).toMatchObject({ active: false });
    expect((await call("POST /oauth2/revoke", { form: { token: "unknown" } })).status).toBe(200);
  });

  test("are refused with status 200 and always the same code", async () => {
    const { server, call, clock } = await givenServer();
    const bearer = await signedIn(server, { email });
    const problem = async (form: Record<string, string>) => {
      const { status, body, at } = await call("POST /oauth2/token", { form });
      expect([status, body]).toMatchObject([
        200,
        { error: "invalid_request", error_uri: null, state: null },
      ]);
      return at("error_description");
    };
    const good = code(await codeFor(bearer));
    expect(await problem({ ...good, client_secret: "wrong" })).toBe("Invalid client credentials");
    expect(await problem({ ...good, code_verifier: "x".repeat(43) })).toBe(
      "PKCE verification failed",
    );
    expect(await problem({ ...good, client_id: "client_native" })).toBe("Client ID mismatch");
    expect(await problem({ ...good, redirect_uri: "https://x.example/" })).toBe(
      "Redirect URI mismatch",
    );
    expect(await problem({ grant_type: "password" })).toBe("Unsupported grant type: password");
    expect(await problem({ grant_type: "authorization_code" })).toBe("Missing authorization code");
    clock.ms += 600_001;
    expect(await problem(good)).toBe("Authorization code expired");
    expect((await call("POST /oauth2/token", { form: {} })).text).toBe(
      "Failed to deserialize form body: missing field `grant_type`",
    );
    const missing = await call("POST /oauth2/introspect", { form: { hint: "x" } });
    expect(missing.at("error_description")).toBe("Missing token parameter");
  });

  test("of a client of its own have no refresh token", async () => {
    const { call } = await givenServer();
    const form = { grant_type: "client_credentials", client_id, client_secret };
    const granted = await call("POST /oauth2/token", { form });
    expect(granted.body).toMatchObject({ refresh_token: null, scope: "read" });
    const token = String(granted.at("access_token"));
    expect((await call("POST /oauth2/introspect", { form: { token } })).body).toMatchObject({
      active: true,
      sub: null,
      username: null,
    });
  });
});

describe("devices", () => {
  test("get a code that a user confirms", async () => {
    const { server, call } = await givenServer();
    const bearer = await signedIn(server, { email });
    const started = await call("POST /oauth2/device/authorize", { form: { client_id } });
    const user_code = String(started.at("user_code"));
    expect(user_code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    expect(started.body).toMatchObject({
      verification_uri_complete: `https://auth.example.com/device?user_code=${user_code}`,
      expires_in: 600,
      interval: 5,
    });
    expect((await call(`GET /oauth2/device/verify?user_code=${user_code}`)).text).toContain(
      user_code,
    );
    const verify = (caller: Caller, code: string) =>
      caller("POST /oauth2/device/verify", { form: { user_code: code } });
    expect((await verify(call, user_code)).status).toBe(401);
    expect((await verify(bearer, user_code)).text).toContain("Authorized");
    expect((await verify(bearer, "WRONG234")).text).toContain("Failed");
    const unknown = await call("POST /oauth2/device/authorize", { form: { client_id: "x" } });
    expect(unknown.at("error_description")).toBe("Invalid client");
  });
});

describe("clients", () => {
  const body = {
    client_name: "Notes",
    redirect_uris: ["https://notes.example/cb"],
    grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"],
    scope: "read write",
  };

  test("are registered, listed, changed and deleted", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email });
    const registered = await call("POST /oauth2/clients", { body });
    expect(registered.body).toMatchObject({
      client_id: expect.stringMatching(/^client_[0-9a-f]{32}$/),
      client_secret: expect.stringMatching(/^.{32}$/),
      client_id_issued_at: Date.parse("2026-01-05T08:00:00Z") / 1000,
      grant_types: body.grant_types,
      application_type: "web",
      token_endpoint_auth_method: "client_secret_basic",
    });
    const one = `/oauth2/clients/${registered.at("client_id")}`;
    const shown = await call(`GET ${one}`);
    expect(shown.at("data")).toMatchObject({
      name: "Notes",
      allowed_grant_types: ["authorization_code", "device_code"],
    });
    const namesOf = async (query: string) =>
      ((await call(`GET /oauth2/clients?${query}`)).at("data") as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await namesOf("name=NOTE")).toEqual(["Notes"]);
    expect(await namesOf("offset=1&limit=1")).toEqual(["Reader App"]);
    expect(await namesOf("grant_type=implicit&active=true")).toEqual(["Reader Web", "Reader App"]);
    const changes = { client_name: "Notebook", is_active: false };
    expect((await call(`PUT ${one}`, { body: changes })).at("data")).toMatchObject({
      name: "Notebook",
      is_active: false,
    });
    expect(await namesOf("active=false")).toEqual(["Notebook"]);
    expect((await call(`DELETE ${one}`)).body).toEqual({
      success: true,
      data: true,
      message: null,
    });
    for (const method of ["GET", "DELETE"])
      expect((await call(`${method} ${one}`)).body).toMatchObject({ message: "Client not found" });
    expect((await call("GET /oauth2/clients?active=yes")).status).toBe(400);
  });

  test("are refused with addresses or grant types that are wrong", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email });
    const messageOf = async (changes: object) => {
      const refused = await call("POST /oauth2/clients", { body: { ...body, ...changes } });
      expect([refused.status, refused.at("success")]).toEqual([400, false]);
      return refused.at("message");
    };
    expect(await messageOf({ redirect_uris: ["http://plain.example/"] })).toContain(
      "plain.example",
    );
    expect(await messageOf({ redirect_uris: [] })).toContain("redirect URIs");
    expect(await messageOf({ grant_types: ["magic"] })).toContain("magic");
    expect(await messageOf({ client_name: "" })).toContain("name");
    const native = { ...body, application_type: "native" };
    expect((await call("POST /oauth2/clients", { body: native })).at("client_secret")).toBeNull();
  });
});

test("the authorisation server describes itself, and has no keys", async () => {
  const { call } = await givenServer();
  const described = await call("GET /.well-known/oauth-authorization-server");
  expect(described.at("token_endpoint")).toBe("https://auth.example.com/oauth2/token");
  expect((await call("GET /.well-known/jwks.json")).body).toEqual({ keys: [] });
});

describe("a second factor", () => {
  test("is set up, verified with any six digits, made primary and removed", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email });
    const setUp = async (mfa_type: string, config?: object) =>
      call("POST /mfa/methods", { body: { mfa_type, name: mfa_type, config } });
    expect((await call("GET /mfa/status")).at("data")).toMatchObject({ mfa_enabled: false });
    const totp = await setUp("totp");
    expect(totp.at("data", "setup_data", "qr_code")).toContain(
      `otpauth://totp/AuthService:${email}`,
    );
    expect(totp.at("data", "backup_codes")).toHaveLength(8);
    const refused = await setUp("sms");
    expect([refused.status, refused.at("error", "message")]).toEqual([
      400,
      "Phone number required for SMS MFA",
    ]);
    const sms = await setUp("sms", { phone_number: "+15550100" });
    expect((await setUp("webauthn")).status).toBe(422);

    const verify = async (method_id: unknown, code: string) =>
      (await call(`POST /mfa/methods/${method_id}/verify`, { body: { method_id, code } })).status;
    const [first, second] = [totp.at("data", "method_id"), sms.at("data", "method_id")];
    expect(await verify(first, "12345")).toBe(401);
    expect((await call("GET /mfa/methods")).at("data")).toEqual([]);
    expect(await verify(first, "123456")).toBe(200);
    expect(await verify(second, "123456")).toBe(200);
    const primaries = async () =>
      ((await call("GET /mfa/methods")).at("data") as { is_primary: boolean }[]).map(
        ({ is_primary }) => is_primary,
      );
    expect(await primaries()).toEqual([true, false]);
    await call(`PUT /mfa/methods/${second}/primary`);
    expect(await primaries()).toEqual([false, true]);
    const challenge = await call("POST /mfa/challenge", { body: {} });
    expect(challenge.at("data")).toMatchObject({
      mfa_type: "sms",
      expires_at: "2026-01-05T08:05:00.000204517Z",
    });
    await call(`DELETE /mfa/methods/${second}`);
    expect(await primaries()).toEqual([false]);
    const disable = { body: { method_id: first, code: "654321" } };
    expect((await call("POST /mfa/disable", disable)).at("data", "disabled")).toBe(true);
    expect(await primaries()).toEqual([]);
  });
});
