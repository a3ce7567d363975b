/** The rest of what Tracktion's clients can do, every refusal of it, and servers that answer in forms of their own. */
import { type BaseTracktionClient, TracktionError } from "clientwright/tracktion";
import { describe, expect, it } from "vitest";
import { listOperations } from "../../codegen/contract/openapi.js";
import { performSensitiveOperation } from "../../generated/tracktion/resources/security.js";
import { hashOfPath, type TracktionServer } from "../servers/tracktion/index.js";
import { rejection } from "../support/rejection.js";
import { clientsOf, dana, document, fred, type Given, given } from "./support/tracktion.js";

const recordingId = "b2d6a1f4-0000-4000-8000-000000000001";
const file = { recordingId, filePath: "/music/a.flac" };

type Clients = ReturnType<typeof clientsOf>;

/** Everything once, each call answered with a success. */
async function performAll(clients: Clients): Promise<void> {
  const { key, test, admin, signed, manager, session } = clients;
  await session.login(...dana);
  await session.refreshAccessToken();
  await session.getUserProfile();
  await key.searchTracks("house");
  await key.getUserProfileById("user_78");
  await key.getRateLimit();
  await signed.call(performSensitiveOperation, { body: { action: "x" } });
  const { id } = await manager.createApiKey({ name: "A", permissions: ["read"], scopes: [] });
  await manager.listApiKeys();
  await manager.getApiKeyStats(id);
  await manager.revokeApiKey((await manager.rotateApiKey(id)).id);
  await key.batchSearch(["ambient", { q: "techno", limit: 2 }]);
  await key.getBatchStatus("batch_1");
  await key.createWebhook({ url: "https://hooks.example/bpm", events: ["bpm.analysis.failed"] });
  await test.testWebhook();
  const rule = await admin.addIpWhitelist({ ipAddress: "198.51.100.7" });
  await admin.listIpWhitelist();
  await admin.removeIpWhitelist(String(rule.id));
  await key.bpm.detect(file);
  await key.bpm.batch({ files: [file] });
  await key.bpm.getCached(hashOfPath(file.filePath));
  await key.bpm.getHealth();
}

/** `METHOD /template` of what the server received, each once. */
function met({ requests }: TracktionServer): string[] {
  const operations = listOperations({ ...document });
  const found = operations.filter(({ method, path }) => {
    const template = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    return requests.some(
      (sent) => sent.method === method && template.test(sent.path.split("?")[0] ?? ""),
    );
  });
  return found.map(({ id }) => String(id));
}

