/** Calls from the server to your own. */
import type { WebhookPayload } from "../../generated/tracktion/models.js";
import { isRecord } from "../runtime/index.js";

/** The parsed body of such a call, with `bpm` where the server wrote `bmp`. It is not checked in any other way. */
export function readWebhookPayload(body: WebhookPayload): WebhookPayload {
  const { data } = body;
  const tempo: unknown = isRecord(data) ? data.bpm_data : undefined;
  if (!isRecord(tempo) || tempo.bpm !== undefined || tempo.bmp === undefined) return body;
  const { bmp, ...rest } = tempo;
  // Only the misspelt name is another.
  return { ...body, data: { ...data, bpm_data: { ...rest, bpm: bmp } } } as WebhookPayload;
}
