// The reference server's wrapper around data (`success`, `data`, `meta`, `error`).
import { randomUUID } from "node:crypto";
import { type Answer, emptyAnswer, jsonAnswer } from "../support/answers.js";
import type { Call } from "./call.js";
import { zonedTimestamp } from "./timestamps.js";

/** How long the server claims to have worked: some routes say 0.0, others null. */
export type ClaimedDuration = number | null;

/** Enveloped data. */
export function envelopeAnswer(
  call: Call,
  data: unknown,
  { status = 200, took = 0 }: { status?: number; took?: ClaimedDuration } = {},
): Answer {
  return jsonAnswer(status, { success: true, data, meta: meta(call, took), error: null });
}

/** A failure that is sent with a success status (shape D). */
export function failedEnvelopeAnswer(call: Call, code: string, message: string): Answer {
  const error = { code, message, details: null };
  return jsonAnswer(200, { success: false, data: null, meta: meta(call, null), error });
}

/** Bare in the documented profile, enveloped in the reference profile. */
export function profiledAnswer(
  call: Call,
  wires: { documented: () => unknown; reference: () => unknown },
  options: { status?: number; took?: ClaimedDuration } = {},
): Answer {
  if (call.state.settings.profile === "reference")
    return envelopeAnswer(call, wires.reference(), options);
  return jsonAnswer(options.status ?? 200, wires.documented());
}

/** `SuccessResponse`: no envelope, although it looks like one. */
export function successAnswer(message: string, data: unknown = null): Answer {
  return jsonAnswer(200, { success: true, message, data });
}

/** 204 that still says JSON, as the real server does. */
export function deletedAnswer(): Answer {
  return emptyAnswer({ "content-type": "application/json" });
}

function meta(call: Call, took: ClaimedDuration): Record<string, unknown> {
  return {
    request_id: randomUUID(),
    processing_time_ms: took,
    version: "1.0.0",
    timestamp: zonedTimestamp(call.state.settings.now()),
  };
}
