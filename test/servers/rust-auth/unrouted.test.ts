// Registered programs and the second factor on the Rust Auth Service test server.
import { describe, expect, test } from "vitest";
import { givenServer, signedIn } from "./caller.js";

const email = "mara.quill@example.org";

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
