/** Passwords, accounts, licenses and organizations. */
import { describe, expect, it } from "vitest";
import {
  NdiApiError,
  NdiAuthError,
  NdiConfigError,
  NdiValidationError,
} from "../../src/ndi-cloud/index.js";
import { ada, credentials, datasetPage, ids, lab, loginAnswer } from "./support/answers.js";
import { given, givenAda, rejection } from "./support/given.js";

const email = "ada.quill@example.org";
const refusal = (code: string) => ({ status: 400, json: { errors: "Unable to do that", code } });

describe("passwords", () => {
  it("are changed with POST, old and new one [NDI-019]", async () => {
    const { client, fetch } = givenAda([{ json: { message: "Password changed successfully" } }]);
    const passwords = { oldPassword: "Corr3ct-Horse!", newPassword: "N3w-Staple!!" };
    expect((await client.auth.changePassword(passwords)).message).toMatch("changed");
    expect(fetch.lines).toEqual(["POST /v1/auth/password"]);
    expect(fetch.last.json).toEqual(passwords);
    expect(fetch.last.headers).toHaveProperty("authorization");
  });

  it("that are wrong are an error with its code, and quoted nowhere [NDI-019]", async () => {
    const { client } = givenAda([
      { status: 400, json: { errors: "Not Corr3ct-Horse!", code: "NotAuthorizedException" } },
    ]);
    const passwords = { oldPassword: "Corr3ct-Horse!", newPassword: "N3w-Staple!!" };
    const error = await rejection(client.auth.changePassword(passwords));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error.code).toBe("NotAuthorizedException");
    expect(error.message).toBe("Not [redacted]");
  });

  it("that are forgotten are replaced in two steps, without a token [NDI-020]", async () => {
    const delivery = { CodeDeliveryDetails: { Destination: "a***@example.org" } };
    const done = { message: "Password reset", code: "Success!" };
    const { client, fetch } = givenAda([{ json: delivery }, { json: delivery }, { json: done }]);
    expect(await client.auth.forgotPassword({ email })).toEqual(delivery);
    expect(await client.auth.resetPassword({ email })).toEqual(delivery);
    const reset = { email, confirmationCode: "204816", newPassword: "N3w-Staple!!" };
    expect(await client.auth.confirmForgotPassword(reset)).toEqual(done);
    expect(fetch.lines).toEqual([
      "POST /v1/auth/password/forgot",
      "POST /v1/auth/password/forgot",
      "POST /v1/auth/password/confirm",
    ]);
    expect(fetch.requests.map(({ json }) => json)).toEqual([{ email }, { email }, reset]);
    for (const { headers } of fetch.requests) expect(headers).not.toHaveProperty("authorization");
  });

  it("codes that are refused with 200 are errors all the same [NDI-020]", async () => {
    const body = { errors: "Unable to reset password", code: "ExpiredCodeException" };
    const { client, fetch } = given([{ json: body }]);
    const reset = { email, confirmationCode: "1", newPassword: "x" };
    const error = await rejection(client.auth.confirmForgotPassword(reset));
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error).toMatchObject({ status: 200, code: "ExpiredCodeException" });
    expect(error.message).toBe("Unable to reset password");
    expect(error.body).toEqual(body);
    expect(fetch.count).toBe(1);
  });

  it("of nobody can be forgotten without telling [NDI-020]", async () => {
    const unknown = refusal("UserNotFoundException");
    const { client } = given([unknown, unknown, refusal("LimitExceededException")]);
    expect((await rejection(client.auth.forgotPassword({ email }))).code).toBe(
      "UserNotFoundException",
    );
    expect(await client.auth.forgotPassword({ email, hideUnknownUser: true })).toEqual({});
    const limited = client.auth.forgotPassword({ email, hideUnknownUser: true });
    expect((await rejection(limited)).code).toBe("LimitExceededException");
  });
});

describe("new accounts", () => {
  it("are confirmed by address and code [NDI-021]", async () => {
    const { client, fetch } = given([{ json: { id: ids.user, email, isValidated: true } }]);
    const user = await client.auth.verifyUser({ email, confirmationCode: "135790" });
    expect(user.isValidated).toBe(true);
    expect(fetch.lines).toEqual(["POST /v1/auth/verify"]);
    expect(fetch.last.json).toEqual({ email, confirmationCode: "135790" });
  });

  it("are not confirmed by a wrong code [NDI-021]", async () => {
    const { client } = given([refusal("CodeMismatchException")]);
    const wrong = client.auth.verifyUser({ email, confirmationCode: "0" });
    expect((await rejection(wrong)).code).toBe("CodeMismatchException");
  });

  it("get their code again [NDI-022]", async () => {
    const { client, fetch } = given([
      { json: { confirmationResent: true } },
      refusal("InvalidParameterException"),
    ]);
    expect((await client.auth.resendConfirmation({ email })).confirmationResent).toBe(true);
    expect(fetch.lines).toEqual(["POST /v1/auth/confirmation/resend"]);
    expect(fetch.last.json).toEqual({ email });
    expect((await rejection(client.auth.resendConfirmation({ email }))).code).toBe(
      "InvalidParameterException",
    );
  });

  it("are made without a token, and answered in or without their wrapper [NDI-161]", async () => {
    const bo = { id: "66f0c0ffee0000000000a002", email: "bo@example.org", name: "Bo Reed" };
    const { client, fetch } = givenAda([{ json: { user: bo, organizations: [] } }, { json: bo }]);
    const account = { email: bo.email, name: bo.name, password: "Str0ng-Pass!" };
    expect(await client.users.create(account)).toEqual({ user: bo, organizations: [] });
    expect(await client.users.create(account)).toEqual({ user: bo, organizations: [] });
    expect(fetch.requests[0]?.json).toEqual(account);
    expect(fetch.lines[0]).toBe("POST /v1/users");
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });

  it("are never made twice by a repetition [NDI-161]", async () => {
    const { client, fetch } = given([{ status: 503 }]);
    await rejection(client.users.create({ email, password: "x" }));
    expect(fetch.count).toBe(1);
  });
});

