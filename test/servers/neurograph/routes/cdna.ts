// CDNA configuration, profiles, history, export and reset.

import { adminOnly, beyondGuide, type Call, type Route, scope } from "../call.js";
import { enabledCdna, quarantineBody, recordAction } from "../cdna-calls.js";
import { type CdnaStore, cdnaProfiles, checkScales, createCdnaStore } from "../cdna-store.js";
import { envelopeAnswer } from "../envelope.js";
import { ApiFailure, notFound } from "../failures.js";
import { boolean, integer, list, number, string } from "../field-kinds.js";
import { defaulted, optional, readBody, readQuery, required } from "../fields.js";
import { timestamp, zonedTimestamp } from "../timestamps.js";

const at = "/api/v1/cdna";
const read = scope("cdna:read");
const write = scope("cdna:write");

export const cdnaRoutes: readonly Route[] = beyondGuide([
  { method: "GET", path: `${at}/status`, access: read, handle: getCdnaStatus },
  { method: "PUT", path: `${at}/config`, access: write, handle: updateCdnaConfig },
  { method: "GET", path: `${at}/profiles`, access: read, handle: listCdnaProfiles },
  { method: "GET", path: `${at}/profiles/{profile_id}`, access: read, handle: getCdnaProfile },
  {
    method: "POST",
    path: `${at}/profiles/{profile_id}/switch`,
    access: write,
    handle: switchCdnaProfile,
  },
  { method: "POST", path: `${at}/validate`, access: read, handle: validateCdnaScales },
  { method: "GET", path: `${at}/history`, access: read, handle: getCdnaHistory },
  { method: "POST", path: `${at}/export`, access: read, handle: exportCdna },
  { method: "POST", path: `${at}/reset`, access: adminOnly, handle: resetCdna },
]);

const eightScales = list(number(), 8);

function getCdnaStatus(call: Call) {
  const cdna = enabledCdna(call);
  const quarantine = quarantineBody(call);
  const data = { cdna: configBody(cdna), quarantine, history_count: cdna.history.length };
  return envelopeAnswer(call, data);
}

/** The given scales win over the profile's. */
function updateCdnaConfig(call: Call) {
  const cdna = enabledCdna(call);
  const input = readBody(call, {
    profile: optional(string()),
    dimension_scales: optional(eightScales),
    should_validate: defaulted(boolean, true),
  });
  const profile = input.profile ?? cdna.profile;
  const ofProfile = input.profile === undefined ? cdna.scales : profileOf(profile).scales;
  const scales = input.dimension_scales ?? ofProfile;
  if (input.should_validate) requireValidScales(scales);
  applyScales(call, cdna, profile, scales);
  const changes = {
    ...(input.profile !== undefined && { profile }),
    ...(input.dimension_scales && { dimension_scales: scales }),
    timestamp: zonedTimestamp(call.state.settings.now()),
  };
  recordAction(call, "config_update", { changes });
  return envelopeAnswer(call, configBody(cdna));
}

function listCdnaProfiles(call: Call) {
  const { profile } = enabledCdna(call);
  return envelopeAnswer(call, { profiles: cdnaProfiles, current: profile });
}

function getCdnaProfile(call: Call) {
  enabledCdna(call);
  return envelopeAnswer(call, profileOf(call.params.profile_id ?? ""));
}

/** Not validated, so `creative` is accepted here and refused by the configuration. */
function switchCdnaProfile(call: Call) {
  const cdna = enabledCdna(call);
  const from = cdna.profile;
  const to = call.params.profile_id ?? "";
  const { scales } = profileOf(to);
  applyScales(call, cdna, to, scales);
  recordAction(call, "profile_switch", { from, to });
  return envelopeAnswer(call, { success: true, old_profile: from, new_profile: to, scales });
}

function validateCdnaScales(call: Call) {
  const { scales } = readBody(call, { scales: required(eightScales) });
  const { errors, warnings } = checkScales(scales);
  return envelopeAnswer(call, { valid: errors.length === 0, warnings, errors });
}

/** Newest first; `total` counts everything. */
function getCdnaHistory(call: Call) {
  const { history } = enabledCdna(call);
  const { limit } = readQuery(call, { limit: defaulted(integer({ min: 1, max: 100 }), 10) });
  const newest = history.toReversed().slice(0, limit);
  return envelopeAnswer(call, { history: newest, total: history.length });
}

function exportCdna(call: Call) {
  const cdna = enabledCdna(call);
  const exportedAt = zonedTimestamp(call.state.settings.now());
  const [date = "", time = ""] = exportedAt.slice(0, 19).replace(/[-:]/g, "").split("T");
  const data = { cdna: configBody(cdna), history: cdna.history, exported_at: exportedAt };
  return envelopeAnswer(call, {
    success: true,
    data,
    filename: `cdna_export_${date}_${time}.json`,
  });
}

function resetCdna(call: Call) {
  const cdna = enabledCdna(call);
  const { profile, scales } = createCdnaStore();
  applyScales(call, cdna, profile, scales);
  recordAction(call, "reset");
  const message = "CDNA reset to defaults";
  return envelopeAnswer(call, { success: true, message, cdna: configBody(cdna) });
}

function applyScales(call: Call, cdna: CdnaStore, profile: string, scales: readonly number[]) {
  const { settings } = call.state;
  Object.assign(cdna, { profile, scales, timestamp: timestamp(settings, settings.now()) });
}

function configBody({ profile, scales, timestamp }: CdnaStore) {
  return { version: "2.1.0", profile, dimension_scales: scales, timestamp };
}

function profileOf(id: string) {
  const profile = Object.hasOwn(cdnaProfiles, id) ? cdnaProfiles[id] : undefined;
  if (!profile) throw notFound("Profile", id, `Profile '${id}' not found`);
  return profile;
}

/** The one failure whose `detail` is an object. */
function requireValidScales(scales: readonly number[]): void {
  const { errors, warnings } = checkScales(scales);
  if (errors.length === 0) return;
  const message = "Configuration validation failed";
  throw new ApiFailure({
    status: 400,
    code: "CONFIGURATION_ERROR",
    message,
    detail: { message, errors, warnings },
    shape: "B",
  });
}
