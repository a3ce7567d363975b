// OAuth2 on the Rust Auth Service test server: in its source, though not routed.
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

test("the authorisation server describes itself, and has no keys", async () => {
  const { call } = await givenServer();
  const described = await call("GET /.well-known/oauth-authorization-server");
  expect(described.at("token_endpoint")).toBe("https://auth.example.com/oauth2/token");
  expect((await call("GET /.well-known/jwks.json")).body).toEqual({ keys: [] });
});
