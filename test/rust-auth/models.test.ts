/** What answers become, whichever names the service gives their parts. */
import { describe, expect, it } from "vitest";
import { guideLogin, ivo, mara, tokens } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const login = (client: ReturnType<typeof given>["client"]) =>
  client.login("mara.quill@example.org", "Str0ng&Silent!");

async function userFrom(wire: object) {
  const { client } = given([{ json: wire }]);
  return await client.getCurrentUser();
}

describe("a user", () => {
  it("comes from the service's names [RA-100, RA-101, RA-102, RA-103, RA-104, RA-105, RA-106]", async () => {
    expect(await userFrom(mara)).toEqual({
      id: "3f0b8f6e-1f7b-4c55-9a39-0d6a5b1f2c01",
      email: "mara.quill@example.org",
      firstName: "Mara",
      lastName: "Quill",
      fullName: "Mara Quill",
      isActive: true,
      isVerified: true,
      role: "user",
      createdAt: new Date("2026-01-03T09:15:42.318Z"),
      updatedAt: new Date("2026-01-04T07:00:01.500Z"),
      lastLogin: new Date("2026-01-04T07:00:01.500Z"),
    });
  });

  it("comes from the guide's names just as well [RA-100, RA-105]", async () => {
    expect(await userFrom(ivo)).toEqual({
      id: "u-77",
      email: "ivo@example.org",
      firstName: "Ivo",
      lastName: "Lark",
      fullName: "Ivo Lark",
      isActive: true,
      isVerified: true,
      role: "user",
      createdAt: new Date("2025-12-01T00:00:00Z"),
      updatedAt: new Date("2025-12-02T10:00:00Z"),
    });
  });

  it("is the same whichever names it came with [RA-100, RA-105]", async () => {
    const { user_id: id, email_verified: is_verified, ...others } = mara;
    expect(await userFrom({ ...others, id, is_verified })).toEqual(await userFrom(mara));
    const unverified = { ...others, id, is_verified: false, email_verified: null };
    expect(await userFrom(unverified)).toMatchObject({ isVerified: false });
  });

  it("prefers the service's names where both are there [RA-100, RA-105]", async () => {
    const both = { ...mara, email_verified: false, is_verified: true, id: "other" };
    expect(await userFrom(both)).toMatchObject({ id: mara.user_id, isVerified: false });
  });

  it("keeps roles that nobody knows yet [RA-106]", async () => {
    expect((await userFrom({ ...mara, role: "auditor" })).role).toBe("auditor");
  });

  it.each([
    ["no fraction", "2026-01-03T09:15:42Z", "2026-01-03T09:15:42.000Z"],
    ["one digit", "2026-01-03T09:15:42.5Z", "2026-01-03T09:15:42.500Z"],
    ["nine digits", "2026-01-03T09:15:42.318204517Z", "2026-01-03T09:15:42.318Z"],
    ["an offset of nothing", "2026-01-03T09:15:42.123456789+00:00", "2026-01-03T09:15:42.123Z"],
    ["an offset", "2026-01-03T11:15:42.1+02:00", "2026-01-03T09:15:42.100Z"],
  ])("has dates, out of times with %s [RA-107, RA-108]", async (_what, time, iso) => {
    const user = await userFrom({ ...mara, created_at: time, updated_at: time });
    expect(user.createdAt.toISOString()).toBe(iso);
    expect(user.updatedAt.toISOString()).toBe(iso);
  });

  it("has the full name with one blank, untrimmed, also after spreading and JSON [RA-109, RA-062]", async () => {
    const user = await userFrom({ ...mara, first_name: " Mara ", last_name: "" });
    expect(user.fullName).toBe(" Mara  ");
    expect({ ...user }.fullName).toBe(" Mara  ");
    expect(JSON.parse(JSON.stringify(user))).toMatchObject({ fullName: " Mara  " });
  });

  it("knows a last login, that there was none, or nothing about it [RA-110]", async () => {
    expect((await userFrom({ ...mara, last_login: null })).lastLogin).toBeNull();
    expect(await userFrom(ivo)).not.toHaveProperty("lastLogin");
  });
});

