// Every documented operation is served, in both profiles, on a server filled the same way.
import { expect, test } from "vitest";
import { callerFor, loggedIn, login } from "./caller.js";
import { embed } from "./embeddings.js";
import type { Profile } from "./options.js";
import { routes } from "./routes/index.js";
import { startNeuroGraphServer } from "./server.js";

const api = "/api/v1";
const scales = [1, 1, 1, 1, 1, 1, 1, 1];

/** Request, expected status, body. Later rows use what earlier ones made (ids 1 and up). */
const rows: readonly (readonly [request: string, status: number, body?: unknown])[] = [
  ["GET /", 200],
  [`GET ${api}/health`, 200],
  ["GET /health", 200],
  [`GET ${api}/health/live`, 200],
  [`GET ${api}/health/ready`, 200],
  [`GET ${api}/health/startup`, 200],
  [`GET ${api}/auth/me`, 200],
  [`POST ${api}/auth/change-password`, 200, { old_password: "admin123", new_password: "admin123" }],
  [`POST ${api}/tokens`, 201, { text: "red apple", metadata: { kind: "fruit" } }],
  [`GET ${api}/tokens`, 200],
  [`GET ${api}/tokens/1`, 200],
  [`PUT ${api}/tokens/1`, 200, { metadata: { kind: "drink" } }],
  [`POST ${api}/tokens/query`, 200, { query_vector: embed("apple"), top_k: 3, threshold: 0.1 }],
  [`POST ${api}/tokens/examples/create`, 200],
  [`POST ${api}/query`, 200, { text: "pear", limit: 1 }],
  [`GET ${api}/grid/status`, 200],
  [`POST ${api}/grid/create`, 201, { bucket_size: 5 }],
  [`POST ${api}/grid/create`, 201],
  [`GET ${api}/grid/1`, 200],
  [`POST ${api}/grid/1/tokens/1`, 200],
  [`GET ${api}/grid/1/neighbors/1?space=3&radius=2.5`, 200],
  [`GET ${api}/grid/1/range?x=1&y=2&z=3`, 200],
  [`GET ${api}/grid/1/influence`, 200],
  [`GET ${api}/grid/1/density`, 200],
  [`DELETE ${api}/grid/1/tokens/1`, 204],
  [`DELETE ${api}/grid/1`, 204],
  [`GET ${api}/cdna/status`, 200],
  [`PUT ${api}/cdna/config`, 200, { profile: "analyzer" }],
  [`GET ${api}/cdna/profiles`, 200],
  [`GET ${api}/cdna/profiles/creative`, 200],
  [`POST ${api}/cdna/profiles/creative/switch`, 200],
  [`POST ${api}/cdna/validate`, 200, { scales }],
  [`GET ${api}/cdna/quarantine/status`, 200],
  [`POST ${api}/cdna/quarantine/start?duration=120`, 200],
  [`POST ${api}/cdna/quarantine/stop?apply=true`, 200],
  [`GET ${api}/cdna/history?limit=5`, 200],
  [`POST ${api}/cdna/export`, 200],
  [`POST ${api}/cdna/reset`, 200],
  [`GET ${api}/modules`, 200],
  [`GET ${api}/modules/gateway`, 200],
  [`PUT ${api}/modules/gateway/enabled`, 200, { enabled: false }],
  [`GET ${api}/modules/gateway/metrics`, 200],
  [`GET ${api}/modules/gateway/config`, 200],
  [`PUT ${api}/modules/gateway/config`, 200, { config: { depth: 2 } }],
  [`GET ${api}/websocket/status`, 200],
  [`GET ${api}/websocket/channels`, 200],
  [`GET ${api}/websocket/channels/metrics`, 200],
  [`POST ${api}/websocket/broadcast?channel=metrics`, 200, { event_type: "demo" }],
  [`GET ${api}/status`, 200],
  [`GET ${api}/stats`, 200],
  [`GET ${api}/metrics`, 200],
  [`GET ${api}/metrics/json`, 200],
  [`GET ${api}/cache/stats`, 200],
  [`POST ${api}/cache/cleanup`, 200],
  [`DELETE ${api}/tokens/1`, 204],
  [`DELETE ${api}/tokens/admin/clear`, 200],
  [`POST ${api}/api-keys`, 201, { name: "CI robot", scopes: ["tokens:read"], expires_in_days: 30 }],
  [`GET ${api}/api-keys`, 200],
  [`GET ${api}/api-keys/KEY`, 200],
  [`POST ${api}/api-keys/KEY/revoke`, 200],
  [`DELETE ${api}/api-keys/KEY`, 204],
  [`POST ${api}/auth/login`, 200, { username: "viewer", password: "viewer123" }],
  [`POST ${api}/auth/refresh`, 200, { refresh_token: "REFRESH" }],
  [`POST ${api}/auth/logout`, 200, {}],
];

/** What the reference server does not have. */
const missingInReference: Readonly<Record<string, number>> = {
  "GET /health": 404,
  [`POST ${api}/tokens/query`]: 405,
};

async function statusesOfAllOperations(profile: Profile): Promise<string[]> {
  await using server = await startNeuroGraphServer({ profile });
  const call = await loggedIn(server, "admin");
  const refreshToken = (await login(server)).at("refresh_token");
  const seen: string[] = [];
  for (const [request, , body] of rows) {
    const keyId = [...server.state.apiKeys.keys()][0] ?? "";
    const isRefresh = request.endsWith("/refresh");
    const sent = isRefresh ? { refresh_token: refreshToken } : body;
    const reply = await call(
      request.replace("KEY", keyId),
      sent === undefined ? {} : { body: sent },
    );
    seen.push(`${request} ${reply.status}`);
  }
  return seen;
}

test("the documented profile serves every operation", async () => {
  const expected = rows.map(([request, status]) => `${request} ${status}`);
  expect(await statusesOfAllOperations("documented")).toEqual(expected);
});

test("the reference profile serves every operation that the real server has", async () => {
  const expected = rows.map(
    ([request, status]) => `${request} ${missingInReference[request] ?? status}`,
  );
  expect(await statusesOfAllOperations("reference")).toEqual(expected);
});

test("there are 63 operations, and an unknown caller gets no further than the open ones", async () => {
  const served = routes.filter(({ only }) => only !== "reference");
  expect(served).toHaveLength(63);
  await using server = await startNeuroGraphServer();
  const call = callerFor(server);
  for (const { method, path, access } of served.filter((route) => route.access.kind !== "open"))
    expect([access.kind, path, (await call(`${method} ${path}`)).status]).toContain(401);
});
