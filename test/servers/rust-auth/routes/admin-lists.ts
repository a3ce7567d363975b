// Two lists that show the same two rows on every page, though they speak of many pages.
import { jsonAnswer } from "../../support/answers.js";
import { requireAdmin } from "../access.js";
import type { Call, Route } from "../call.js";
import { pageBody, readPageWish } from "../pages.js";

export const adminListRoutes: readonly Route[] = [
  { method: "GET", path: "/admin/api/clients", access: "bearer", handle: listClients },
  { method: "GET", path: "/admin/api/security/events", access: "bearer", handle: listEvents },
];

function listClients(call: Call) {
  const wish = readPageWish(call, 20);
  requireAdmin(call);
  return jsonAnswer(200, pageBody(clients, wish, 25));
}

function listEvents(call: Call) {
  const wish = readPageWish(call, 50);
  requireAdmin(call);
  return jsonAnswer(200, pageBody(events, wish, 1000));
}

const clients = [
  {
    client_id: "client_demo_a",
    client_name: "Reader App",
    client_type: "public",
    redirect_uris: ["org.example.reader://callback"],
    scopes: ["read"],
    is_active: true,
    created_at: "2025-11-01T12:00:00Z",
    last_used: null,
    tokens_issued: 4,
  },
  {
    client_id: "client_demo_b",
    client_name: "Reader Web",
    client_type: "confidential",
    redirect_uris: ["https://reader.example.org/callback"],
    scopes: ["read", "write"],
    is_active: true,
    created_at: "2025-10-01T12:00:00Z",
    last_used: "2026-01-02T08:15:00Z",
    tokens_issued: 310,
  },
];

const events = [
  {
    event_id: "evt_a1",
    event_type: "failed_login",
    user_id: null,
    ip_address: "203.0.113.9",
    user_agent: null,
    description: "Three wrong passwords in a row",
    risk_level: "medium",
    timestamp: "2026-01-03T09:00:00Z",
    metadata: { attempts: 3 },
  },
  {
    event_id: "evt_a2",
    event_type: "suspicious_activity",
    user_id: "9c1d7c50-62f3-45f7-8a5e-2f7a1f0c3b44",
    ip_address: "198.51.100.23",
    user_agent: "curl/8.5.0",
    description: "Many requests within a second",
    risk_level: "high",
    timestamp: "2026-01-03T08:30:00Z",
    metadata: { requests_per_second: 90 },
  },
];
