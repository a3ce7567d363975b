/** OAuth2 and second factors, which the present service has switched off. */
import { describe, expect, it } from "vitest";
import { type AuthClient, createPkcePair } from "../../src/rust-auth/index.js";
import { empty, nested } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const refusal = {
  error: "invalid_request",
  error_description: "Invalid client credentials",
  error_uri: null,
  state: null,
};
const granted = {
  access_token: "oat-1",
  token_type: "Bearer",
  expires_in: 3600,
  refresh_token: null,
  scope: "read",
  id_token: null,
};

describe("oauth2", () => {
  it("sends forms, without a token where none is asked for [RA-209]", async () => {
    const { client, fetch, sent, bearers } = given([{ json: granted }]);
    client.setTokens({ accessToken: "a" });
    const body = {
      grant_type: "client_credentials",
      client_id: "c",
      client_secret: "s&1",
    } as const;
    expect(await client.oauth2.token(body)).toEqual(granted);
    expect(sent()).toEqual(["POST /oauth2/token"]);
    expect(bearers()).toEqual([undefined]);
    expect(fetch.last.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(fetch.last.text).toBe("grant_type=client_credentials&client_id=c&client_secret=s%261");
  });

  it("answers where a redirect leads, and does not follow it [RA-209]", async () => {
    const location = "https://app.example/callback?code=abc&state=x";
    const { client, fetch, bearers } = given([empty(303, { location })]);
    client.setTokens({ accessToken: "a" });
    const { challenge, method } = await createPkcePair();
    const url = await client.oauth2.authorize({
      response_type: "code",
      client_id: "c",
      code_challenge: challenge,
      code_challenge_method: method,
    });
    expect(url).toBe(location);
    expect(fetch.count).toBe(1);
    expect(bearers()).toEqual(["Bearer a"]);
    expect(fetch.last.query.get("code_challenge")).toBe(challenge);
  });

  it.each([
    [
      "token",
      (client: AuthClient) =>
        client.oauth2.token({ grant_type: "refresh_token", refresh_token: "r-1" }),
    ],
    ["introspect", (client: AuthClient) => client.oauth2.introspect({ token: "t-1" })],
    ["authorizeDevice", (client: AuthClient) => client.oauth2.authorizeDevice({ client_id: "c" })],
  ] as const)("rejects a refusal with status 200: %s [RA-209]", async (_name, call) => {
    const { client, fetch } = given([{ json: refusal }]);
    const error = await rejection(call(client));
    expect(error).toMatchObject({
      message: "invalid_request: Invalid client credentials",
      code: "invalid_request",
      statusCode: 200,
    });
    expect(fetch.count).toBe(1);
  });

  it("takes a grant for a grant, whatever else the answer says [RA-209]", async () => {
    const json = { ...granted, error: "none" };
    const { client } = given([{ json }]);
    expect(await client.oauth2.token({ grant_type: "client_credentials" })).toEqual(json);
  });

  it("takes a token that is not active for an answer [RA-209]", async () => {
    const inactive = { active: false, scope: null, client_id: null };
    const { client } = given([{ json: inactive }]);
    expect(await client.oauth2.introspect({ token: "t-1" })).toEqual(inactive);
  });

  it("is a 404 at the present service [RA-209]", async () => {
    const { client } = given([empty(404)]);
    expect(await rejection(client.oauth2.metadata())).toMatchObject({ statusCode: 404 });
  });
});

describe("mfa", () => {
  const enveloped = (data: unknown) => ({ json: { success: true, data, message: null } });

  it("answers what is in the envelopes [RA-211]", async () => {
    const data = { mfa_enabled: true, methods: [], backup_codes_remaining: null };
    const { client, sent, bearers } = given([enveloped(data), enveloped([])]);
    client.setTokens({ accessToken: "a" });
    expect(await client.mfa.status()).toEqual(data);
    expect(await client.mfa.listMethods()).toEqual([]);
    expect(sent()).toEqual(["GET /mfa/status", "GET /mfa/methods"]);
    expect(bearers()).toEqual(["Bearer a", "Bearer a"]);
  });

  it("sends what the service asks for [RA-211]", async () => {
    const { client, fetch } = given({ "* *": enveloped({}) });
    await client.mfa.setupMethod({ mfa_type: "totp", name: "Phone" });
    await client.mfa.verifyMethod("m-1", "123456");
    await client.mfa.setPrimaryMethod("m-1");
    await client.mfa.removeMethod("m-1");
    await client.mfa.createChallenge();
    await client.mfa.createChallenge("m-1");
    await client.mfa.verifyChallenge("c-1", { methodId: "m-1", code: "123456" });
    await client.mfa.generateBackupCodes();
    await client.mfa.disable({ methodId: "m-1", code: "123456" });
    expect(fetch.requests.map(({ method, path, text }) => `${method} ${path} ${text}`)).toEqual([
      'POST /api/mfa/methods {"mfa_type":"totp","name":"Phone"}',
      'POST /api/mfa/methods/m-1/verify {"method_id":"m-1","code":"123456"}',
      "PUT /api/mfa/methods/m-1/primary ",
      "DELETE /api/mfa/methods/m-1 ",
      "POST /api/mfa/challenge {}",
      'POST /api/mfa/challenge {"method_id":"m-1"}',
      'POST /api/mfa/challenge/c-1/verify {"method_id":"m-1","code":"123456"}',
      "POST /api/mfa/backup-codes ",
      'POST /api/mfa/disable {"method_id":"m-1","code":"123456"}',
    ]);
  });

  it("rejects an envelope that reports a failure, whatever its status [RA-211]", async () => {
    const failure = { success: false, data: null, message: "No such method" };
    const { client } = given([{ json: failure }, { status: 404, json: failure }]);
    for (const statusCode of [200, 404]) {
      const error = await rejection(client.mfa.removeMethod("m-9"));
      expect(error).toMatchObject({ message: "No such method", statusCode });
    }
  });

  it("is told of a wrong code like of any 401 [RA-211]", async () => {
    const { client } = given([nested(401, "UNAUTHORIZED", "Authentication required")]);
    client.setTokens({ accessToken: "a" });
    const error = await rejection(client.mfa.verifyMethod("m-1", "12345"));
    expect(error).toMatchObject({ statusCode: 401, code: "UNAUTHORIZED" });
  });
});

it("proof keys are those of RFC 7636 [RA-210]", async () => {
  const pair = await createPkcePair("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  expect(pair.challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});
