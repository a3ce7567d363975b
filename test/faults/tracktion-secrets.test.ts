/** What Tracktion servers repeat of their callers' secrets is in no error, log line or console. */
import { inspect } from "node:util";
import {
  ApiKeyManager,
  clientCredentials,
  exchangeCode,
  JwtAuthClient,
  TracktionError,
} from "clientwright/tracktion";
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { printed } from "./given.js";
import { apiKey, givenTracktion, hmacSecret, operation } from "./given-tracktion.js";

describe("secrets", () => {
  const secrets = {
    key: apiKey,
    hmacSecret,
    password: "correct-horse-battery",
    refreshToken: "ddd.eee-refresh.fff",
    accessToken: "aaa.bbb-access.ccc",
    clientSecret: "s3cret-of-the-app",
    code: "oac_5ecret-c0de",
  };
  const all = new RegExp(
    Object.values(secrets)
      .map((secret) => secret.replaceAll(".", "\\."))
      .join("|"),
  );

  /** Bodies in which servers may quote what they were sent. */
  const echoes = (secret: string): unknown[] => [
    { error: "invalid_api_key", message: `Unknown: ${secret}`, code: 401 },
    { error: secret, message: secret, details: { sent: secret } },
    { detail: `No such thing: ${secret}` },
    { detail: [{ type: "x", loc: ["body", secret], msg: secret, input: { password: secret } }] },
    { error: { code: secret, message: secret, request_id: secret, details: [{ field: secret }] } },
    { status: "error", error_code: secret, message: secret, details: { sent: secret } },
    secret,
  ];

  type Task = (setup: Awaited<ReturnType<typeof givenTracktion>>) => Promise<unknown>;

  const tasks: Readonly<Record<string, readonly [secret: string, task: Task]>> = {
    "an API key": [secrets.key, ({ client }) => client.searchTracks("a")],
    "a signing client's key": [
      secrets.key,
      ({ signed }) => signed.makeSecureRequest("POST", operation, {}),
    ],
    "a password": [
      secrets.password,
      ({ options }) => new JwtAuthClient(options).loginDetailed("dana", secrets.password),
    ],
    "an access token": [
      secrets.accessToken,
      async ({ options }) =>
        new ApiKeyManager({ ...options, token: secrets.accessToken }).listApiKeys(),
    ],
    "a refresh token": [
      secrets.refreshToken,
      async ({ options }) => {
        const client = new JwtAuthClient(options);
        const { accessToken, refreshToken } = secrets;
        await client.setTokens({ accessToken, refreshToken });
        return client.getUserProfile();
      },
    ],
    "a secret of an app": [
      secrets.clientSecret,
      ({ client }) =>
        clientCredentials(client, { clientId: "app_1", clientSecret: secrets.clientSecret }),
    ],
    "a code": [
      secrets.code,
      ({ client }) =>
        exchangeCode(client, {
          code: secrets.code,
          clientId: "app_1",
          clientSecret: secrets.clientSecret,
          redirectUri: "https://app.example/callback",
        }),
    ],
  };

  it.each(Object.entries(tasks))("%s is in no error and no log line", async (_, [secret, task]) => {
    const setup = await givenTracktion();
    for (const body of echoes(secret)) {
      for (const status of [400, 401, 403, 422, 429, 500]) {
        setup.server.failNext(() => true, [{ status, body }]);
        const error = await rejection(task(setup));
        expect(error).toBeInstanceOf(TracktionError);
        expect(`${status} ${printed(error)}`).not.toMatch(all);
      }
    }
    expect(setup.logger.text()).not.toMatch(all);
  });

  it("are in nothing that is printed of clients and answers", async () => {
    const { server, client, signed, options } = await givenTracktion();
    const session = new JwtAuthClient(options);
    await session.login("dana@example.org", "correct horse");
    const manager = new ApiKeyManager({ ...options, token: String(session.accessToken) });
    const made = await manager.createApiKey({ name: "A", permissions: [], scopes: [] });
    const shown = [client, signed, session, manager, session.lastLogin, made].map((value) =>
      [JSON.stringify(value), inspect(value, { depth: 20 })].join("\n"),
    );
    const held = [apiKey, hmacSecret, "correct horse", made.key];
    const tokens = [String(session.accessToken), String(session.refreshToken)];
    for (const text of shown)
      for (const secret of [...held, ...tokens]) expect(text).not.toContain(secret);
    // The secret that signs is never sent.
    await signed.makeSecureRequest("POST", operation, {});
    expect(JSON.stringify(server.requests)).not.toContain(hmacSecret);
  });
});
