/** Profiles, limits, addresses, webhooks, batches, tempo and jobs. */
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  readWebhookPayload,
  TracktionApiError,
  TracktionClient,
  TracktionTimeoutError,
  type WebhookPayload,
} from "../../src/tracktion/index.js";
import { afterWaits, given, rejection } from "./support/given.js";

const givenClient = (script: Parameters<typeof given>[0]) => {
  const world = given(script);
  return { ...world, client: new TracktionClient({ ...world, apiKey: "tk_test_1" }) };
};

describe("a key", () => {
  it.each([
    ["valid", { json: { email: "a@b.example" } }],
    ["invalid", { status: 401 }],
    ["unknown", { status: 403 }],
    ["unknown", { status: 429 }],
    ["unknown", { status: 500 }],
    ["unknown", { networkError: "ECONNREFUSED" }],
  ])("is found to be %s [TK-135]", async (verdict, answer) => {
    const { fetch, client } = givenClient([answer]);
    await expect(client.testApiKey()).resolves.toBe(verdict);
    expect(fetch.lines).toEqual(["GET /api/v1/user/profile"]);
  });

  it("is not judged by a call that was aborted", async () => {
    const { client } = givenClient([{ json: {} }]);
    const signal = AbortSignal.abort();
    expect(await rejection(client.testApiKey({ signal }))).toMatchObject({ kind: "abort" });
  });
});

describe("the rate limit", () => {
  it("is read out of headers, whatever the body is [TK-137]", async () => {
    const headers = {
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "97",
      "x-ratelimit-reset": "1700000060",
      "x-ratelimit-retry-after": "1.5",
      "x-ratelimit-tier": "premium",
    };
    const { fetch, client } = givenClient([{ headers, text: "no JSON" }, { json: {} }]);
    await expect(client.getRateLimit()).resolves.toEqual({
      limit: 100,
      remaining: 97,
      reset: 1_700_000_060,
      retryAfter: 2,
      tier: "premium",
    });
    expect(fetch.lines).toEqual(["GET /api/v1/user/rate-limit"]);
    await expect(client.getRateLimit()).resolves.toEqual({
      limit: undefined,
      remaining: undefined,
      reset: undefined,
      retryAfter: undefined,
      tier: undefined,
    });
  });

  it("is not told to nobody", async () => {
    const { client } = givenClient([{ status: 401, json: { error: "invalid_api_key" } }]);
    expect(await rejection(client.getRateLimit())).toBeInstanceOf(AuthenticationError);
  });
});

describe("somebody else's profile", () => {
  it("is null where there is nobody [TK-138]", async () => {
    const profile = { email: "a@b.example" };
    const { fetch, client } = givenClient([{ json: profile }, { status: 404 }, { status: 403 }]);
    await expect(client.getUserProfileById("user 1")).resolves.toEqual(profile);
    await expect(client.getUserProfileById("x")).resolves.toBeNull();
    await expect(client.getUserProfileById("x")).rejects.toMatchObject({ status: 403 });
    expect(fetch.requests[0]?.path).toBe("/api/v1/users/user%201/profile");
  });
});

describe("addresses that are let in", () => {
  it("are added, listed and removed [TK-144]", async () => {
    const rule = { id: "rule_55", ip_address: "198.51.100.7" };
    const list = { rules: [rule] };
    const script = [{ json: rule }, { json: rule, status: 201 }, { json: list }, {}, { json: {} }];
    const { fetch, client } = givenClient(script);
    const ipAddress = "198.51.100.7";
    const expiresAt = new Date("2031-01-01T00:00:00Z");
    const added = await client.addIpWhitelist({ ipAddress, reason: "office", expiresAt });
    expect(added).toEqual(rule);
    expect(fetch.last.json).toEqual({
      ip_address: ipAddress,
      reason: "office",
      expires_at: "2031-01-01T00:00:00.000Z",
    });
    await client.addIpWhitelist({ ipAddress });
    expect(fetch.last.json).toEqual({ ip_address: ipAddress });
    await expect(client.listIpWhitelist()).resolves.toEqual(list);
    await expect(client.removeIpWhitelist("rule_55")).resolves.toBeUndefined();
    await expect(client.removeIpWhitelist("rule_55")).resolves.toBeUndefined();
    const path = "/api/v1/security/ip-whitelist";
    expect(fetch.lines).toEqual([
      `POST ${path}`,
      `POST ${path}`,
      `GET ${path}`,
      `DELETE ${path}/rule_55`,
      `DELETE ${path}/rule_55`,
    ]);
  });
});

