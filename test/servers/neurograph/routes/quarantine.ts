// The CDNA's quarantine mode; it ends by itself when its time is over.
import { beyondGuide, type Call, type Route, scope } from "../call.js";
import { enabledCdna, quarantineBody, quarantineSecondsLeft, recordAction } from "../cdna-calls.js";
import { quarantineMetrics } from "../cdna-store.js";
import { envelopeAnswer } from "../envelope.js";
import { badRequest } from "../failures.js";
import { boolean, integer } from "../field-kinds.js";
import { defaulted, readQuery } from "../fields.js";

const at = "/api/v1/cdna/quarantine";
const write = scope("cdna:write");

export const quarantineRoutes: readonly Route[] = beyondGuide([
  {
    method: "GET",
    path: `${at}/status`,
    access: scope("cdna:read"),
    handle: getQuarantineStatus,
  },
  { method: "POST", path: `${at}/start`, access: write, handle: startQuarantine },
  { method: "POST", path: `${at}/stop`, access: write, handle: stopQuarantine },
]);

function getQuarantineStatus(call: Call) {
  enabledCdna(call);
  return envelopeAnswer(call, quarantineBody(call));
}

function startQuarantine(call: Call) {
  const cdna = enabledCdna(call);
  const { duration } = readQuery(call, {
    duration: defaulted(integer({ min: 60, max: 3600 }), 300),
  });
  if (quarantineSecondsLeft(call) > 0) throw badRequest("Quarantine mode already active");
  cdna.quarantineEndsAt = call.state.settings.now() + duration * 1000;
  recordAction(call, "quarantine_start", { duration });
  return envelopeAnswer(call, { success: true, message: "Quarantine mode started", duration });
}

function stopQuarantine(call: Call) {
  const cdna = enabledCdna(call);
  const { apply: applied } = readQuery(call, { apply: defaulted(boolean, false) });
  if (quarantineSecondsLeft(call) === 0) throw badRequest("Quarantine mode not active");
  cdna.quarantineEndsAt = null;
  if (applied) recordAction(call, "quarantine_applied", { metrics: quarantineMetrics });
  recordAction(call, "quarantine_stop", { applied });
  return envelopeAnswer(call, { success: true, message: "Quarantine mode stopped", applied });
}