describe("every operation", () => {
  it("keeps to the document when the clients perform it", async () => {
    const setup = await given();
    await performAll(clientsOf(setup));
    const all = listOperations({ ...document }).map(({ id }) => String(id));
    // A browser's business, and the exchange of what it brings: see the workflow of apps.
    const apps = ["authorizeOauth", "exchangeOauthToken"];
    expect(met(setup.server)).toEqual(all.filter((id) => !apps.includes(id)));
  });

  it("reads what the server says about limits and accounts [TK-132] [TK-137] [TK-138]", async () => {
    const setup = await given({ limitRates: true });
    const { key, manager } = clientsOf(setup);
    const { id } = await manager.createApiKey({ name: "A", permissions: [], scopes: [] });
    expect(await manager.getApiKeyStats(id)).toEqual({
      key_id: id,
      total_requests: 0,
      last_used: null,
    });
    const reset = Math.ceil(setup.clock.now() / 1_000 + 0.6);
    const limits = { limit: 100, remaining: 100, reset };
    expect(await key.getRateLimit()).toEqual({ ...limits, retryAfter: undefined, tier: undefined });
    expect(await key.getUserProfileById("user_78")).toMatchObject({ email: fred[0] });
    expect(await key.getUserProfileById("nobody")).toBeNull();
  });

  it("detects tempi with names of this package, and answers with those of the wire [TK-140]", async () => {
    const setup = await given();
    const { bpm } = clientsOf(setup).key;
    const found = await bpm.detect({
      ...file,
      options: { enableTemporalAnalysis: false, confidenceThreshold: 0.99, maxWorkers: 2 },
    });
    expect(setup.server.requests[0]?.json).toEqual({
      recording_id: recordingId,
      file_path: "/music/a.flac",
      options: { enable_temporal_analysis: false, confidence_threshold: 0.99, max_workers: 2 },
    });
    expect(found.results.bpm_data).toMatchObject({ bpm: 124, needs_review: true });
    expect(found.results.temporal_data).toBeUndefined();
    const files = [file, { ...file, filePath: "/music/none.mp3" }];
    const { results, summary } = await bpm.batch({ files });
    expect(results.map(({ status, error }) => error ?? status)).toEqual([
      "success",
      "File not found",
    ]);
    expect(summary).toMatchObject({ successful: 1, failed: 1 });
    const cached = await bpm.getCached(hashOfPath("/music/a.flac"));
    expect(cached.results.bpm_data.bpm).toBe(124);
    const refusals = ["/music/a.xyz", "/music/short.wav", "/music/huge.wav", "/music/none.mp3"];
    const errors = refusals.map((filePath) => rejection(bpm.detect({ ...file, filePath })));
    expect(await Promise.all(errors)).toMatchObject([
      { statusCode: 422, errorCode: "UNSUPPORTED_FORMAT", serverMessage: "Cannot read .xyz" },
      { statusCode: 422, errorCode: "FILE_TOO_SHORT" },
      { statusCode: 413, errorCode: "FILE_TOO_LARGE" },
      { statusCode: 404, errorCode: "INVALID_AUDIO_FILE" },
    ]);
  });

  it("lets addresses in and out again [TK-101] [TK-144]", async () => {
    const setup = await given();
    const { admin, key } = clientsOf(setup);
    const { blockedIps } = setup.server.state;
    const expiresAt = new Date("2031-01-01T00:00:00Z");
    const rule = await admin.addIpWhitelist({
      ipAddress: "127.0.0.1",
      reason: "office",
      expiresAt,
    });
    expect(rule).toMatchObject({ ip_address: "127.0.0.1", reason: "office" });
    expect(setup.server.requests[0]?.json).toMatchObject({
      expires_at: "2031-01-01T00:00:00.000Z",
    });
    expect(await admin.listIpWhitelist()).toEqual([rule]);
    blockedIps.add("127.0.0.1");
    expect(await key.testApiKey()).toBe("valid");
    blockedIps.clear();
    await admin.removeIpWhitelist(String(rule.id));
    expect(await admin.listIpWhitelist()).toEqual([]);
    blockedIps.add("127.0.0.1");
    expect(await rejection(key.searchTracks("a"))).toMatchObject({
      message: "IP address blocked",
      errorCode: "ip_blocked",
    });
  });

  it("tries webhooks with a test key only [TK-145]", async () => {
    const { key, test } = clientsOf(await given());
    expect(await test.testWebhook()).toMatchObject({ status: "delivered" });
    expect(await rejection(key.testWebhook())).toMatchObject({ message: "Access denied" });
  });

  it("follows a batch to its end", async () => {
    const { key } = clientsOf(await given());
    const { batch_id } = await key.batchSearch(["ambient", "techno"]);
    const progress = [];
    for (const _ of [0, 1, 2]) {
      const { status, progress_percentage } = await key.getBatchStatus(String(batch_id));
      progress.push([status, progress_percentage]);
    }
    expect(progress).toEqual([
      ["queued", 0],
      ["processing", 50],
      ["completed", 100],
    ]);
  });
});

describe("every refusal", () => {
  const tasks: Readonly<Record<string, (client: BaseTracktionClient) => Promise<unknown>>> = {
    search: (client) => client.searchTracks("a"),
    profile: async (client) => client.getUserProfile(),
    other: (client) => client.getUserProfileById("user_78"),
    limit: (client) => client.getRateLimit(),
    batch: (client) => client.batchSearch(["a"]),
    status: (client) => client.getBatchStatus("batch_1"),
    webhook: (client) => client.createWebhook({ url: "https://hooks.example", events: [] }),
    test: (client) => client.testWebhook(),
    add: (client) => client.addIpWhitelist({ ipAddress: "198.51.100.7" }),
    list: (client) => client.listIpWhitelist(),
    remove: (client) => client.removeIpWhitelist("rule_1"),
    detect: async (client) => client.bpm.detect(file),
    detectMany: async (client) => client.bpm.batch({ files: [file] }),
    cached: async (client) => client.bpm.getCached("none"),
    health: async (client) => client.bpm.getHealth(),
  };

  const refusals: Readonly<Record<string, (setup: Given) => object>> = {
    "a credential that no longer counts": ({ server }) => {
      server.state.alwaysUnauthorized = true;
      return { statusCode: 401, message: "JWT token expired" };
    },
    "an address that is blocked": ({ server }) => {
      server.state.blockedIps.add("127.0.0.1");
      return { statusCode: 403, message: "IP address blocked" };
    },
    "a limit that is reached": ({ server }) => {
      server.failNext(() => true, Array(20).fill({ status: 429 }));
      return { statusCode: 429, message: "Rate limit exceeded. Retry after 12 seconds." };
    },
  };

  it.each(Object.entries(refusals))("keeps to the document: %s", async (_, prepare) => {
    const setup = await given();
    const expected = prepare(setup);
    const { key } = clientsOf(setup);
    for (const [name, task] of Object.entries(tasks)) {
      const error = await rejection(task(key));
      expect(error).toBeInstanceOf(TracktionError);
      expect({ name, error }).toMatchObject({ name, error: expected });
    }
    // A key is used where the document wants a login: the document's word on the request, not on the answer.
    expect(setup.prism.takeViolations().filter(({ side }) => side === "response")).toEqual([]);
  });
});
