// Status, statistics, metrics, caches and the service's own description.
import { type Answer, jsonAnswer, textAnswer } from "../../support/answers.js";
import { cacheStats } from "../caches.js";
import { authenticated, beyondGuide, type Call, open, type Route, scope } from "../call.js";
import {
  envelopeAnswer,
  failedEnvelopeAnswer,
  profiledAnswer,
  successAnswer,
} from "../envelope.js";
import { type NeuroGraphState, uptimeSeconds } from "../state.js";

const at = "/api/v1";
const status = scope("status:read");
const metrics = scope("metrics:read");

export const statusRoutes: readonly Route[] = [
  { method: "GET", path: `${at}/status`, access: status, handle: getStatus },
  ...beyondGuide([
    { method: "GET", path: "/", access: open, handle: getServiceInfo },
    { method: "GET", path: `${at}/stats`, access: status, handle: getStats },
    { method: "GET", path: `${at}/metrics`, access: metrics, handle: getMetrics },
    { method: "GET", path: `${at}/metrics/json`, access: metrics, handle: getMetricsJson },
    { method: "GET", path: `${at}/cache/stats`, access: authenticated, handle: getCacheStats },
    { method: "POST", path: `${at}/cache/cleanup`, access: authenticated, handle: cleanupCaches },
  ]),
];

function getServiceInfo(call: Call): Answer {
  return jsonAnswer(200, {
    name: "NeuroGraph API",
    version: "1.0.0 (v0.49.0)",
    phase: "test",
    storage_backend: "memory",
    features: { ...call.state.features },
    docs: "/docs",
    health: "/api/v1/health",
  });
}

function getStatus(call: Call): Answer {
  const { state } = call;
  const total = state.tokens.byId.size;
  const documented = () => ({
    status: "healthy",
    version: "0.58.0",
    uptime_seconds: uptimeSeconds(state),
    tokens_count: total,
    api_keys_count: state.apiKeys.size,
  });
  const reference = () => ({
    state: "running",
    uptime_seconds: uptimeSeconds(state),
    tokens: { total, active: total },
    connections: { total: 0, active: 0 },
    memory_usage_mb: 70.1,
    cpu_usage_percent: 0.4,
    components: { runtime: "running", token_storage: "running", grid_storage: "running" },
    cdna_profile: "unknown",
    storage_backend: "runtime",
    version: "0.52.0",
  });
  return profiledAnswer(call, { documented, reference }, { took: null });
}

function getStats(call: Call): Answer {
  const data = {
    queries: { total: call.state.textQueries, per_second: 0, avg_latency_ms: 0 },
    feedbacks: { total: 0, positive: 0, negative: 0, corrections: 0 },
    cache: { hits: 0, misses: 0, hit_rate: 0 },
    intuition: { fast_path_hits: 0, slow_path_hits: 0, fast_path_rate: 0 },
  };
  return envelopeAnswer(call, data, { took: null });
}

/** A failure is an empty text with status 200, as on the real server. */
function getMetrics({ state }: Call): Answer {
  const text = state.metricsFail ? "" : prometheusText(state);
  return textAnswer(200, "text/plain; version=0.0.4; charset=utf-8", text);
}

function getMetricsJson(call: Call): Answer {
  const { state } = call;
  if (state.metricsFail)
    return failedEnvelopeAnswer(call, "METRICS_ERROR", "Failed to generate metrics");
  const data = {
    system: { uptime_seconds: uptimeSeconds(state), version: "0.52.0" },
    tokens: { active_count: state.tokens.byId.size },
    connections: { active_count: 0 },
    storage: { backend: "RuntimeStorage", rust_core: "v0.50.0" },
  };
  return envelopeAnswer(call, data, { took: null });
}

function getCacheStats({ state }: Call): Answer {
  return successAnswer("Cache statistics retrieved", cacheStats(state.caches));
}

/** Nothing ages in this server, so there is nothing to remove. */
function cleanupCaches({ state }: Call): Answer {
  return successAnswer("Cache cleanup completed", cacheStats(state.caches));
}

function prometheusText(state: NeuroGraphState): string {
  const requests = [...state.answered].map(([key, count]) => {
    const [method = "", path = "", code = ""] = key.split(" ");
    const labels = `method="${method}",path="${path}",status_code="${code}"`;
    return `neurograph_http_requests_total{${labels}} ${count}.0`;
  });
  return [
    "# HELP neurograph_http_requests_total Total HTTP requests",
    "# TYPE neurograph_http_requests_total counter",
    ...requests,
    "# HELP neurograph_tokens_active Active tokens",
    "# TYPE neurograph_tokens_active gauge",
    `neurograph_tokens_active ${state.tokens.byId.size}.0`,
    "",
  ].join("\n");
}
