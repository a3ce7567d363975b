// Passes requests on to the server that is connected at the moment; knows nothing about any API.
import { type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import { listen } from "./listener.js";

/** One address in front of servers that take turns. */
export interface Switchboard {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Passes everything on to that origin from now on. */
  connect(origin: string): void;
  close(): Promise<void>;
}

/** Connected to nothing, it drops every connection. */
export async function createSwitchboard(): Promise<Switchboard> {
  let target: string | undefined;
  const { url, close } = await listen((incoming, response) => {
    if (target === undefined) response.destroy();
    else passOn(incoming, response, target);
  });
  return {
    url,
    close,
    connect(origin) {
      target = origin;
    },
  };
}

function passOn(incoming: IncomingMessage, response: ServerResponse, origin: string): void {
  const { method, headers } = incoming;
  // Each server lives for a test only: no connection is kept.
  const onward = sendRequest(origin + (incoming.url ?? "/"), { method, headers, agent: false });
  onward.on("error", () => response.destroy());
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(onward);
}
