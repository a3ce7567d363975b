// Every documented operation, through Prism as a validating proxy: server and document agree.
import { afterEach, describe, expect, test } from "vitest";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { type Caller, type CallOptions, createCaller } from "../support/caller.js";
import { compilePathTemplate } from "../support/path-template.js";
import { givenServer, login, registration } from "./caller.js";
import type { RustAuthServerOptions } from "./options.js";
import type { RustAuthServer } from "./server.js";

const document = await readDocument("specs/rust-auth/openapi.yaml");
const documented = listOperations({ ...document });
const proxies: PrismServer[] = [];

afterEach(async () => {
  for (const prism of proxies.splice(0)) await prism.close();
});

const root = { email: "root@example.org", role: "admin" } as const;
const password = "Str0ng&Silent!";

/** What a program asks for in the name of a user. */
const wish = {
  client_id: "client_web",
  redirect_uri: "https://reader.example.org/callback",
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
  state: "s",
};

/** What a row sends, made from what the server knows by then. */
type Parts = CallOptions | ((known: Known) => CallOptions);

/** What rows need to know of earlier ones. */
interface Known {
  readonly server: RustAuthServer;
  /** `UPPER` words of a path stand for these. */
  readonly words: Record<string, string>;
}

/** Request, expected status, body. Later rows use what earlier ones made. */
const rows: readonly (readonly [request: string, status: number, parts?: Parts])[] = [
  ["GET /health", 200],
  ["GET /ready", 200],
  ["GET /live", 200],
  ["GET /metrics", 200],
  ["GET /stats", 200],
  ["POST /auth/register", 200, { body: registration() }],
  ["POST /auth/login", 200, { body: { email: "mara.quill@example.org", password } }],
  ["POST /auth/verify", 200, ({ server }) => ({ body: mailed(server, "verification") })],
  ["POST /auth/forgot-password", 200, { body: { email: "mara.quill@example.org" } }],
  [
    "POST /auth/reset-password",
    200,
    ({ server }) => ({ body: { ...mailed(server, "reset"), new_password: "calm and quiet" } }),
  ],
  ["POST /auth/refresh", 200, ({ words }) => ({ body: { refresh_token: words["REFRESH"] } })],
  ["GET /auth/me", 200],
  ["PUT /auth/profile", 200, { body: { first_name: "Marian", metadata: null } }],
  [
    "POST /auth/change-password",
    200,
    { body: { current_password: password, new_password: password } },
  ],
  ["GET /admin", 200],
  ["GET /admin/api/stats", 200],
  ["GET /admin/api/metrics", 200],
  ["GET /admin/api/metrics/realtime", 200],
  ["GET /admin/api/users?page=1&limit=1&sort_by=email&sort_order=asc", 200],
  ["GET /admin/api/users/search?search=mara", 200],
  ["GET /admin/api/users/export", 200],
  ["GET /admin/api/users/USER", 200],
  ["POST /admin/api/users/USER/action", 200, ({ words }) => actionOn(words["USER"])],
  ["GET /admin/api/clients", 200],
  ["GET /admin/api/security/events", 200],
  ["GET /.well-known/oauth-authorization-server", 200],
  ["GET /.well-known/jwks.json", 200],
  [
    "POST /oauth2/clients",
    200,
    {
      body: {
        client_name: "Notes",
        redirect_uris: ["https://notes.example/cb"],
        grant_types: ["authorization_code"],
        scope: "read",
      },
    },
  ],
  ["GET /oauth2/clients?limit=2&name=reader&active=true", 200],
  ["GET /oauth2/clients/client_web", 200],
  ["PUT /oauth2/clients/client_web", 200, { body: { client_name: "Reader" } }],
  [`GET /oauth2/authorize?${new URLSearchParams({ ...wish, response_type: "code" })}`, 303],
  ["POST /oauth2/authorize", 303, { form: { ...wish, action: "approve" } }],
  ["POST /oauth2/authorize", 303, { form: { ...wish, action: "deny" } }],
  [
    "POST /oauth2/token",
    200,
    {
      form: {
        grant_type: "client_credentials",
        client_id: "client_web",
        client_secret: "web-secret-0123456789",
      },
    },
  ],
  ["POST /oauth2/token", 200, { form: { grant_type: "client_credentials", client_id: "x" } }],
  ["POST /oauth2/introspect", 200, ({ server }) => ({ form: { token: oauthToken(server) } })],
  ["POST /oauth2/revoke", 200, ({ server }) => ({ form: { token: oauthToken(server) } })],
  ["POST /oauth2/introspect", 200, { form: { token: "unknown" } }],
  ["POST /oauth2/device/authorize", 200, { form: { client_id: "client_native" } }],
  ["POST /oauth2/device/authorize", 200, { form: { client_id: "unknown" } }],
  ["GET /oauth2/device/verify?user_code=WDJB2KQ7", 200],
  ["POST /oauth2/device/verify", 200, { form: { user_code: "WDJB2KQ7" } }],
  ["DELETE /oauth2/clients/client_web", 200],
  ["POST /mfa/methods", 200, { body: { mfa_type: "totp", name: "Phone" } }],
  [
    "POST /mfa/methods",
    200,
    { body: { mfa_type: "sms", name: "Phone", config: { phone_number: "+15550100" } } },
  ],
  ["POST /mfa/methods", 200, { body: { mfa_type: "web_authn", name: "Key" } }],
  ["POST /mfa/methods/METHOD/verify", 200, ({ words }) => codeFor(words["METHOD"])],
  ["GET /mfa/status", 200],
  ["GET /mfa/methods", 200],
  ["PUT /mfa/methods/METHOD/primary", 200],
  ["POST /mfa/challenge", 200, { body: {} }],
  ["POST /mfa/challenge/any/verify", 200, ({ words }) => codeFor(words["METHOD"])],
  ["POST /mfa/backup-codes", 200],
  ["DELETE /mfa/methods/METHOD", 200],
  ["POST /mfa/disable", 200, ({ words }) => codeFor(words["METHOD"])],
  ["POST /auth/logout", 200],
];