describe("accounts", () => {
  it("are read: one's own, and those of others [NDI-161]", async () => {
    const { client, sent } = givenAda([{ json: ada }, { json: { _id: "other" } }, { status: 404 }]);
    expect((await client.users.me()).organizations).toEqual([lab]);
    expect((await client.users.get("a/b")).id).toBe("other");
    expect((await rejection(client.users.get("nobody"))).status).toBe(404);
    expect(sent()).toEqual(["GET /users/me", "GET /users/a%2Fb", "GET /users/nobody"]);
  });

  it("have bookmarks [NDI-168]", async () => {
    const { client, sent } = givenAda([{ json: { datasets: [] } }]);
    await client.users.bookmarks(ids.user);
    expect(sent()).toEqual([`GET /datasets/user/${ids.user}/bookmarks`]);
  });
});

describe("MATLAB licenses", () => {
  const none = { mode: null, files: [] };

  it("are seen, reserved, set and removed [NDI-162]", async () => {
    const { client, fetch, sent } = givenAda([
      { json: none },
      { status: 201, json: { ...none, macAddress: "02:00:5e:10:00:01" } },
      { json: { ...none, mode: "dedicated" } },
      { json: none },
      { status: 204 },
    ]);
    const { matlabLicense } = client.users;
    expect((await matlabLicense.get()).files).toEqual([]);
    expect((await matlabLicense.allocate()).macAddress).toBe("02:00:5e:10:00:01");
    const license = { dedicatedLicenseFile: "INCREMENT MATLAB ...", release: "R2024b" };
    expect((await matlabLicense.set(license)).mode).toBe("dedicated");
    expect(fetch.last.json).toEqual(license);
    expect(await matlabLicense.clear({ release: "R2024b" })).toEqual(none);
    expect(await matlabLicense.clear()).toBeUndefined();
    expect(sent()).toEqual([
      "GET /users/me/matlab-license",
      "POST /users/me/matlab-license",
      "PUT /users/me/matlab-license",
      "DELETE /users/me/matlab-license?release=R2024b",
      "DELETE /users/me/matlab-license",
    ]);
  });

  it.each([
    {},
    { networkLicenseFile: "a", dedicatedLicenseFile: "b", release: "R2024b" },
    { dedicatedLicenseFile: "b" },
    { networkLicenseFile: "a", release: "R2024b" },
  ])("of neither kind are not sent: %j [NDI-162]", async (license) => {
    const { client, fetch } = givenAda([]);
    // What JavaScript lets people write.
    const set = client.users.matlabLicense.set(license as { networkLicenseFile: string });
    expect(await rejection(set)).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(0);
  });

  it("of a network stand in the way of others [NDI-162]", async () => {
    const { client } = givenAda([
      { status: 409, json: { message: "A network license is registered" } },
    ]);
    const error = await rejection(client.users.matlabLicense.allocate());
    expect(error).toMatchObject({ status: 409, message: "A network license is registered" });
  });
});

describe("organizations", () => {
  const other = { id: ids.otherOrganization, name: "Other", role: "admin" };

  it("are listed from the account; the first is current where none is [NDI-004, NDI-139]", async () => {
    const { client, sent } = given([{ json: { ...ada, organizations: [other, lab] } }], {
      token: "t",
    });
    expect(await client.organizations.list()).toEqual([other, lab]);
    expect(sent()).toEqual(["GET /users/me"]);
    expect(client.organizationId).toBe(other.id);
    expect(client.organizations.current).toBe(other.id);
  });

  it("are chosen, and stay chosen over a login [NDI-139]", async () => {
    const { client, sent } = given([loginAnswer(), datasetPage(0, 0)]);
    client.organizations.use(ids.otherOrganization);
    await client.auth.login(credentials);
    await client.datasets.list();
    expect(sent()[1]).toMatch(`GET /organizations/${ids.otherOrganization}/datasets`);
    expect(() => client.organizations.use("")).toThrow(NdiValidationError);
  });

  it("have datasets, listed and made for them [NDI-139]", async () => {
    const { client, fetch, sent } = givenAda([
      datasetPage(1, 1),
      { status: 201, json: { id: ids.dataset } },
    ]);
    await client.organizations.listDatasets(ids.otherOrganization, { page: 2, pageSize: 5 });
    await client.organizations.createDataset(ids.otherOrganization, { name: "x" });
    expect(sent()).toEqual([
      `GET /organizations/${ids.otherOrganization}/datasets?page=2&pageSize=5`,
      `POST /organizations/${ids.otherOrganization}/datasets`,
    ]);
    expect(fetch.last.json).toEqual({ name: "x" });
  });

  it("that nobody knows stop a call before it is sent [NDI-004, NDI-023, NDI-169]", async () => {
    const { client, fetch } = given([], { token: "t" });
    for (const call of [client.datasets.list(), client.datasets.create({ name: "x" })])
      expect(await rejection(call)).toBeInstanceOf(NdiConfigError);
    expect(fetch.count).toBe(0);
  });

  it("are learnt by logging in where that is possible [NDI-004]", async () => {
    const { client, sent } = given([loginAnswer(), datasetPage(0, 0)], { credentials });
    await client.datasets.list();
    expect(sent()).toEqual([
      "POST /auth/login",
      `GET /organizations/${ids.organization}/datasets?page=1&pageSize=20`,
    ]);
  });
});
