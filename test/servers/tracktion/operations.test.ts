// Every documented operation is served, and neither question nor answer departs from the document.
import { afterAll, beforeAll, expect, test } from "vitest";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { createCaller } from "../support/caller.js";
import type { RoutePattern } from "../support/router.js";
import { hashOfPath } from "./bpm-store.js";
import { ada, dana, fred, type Given, given, liveKey, testKey } from "./given.js";
import type { LimitShape } from "./options.js";
import { routes } from "./routes/index.js";

const document = await readDocument("specs/tracktion/openapi.yaml");
const api = "/api/v1";
const keys = `${api}/developer/keys`;
const bpm = `${api}/analysis/bpm`;
const redirect_uri = "https://app.example/callback";
const client = { client_id: "app_1", client_secret: "s3" };
const file = { recording_id: "b2d6a1f4-0000-4000-8000-000000000001", file_path: "/music/a.flac" };
const signed = {
  "X-Timestamp": "1700000000",
  "X-Signature": "sha256=6ee0c54ca424d955fcbf4cdd27294f70f64333026db40bba4bf3e2df758dad04",
};

interface Sent {
  readonly body?: unknown;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** Caller, request, expected status, what is sent. Later rows use what earlier ones made. */
type Row = readonly [by: string, request: string, status: number, sent?: Sent];

const rows: readonly Row[] = [
  [
    "key",
    `GET ${api}/search/tracks?q=house&limit=2&offset=1&genre=Deep%20House&sort=popularity`,
    200,
  ],
  ["oauth", `GET ${api}/search/tracks?q=caf%C3%A9`, 200],
  ["key", `GET ${api}/search/tracks?q=%20`, 400],
  ["narrow", `GET ${api}/search/tracks?q=house`, 403],
  ["unknown", `GET ${api}/search/tracks?q=house`, 401],
  ["nobody", `POST ${api}/auth/token`, 200, { body: dana }],
  ["nobody", `POST ${api}/auth/token`, 401, { body: { ...dana, password: "wrong" } }],
  ["nobody", `POST ${api}/auth/refresh`, 200, { body: { refresh_token: "REFRESH" } }],
  ["nobody", `POST ${api}/auth/refresh`, 401, { body: { refresh_token: "REFRESH" } }],
  ["dana", `GET ${api}/user/profile`, 200],
  ["key", `GET ${api}/user/rate-limit`, 200],
  ["key", `GET ${api}/users/user_78/profile`, 200],
  ["key", `GET ${api}/users/nobody/profile`, 404],
  ["key", `POST ${api}/sensitive-operation`, 200, { body: {}, headers: signed }],
  ["key", `POST ${api}/sensitive-operation`, 401, { body: { a: 1 }, headers: signed }],
  ["fred", `POST ${keys}`, 200, { body: { name: "A", permissions: ["read"], scopes: ["search"] } }],
  ["fred", `POST ${keys}`, 422, { body: { name: " ", permissions: [], scopes: [] } }],
  ["fred", `POST ${keys}`, 403, { body: { name: "A", permissions: ["admin"], scopes: [] } }],
  ["fred", `GET ${keys}?include_inactive=true`, 200],
  ["fred", `GET ${keys}/KEY/stats`, 200],
  ["fred", `POST ${keys}/KEY/rotate`, 200],
  ["fred", `POST ${keys}/KEY/rotate`, 400],
  ["fred", `DELETE ${keys}/KEY`, 200],
  ["fred", `DELETE ${keys}/none`, 404],
  [
    "nobody",
    `GET ${api}/oauth/authorize?response_type=code&client_id=app_1&redirect_uri=${encodeURIComponent(redirect_uri)}&scope=search&state=s`,
    302,
  ],
  [
    "nobody",
    `POST ${api}/oauth/token`,
    200,
    { form: { grant_type: "client_credentials", ...client, scope: "search" } },
  ],
  [
    "nobody",
    `POST ${api}/oauth/token`,
    401,
    { form: { grant_type: "client_credentials", ...client, client_secret: "s4" } },
  ],
  ["ada", `POST ${api}/security/ip-whitelist`, 201, { body: { ip_address: "198.51.100.7" } }],
  ["ada", `GET ${api}/security/ip-whitelist`, 200],
  ["dana", `GET ${api}/security/ip-whitelist`, 403],
  ["ada", `DELETE ${api}/security/ip-whitelist/rule_55`, 200],
  [
    "key",
    `POST ${api}/webhooks`,
    201,
    { body: { url: "https://hooks.example/bpm", events: ["bpm.analysis.failed"], secret: "w" } },
  ],
  ["test", `POST ${api}/test/webhook`, 200],
  ["key", `POST ${api}/batch/search`, 200, { body: { queries: [{ q: "ambient", limit: 3 }] } }],
  ["key", `GET ${api}/batch/batch_1/status`, 200],
  ["key", `GET ${api}/batch/none/status`, 404],
  ["key", `POST ${bpm}/detect`, 200, { body: { ...file, options: { max_workers: 2 } } }],
  ["key", `POST ${bpm}/detect`, 422, { body: { ...file, file_path: "/music/a.xyz" } }],
  ["key", `POST ${bpm}/detect`, 413, { body: { ...file, file_path: "/music/huge.wav" } }],
  ["unknown", `POST ${bpm}/detect`, 401, { body: file }],
  ["key", `POST ${bpm}/batch`, 200, { body: { files: [file, { ...file, file_path: "/a.mp3" }] } }],
  ["key", `GET ${bpm}/cache/${hashOfPath("/music/a.flac")}`, 200],
  ["key", `GET ${bpm}/cache/none`, 404],
  ["key", `GET ${bpm}/health`, 200],
];

let setup: Given;
let prism: PrismServer;

beforeAll(async () => {
  setup = await given();
  prism = await startPrismFor(document, { proxyTo: setup.server.url });
});

afterAll(async () => {
  await prism.close();
  await setup.server.close();
});

const credentialOf = async (by: string, { server, with: as } = setup) => {
  const { state } = server;
  const users: Record<string, { username: string }> = { ada, dana, fred };
  const user = users[by];
  if (user) return state.accessTokenFor(user.username);
  if (by === "narrow") return state.addKey({ scopes: ["tracklists"] }).secret;
  if (by !== "oauth") return { key: liveKey, test: testKey, unknown: "tk_live_none" }[by];
  const form = { grant_type: "client_credentials", ...client, scope: "search" };
  return String((await as()(`POST ${api}/oauth/token`, { form })).at("access_token"));
};

/** Whether a request, as `GET /path?query`, is one of that route. */
const pathTest = ({ method, path }: RoutePattern): RegExp =>
  new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, "[^/]+")}(\\?.*)?$`);

test("a caller meets every operation, and the document knows what it says and hears", async () => {
  const login = await setup.with()(`POST ${api}/auth/token`, { body: dana });
  const body = { refresh_token: login.at("refresh_token") };
  const seen: string[] = [];
  let fredsKey = "";
  for (const [by, request, , sent = {}] of rows) {
    const call = createCaller(prism.url, await credentialOf(by));
    const isRefresh = request.endsWith("/refresh");
    const reply = await call(request.replace("KEY", fredsKey), isRefresh ? { body } : sent);
    if (by === "fred" && request === `POST ${keys}` && reply.status === 200)
      fredsKey = String(reply.at("id"));
    seen.push(`${request} ${reply.status}`);
  }
  expect(seen).toEqual(rows.map(([, request, status]) => `${request} ${status}`));
  expect(prism.takeViolations()).toEqual([]);
});

test("there are as many operations as the document has, each of them among the rows", () => {
  const documented = listOperations({ ...document }).map(({ method, path }) => `${method} ${path}`);
  const served = routes.map(({ method, path }) => `${method} ${path}`);
  expect(served.toSorted()).toEqual(documented.toSorted());
  expect(served).toHaveLength(25);
  const missing = routes.filter(
    (route) => !rows.some(([, request]) => pathTest(route).test(request)),
  );
  expect(missing).toEqual([]);
});

/** The first row of each operation that needs credentials. */
const guarded = routes
  .filter(({ access }) => access.kind !== "anyone")
  .map((route) => rows.find(([, request]) => pathTest(route).test(request)))
  .filter((row) => row !== undefined);

/** Refuses every such operation for one reason. */
const refusals: Readonly<
  Record<string, { status: number; by?: string; limitShape?: LimitShape; headers?: object }>
> = {
  "no credentials": { status: 401, by: "nobody" },
  "an unknown key": { status: 401, by: "unknown" },
  "a blocked address": { status: 403, headers: { "X-Forwarded-For": "192.0.2.1" } },
  "a limit, as documented": { status: 429 },
  "a limit, as the tracklist server tells it": { status: 429, limitShape: "tracklist" },
};

test.each(Object.entries(refusals))("%s are documented for each operation", async (_, refusal) => {
  const { limitShape = "documented", status, headers } = refusal;
  await using local = await given({ limitShape });
  await using proxy = await startPrismFor(document, { proxyTo: local.server.url });
  local.server.state.blockedIps.add("192.0.2.1");
  for (const [by, request, , sent = {}] of guarded) {
    if (status === 429) local.server.failNext(request.replace(/\?.*/, ""), [{ status }]);
    const call = createCaller(proxy.url, await credentialOf(refusal.by ?? by, local));
    const reply = await call(request, { ...sent, headers: { ...sent.headers, ...headers } });
    expect([request, reply.status]).toEqual([request, status]);
  }
  const departed = proxy.takeViolations().filter(({ side }) => side === "response");
  expect(departed).toEqual([]);
});

test("what departs from the document is noticed", async () => {
  const call = createCaller(prism.url, liveKey);
  await call(`GET ${api}/search/tracks?q=a&limit=0`);
  setup.server.failNext(`GET ${api}/user/profile`, [{ status: 200, body: { id: "user_77" } }]);
  await call(`GET ${api}/user/profile`);
  const [question, answer] = prism.takeViolations();
  expect(question).toMatchObject({ side: "request", location: ["query", "limit"] });
  expect(answer).toMatchObject({ side: "response", code: "required" });
});
