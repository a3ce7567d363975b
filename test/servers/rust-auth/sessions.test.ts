// Tokens of the Rust Auth Service test server: how they are signed, who may use them, when they end.
import { describe, expect, test } from "vitest";
import { createCaller } from "../support/caller.js";
import { givenServer, login, signedIn } from "./caller.js";
import { readJwt, signJwt } from "./jwt.js";

const email = "mara.quill@example.org";

describe("tokens", () => {
  const mara = { sub: "3f0b8f6e-1f7b-4c55-9a39-0d6a5b1f2c01", email: "mara@example.org" };
  const vectors = [
    {
      secret: "vector-secret-one-0123456789abcdef",
      claims: {
        ...mara,
        role: "user",
        exp: 1_768_003_200,
        iat: 1_767_398_400,
        jti: "7c2f4d8a-52f7-4f0e-8f4e-3a1f0b9d6e11",
        token_type: "access",
      },
      token:
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIzZjBiOGY2ZS0xZjdiLTRjNTUtOWEzOS0wZDZhNWIxZjJjMDEiLCJlbWFpbCI6Im1hcmFAZXhhbXBsZS5vcmciLCJyb2xlIjoidXNlciIsImV4cCI6MTc2ODAwMzIwMCwiaWF0IjoxNzY3Mzk4NDAwLCJqdGkiOiI3YzJmNGQ4YS01MmY3LTRmMGUtOGY0ZS0zYTFmMGI5ZDZlMTEiLCJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.thCVzO-PSj8-XHppEBN852q4zt9y6cdL10XGAOZ9CaI",
    },
    {
      secret: "vector-secret-two-fedcba9876543210",
      claims: {
        ...mara,
        role: "admin",
        exp: 1_771_632_000,
        iat: 1_767_398_400,
        jti: "0a9e1b7c-3d52-4c1a-bb62-5b8d7c2e4f22",
        token_type: "access",
      },
      token:
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIzZjBiOGY2ZS0xZjdiLTRjNTUtOWEzOS0wZDZhNWIxZjJjMDEiLCJlbWFpbCI6Im1hcmFAZXhhbXBsZS5vcmciLCJyb2xlIjoiYWRtaW4iLCJleHAiOjE3NzE2MzIwMDAsImlhdCI6MTc2NzM5ODQwMCwianRpIjoiMGE5ZTFiN2MtM2Q1Mi00YzFhLWJiNjItNWI4ZDdjMmU0ZjIyIiwidG9rZW5fdHlwZSI6ImFjY2VzcyJ9.eS-7EXepiTlTx0xRYJhDRIdOM-NcbGwV5uDz7QvYOfk",
    },
  ] as const;

  test.each(vectors)("are signed as the published vector of the $claims.role says", (vector) => {
    expect(signJwt(vector.claims, vector.secret)).toBe(vector.token);
  });

  test("are read back until a minute after they expire, and only with their secret", () => {
    const [{ claims, secret, token }] = vectors;
    const expiryMs = claims.exp * 1000;
    expect(readJwt(token, secret, expiryMs + 60_000)).toEqual(claims);
    expect(readJwt(token, secret, expiryMs + 61_000)).toBeUndefined();
    expect(readJwt(token, "another secret", 0)).toBeUndefined();
    expect(readJwt(`${token}x`, secret, 0)).toBeUndefined();
    expect(readJwt("no token", secret, 0)).toBeUndefined();
  });
});

describe("a bearer", () => {
  test("is refused with an empty 401 in every wrong form", async () => {
    const { server, call, clock } = await givenServer({ accessTokenSeconds: 100 });
    server.state.addUser({ email });
    const token = String((await login(server, email)).at("access_token"));
    const statusWith = async (authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      const reply = await call("GET /auth/me", { headers });
      expect([reply.text === "" || reply.status === 200, reply.status]).toEqual([
        true,
        reply.status,
      ]);
      return reply.status;
    };
    expect(await statusWith(`Bearer ${token}`)).toBe(200);
    for (const wrong of [undefined, token, `bearer ${token}`, `Basic ${token}`, "Bearer x.y.z"])
      expect(await statusWith(wrong)).toBe(401);
    clock.ms += 160_000;
    expect(await statusWith(`Bearer ${token}`)).toBe(200);
    clock.ms += 1000;
    expect(await statusWith(`Bearer ${token}`)).toBe(401);
  });

  test("gets 401 when the user is gone, 403 when inactive, and 401 without a database", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email });
    const user = server.state.user(email);
    const status = async () => (await call("GET /auth/me")).status;
    user.isActive = false;
    expect(await status()).toBe(403);
    user.isActive = true;
    server.state.health.database = false;
    expect(await status()).toBe(401);
    server.state.health.database = true;
    expect(await status()).toBe(200);
    server.state.users.delete(user.userId);
    expect(await status()).toBe(401);
  });
});

describe("refresh and logout", () => {
  test("give a new pair each time, from any token that is still good", async () => {
    const { server, call, clock } = await givenServer({ accessTokenSeconds: 100 });
    server.state.addUser({ email });
    const first = await login(server, email);
    const refresh = (refresh_token: unknown) =>
      call("POST /auth/refresh", { body: { refresh_token } });
    const second = await refresh(first.at("refresh_token"));
    expect(second.at("user", "email")).toBe(email);
    expect(second.at("refresh_token")).not.toBe(first.at("refresh_token"));
    expect((await refresh(first.at("refresh_token"))).status).toBe(200);
    expect((await refresh(first.at("access_token"))).status).toBe(200);
    clock.ms += 761_000;
    const late = await refresh(second.at("refresh_token"));
    expect([late.status, late.text]).toEqual([401, ""]);
  });

  test("end the access token that is shown, and no refresh token", async () => {
    const { server, call } = await givenServer();
    server.state.addUser({ email });
    const pair = await login(server, email);
    const bearer = createCaller(server.url, String(pair.at("access_token")));
    expect((await bearer("POST /auth/logout")).body).toEqual({
      message: "Logged out successfully",
    });
    expect((await bearer("POST /auth/logout")).status).toBe(401);
    const body = { refresh_token: pair.at("refresh_token") };
    const renewed = await call("POST /auth/refresh", { body });
    const again = createCaller(server.url, String(renewed.at("access_token")));
    expect((await again("GET /auth/me")).status).toBe(200);
  });

  test("are refused to inactive users and for tokens that a test revoked", async () => {
    const { server, call } = await givenServer();
    server.state.addUser({ email });
    const pair = await login(server, email);
    const bearer = createCaller(server.url, String(pair.at("access_token")));
    const body = { refresh_token: pair.at("refresh_token") };
    server.state.invalidateAccessTokens();
    expect((await bearer("GET /auth/me")).status).toBe(401);
    expect((await call("POST /auth/refresh", { body })).status).toBe(200);
    server.state.user(email).isActive = false;
    expect((await call("POST /auth/refresh", { body })).status).toBe(403);
    server.state.user(email).isActive = true;
    server.state.revoke(String(pair.at("refresh_token")));
    expect((await call("POST /auth/refresh", { body })).status).toBe(401);
  });
});
