// What the CDNA routes share: the store when it is on, its history, its quarantine.
import type { Call } from "./call.js";
import { type CdnaStore, quarantineMetrics } from "./cdna-store.js";
import { unavailable } from "./failures.js";
import { timestamp } from "./timestamps.js";

/** The store, or a thrown 503. */
export function enabledCdna(call: Call): CdnaStore {
  if (!call.state.features.cdna) throw unavailable("CDNA", "CDNA API not enabled");
  return call.state.cdna;
}

/** Adds to the history. */
export function recordAction(
  call: Call,
  action: string,
  what: Readonly<Record<string, unknown>> = {},
): void {
  const { settings, cdna } = call.state;
  cdna.history.push({ action, ...what, timestamp: timestamp(settings, settings.now()) });
}

/** `QuarantineStatus`. */
export function quarantineBody(call: Call) {
  const left = quarantineSecondsLeft(call);
  return { active: left > 0, time_left: left, metrics: quarantineMetrics };
}

/** 0 when there is no quarantine. */
export function quarantineSecondsLeft({ state: { cdna, settings } }: Call): number {
  return Math.max(0, Math.ceil(((cdna.quarantineEndsAt ?? 0) - settings.now()) / 1000));
}
