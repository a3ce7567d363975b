// Health and its three probes.
import { type Answer, jsonAnswer, textAnswer } from "../../support/answers.js";
import { beyondGuide, type Call, open, type Route } from "../call.js";
import { envelopeAnswer, profiledAnswer } from "../envelope.js";
import { uptimeSeconds } from "../state.js";
import { timestamp } from "../timestamps.js";

const at = "/api/v1/health";

export const healthRoutes: readonly Route[] = [
  { method: "GET", path: at, access: open, handle: checkHealth },
  { method: "GET", path: "/health", access: open, handle: checkHealth, only: "documented" },
  ...beyondGuide([
    { method: "GET", path: `${at}/live`, access: open, handle: checkLiveness },
    { method: "GET", path: `${at}/ready`, access: open, handle: checkReadiness },
    { method: "GET", path: `${at}/startup`, access: open, handle: checkStartup },
  ]),
];

function checkHealth(call: Call): Answer {
  const { state } = call;
  const documented = () => ({
    status: "healthy",
    version: "0.58.0",
    timestamp: timestamp(state.settings, state.settings.now()),
  });
  const reference = () => ({
    status: "healthy",
    uptime_seconds: uptimeSeconds(state),
    version: "0.52.0",
    runtime_metrics: { tokens_count: state.tokens.byId.size, storage_backend: "memory" },
  });
  return profiledAnswer(call, { documented, reference }, { took: null });
}

function checkLiveness(): Answer {
  return jsonAnswer(200, { status: "alive", check: "liveness" });
}

function checkReadiness(call: Call): Answer {
  switch (call.state.readiness) {
    case "starting":
      return jsonAnswer(503, { ready: false, reason: "startup_in_progress" });
    case "broken":
      // The real server formats a Python dict here, which is not valid JSON.
      return textAnswer(
        503,
        "application/json",
        `{"ready": false, "checks": {'runtime': 'ok', 'grid_storage': 'not_ready'}}`,
      );
    case "ready": {
      const checks = { runtime: "ok", token_storage: "ok", grid_storage: "ok" };
      return envelopeAnswer(call, { ready: true, checks }, { took: null });
    }
  }
}

function checkStartup(call: Call): Answer {
  switch (call.state.readiness) {
    case "starting":
      return jsonAnswer(503, { started: false, reason: "initialization_in_progress" });
    case "broken":
      return jsonAnswer(503, { started: false, error: "Runtime failed to start" });
    case "ready": {
      const checks = { runtime: "ok", storage: "ok", uptime: "ok" };
      const uptime = uptimeSeconds(call.state);
      return jsonAnswer(200, { started: true, uptime_seconds: uptime, checks });
    }
  }
}
