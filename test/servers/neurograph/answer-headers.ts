// The headers that the real server puts on its answers, besides what an answer brings itself.
import { randomUUID } from "node:crypto";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import type { RateDecision } from "./rate-limit.js";

const security = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "X-XSS-Protection": "1; mode=block",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Content-Security-Policy": "default-src 'self'",
  "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
};

const origins = ["localhost:3000", "localhost:8000", "127.0.0.1:3000", "127.0.0.1:8000"];

const unlimitedPaths = ["/api/v1/health", "/health"];

const untimedPaths = [...unlimitedPaths, "/api/v1/health/ready", "/api/v1/metrics"];

type Headers = Record<string, string>;

/** On every answer but preflights: the client's correlation id, or a new one. */
export function correlationHeaders(request: RecordedRequest): Headers {
  return { "X-Correlation-ID": request.headers["x-correlation-id"] ?? randomUUID() };
}

/** Health is not limited and says nothing of limits. */
export function isRateLimited(request: RecordedRequest): boolean {
  return !unlimitedPaths.includes(pathOf(request));
}

export function rateHeaders({
  limit,
  remaining,
}: Pick<RateDecision, "limit" | "remaining">): Headers {
  return { "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": String(remaining) };
}

/** Only on answers that reached the application. */
export function applicationHeaders(request: RecordedRequest, startedAt: number): Headers {
  const duration = `${(performance.now() - startedAt).toFixed(2)}ms`;
  const timed = !untimedPaths.includes(pathOf(request));
  return { ...security, ...(timed && { "X-Process-Time": duration }) };
}

/** Nothing is exposed to scripts beyond what browsers expose by themselves. */
export function corsHeaders(request: RecordedRequest): Headers {
  const { origin = "" } = request.headers;
  if (!origins.some((known) => origin === `http://${known}`)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    Vary: "Origin",
  };
}

export function isPreflight(request: RecordedRequest): boolean {
  return request.method === "OPTIONS" && "access-control-request-method" in request.headers;
}

/** What a preflight is told on top of the CORS headers. */
export function preflightHeaders(request: RecordedRequest): Headers {
  return {
    "Access-Control-Allow-Methods": "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
    "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "",
    "Access-Control-Max-Age": "600",
  };
}