describe("a webhook", () => {
  it("is tried without a body [TK-145]", async () => {
    const { fetch, client } = givenClient([{ json: { delivered: true } }]);
    await expect(client.testWebhook()).resolves.toEqual({ delivered: true });
    expect(fetch.lines).toEqual(["POST /api/v1/test/webhook"]);
    expect(fetch.last.text).toBe("");
  });

  it("is asked for", async () => {
    const webhook = { url: "https://hooks.example/bpm", events: ["bpm.analysis.complete"] };
    const { fetch, client } = givenClient([{ json: { id: "wh_1", ...webhook } }]);
    await expect(client.createWebhook(webhook)).resolves.toMatchObject({ id: "wh_1" });
    expect(fetch.last.json).toEqual(webhook);
  });

  it("may bring a misspelt tempo", () => {
    const payload = (bpm_data: object): WebhookPayload =>
      // As it comes off the wire.
      JSON.parse(
        JSON.stringify({ event: "bpm.analysis.complete", timestamp: "t", data: { bpm_data } }),
      );
    const { data } = readWebhookPayload(payload({ bmp: 124, confidence: 0.9 }));
    expect(data.bpm_data).toEqual({ bpm: 124, confidence: 0.9 });
    const right = payload({ bpm: 124 });
    expect(readWebhookPayload(right)).toBe(right);
  });
});

describe("a batch on the server", () => {
  it("takes words alone or with a limit, and is asked how far it is", async () => {
    const status = { batch_id: "batch_42", status: "queued" };
    const { fetch, client } = givenClient([{ json: status }, { json: status }]);
    const { batch_id = "" } = await client.batchSearch(["techno", { q: "ambient", limit: 3 }]);
    expect(fetch.last.json).toEqual({ queries: [{ q: "techno" }, { q: "ambient", limit: 3 }] });
    await expect(client.getBatchStatus(batch_id)).resolves.toEqual(status);
    expect(fetch.lines).toEqual(["POST /api/v1/batch/search", "GET /api/v1/batch/batch_42/status"]);
  });
});

describe("tempo detection", () => {
  const result = { bpm_data: { bpm: 124, confidence: 0.95, algorithm: "primary" } };

  it("takes names of this package, and answers those of the wire [TK-140]", async () => {
    const answer = { status: "success", recording_id: "r", results: result };
    const { fetch, client } = givenClient([{ json: answer }, { json: answer }]);
    const detected = await client.bpm.detect({
      recordingId: "r",
      filePath: "/music/a.flac",
      options: {
        confidenceThreshold: 0.8,
        enableTemporalAnalysis: false,
        cacheResults: true,
        forceRecalculation: false,
        algorithmPreference: "consensus",
        parallelProcessing: true,
        maxWorkers: 2,
        enableStreaming: true,
        memoryLimitMb: 500,
      },
    });
    expect(detected.results.bpm_data.bpm).toBe(124);
    expect(fetch.lines).toEqual(["POST /api/v1/analysis/bpm/detect"]);
    expect(fetch.last.json).toEqual({
      recording_id: "r",
      file_path: "/music/a.flac",
      options: {
        confidence_threshold: 0.8,
        enable_temporal_analysis: false,
        cache_results: true,
        force_recalculation: false,
        algorithm_preference: "consensus",
        parallel_processing: true,
        max_workers: 2,
        enable_streaming: true,
        memory_limit_mb: 500,
      },
    });
    await client.bpm.detect({ recordingId: "r", filePath: "/a" });
    expect(fetch.last.json).toEqual({ recording_id: "r", file_path: "/a" });
  });

  it("takes many at once, and does not throw for those that fail [TK-140]", async () => {
    const results = [
      { recording_id: "r1", status: "success", ...result },
      { recording_id: "r2", status: "error", error: "File not found" },
    ];
    const { fetch, client } = givenClient([{ json: { status: "success", results } }]);
    const answer = await client.bpm.batch({
      files: [
        { recordingId: "r1", filePath: "/a" },
        { recordingId: "r2", filePath: "/b" },
      ],
      options: { maxWorkers: 4 },
    });
    expect(answer.results[1]?.error).toBe("File not found");
    expect(fetch.last.json).toEqual({
      files: [
        { recording_id: "r1", file_path: "/a" },
        { recording_id: "r2", file_path: "/b" },
      ],
      options: { max_workers: 4 },
    });
  });

  it("looks at what was kept, and whether it works", async () => {
    const { fetch, client } = givenClient({ "* /*": { json: { status: "healthy" } } });
    await client.bpm.getCached("a/b");
    await client.bpm.getHealth();
    expect(fetch.lines).toEqual([
      "GET /api/v1/analysis/bpm/cache/a%2Fb",
      "GET /api/v1/analysis/bpm/health",
    ]);
  });
});