describe("a login", () => {
  it("of the service has both tokens, and Bearer as their type [RA-111, RA-112, RA-113, RA-114, RA-115]", async () => {
    const { client } = given([tokens()]);
    const answer = await login(client);
    expect(answer).toEqual({
      accessToken: "access-1",
      refreshToken: "refresh-1",
      tokenType: "Bearer",
      expiresIn: 604_800,
      user: await userFrom(mara),
    });
  });

  it("of the guide's fixtures has no refresh token [RA-151, RA-112, RA-115]", async () => {
    const { client } = given([guideLogin]);
    const answer = await login(client);
    expect(answer).toEqual({
      accessToken: "tok-access-2",
      tokenType: "Bearer",
      expiresIn: 3600,
      user: await userFrom(ivo),
    });
    expect(client.isAuthenticated()).toBe(true);
  });

  it("takes null and an empty text for no refresh token [RA-115]", async () => {
    for (const refresh_token of [null, ""]) {
      const { client } = given([tokens(1, { refresh_token })]);
      expect(await login(client)).not.toHaveProperty("refreshToken");
    }
  });

  it("keeps the type that the service says [RA-112]", async () => {
    const { client } = given([tokens(1, { token_type: "bearer" })]);
    expect((await login(client)).tokenType).toBe("bearer");
  });
});

describe("an answer that is not what it should be", () => {
  it.each([
    ["empty", { status: 200, text: "" }],
    ["no JSON", { text: "<html>" }],
    ["broken JSON", { text: '{"user":', headers: { "content-type": "application/json" } }],
    ["a list", { json: [] }],
    ["null", { json: null }],
    ["without a user", tokens(1, { user: undefined })],
    ["without a token", tokens(1, { access_token: undefined })],
    ["with an empty token", tokens(1, { access_token: "" })],
    ["with a token that is no text", tokens(1, { access_token: 7 })],
    ["with a token that no header can carry", tokens(1, { access_token: "a\r\nb" })],
    ["with a refresh token that is no text", tokens(1, { refresh_token: {} })],
    ["with half a user", tokens(1, { user: { ...mara, email: undefined } })],
    ["with a user without an id", tokens(1, { user: { ...mara, user_id: undefined } })],
    ["with a flag that is none", tokens(1, { user: { ...mara, is_active: "yes" } })],
    ["with a time that is none", tokens(1, { user: { ...mara, created_at: "soon" } })],
  ])("is an AuthError with its status, and signs nobody in: %s [RA-120]", async (_what, answer) => {
    const { client } = given([{ ...answer, status: 201 }]);
    const error = await rejection(login(client));
    expect(error).toMatchObject({ kind: "parse", statusCode: 201, details: {} });
    expect(error.cause).toBeInstanceOf(Error);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("leaves whoever was signed in [RA-120]", async () => {
    const { client } = given([tokens(1), { json: {} }]);
    await login(client);
    await rejection(login(client));
    expect(client.getAccessToken()).toBe("access-1");
  });

  it("is one for every operation that answers JSON [RA-120]", async () => {
    const odd = { json: "fine" };
    const { client } = given([odd, odd, odd, odd]);
    for (const call of [
      () => client.healthCheck(),
      () => client.system.stats(),
      () => client.admin.getUser("u-1"),
      () => client.admin.listUsers(),
    ]) {
      expect(await rejection(call())).toMatchObject({ kind: "parse", statusCode: 200 });
    }
  });

  it("is not quoted", async () => {
    const { client } = given([tokens(1, { user: undefined, access_token: "secret-token" })]);
    const error = await rejection(login(client));
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(
      "secret-token",
    );
  });
});

it("answers without headers are read as JSON all the same [RA-153, RA-150]", async () => {
  const bare = new Response(JSON.stringify(tokens().json));
  bare.headers.delete("content-type");
  const { client } = given([bare]);
  await expect(login(client)).resolves.toMatchObject({ accessToken: "access-1" });
});
