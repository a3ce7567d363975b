/** The wrapper that the reference server puts around its answers; knows nothing of what is inside. */
import { isRecord, type JsonRecord } from "../runtime/index.js";

/** An opened answer. `failure` is the whole body of an envelope that reports a failure. */
export type Opened =
  | { readonly kind: "data"; readonly data: unknown; readonly meta: JsonRecord }
  | { readonly kind: "failure"; readonly body: JsonRecord };

/**
 * Opens an envelope; other bodies pass as they are. An object is an envelope if and only if it has
 * a boolean `success` and the keys `data` and `meta`; `SuccessResponse` has no `meta`.
 */
export function openEnvelope(body: unknown): Opened {
  if (!isEnvelope(body)) return { kind: "data", data: body, meta: {} };
  if (body.success === false) return { kind: "failure", body };
  return { kind: "data", data: body.data, meta: isRecord(body.meta) ? body.meta : {} };
}

function isEnvelope(body: unknown): body is JsonRecord {
  return isRecord(body) && typeof body.success === "boolean" && "data" in body && "meta" in body;
}
