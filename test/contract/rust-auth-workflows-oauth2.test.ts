/**
 * The parts that the real service has switched off, on a server that has them: our client and the
 * stateful server, with Prism between them. Whatever either says that the document does not fails the test.
 */
import { type AuthClient, createPkcePair } from "clientwright/rust-auth";
import { describe, expect, it } from "vitest";
import { rejection } from "../rust-auth/support/given.js";
import { email, given } from "./support/rust-auth.js";

const credentials = { client_id: "client_web", client_secret: "web-secret-0123456789" };
const redirect_uri = "https://reader.example.org/callback";

/** A code for the program, in the name of whoever is signed in, and the verifier that belongs to it. */
const authorize = async (client: AuthClient, scope: string) => {
  const { challenge, method, verifier } = await createPkcePair();
  const target = await client.oauth2.authorize({
    response_type: "code",
    client_id: credentials.client_id,
    redirect_uri,
    scope,
    state: "a b",
    code_challenge: challenge,
    code_challenge_method: method,
  });
  const { origin, pathname, searchParams } = new URL(target);
  expect(origin + pathname).toBe(redirect_uri);
  expect(searchParams.get("state")).toBe("a b");
  return { code: searchParams.get("code") ?? "", code_verifier: verifier };
};

describe("a program that signs people in [W22]", () => {
  it("trades a code for tokens, renews them, and gives them up [RA-209, RA-210]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    const { oauth2 } = client;
    const code = await authorize(client, "read write");
    const grant = { ...credentials, grant_type: "authorization_code", redirect_uri, ...code };
    const tokens = await oauth2.token(grant);
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "read write" });
    const form = { token: tokens.access_token };
    expect(await oauth2.introspect(form)).toMatchObject({ active: true, username: email });

    const renewal = { ...credentials, grant_type: "refresh_token" };
    const renewed = await oauth2.token({
      ...renewal,
      refresh_token: tokens.refresh_token ?? "",
    });
    expect(renewed.access_token).not.toBe(tokens.access_token);
    expect((await oauth2.introspect(form)).active).toBe(false);
    const again = await rejection(
      oauth2.token({ ...renewal, refresh_token: tokens.refresh_token ?? "" }),
    );
    expect(again.message).toBe("invalid_request: Refresh token already used");

    const last = { token: renewed.access_token };
    expect((await oauth2.introspect(last)).active).toBe(true);
    expect(await oauth2.revoke(last)).toBeUndefined();
    expect((await oauth2.introspect(last)).active).toBe(false);
    const sent = all.server.requests.filter(({ path }) => path === "/oauth2/token");
    expect(new Set(sent.map(({ headers }) => headers["content-type"]))).toEqual(
      new Set(["application/x-www-form-urlencoded"]),
    );
  });

  it("is refused with an error, though the status is that of a success [RA-209]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    const code = await authorize(client, "read");
    const grant = { ...credentials, grant_type: "authorization_code", redirect_uri, ...code };
    const wrong = await rejection(client.oauth2.token({ ...grant, client_secret: "wrong" }));
    expect(wrong).toMatchObject({ statusCode: 200, code: "invalid_request" });
    expect(wrong.message).toContain("Invalid client credentials");
    const unproven = await rejection(
      client.oauth2.token({ ...grant, code_verifier: "x".repeat(43) }),
    );
    expect(unproven.message).toContain("PKCE verification failed");
    const device = await rejection(client.oauth2.authorizeDevice({ client_id: "nobody" }));
    expect(device).toMatchObject({ statusCode: 200, code: "invalid_request" });
    expect(client.isAuthenticated()).toBe(true);
  });

  it("can be denied a code, and gets none without a challenge [RA-209]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    const wish = { client_id: credentials.client_id, redirect_uri, state: "s" };
    const denied = new URL(await client.oauth2.consent({ ...wish, action: "deny" }));
    expect(denied.searchParams.get("error")).toBe("access_denied");
    const unproven = await rejection(client.oauth2.consent({ ...wish, action: "approve" }));
    expect([unproven.statusCode, unproven.message]).toEqual([400, "PKCE required for this client"]);
  });

  it("does not find any of it on the real service [RA-209, RA-211]", async () => {
    const all = await given({ unroutedGroups: false });
    const client = await all.signedIn({ email });
    const missing = [
      await rejection(client.oauth2.token({ grant_type: "client_credentials" })),
      await rejection(client.oauth2.metadata()),
      await rejection(client.mfa.status()),
    ];
    for (const error of missing) expect(error.statusCode).toBe(404);
    expect(client.isAuthenticated()).toBe(true);
  });
});

describe("a second factor [W22]", () => {
  it("is set up, proved by six digits, listed, made primary and removed [RA-211]", async () => {
    const all = await given();
    const { mfa } = await all.signedIn({ email });
    expect(await mfa.status()).toMatchObject({ mfa_enabled: false, methods: [] });
    const totp = await mfa.setupMethod({ mfa_type: "totp", name: "Phone" });
    expect(totp.backup_codes).toHaveLength(8);
    const config = { phone_number: "+15550100" };
    const sms = await mfa.setupMethod({ mfa_type: "sms", name: "Old phone", config });
    const refused = await rejection(mfa.setupMethod({ mfa_type: "sms", name: "No number" }));
    expect(refused).toMatchObject({ statusCode: 400, code: "VALIDATION_ERROR" });
    expect((await mfa.verifyMethod(totp.method_id, "123456")).verified).toBe(true);
    expect((await mfa.verifyMethod(sms.method_id, "123456")).verified).toBe(true);
    const primaries = async () =>
      (await mfa.listMethods()).map(({ name, is_primary }) => [name, is_primary]);
    expect(await primaries()).toEqual([
      ["Phone", true],
      ["Old phone", false],
    ]);
    expect((await mfa.setPrimaryMethod(sms.method_id)).updated).toBe(true);
    const { challenge_id, mfa_type } = await mfa.createChallenge();
    expect(mfa_type).toBe("sms");
    const code = { methodId: sms.method_id, code: "654321" };
    expect((await mfa.verifyChallenge(challenge_id, code)).verified).toBe(true);
    expect((await mfa.removeMethod(totp.method_id)).removed).toBe(true);
    expect(await primaries()).toEqual([["Old phone", true]]);
    expect((await mfa.generateBackupCodes()).backup_codes).toHaveLength(8);
    expect((await mfa.disable(code)).disabled).toBe(true);
    expect((await mfa.status()).mfa_enabled).toBe(false);
  });

  it("with a wrong code is a 401, which cannot be told from an expired token [RA-125, RA-211]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    const { method_id } = await client.mfa.setupMethod({ mfa_type: "totp", name: "Phone" });
    all.takeRequests();
    expect((await rejection(client.mfa.verifyMethod(method_id, "12345"))).statusCode).toBe(401);
    const verify = `POST /mfa/methods/${method_id}/verify`;
    expect(all.takeRequests()).toEqual([verify, "POST /auth/refresh", verify]);
    expect(client.isAuthenticated()).toBe(false);
  });
});
