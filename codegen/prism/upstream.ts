/** The real server behind a proxying Prism. Passes bytes on as they are; must not know documents. */
import http, { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import https from "node:https";
import { brotliDecompressSync, unzipSync } from "node:zlib";
import type { PrismResponse } from "./engine.js";
import { type Exchange, isJson, isText } from "./exchange.js";

/** An answer of the real server: read to its end when a schema can describe it, else a stream. */
export interface UpstreamAnswer {
  readonly message: IncomingMessage;
  /** Absent: the body is still to be streamed. */
  readonly bytes: Buffer | undefined;
}

/** Headers that belong to one connection (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers that may go on to the other side. */
export const endToEnd = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !hopByHop.has(name) && value !== undefined),
  );

const collect = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The real server behind a proxying Prism. */
export interface Upstream {
  send(exchange: Exchange): Promise<UpstreamAnswer>;
  close(): void;
}

/** The real server at `url`; its connections are kept open between calls until `close`. */
export const createUpstream = (url: string): Upstream => {
  const base = new URL(url);
  const client = base.protocol === "https:" ? https : http;
  const agent = new client.Agent({ keepAlive: true });
  const open = ({ method, target, request, bytes }: Exchange): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const path = base.pathname.replace(/\/$/, "") + target;
      const headers = { ...endToEnd(request.headers), host: base.host };
      const carriesBody = bytes.length > 0 || request.headers["content-length"] !== undefined;
      const length = carriesBody ? { "content-length": bytes.length } : {};
      const outgoing = client.request(base, {
        agent,
        method,
        path,
        headers: { ...headers, ...length },
      });
      outgoing.on("response", resolve).on("error", reject).end(bytes);
    });
  return {
    async send(exchange) {
      const message = await open(exchange);
      const type = message.headers["content-type"] ?? "";
      const isReadable = type === "" || isJson(type) || isText(type);
      return { message, bytes: isReadable ? await collect(message) : undefined };
    },
    close() {
      agent.destroy();
    },
  };
};

const decode = (bytes: Buffer, encoding: string | undefined): Buffer => {
  if (bytes.length === 0 || encoding === undefined || encoding === "identity") return bytes;
  return encoding === "br" ? brotliDecompressSync(bytes) : unzipSync(bytes);
};

/** The answer as Prism wants it. A JSON body that does not parse is given as text: a violation. */
export const toPrismResponse = ({ message, bytes }: UpstreamAnswer): PrismResponse => {
  const statusCode = message.statusCode ?? 0;
  const headers: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message.headers)) headers[name] = String(value);
  if (bytes === undefined) return { statusCode, headers, body: "" };
  const text = decode(bytes, message.headers["content-encoding"]).toString("utf8");
  const type = message.headers["content-type"] ?? "";
  // An empty text is a text; an empty JSON answer has no body.
  if (text === "" && !isText(type)) return { statusCode, headers, body: undefined };
  if (!isJson(type)) return { statusCode, headers, body: text };
  try {
    return { statusCode, headers, body: JSON.parse(text) };
  } catch {
    return { statusCode, headers, body: text };
  }
};