describe("a tracklist job", () => {
  const id = "9e1f5a00-0000-4000-8000-00000000000a";
  const processing = { json: { status: "processing" } };
  const done = { json: { status: "completed", tracklist: { dj_name: "Nora Field" } } };

  it("is asked for every 2 s until it is done, also when nobody knows it yet [TK-141]", async () => {
    const limited = { status: 429, headers: { "retry-after": "5" } };
    const { fetch, clock, client } = givenClient([{ status: 404 }, processing, limited, done]);
    const waiting = client.waitForTracklistJob<{ dj_name: string }>(id);
    const { result, tookMs } = await afterWaits(clock, waiting);
    expect(result).toMatchObject({ value: done.json });
    expect(tookMs).toBe(2_000 + 2_000 + 5_000);
    expect(new Set(fetch.lines)).toEqual(new Set([`GET /api/v1/tracklist/status/${id}`]));
  });

  it("is given up after 60 s [TK-141]", async () => {
    const { fetch, clock, client } = givenClient({ "* /*": processing });
    const { result, tookMs } = await afterWaits(clock, client.waitForTracklistJob(id));
    const error = result.status === "rejected" ? result.reason : undefined;
    expect(error).toBeInstanceOf(TracktionTimeoutError);
    expect(error.message).toContain("60000 ms");
    expect([tookMs, fetch.count]).toEqual([60_000, 30]);
  });

  it("is given up in time by a server that does not answer", async () => {
    const { clock, client } = givenClient({ "* /*": { never: true } });
    const waiting = client.waitForTracklistJob(id, { timeoutMs: 7_000 });
    const { result, tookMs } = await afterWaits(clock, waiting);
    expect(result.status === "rejected" && result.reason).toBeInstanceOf(TracktionTimeoutError);
    expect(tookMs).toBe(7_000);
  });

  it("takes other times [TK-141]", async () => {
    const { fetch, clock, client } = givenClient({ "* /*": processing });
    const waiting = client.waitForTracklistJob(id, { timeoutMs: 1_000, pollMs: 300 });
    expect((await afterWaits(clock, waiting)).tookMs).toBe(1_000);
    expect(fetch.count).toBe(4);
  });

  it.each(["failed", "cancelled"])("that has %s is an error [TK-141]", async (status) => {
    const { fetch, client } = givenClient([{ json: { status, error: "no such page" } }]);
    const error = await rejection(client.waitForTracklistJob(id));
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({ message: `The tracklist job ${status}: no such page` });
    expect(fetch.count).toBe(1);
  });

  it("ends with other errors and with its signal at once", async () => {
    const { client, clock } = givenClient([{ status: 403 }, processing]);
    await expect(client.waitForTracklistJob(id)).rejects.toMatchObject({ status: 403 });
    const aborting = new AbortController();
    const waiting = client.waitForTracklistJob(id, { signal: aborting.signal });
    await clock.settle();
    aborting.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});
