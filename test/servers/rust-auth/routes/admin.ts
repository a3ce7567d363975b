// The dashboard: its page, which anyone signed in may see, and its numbers.
import { jsonAnswer, textAnswer } from "../../support/answers.js";
import { requireAdmin } from "../access.js";
import type { Call, Route } from "../call.js";

const dayMs = 24 * 60 * 60 * 1000;

export const adminRoutes: readonly Route[] = [
  { method: "GET", path: "/admin", access: "bearer", handle: showPage },
  { method: "GET", path: "/admin/api/stats", access: "bearer", handle: showStats },
  { method: "GET", path: "/admin/api/metrics", access: "bearer", handle: showMetrics },
  { method: "GET", path: "/admin/api/metrics/realtime", access: "bearer", handle: showRealtime },
];

function showPage() {
  const page = "<!DOCTYPE html><html><head><title>Auth Service Admin</title></head></html>";
  return textAnswer(200, "text/html; charset=utf-8", page);
}

/** Four of the numbers are always the same, as on the real server. */
function showStats(call: Call) {
  requireAdmin(call);
  const { users, settings, health } = call.state;
  const all = [...users.values()];
  const since = settings.now() - 30 * dayMs;
  const verified = all.filter(({ emailVerified }) => emailVerified).length;
  return jsonAnswer(200, {
    total_users: all.length,
    active_users: all.filter((user) => user.isActive && (user.lastLogin ?? 0) > since).length,
    verified_users: verified,
    admin_users: all.filter(({ role }) => role === "admin").length,
    auth_attempts_24h: 0,
    success_rate: all.length === 0 ? 0 : (verified / all.length) * 100,
    active_sessions: 0,
    database_healthy: health.database,
    cache_healthy: true,
    uptime_seconds: 0,
  });
}

const system = {
  cpu_usage: 11.5,
  memory_usage_mb: 96,
  memory_usage_percent: 20.25,
  disk_usage_percent: 40,
  requests_per_minute: 300,
  avg_response_time_ms: 12.75,
  error_rate_percent: 0.5,
  db_connections_active: 4,
  cache_hit_rate_percent: 92,
};

function showMetrics(call: Call) {
  requireAdmin(call);
  return jsonAnswer(200, system);
}

function showRealtime(call: Call) {
  requireAdmin(call);
  return jsonAnswer(200, {
    http: {
      requests_per_second: 3.5,
      avg_response_time_ms: 20.1,
      status_code_distribution: { "200": 90, "401": 4 },
      endpoint_performance: [
        {
          path: "/auth/login",
          method: "POST",
          avg_duration_ms: 60.5,
          request_count: 40,
          error_rate: 5,
        },
      ],
    },
    auth: {
      login_attempts_per_hour: 40,
      success_rate: 95,
      active_sessions: 12,
      token_validations_per_minute: 55,
      failed_attempts_by_reason: { account_locked: 1 },
    },
    database: {
      active_connections: 3,
      avg_query_time_ms: 4.2,
      queries_per_second: 9.5,
      connection_pool_usage: 12.5,
      slow_query_count: 0,
    },
    cache: {
      hit_rate: 88,
      operations_per_second: 15.5,
      avg_operation_time_ms: 0.4,
      cache_size_mb: 3.2,
      eviction_rate: 0,
    },
    system,
    performance: {
      p50_response_time_ms: 10,
      p95_response_time_ms: 50,
      p99_response_time_ms: 110,
      throughput_ops_per_second: 25,
      concurrent_requests: 2,
    },
    errors: {
      error_rate: 0.5,
      errors_per_minute: 1,
      error_distribution: { auth_error: 2 },
      critical_errors: 0,
    },
  });
}
