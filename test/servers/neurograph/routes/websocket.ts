// The HTTP side of the WebSocket service; nobody is ever connected here.
import { jsonAnswer } from "../../support/answers.js";
import { beyondGuide, type Call, open, type Route } from "../call.js";
import { string } from "../field-kinds.js";
import { bodyObject, readQuery, required } from "../fields.js";

const at = "/api/v1/websocket";

export const websocketRoutes: readonly Route[] = beyondGuide([
  { method: "GET", path: `${at}/status`, access: open, handle: getStatus },
  { method: "GET", path: `${at}/channels`, access: open, handle: listChannels },
  { method: "GET", path: `${at}/channels/{channel}`, access: open, handle: getChannel },
  { method: "POST", path: `${at}/broadcast`, access: open, handle: broadcast },
]);

const descriptions = {
  metrics: "System metrics every 5 seconds",
  signals: "Signal events",
  actions: "Executed actions",
  logs: "Log records",
  status: "Changes of state",
  connections: "Clients that come and go",
};

function getStatus({ state }: Call) {
  const websocket = {
    endpoint: "/ws",
    protocol: "ws",
    total_connections: 0,
    total_channels: 0,
    total_subscriptions: 0,
    buffered_events: state.broadcasts,
    clients: [],
  };
  return jsonAnswer(200, { status: "ok", websocket });
}

function listChannels() {
  return jsonAnswer(200, { channels: Object.keys(descriptions), descriptions });
}

/** An unknown channel is just one without subscribers. */
function getChannel(call: Call) {
  const { channel } = call.params;
  return jsonAnswer(200, { channel, subscribers: 0, subscriber_ids: [] });
}

function broadcast(call: Call) {
  const { channel } = readQuery(call, { channel: required(string()) });
  bodyObject(call);
  call.state.broadcasts += 1;
  return jsonAnswer(200, { status: "ok", channel, subscribers: 0, message_sent: true });
}
