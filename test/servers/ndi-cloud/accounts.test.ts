// Accounts, their passwords and codes, and tokens.
import { describe, expect, it } from "vitest";
import { given } from "./given.js";
import { ines, noor } from "./users.js";

const bo = { email: "bo@example.org", password: "Tall-Grass-52" };

describe("accounts", () => {
  it("are confirmed with the code that was sent, once", async () => {
    await using setup = await given();
    const call = setup.with();
    await call("POST /users", { body: bo });
    const account = setup.server.state.accounts.get(bo.email);
    const verify = (confirmationCode: string | undefined) =>
      call("POST /auth/verify", { body: { email: bo.email, confirmationCode } });
    const first = account?.verification?.code;
    expect((await verify("000000")).body).toMatchObject({ code: "CodeMismatchException" });
    await call("POST /auth/confirmation/resend", { body: { email: bo.email } });
    const second = account?.verification?.code;
    expect((await verify(first)).at("code")).toBe("CodeMismatchException");
    expect((await verify(second)).at("isValidated")).toBe(true);
    expect((await verify(second)).at("code")).toBe("NotAuthorizedException");
  });

  it("are refused when they exist or their password is weak", async () => {
    await using setup = await given();
    const create = async (body: object) => (await setup.with()("POST /users", { body })).at("code");
    expect(await create(ines)).toBe("UsernameExistsException");
    expect(await create({ ...bo, password: "short" })).toBe("InvalidPasswordException");
  });

  it("get a new password for a code that is not too old; refusals come with 200", async () => {
    await using setup = await given();
    const call = setup.with();
    const { email } = ines;
    await call("POST /auth/password/forgot", { body: { email } });
    const confirmationCode = setup.server.state.accounts.get(email)?.reset?.code;
    const newPassword = "Loud-Brook-12";
    const confirm = () =>
      call("POST /auth/password/confirm", { body: { email, confirmationCode, newPassword } });
    const login = async (password: string) =>
      (await call("POST /auth/login", { body: { email, password } })).status;
    setup.clock.ms += 3_600_000;
    const expired = await confirm();
    expect([expired.status, expired.at("code")]).toEqual([200, "ExpiredCodeException"]);
    expect(await login(ines.password)).toBe(200);
    setup.clock.ms -= 1;
    expect((await confirm()).at("code")).toBe("Success!");
    expect([await login(ines.password), await login(newPassword)]).toEqual([401, 200]);
  });

  it("tell others no more than a name", async () => {
    await using setup = await given();
    const id = setup.server.state.accounts.get(noor.email)?.id;
    const other = await setup.as(ines)(`GET /users/${id}`);
    expect(other.body).toEqual({ id, name: "Noor Vale" });
  });
});

describe("tokens", () => {
  it("end after an hour, at the very second", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    setup.clock.ms += 3_599_999;
    expect((await call("GET /users/me")).status).toBe(200);
    setup.clock.ms += 1;
    const late = await call("GET /users/me");
    expect([late.status, late.body]).toEqual([401, { error: "token is past its end" }]);
  });

  it("end with a logout and with a word of the test; logging in still works", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    await call("POST /auth/logout");
    expect((await call("GET /users/me")).status).toBe(401);
    const another = setup.as(ines);
    setup.server.state.revokeTokens();
    expect((await another("GET /users/me")).status).toBe(401);
    setup.server.state.alwaysUnauthorized = true;
    const login = await setup.with()("POST /auth/login", { body: ines });
    expect(login.status).toBe(200);
    expect((await setup.as(ines)("GET /users/me")).status).toBe(401);
  });

  it("are refused when forged or empty, also where none is needed", async () => {
    await using setup = await given();
    const { server } = setup;
    const forged = `${server.state.tokenFor(ines.email).slice(0, -2)}xx`;
    const open = "GET /datasets/published";
    for (const token of [forged, "", "a.b", "a.b.c"])
      expect([token, (await setup.with(token)(open)).status]).toEqual([token, 401]);
    expect((await setup.with()(open)).status).toBe(200);
    expect((await setup.with(forged)("POST /datasets/search", { body: {} })).status).toBe(200);
  });
});
