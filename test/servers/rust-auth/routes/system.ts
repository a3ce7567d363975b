// Health, readiness, liveness, metrics and configuration.
import { jsonAnswer, textAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { bareFailure } from "../failures.js";
import { offsetTimestamp } from "../timestamps.js";

export const systemRoutes: readonly Route[] = [
  { method: "GET", path: "/health", access: "open", handle: checkHealth },
  { method: "GET", path: "/ready", access: "open", handle: checkReadiness },
  { method: "GET", path: "/live", access: "open", handle: checkLiveness },
  { method: "GET", path: "/metrics", access: "open", handle: showMetrics },
  { method: "GET", path: "/stats", access: "open", handle: showStats },
];

function timestampOf({ state }: Call): string {
  return offsetTimestamp(state.settings.now());
}

/** Without the cache it is degraded, which is no failure. */
function checkHealth(call: Call) {
  const { database, cache } = call.state.health;
  if (!database) throw bareFailure(503);
  return jsonAnswer(200, {
    status: cache ? "ok" : "degraded",
    timestamp: timestampOf(call),
    version: "1.0.0",
    service: "rust-auth-service",
    database: { status: "healthy", type: "postgresql", connected: true, response_time_ms: 2 },
    cache: {
      healthy: cache,
      type: "memory",
      stats: { hits: 8, misses: 2, hit_ratio: 0.8, total_operations: 10 },
    },
  });
}

function checkReadiness(call: Call) {
  const { database, cache } = call.state.health;
  if (!database || !cache) throw bareFailure(503);
  return jsonAnswer(200, { status: "ready", timestamp: timestampOf(call), database, cache });
}

function checkLiveness(call: Call) {
  return jsonAnswer(200, { status: "alive", timestamp: timestampOf(call) });
}

/** Counts what was answered so far. */
function showMetrics({ state }: Call) {
  const lines = [...state.answered].map(([answer, count]) => {
    const [method, path, status] = answer.split(" ");
    const labels = `method="${method}",path="${path}",status="${status}"`;
    return `http_requests_total{${labels}} ${count}`;
  });
  const head = [
    "# HELP http_requests_total Total number of HTTP requests",
    "# TYPE http_requests_total counter",
  ];
  const text = `${[...head, ...lines].join("\n")}\n`;
  return textAnswer(200, "text/plain; charset=utf-8", text);
}

function showStats(call: Call) {
  const { rateLimiting } = call.state.settings;
  return jsonAnswer(200, {
    server: { host: "0.0.0.0", port: 8080, workers: 4 },
    database: {
      type: "postgresql",
      pool: { min_connections: 10, max_connections: 50, idle_timeout: 180 },
    },
    cache: { type: "memory", ttl: 3600, lru_size: 1000 },
    monitoring: { metrics: true, prometheus_port: 9090, health_check_interval: 30 },
    rate_limit: { enabled: rateLimiting !== "off", backend: "memory", memory_cache_size: 10_000 },
    timestamp: timestampOf(call),
  });
}
