// Receivers of events, and the call that tries one. Nothing is ever sent to them.
import { jsonAnswer } from "../../support/answers.js";
import { isText, jsonBody, list, optionalText, text } from "../body.js";
import { type KnownCall, known, type Route, testKey } from "../call.js";
import { utc } from "../timestamps.js";

export const webhookRoutes: readonly Route[] = [
  { method: "POST", path: "/api/v1/webhooks", access: known, handle: createWebhook },
  { method: "POST", path: "/api/v1/test/webhook", access: testKey, handle: testWebhook },
];

function createWebhook({ principal, request, state }: KnownCall) {
  const body = jsonBody(request);
  const id = `wh_${state.webhooks.size + 1}`;
  const url = text(body, "url");
  const events = list(body, "events", isText);
  const secret = optionalText(body, "secret");
  state.webhooks.set(id, { id, userId: principal.user.id, url, events, secret });
  return jsonAnswer(201, { id, url, events });
}

function testWebhook({ state }: KnownCall) {
  const timestamp = utc(state.settings.now());
  return jsonAnswer(200, { status: "delivered", event: "bpm.analysis.complete", timestamp });
}