function mailed({ state }: RustAuthServer, purpose: "verification" | "reset") {
  return { token: state.mailbox.tokenFor("mara.quill@example.org", purpose) };
}

function actionOn(user_id = ""): CallOptions {
  return { body: { action: "verify_email", user_id, reason: "asked for" } };
}

function codeFor(method_id = ""): CallOptions {
  return { body: { method_id, code: "123456" } };
}

function oauthToken({ state }: RustAuthServer): string {
  return [...state.oauth2.accessTokens.keys()][0] ?? "";
}

/** An administrator whose calls go through Prism. */
async function givenProxied(options: RustAuthServerOptions = {}) {
  const { server, clock } = await givenServer(options);
  const prism = await startPrismFor(document, { proxyTo: server.url });
  proxies.push(prism);
  const { userId } = server.state.addUser(root);
  const session = await login(server, root.email);
  const token = String(session.at("access_token"));
  const refresh = String(session.at("refresh_token"));
  const words: Record<string, string> = { USER: userId, REFRESH: refresh };
  const admin = createCaller(prism.url, token);
  return { server, clock, prism, admin, anyone: createCaller(prism.url), words };
}

/** Calls every row and tells the statuses. */
async function callAll(call: Caller, known: Known): Promise<string[]> {
  const seen: string[] = [];
  for (const [request, , parts = {}] of rows) {
    const path = request.replace(/\b[A-Z]{4,}\b(?! )/, (word) => known.words[word] ?? word);
    const reply = await call(path, typeof parts === "function" ? parts(known) : parts);
    const method = reply.at("data", "method_id");
    if (typeof method === "string") known.words["METHOD"] ??= method;
    seen.push(`${request} ${reply.status}`);
  }
  return seen;
}

test("the rows call every documented operation", () => {
  const requests = rows.map(([request]) => request.split(/[ ?]/));
  const missing = documented.filter(({ method, path }) => {
    const template = compilePathTemplate(path);
    return !requests.some(([verb, at = ""]) => verb === method && template.match(at) !== undefined);
  });
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect(documented).toHaveLength(51);
});

describe("the document", () => {
  test.each([{}, { rateLimiting: "silent", accessTokenSeconds: 3600 } as const])(
    "describes every success of a server with %o",
    async (options) => {
      const { server, prism, admin, words, clock } = await givenProxied(options);
      const inNewWindows: Caller = (request, parts) => {
        clock.ms += 60_000;
        return admin(request, parts);
      };
      const seen = await callAll(inNewWindows, { server, words });
      expect(seen).toEqual(rows.map(([request, status]) => `${request} ${status}`));
      expect(prism.takeViolations()).toEqual([]);
    },
  );

  test("describes the guide's bodies as well", async () => {
    const { prism, anyone } = await givenProxied({ bodyShape: "guide" });
    const registered = await anyone("POST /auth/register", { body: registration() });
    const bearer = createCaller(prism.url, String(registered.at("access_token")));
    expect((await bearer("GET /auth/me")).at("is_verified")).toBe(false);
    await bearer("PUT /auth/profile", { body: { last_name: "Quince" } });
    expect(prism.takeViolations()).toEqual([]);
  });
});
